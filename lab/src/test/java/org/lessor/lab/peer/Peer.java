package org.lessor.lab.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.Evidence;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.LabException;

/// A program that runs in a host, with a directory of its own. What it prints, on standard output
/// and error alike, is kept line by line as its log.
///
/// Any thread may call it. The lab stops it at its end, and shows its log when its test fails.
public final class Peer implements Evidence, AutoCloseable {
  /// How long a program may take to say that it is ready, or to end when told to.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String STARTED = "lessor-lab: started";

  private final String title;
  private final Path directory;
  private final Process process;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean complete;

  private Peer(String title, Path directory, Process process) {
    this.title = title;
    this.directory = directory;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("log of " + title).start(this::read);
  }

  /// A line that was waited for.
  ///
  /// @param position how many lines there are up to and with it
  /// @param match what the pattern found in it
  public record Logged(int position, MatchResult match) {}

  /// Starts `command` in `host`, in `directory` (see [org.lessor.lab.net.Lab#directory(String)]),
  /// and returns when it runs. The search path and the C locale are all of its environment.
  public static Peer start(Host host, Path directory, List<String> command) {
    String name = directory.getFileName().toString();
    List<String> announced = new ArrayList<>();
    // Signals count, whatever started the tests: nohup(1) would have SIGHUP ignored.
    announced.addAll(List.of("env", "--default-signal"));
    announced.addAll(List.of("sh", "-c", "echo '" + STARTED + "'; exec \"$@\"", "sh"));
    announced.addAll(command);
    try {
      Process process = Commands.builder(host.command(directory, announced)).start();
      Peer peer = new Peer(name + " in " + host, directory, process);
      host.lab().own(peer);
      host.lab().record(peer);
      peer.awaitLine(Pattern.quote(STARTED), PATIENCE);
      return peer;
    } catch (IOException failure) {
      throw new LabException("could not start " + name + " in " + host, failure);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException failure) {
      add("(the log ends here: " + failure + ")");
    } finally {
      lock.lock();
      complete = true;
      changed.signalAll();
      lock.unlock();
    }
  }

  private void add(String line) {
    lock.lock();
    lines.add(line);
    changed.signalAll();
    lock.unlock();
  }

  /// Where its files are; the program runs in it.
  public Path directory() {
    return directory;
  }

  /// Its log so far.
  public List<String> lines() {
    lock.lock();
    try {
      return lines.stream().filter(line -> !line.equals(STARTED)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// How many lines it has logged so far; see [#awaitLine(int, String, Duration)].
  public int lineCount() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a line that contains the regular expression `pattern`, be it logged already or still
  /// to come. Throws [LabException] when none comes within `limit`, or the program ends before.
  public Logged awaitLine(String pattern, Duration limit) {
    return awaitLine(0, pattern, limit);
  }

  /// As [#awaitLine(String, Duration)], the first `skipped` lines left out.
  public Logged awaitLine(int skipped, String pattern, Duration limit) {
    Pattern compiled = Pattern.compile(pattern);
    long remainingNanos = limit.toNanos();
    lock.lock();
    try {
      for (int next = skipped; ; next++) {
        while (next >= lines.size()) {
          if (remainingNanos <= 0 || complete) {
            throw new LabException(
                "%s did not log '%s' %s"
                    .formatted(title, pattern, complete ? "before it ended" : "within " + limit));
          }
          remainingNanos = changed.awaitNanos(remainingNanos);
        }
        Matcher matcher = compiled.matcher(lines.get(next));
        if (matcher.find()) {
          return new Logged(next + 1, matcher.toMatchResult());
        }
      }
    } catch (InterruptedException failure) {
      throw interrupted(failure);
    } finally {
      lock.unlock();
    }
  }

  /// Sends a signal, such as `TERM` or `USR1`, to the program.
  public void signal(String name) {
    Commands.run(List.of("kill", "-" + name, Long.toString(pid())));
  }

  /// The program's process id as the machine has it; its host has another one for it.
  public long pid() {
    return program().pid();
  }

  /// The program is the only child of the process that entered the host for it.
  private ProcessHandle program() {
    return process
        .children()
        .findFirst()
        .orElseThrow(() -> new LabException(title + " does not run any more"));
  }

  /// Whether the program still runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Waits until the program ends by itself, and returns its exit code (128 and the signal's number
  /// where a signal ended it). Its log is complete then.
  public int awaitExit(Duration limit) {
    awaitEnd(limit);
    try {
      if (!reader.join(limit)) {
        throw new LabException("a process that " + title + " left behind holds its log open");
      }
    } catch (InterruptedException failure) {
      throw interrupted(failure);
    }
    return process.exitValue();
  }

  private void awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LabException(title + " did not end within " + limit);
      }
    } catch (InterruptedException failure) {
      throw interrupted(failure);
    }
  }

  private LabException interrupted(InterruptedException failure) {
    Thread.currentThread().interrupt();
    return new LabException("interrupted while waiting for " + title, failure);
  }

  /// Asks the program to end (SIGTERM), waits until it has, and returns its exit code.
  public int stop() {
    process.children().findFirst().ifPresent(ProcessHandle::destroy);
    return awaitExit(PATIENCE);
  }

  /// Kills the program (SIGKILL), as a crash would, and waits until it is gone.
  public void kill() {
    process.children().findFirst().ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(PATIENCE);
  }

  /// Writes a file into the program's directory and returns its path.
  public static Path write(Path directory, String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Writes a shell script into the program's directory and returns its path.
  ///
  /// Another process writes it: what starts while this one has it open for writing, in a test
  /// beside this one, has it open as well for a moment, and the kernel runs no file that anybody
  /// can write to ("Text file busy").
  public static Path writeScript(Path directory, String name, String body) {
    Path script = directory.resolve(name);
    Commands.run(
        List.of(
            "sh",
            "-c",
            "printf '%s' \"$1\" > \"$2\" && chmod 755 \"$2\"",
            "sh",
            body.startsWith("#!") ? body : "#!/bin/sh\n" + body + "\n",
            script.toString()));
    return script;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String text() {
    return String.join("\n", lines());
  }

  /// Asks the program to end, and kills it if it does not. What it leaves behind ends with its
  /// host.
  @Override
  public void close() {
    process.children().findFirst().ifPresent(ProcessHandle::destroy);
    try {
      awaitEnd(PATIENCE);
    } catch (LabException stubborn) {
      kill();
      throw stubborn;
    }
  }
}

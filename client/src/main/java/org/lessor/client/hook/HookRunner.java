package org.lessor.client.hook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;

/// Runs hooks one after the other on a thread of its own, so that nobody waits for them.
///
/// A program that takes longer than its limit is killed with all that it started. What waits is
/// bounded; when there is no room, the new event is left out and said.
///
/// The thread starts with the object, in the network namespace of who makes it; so do the programs.
/// Any thread may call everything.
public final class HookRunner implements AutoCloseable {
  private static final int MOST_WAITING = 64;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /// Between SIGTERM and SIGKILL.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final HookSettings settings;
  private final Consumer<Report> told;
  private final ArrayBlockingQueue<Job> jobs = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  /// What waits to be run.
  private sealed interface Job {
    /// Run all programs.
    record Run(HookReason reason, Map<String, String> variables, Consumer<Ending> first)
        implements Job {}

    /// Nothing comes after this.
    record End() implements Job {}
  }

  /// How a run of a program ended.
  public sealed interface Ending {
    /// By itself, with this status.
    record Exited(int status) implements Ending {}

    /// It was not started, or killed, or there was no room for it.
    record Failed(String why) implements Ending {}
  }

  /// Starts to wait for events.
  ///
  /// @param told who is told how programs ended, on the runner's thread
  public HookRunner(HookSettings settings, String interfaceName, Consumer<Report> told) {
    this.settings = settings;
    this.told = told;
    this.thread =
        Thread.ofPlatform().daemon().name("lessor-hooks-" + interfaceName).start(this::work);
  }

  /// Has all programs run with these variables, after those that wait already.
  public void submit(HookReason reason, Map<String, String> variables) {
    submit(reason, variables, ending -> {});
  }

  /// As [#submit(HookReason, Map)].
  ///
  /// @param first is told how the first of the programs ended, before the others run, on the
  ///   runner's thread
  public void submit(HookReason reason, Map<String, String> variables, Consumer<Ending> first) {
    if (!jobs.offer(new Job.Run(reason, variables, first))) {
      String why = MOST_WAITING + " earlier ones still wait for their programs";
      told.accept(Report.of(Notice.HOOK_LEFT_OUT).and("reason", reason).and("why", why));
      first.accept(new Ending.Failed(why));
    }
  }

  private void work() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        switch (jobs.take()) {
          case Job.Run run -> runAll(run);
          case Job.End() -> goesOn = false;
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void runAll(Job.Run job) throws InterruptedException {
    Consumer<Ending> next = job.first();
    for (Path program : settings.programs()) {
      Ending ending = run(program, job.variables());
      told.accept(report(ending).and("reason", job.reason()).and("program", program));
      next.accept(ending);
      next = _ -> {};
    }
  }

  private static Report report(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int status) when status == 0 -> Report.of(Notice.HOOK_RAN);
      case Ending.Exited(int status) -> Report.of(Notice.HOOK_FAILED).and("status", status);
      case Ending.Failed(String why) -> Report.of(Notice.HOOK_FAILED).and("why", why);
    };
  }

  private Ending run(Path program, Map<String, String> variables) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.redirectInput(new File("/dev/null"));
    ProcessBuilder.Redirect output =
        switch (settings.output()) {
          case INHERITED -> ProcessBuilder.Redirect.INHERIT;
          case DISCARDED -> ProcessBuilder.Redirect.DISCARD;
        };
    builder.redirectOutput(output);
    builder.redirectError(output);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().putAll(settings.variables());
    builder.environment().putAll(variables);
    Process process;
    try {
      process = builder.start();
    } catch (IOException refused) {
      return new Ending.Failed("cannot be started: " + refused.getMessage());
    }
    try {
      if (process.waitFor(settings.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        return new Ending.Exited(process.exitValue());
      }
      return new Ending.Failed(
          "took longer than " + settings.limit().toSeconds() + " s and was killed");
    } finally {
      kill(process);
    }
  }

  /// A shell that is told to end leaves its children behind, so these are told first.
  private static void kill(Process process) throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    var family = process.descendants().toList();
    family.forEach(ProcessHandle::destroy);
    process.destroy();
    process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    family.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Runs what waits, and then ends. Waits for that, but not longer than one program may take.
  @Override
  public void close() {
    try {
      long limitMillis = settings.limit().toMillis();
      if (jobs.offer(new Job.End(), limitMillis, TimeUnit.MILLISECONDS)) {
        thread.join(limitMillis * Math.max(1, settings.programs().size()));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}

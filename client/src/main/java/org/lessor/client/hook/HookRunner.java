package org.lessor.client.hook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;

/// Runs hooks one after the other beside the client, so that nobody waits for them.
///
/// A program that takes longer than its limit is killed with all that it started. What waits is
/// bounded; when there is no room, the new event is left out and said.
///
/// While there is something to run, there is a thread for it, in the network namespace of the
/// thread that submits; so are the programs. Any thread may call everything.
public final class HookRunner implements AutoCloseable {
  private static final int MOST_WAITING = 64;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /// Between SIGTERM and SIGKILL.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final HookSettings settings;
  private final String interfaceName;
  private final Consumer<Report> told;
  private final Runnable idle;
  private final Queue<Job> jobs = new ArrayDeque<>();
  private @Nullable Thread thread;

  /// What waits to be run: all programs.
  private record Job(HookReason reason, Map<String, String> variables, Consumer<Ending> first) {}

  /// How a run of a program ended.
  public sealed interface Ending {
    /// By itself, with this status.
    record Exited(int status) implements Ending {}

    /// It was not started, or killed, or there was no room for it.
    record Failed(String why) implements Ending {}
  }

  /// A runner with nothing to run yet.
  ///
  /// @param told who is told how programs ended, on the runner's thread
  public HookRunner(HookSettings settings, String interfaceName, Consumer<Report> told) {
    this(settings, interfaceName, told, () -> {});
  }

  /// As [#HookRunner(HookSettings, String, Consumer)].
  ///
  /// @param idle called on the runner's thread when nothing is left to run
  public HookRunner(
      HookSettings settings, String interfaceName, Consumer<Report> told, Runnable idle) {
    this.settings = settings;
    this.interfaceName = interfaceName;
    this.told = told;
    this.idle = idle;
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
    if (!takes(new Job(reason, variables, first))) {
      String why = MOST_WAITING + " earlier ones still wait for their programs";
      told.accept(Report.of(Notice.HOOK_LEFT_OUT).and("reason", reason).and("why", why));
      first.accept(new Ending.Failed(why));
    }
  }

  private synchronized boolean takes(Job job) {
    if (jobs.size() == MOST_WAITING) {
      return false;
    }
    jobs.add(job);
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("lessor-hooks-" + interfaceName).start(this::work);
    }
    return true;
  }

  private void work() {
    try {
      for (Job job = next(); job != null; job = next()) {
        runAll(job);
      }
    } catch (InterruptedException ended) {
      end();
    }
    idle.run();
  }

  private synchronized @Nullable Job next() {
    Job job = jobs.poll();
    if (job == null) {
      end();
    }
    return job;
  }

  private synchronized void end() {
    jobs.clear();
    thread = null;
    notifyAll();
  }

  /// Whether there is nothing to run.
  public synchronized boolean isIdle() {
    return thread == null;
  }

  /// How long [#close] waits at most.
  public Duration patience() {
    return settings.limit().multipliedBy(Math.max(1, settings.programs().size()));
  }

  private void runAll(Job job) throws InterruptedException {
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

  /// Waits until what was submitted has run, but not longer than programs for one event may take:
  /// those that still run are killed then, and what waits is forgotten.
  @Override
  public void close() {
    long deadlineNanos = System.nanoTime() + patience().toNanos();
    try {
      awaitIdle(deadlineNanos);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    interrupt();
  }

  private synchronized void awaitIdle(long deadlineNanos) throws InterruptedException {
    long leftNanos = deadlineNanos - System.nanoTime();
    while (thread != null && leftNanos > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      leftNanos = deadlineNanos - System.nanoTime();
    }
  }

  /// Does not wait: kills what runs, and forgets what waits.
  public synchronized void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}

package org.lessor.client.hook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    record Run(HookReason reason, Map<String, String> variables) implements Job {}

    /// Nothing comes after this.
    record End() implements Job {}
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
    if (!jobs.offer(new Job.Run(reason, variables))) {
      told.accept(
          Report.of(Notice.HOOK_LEFT_OUT)
              .and("reason", reason)
              .and("why", MOST_WAITING + " earlier ones still wait for their programs"));
    }
  }

  private void work() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        switch (jobs.take()) {
          case Job.Run(HookReason reason, var variables) -> runAll(reason, variables);
          case Job.End() -> goesOn = false;
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void runAll(HookReason reason, Map<String, String> variables)
      throws InterruptedException {
    for (Path program : settings.programs()) {
      @Nullable String failure = run(program, variables);
      if (failure == null) {
        told.accept(Report.of(Notice.HOOK_RAN).and("reason", reason).and("program", program));
      } else {
        told.accept(
            Report.of(Notice.HOOK_FAILED)
                .and("reason", reason)
                .and("program", program)
                .and("why", failure));
      }
    }
  }

  /// Null where it ended with status 0.
  private @Nullable String run(Path program, Map<String, String> variables)
      throws InterruptedException {
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
      return "cannot be started: " + refused.getMessage();
    }
    try {
      if (process.waitFor(settings.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        int status = process.exitValue();
        return status == 0 ? null : "status " + status;
      }
      return "took longer than " + settings.limit().toSeconds() + " s and was killed";
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

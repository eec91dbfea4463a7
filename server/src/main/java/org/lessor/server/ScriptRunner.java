package org.lessor.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the operator's script beside the server (Kea: library run_script): without a shell, with
/// the variables of the call and a fixed PATH as its whole environment, nothing to read, and what
/// it writes where the server's own output goes.
///
/// Several run at a time; calls about one address follow one another. Each lane has room for
/// [#ROOM] calls that wait: what comes when it is full is dropped and counted. A script that takes
/// too long is killed with what it started. Any thread may call.
final class ScriptRunner implements Scripts, AutoCloseable {
  /// How many scripts run at a time.
  static final int LANES = 4;

  /// How many calls wait for each of them at most.
  static final int ROOM = 1024;

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final long POLL_MILLIS = 100;

  private final EventLog log;
  private final Statistics statistics;
  private final Limits limits;
  private final List<BlockingQueue<ScriptCall>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable Path script;
  private volatile boolean closing;

  /// How long things may take.
  ///
  /// @param run one run of the script
  /// @param end what is left to do when the server stops
  record Limits(Duration run, Duration end) {
    static final Limits STANDARD = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(3));
  }

  ScriptRunner(Optional<Path> script, Limits limits, Statistics statistics, EventLog log) {
    this.limits = limits;
    this.statistics = statistics;
    this.log = log;
    for (int i = 0; i < LANES; i++) {
      queues.add(new ArrayBlockingQueue<>(ROOM));
    }
    follow(script);
  }

  /// Runs that script from now on, or none.
  synchronized void follow(Optional<Path> next) {
    script = next.orElse(null);
    if (next.isPresent() && threads.isEmpty() && !closing) {
      for (int i = 0; i < LANES; i++) {
        BlockingQueue<ScriptCall> queue = queues.get(i);
        threads.add(
            Thread.ofPlatform().name("lessor-script-" + i).daemon().start(() -> work(queue)));
      }
    }
  }

  @Override
  public boolean wanted() {
    return script != null;
  }

  @Override
  public void call(ScriptCall call) {
    int lane = Math.floorMod(call.address().bits(), LANES);
    if (closing || !queues.get(lane).offer(call)) {
      dropped(call);
    }
  }

  private void dropped(ScriptCall call) {
    statistics.count(Statistic.SCRIPT_CALLS_DROPPED);
    log.limited(
        ServerEvent.LESSOR_SCRIPT_BUSY,
        () -> "point=" + call.point() + " address=" + call.address());
  }

  private void work(BlockingQueue<ScriptCall> queue) {
    try {
      while (!closing || !queue.isEmpty()) {
        ScriptCall call = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        Path program = script;
        if (call != null && program != null) {
          run(program, call);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Path program, ScriptCall call) throws InterruptedException {
    statistics.count(Statistic.SCRIPT_CALLS);
    @Nullable String failure = attemptSafely(program, call);
    if (failure != null) {
      statistics.count(Statistic.SCRIPT_CALLS_FAILED);
      log.limited(
          ServerEvent.LESSOR_SCRIPT_FAILED,
          () ->
              "script="
                  + program
                  + " point="
                  + call.point()
                  + " address="
                  + call.address()
                  + " reason=\""
                  + failure
                  + "\"");
    }
  }

  /// As [#attempt]. Whatever goes wrong, such as a thread that cannot be made to wait for the
  /// script, concerns this call alone: the next one is attempted as well.
  private @Nullable String attemptSafely(Path program, ScriptCall call)
      throws InterruptedException {
    try {
      return attempt(program, call);
    } catch (RuntimeException | Error fault) {
      log.limited(
          ServerEvent.LESSOR_WORKER_FAILED,
          () -> "thread=" + Thread.currentThread().getName() + " address=" + call.address(),
          fault);
      return "a fault inside the server: " + fault;
    }
  }

  /// Null where the script ended with status 0.
  private @Nullable String attempt(Path program, ScriptCall call) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), call.point());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().putAll(call.variables());
    Process process;
    try {
      process = builder.start();
    } catch (IOException refused) {
      return "cannot be started: " + refused.getMessage();
    }
    try {
      if (process.waitFor(limits.run.toMillis(), TimeUnit.MILLISECONDS)) {
        int status = process.exitValue();
        return status == 0 ? null : "ended with status " + status;
      }
      return "took longer than " + limits.run.toSeconds() + " s and was killed";
    } finally {
      if (process.isAlive()) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  /// Takes no more calls, and gives what waits and runs some time to end. What has not by then is
  /// killed, or dropped and counted.
  @Override
  public void close() {
    List<Thread> running;
    synchronized (this) {
      closing = true;
      running = List.copyOf(threads);
    }
    long deadline = System.nanoTime() + limits.end.toNanos();
    for (Thread thread : running) {
      join(thread, deadline - System.nanoTime());
    }
    for (Thread thread : running) {
      thread.interrupt();
      join(thread, limits.end.toNanos());
    }
    for (BlockingQueue<ScriptCall> queue : queues) {
      queue.forEach(this::dropped);
      queue.clear();
    }
  }

  private static void join(Thread thread, long nanos) {
    try {
      var _ = thread.join(Duration.ofNanos(Math.max(1, nanos)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.lessor.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.ThreadScheduling;
import org.lessor.linux.ThreadScheduling.Policy;
import org.lessor.linux.ThreadScheduling.Progress;

/// Has packets go before the virtual machine's second compiler, which in the first seconds under
/// load takes a processor for what makes later packets cheaper, and comes again for methods that
/// run seldom.
///
/// It gets only what nobody else wants. A high nice value alone does not help: under Linux 6.6 and
/// newer a thread that runs keeps the processor for some milliseconds whatever its nice value, and
/// a packet waits. But for ever it must not be so: on a machine that others keep busy it would
/// never get done, and would hold up whoever waits for a lock that it has. So from
/// [#WARMING_MILLIS] on, when it has hardly come forward for a while it takes its turn for as long,
/// nice value and all.
final class SecondCompiler {
  private static final long WARMING_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 1_000;

  /// What it runs at least between two looks where it is not starved.
  private static final long FAIR_NANOS = 50_000_000;

  private static final int NICE = 10;

  /// What the kernel knows its threads by: 15 bytes of "C2 CompilerThread0" and so on.
  private static final String NAME = "C2 CompilerThre";

  private SecondCompiler() {}

  /// Begins, on a thread of its own. Where something is not allowed all goes on as it does.
  static void giveWay() {
    Thread.ofPlatform().daemon().name("lessor-compiler").start(SecondCompiler::attempt);
  }

  private static void attempt() {
    try {
      List<Integer> threads = ThreadScheduling.named(NAME);
      for (int thread : threads) {
        ThreadScheduling.nice(thread, NICE);
      }
      // Who may not come back from there must not go there: first to be tried by this thread.
      ThreadScheduling.nice(ThreadScheduling.SELF, NICE);
      ThreadScheduling.policy(ThreadScheduling.SELF, Policy.IDLE);
      ThreadScheduling.policy(ThreadScheduling.SELF, Policy.OTHER);
      watch(threads);
    } catch (IOException _) {
      // Not allowed, or not to be seen: packets are answered all the same.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whatever happens, none is left idle.
  private static void watch(List<Integer> threads) throws IOException, InterruptedException {
    try {
      for (int thread : threads) {
        ThreadScheduling.policy(thread, Policy.IDLE);
      }
      Thread.sleep(WARMING_MILLIS);
      List<Watched> watched = new ArrayList<>();
      for (int thread : threads) {
        watched.add(new Watched(thread));
      }
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        for (Watched each : watched) {
          each.look();
        }
      }
    } finally {
      threads.forEach(SecondCompiler::leaveIdle);
    }
  }

  /// Whether a thread that waits for a processor was kept from it between two looks.
  static boolean starved(Progress before, Progress now) {
    return before.wanting() && now.wanting() && now.ranNanos() - before.ranNanos() < FAIR_NANOS;
  }

  private static final class Watched {
    private final int thread;
    private Progress before;

    Watched(int thread) throws IOException {
      this.thread = thread;
      this.before = ThreadScheduling.progress(thread);
    }

    void look() throws IOException {
      Progress now = ThreadScheduling.progress(thread);
      ThreadScheduling.policy(thread, starved(before, now) ? Policy.OTHER : Policy.IDLE);
      before = now;
    }
  }

  private static void leaveIdle(int thread) {
    try {
      ThreadScheduling.policy(thread, Policy.OTHER);
    } catch (ErrnoException _) {
      // It has ended.
    }
  }
}

package org.lessor.cli;

import java.io.IOException;
import java.util.List;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.ThreadScheduling;
import org.lessor.linux.ThreadScheduling.Policy;

/// Has packets go before the virtual machine's second compiler, which in the first seconds under
/// load takes a processor for what makes later packets cheaper.
///
/// For as long as [#WARMING_MILLIS] it gets only what nobody else wants, and later it has a high
/// nice value. That alone does not help at first: under Linux 6.6 and newer a thread that runs
/// keeps the processor for some milliseconds whatever its nice value, and a packet waits. But for
/// ever it must not be so: on a machine that others keep busy it would never get done, and would
/// hold up whoever waits for a lock that it has.
final class SecondCompiler {
  private static final long WARMING_MILLIS = 5_000;
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
      warm(threads);
    } catch (IOException _) {
      // Not allowed: packets are answered all the same.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whatever happens, none is left idle.
  private static void warm(List<Integer> threads) throws ErrnoException, InterruptedException {
    try {
      for (int thread : threads) {
        ThreadScheduling.policy(thread, Policy.IDLE);
      }
      Thread.sleep(WARMING_MILLIS);
    } finally {
      threads.forEach(SecondCompiler::leaveIdle);
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

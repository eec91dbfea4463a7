package org.lessor.linux;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lessor.linux.internal.AffinityCalls;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SchedulingCalls;

/// How the kernel shares processors among the threads of this process (sched(7)), those of the
/// virtual machine included. Any thread may call.
public final class ThreadScheduling {
  /// The calling thread, where a thread is to be named.
  public static final int SELF = 0;

  private static final File TASKS = new File("/proc/self/task");

  private ThreadScheduling() {}

  /// In what manner a thread gets a processor.
  public enum Policy {
    /// In turn with others, by their nice values.
    OTHER(0),
    /// When no thread of another policy wants it. It takes a privilege to come back from here:
    /// CAP_SYS_NICE, or a limit (RLIMIT_NICE) that allows the thread's nice value.
    IDLE(5);

    private final int code;

    Policy(int code) {
      this.code = code;
    }
  }

  /// The ids of this process's threads whose name begins so. The kernel keeps 15 bytes of a name.
  public static List<Integer> named(String prefix) throws IOException {
    String[] ids = TASKS.list();
    if (ids == null) {
      throw new IOException("cannot list " + TASKS);
    }
    List<Integer> found = new ArrayList<>();
    for (String id : ids) {
      try {
        if (Files.readString(Path.of(TASKS.getPath(), id, "comm")).startsWith(prefix)) {
          found.add(Integer.valueOf(id));
        }
      } catch (IOException _) {
        // The thread ended while we looked, before its file was opened or before it was read.
      }
    }
    return found;
  }

  /// Changes the policy of a thread.
  ///
  /// @throws ErrnoException where the thread has ended (ESRCH) or a privilege is missing (EPERM)
  public static void policy(int thread, Policy policy) throws ErrnoException {
    ErrnoException.check(
        SchedulingCalls.setscheduler(CallState.ofThread(), thread, policy.code),
        "have thread " + thread + " run by policy " + policy);
  }

  /// Changes the nice value of a thread, -20 to 19: the higher, the more it gives way. It may get
  /// higher without a privilege.
  ///
  /// @throws ErrnoException where the thread has ended (ESRCH) or a privilege is missing (EACCES)
  public static void nice(int thread, int nice) throws ErrnoException {
    ErrnoException.check(
        SchedulingCalls.setpriority(CallState.ofThread(), thread, nice),
        "give thread " + thread + " the nice value " + nice);
  }

  /// How far a thread has come.
  ///
  /// @param wanting whether it runs, or would if it had a processor
  /// @param ranNanos how long it has run since it began, in nanoseconds; the kernel counts in steps
  ///   of 10 ms
  public record Progress(boolean wanting, long ranNanos) {
    private static final long TICK_NANOS = 10_000_000; // USER_HZ is 100 (times(2))

    private static Progress read(String stat) {
      // Behind the name, which may have spaces and parentheses in it: see proc_pid_stat(5).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return new Progress(fields[0].equals("R"), ticks * TICK_NANOS);
    }
  }

  /// How far a thread of this process has come.
  ///
  /// @throws IOException where the thread has ended
  public static Progress progress(int thread) throws IOException {
    return Progress.read(Files.readString(TASKS.toPath().resolve(thread + "/stat")));
  }

  /// The numbers of the processors that a thread may run on.
  ///
  /// @throws ErrnoException where the thread has ended (ESRCH)
  public static BitSet processors(int thread) throws ErrnoException {
    BitSet found = new BitSet();
    ErrnoException.check(
        AffinityCalls.getaffinity(CallState.ofThread(), thread, found),
        "ask what processors thread " + thread + " may run on");
    return found;
  }

  /// Has a thread run on these processors only, and each thread that it starts from then on. What
  /// of them this process may not use, or is not there, does not count. No privilege is needed.
  ///
  /// @throws ErrnoException where none of them is left (EINVAL) or the thread has ended (ESRCH)
  public static void confine(int thread, BitSet processors) throws ErrnoException {
    ErrnoException.check(
        AffinityCalls.setaffinity(CallState.ofThread(), thread, processors),
        "have thread " + thread + " run on processors " + processors);
  }
}

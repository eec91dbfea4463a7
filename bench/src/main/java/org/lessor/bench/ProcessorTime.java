package org.lessor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Processor time that was used so far, in and out of the kernel, in nanoseconds, to 10 ms: what
/// Linux tells in `/proc` (proc(5)).
final class ProcessorTime {
  /// Ticks in a second, as `/proc` counts processor time (USER_HZ, the same on every Linux).
  private static final long TICKS = 100;

  private static final long NANOS = 1_000_000_000L;

  /// Where user and system time stand behind the program's name in `/proc/PID/stat`.
  private static final int USER_TIME = 11;

  /// Where in the first line of `/proc/stat` the time stands in which nothing was to do, and in
  /// which it was waited for a disk; behind them come interrupts and what the host took.
  private static final int IDLE = 4;

  private static final int DISK = 5;
  private static final int LAST = 8;

  private ProcessorTime() {}

  /// That of a process, those of its threads that have ended as well.
  static long of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    return ticks * (NANOS / TICKS);
  }

  static long ofThisProcess() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  /// What the host of a virtual machine took of all processors while they had work: it stops them
  /// for some milliseconds at a time, and clients wait.
  static long takenByHost() throws IOException {
    return Long.parseLong(machine()[LAST]) * (NANOS / TICKS);
  }

  private static String[] machine() throws IOException {
    return Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
  }

  /// That of everything on all processors, and what the host of a virtual machine took.
  static long ofMachine() throws IOException {
    String[] fields = machine();
    long ticks = 0;
    for (int i = 1; i <= LAST; i++) {
      ticks += i == IDLE || i == DISK ? 0 : Long.parseLong(fields[i]);
    }
    return ticks * (NANOS / TICKS);
  }
}

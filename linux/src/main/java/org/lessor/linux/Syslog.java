package org.lessor.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SyslogCalls;

/// The system's log, by syslog(3): the C library finds it, and finds it again when it was
/// restarted. Lines that nobody takes are lost without a word, as syslog(3) has it.
///
/// A process has one name there: the last one opened counts. Any thread may call.
public final class Syslog {
  private static final int LOG_PID = 1;
  private static final int FACILITY_SHIFT = 3;

  // What openlog(3) was given must outlive every later line: that is the process.
  private static final Arena FOR_EVER = Arena.global();

  private final MemorySegment format = FOR_EVER.allocateFrom("%s");

  /// How severe a line is: the priorities of syslog(3).
  public enum Priority {
    CRITICAL(2),
    ERROR(3),
    WARNING(4),
    INFO(6),
    DEBUG(7);

    private final int code;

    Priority(int code) {
      this.code = code;
    }
  }

  private Syslog() {}

  /// The log, in which this process goes by `name` and its process id.
  public static Syslog open(String name) {
    SyslogCalls.openlog(CallState.ofThread(), FOR_EVER.allocateFrom(name), LOG_PID, 0);
    return new Syslog();
  }

  /// Sends one line.
  ///
  /// @param facility its number in syslog(3), such as 16 for LOG_LOCAL0
  /// @param text without a line end; ends at a zero character
  public void write(Priority priority, int facility, String text) {
    try (Arena arena = Arena.ofConfined()) {
      SyslogCalls.syslog(
          CallState.ofThread(),
          facility << FACILITY_SHIFT | priority.code,
          format,
          arena.allocateFrom(text.replace("\0", "")));
    }
  }
}

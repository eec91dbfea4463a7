package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// openlog(3) and syslog(3).
public final class SyslogCalls {
  private static final MethodHandle OPENLOG =
      Libc.link("openlog", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT));

  private static final MethodHandle SYSLOG =
      Libc.linkVariadic("syslog", 2, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS));

  private SyslogCalls() {}

  /// Names the program in the lines that follow. The C library keeps `ident`: its memory must stay.
  public static void openlog(CallState state, MemorySegment ident, int option, int facility) {
    try {
      OPENLOG.invokeExact(state.segment(), ident, option, facility);
    } catch (Throwable impossible) {
      throw new AssertionError("openlog", impossible);
    }
  }

  /// Sends a line. `format` must be the C text `%s`.
  public static void syslog(
      CallState state, int priority, MemorySegment format, MemorySegment text) {
    try {
      SYSLOG.invokeExact(state.segment(), priority, format, text);
    } catch (Throwable impossible) {
      throw new AssertionError("syslog", impossible);
    }
  }
}

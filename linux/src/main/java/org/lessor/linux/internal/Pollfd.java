package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// One descriptor that ppoll(2) waits for.
///
/// ```c
/// struct pollfd {
///     int   fd;      /* a negative one is passed over */
///     short events;  /* asked for */
///     short revents; /* found */
/// };
/// ```
public final class Pollfd {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long FD = Layouts.offset(LAYOUT, "fd");
  public static final long EVENTS = Layouts.offset(LAYOUT, "events");
  public static final long REVENTS = Layouts.offset(LAYOUT, "revents");

  public static final int POLLIN = 0x1;
  public static final int POLLOUT = 0x4;
  public static final int POLLERR = 0x8;
  public static final int POLLHUP = 0x10;

  private Pollfd() {}
}

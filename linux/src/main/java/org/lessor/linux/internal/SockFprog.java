package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/// A packet filter, as `SO_ATTACH_FILTER` takes it.
///
/// ```c
/// struct sock_fprog {
///     unsigned short      len; /* instructions */
///     struct sock_filter *filter;
/// };
/// ```
public final class SockFprog {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("len"), MemoryLayout.paddingLayout(6), ADDRESS.withName("filter"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long LEN = Layouts.offset(LAYOUT, "len");
  public static final long FILTER = Layouts.offset(LAYOUT, "filter");

  private SockFprog() {}
}

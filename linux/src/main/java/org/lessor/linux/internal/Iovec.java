package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.StructLayout;

/// One piece of memory to read from or write to.
///
/// ```c
/// struct iovec {
///     void  *iov_base;
///     size_t iov_len;
/// };
/// ```
public final class Iovec {
  static final StructLayout LAYOUT =
      structLayout(ADDRESS.withName("iov_base"), JAVA_LONG.withName("iov_len"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long IOV_BASE = Layouts.offset(LAYOUT, "iov_base");
  public static final long IOV_LEN = Layouts.offset(LAYOUT, "iov_len");

  private Iovec() {}
}

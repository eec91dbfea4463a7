package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// One instruction of a packet filter.
///
/// ```c
/// struct sock_filter { /* one instruction of classic BPF */
///     __u16 code;
///     __u8  jt;
///     __u8  jf;
///     __u32 k;
/// };
/// ```
public final class SockFilter {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("code"),
          JAVA_BYTE.withName("jt"),
          JAVA_BYTE.withName("jf"),
          JAVA_INT.withName("k"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long CODE = Layouts.offset(LAYOUT, "code");
  public static final long JT = Layouts.offset(LAYOUT, "jt");
  public static final long JF = Layouts.offset(LAYOUT, "jf");
  public static final long K = Layouts.offset(LAYOUT, "k");

  private SockFilter() {}
}

package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// What `PACKET_AUXDATA` tells of a packet beside its bytes.
///
/// ```c
/// struct tpacket_auxdata {
///     __u32 tp_status; /* TP_STATUS_* */
///     __u32 tp_len;    /* the size that the packet had */
///     __u32 tp_snaplen;
///     __u16 tp_mac;
///     __u16 tp_net;
///     __u16 tp_vlan_tci;
///     __u16 tp_vlan_tpid;
/// };
/// ```
public final class TpacketAuxdata {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("tp_status"),
          JAVA_INT.withName("tp_len"),
          JAVA_INT.withName("tp_snaplen"),
          JAVA_SHORT.withName("tp_mac"),
          JAVA_SHORT.withName("tp_net"),
          JAVA_SHORT.withName("tp_vlan_tci"),
          JAVA_SHORT.withName("tp_vlan_tpid"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long TP_STATUS = Layouts.offset(LAYOUT, "tp_status");
  public static final long TP_LEN = Layouts.offset(LAYOUT, "tp_len");
  public static final long TP_SNAPLEN = Layouts.offset(LAYOUT, "tp_snaplen");
  public static final long TP_MAC = Layouts.offset(LAYOUT, "tp_mac");
  public static final long TP_NET = Layouts.offset(LAYOUT, "tp_net");
  public static final long TP_VLAN_TCI = Layouts.offset(LAYOUT, "tp_vlan_tci");
  public static final long TP_VLAN_TPID = Layouts.offset(LAYOUT, "tp_vlan_tpid");

  private TpacketAuxdata() {}
}

import org.jspecify.annotations.NullMarked;

/// Linux system calls through java.lang.foreign: sockets, packets, netlink, ICMP, ARP, clocks.
/// Knows no DHCP.
@NullMarked
module org.lessor.linux {
  requires static transitive org.jspecify;

  exports org.lessor.linux;
  exports org.lessor.linux.icmp;
  exports org.lessor.linux.netlink;
  exports org.lessor.linux.packet;
}

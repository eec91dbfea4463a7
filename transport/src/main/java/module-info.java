import org.jspecify.annotations.NullMarked;

/// One port for packets in and out: Linux, plain NIO, simulated; with tracing, capture and faults
/// as decorators, and the two neighbours of the packet path: ARP entries and ICMP echo.
@NullMarked
module org.lessor.transport {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.linux;

  exports org.lessor.transport;
}

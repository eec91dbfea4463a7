import org.jspecify.annotations.NullMarked;

/// One port for packets in and out: Linux, plain NIO, simulated.
@NullMarked
module org.lessor.transport {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.linux;
}

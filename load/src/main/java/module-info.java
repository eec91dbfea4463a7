import org.jspecify.annotations.NullMarked;

/// The load tester: many simulated DHCP clients against one server.
@NullMarked
module org.lessor.load {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.transport;
  requires transitive org.lessor.linux;

  exports org.lessor.load;
}

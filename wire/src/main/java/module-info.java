import org.jspecify.annotations.NullMarked;

/// DHCP messages, options, addresses and client identity: parse, build, print. Depends on nothing.
@NullMarked
module org.lessor.wire {
  requires static transitive org.jspecify;

  exports org.lessor.wire;
}

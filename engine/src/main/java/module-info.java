import org.jspecify.annotations.NullMarked;

/// The server's decisions: subnets, pools, reservations, leases, and the pure `decide`.
@NullMarked
module org.lessor.engine {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;

  exports org.lessor.engine;
  exports org.lessor.engine.expression;
}

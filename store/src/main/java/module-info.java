import org.jspecify.annotations.NullMarked;

/// Lease stores: the lease file.
@NullMarked
module org.lessor.store {
  requires static transitive org.jspecify;
  requires transitive org.lessor.engine;
  requires transitive org.lessor.wire;

  exports org.lessor.store;
}

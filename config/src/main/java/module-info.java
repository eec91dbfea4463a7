import org.jspecify.annotations.NullMarked;

/// Kea-format JSON to engine settings, and every complaint about it.
@NullMarked
module org.lessor.config {
  requires static transitive org.jspecify;
  requires transitive org.lessor.engine;
  requires transitive org.lessor.wire;
  requires tools.jackson.core;

  exports org.lessor.config;
}

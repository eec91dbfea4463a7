import org.jspecify.annotations.NullMarked;

/// The running server.
@NullMarked
module org.lessor.server {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.engine;
  requires transitive org.lessor.config;
  requires transitive org.lessor.store;
  requires transitive org.lessor.linux;
  requires transitive org.lessor.transport;
  requires transitive org.slf4j;

  exports org.lessor.server;
}

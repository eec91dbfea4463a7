import org.jspecify.annotations.NullMarked;

/// Tests that need a network: namespaces, other people's clients and servers, simulation.
@NullMarked
module org.lessor.lab {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.engine;
  requires transitive org.lessor.config;
  requires transitive org.lessor.store;
  requires transitive org.lessor.linux;
  requires transitive org.lessor.transport;
  requires transitive org.lessor.server;
  requires transitive org.lessor.client;
  requires transitive org.lessor.load;
  requires transitive org.lessor.cli;
}

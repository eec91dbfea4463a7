import org.jspecify.annotations.NullMarked;

/// The lessor command.
@NullMarked
module org.lessor.cli {
  requires static transitive org.jspecify;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires info.picocli;
  requires org.slf4j;

  // For SIGHUP: the platform offers no other way to a signal.
  requires jdk.unsupported;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.engine;
  requires transitive org.lessor.config;
  requires transitive org.lessor.store;
  requires transitive org.lessor.linux;
  requires transitive org.lessor.transport;
  requires transitive org.lessor.server;
  requires transitive org.lessor.client;
  requires transitive org.lessor.load;

  exports org.lessor.cli;

  provides ch.qos.logback.classic.spi.Configurator with
      org.lessor.cli.log.NoConfiguration;
}

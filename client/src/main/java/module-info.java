import org.jspecify.annotations.NullMarked;

/// The DHCP client: a pure state machine and a thin runner.
@NullMarked
module org.lessor.client {
  requires static transitive org.jspecify;
  requires transitive org.lessor.wire;
  requires transitive org.lessor.transport;
  requires transitive org.lessor.linux;
  requires transitive org.slf4j;

  exports org.lessor.client;
  exports org.lessor.client.daemon;
  exports org.lessor.client.dhclient;
  exports org.lessor.client.hook;
  exports org.lessor.client.host;
  exports org.lessor.client.machine;
}

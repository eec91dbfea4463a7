package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

class ServerRehearsalTest {
  @Test
  void goesAllTheWayToALease() {
    assertThat(ServerRehearsal.perform()).contains(Ipv4.of("192.0.2.100"));
  }
}

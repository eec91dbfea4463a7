package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lessor.client.machine.Leases;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// What every [HostConfigurator] keeps.
abstract class HostConfiguratorContract {
  /// The one to test: nothing is in place.
  abstract HostConfigurator configurator() throws Exception;

  static LinkConfiguration lease(String address, UnaryOperator<Message.Builder> options) {
    return LeaseReading.of(Leases.of(address, 3600, options), 0).configuration();
  }

  static LinkConfiguration plain(String address) {
    return lease(address, m -> m.option(StandardOptions.ROUTERS, List.of(Ipv4.of("192.0.2.1"))));
  }

  @Test
  void whatIsAppliedIsInPlaceUntilItIsCleared() throws Exception {
    HostConfigurator host = configurator();
    assertThat(host.current()).isEmpty();
    host.apply(plain("192.0.2.10"));
    assertThat(host.current()).contains(plain("192.0.2.10"));
    host.clear();
    assertThat(host.current()).isEmpty();
  }

  @Test
  void clearingNothingDoesNothing() throws Exception {
    HostConfigurator host = configurator();
    assertThat(host.clear()).isEqualTo(Changes.NONE);
    host.apply(plain("192.0.2.10"));
    host.clear();
    assertThat(host.clear()).isEqualTo(Changes.NONE);
  }

  @Test
  void applyingAgainIsHarmless() throws Exception {
    HostConfigurator host = configurator();
    host.apply(plain("192.0.2.10"));
    Changes again = host.apply(plain("192.0.2.10"));
    assertThat(again.refused()).isEmpty();
    assertThat(again.done().size()).isLessThan(2);
    assertThat(host.current()).contains(plain("192.0.2.10"));
  }

  @Test
  void anotherAddressTakesThePlaceOfTheFirst() throws Exception {
    HostConfigurator host = configurator();
    host.apply(plain("192.0.2.10"));
    host.apply(plain("192.0.2.11"));
    assertThat(host.current()).contains(plain("192.0.2.11"));
  }

  @Test
  void whereNothingWasLeftNothingIsAdopted() throws Exception {
    HostConfigurator host = configurator();
    HostConfigurator.Adoption adoption = host.adopt(Optional.of(plain("192.0.2.10")));
    assertThat(adoption.inPlace()).isEqualTo(HostConfigurator.Presence.ABSENT);
    assertThat(adoption.changes()).isEqualTo(Changes.NONE);
    assertThat(host.current()).isEmpty();
  }
}

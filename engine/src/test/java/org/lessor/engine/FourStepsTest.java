package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Options;

/// The exchange that everything else is about: discover, offer, request, acknowledge.
class FourStepsTest {
  private final Lab lab =
      Lab.of("subnet 192.0.2.0/24 pool .10-.20 lease 1h option 3=c0000201 option 6=c0000202");

  @Test
  void aNewClientIsOfferedAnAddressAndGetsIt() {
    TestClient laptop = lab.client("02:00:00:00:00:01");

    laptop.discovers().getsOffer("192.0.2.10").because(Binding.Origin.ALLOCATED);
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.OFFERED);

    laptop.selects().getsAck("192.0.2.10").expiringIn(Duration.ofHours(1));
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.ASSIGNED);
    assertThat(laptop.option(1)).isEqualTo(Bytes.ofHex("ffffff00"));
    assertThat(laptop.option(3)).isEqualTo(Ipv4.of("192.0.2.1").toBytes());
    assertThat(laptop.option(54)).isEqualTo(Lab.SERVER.toBytes());
  }

  @Test
  void itRenewsReleasesAndGetsTheSameAddressAgain() {
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");

    lab.passes(Duration.ofMinutes(30));
    laptop.renews().getsAck("192.0.2.10").expiringIn(Duration.ofHours(1)).changing(1);

    laptop.releases().isAbsorbed(AbsorbReason.RELEASED);
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.RELEASED);
    laptop.discovers().getsOffer("192.0.2.10").because(Binding.Origin.FORMER);
  }

  @Test
  void anAckHoldsWhatTheOfferHeld() {
    TestClient laptop = lab.client("02:00:00:00:00:01").withClientId("0102").askingFor(6, 3, 42);
    Options offered = laptop.discovers().getsOffer("192.0.2.10").reply().options();
    Options given = laptop.selects().getsAck("192.0.2.10").reply().options();
    assertThat(given.without(53)).isEqualTo(offered.without(53));
  }

  @Test
  void anOfferIsKeptFromOthersWhileItStands() {
    TestClient laptop = lab.client("02:00:00:00:00:01");
    TestClient phone = lab.client("02:00:00:00:00:02");

    laptop.discovers().getsOffer("192.0.2.10");
    phone.discovers().getsOffer("192.0.2.11");
  }
}

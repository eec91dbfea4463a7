package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Which address a DHCPDISCOVER leads to: RFC 2131 section 4.3.1, with reservations in front.
class DiscoverTest {
  private static final String POOL = "subnet 192.0.2.0/24 pool .10-.12 ";

  @Test
  void aReservationGoesBeforeEverything() {
    Lab lab = Lab.of(POOL + "reserve 02:00:00:00:00:01=.5 reserve 02:00:00:00:00:02=.11");
    lab.client("02:00:00:00:00:01")
        .discovers("192.0.2.12")
        .getsOffer("192.0.2.5")
        .because(Binding.Origin.RESERVED);
    lab.client("02:00:00:00:00:02").discovers().getsOffer("192.0.2.11");
    assertThat(lab.client("02:00:00:00:00:02").discovers().getsOffer("192.0.2.11").binding())
        .satisfies(binding -> {
          assertThat(binding.pool()).isPresent();
          assertThat(binding.reservation()).isPresent();
        });
  }

  @Test
  void aReservedAddressThatAnotherStillHoldsIsWaitedForWithADynamicOne() {
    Lab lab = Lab.of(POOL + "reserve 02:00:00:00:00:01=.11");
    Ipv4 address = Ipv4.of("192.0.2.11");
    Lease squatter =
        new Lease(
            address,
            new ClientIdentity(HardwareAddress.ethernet("02:00:00:00:00:09"), Optional.empty()),
            LeaseState.ASSIGNED,
            lab.now().getEpochSecond(),
            600,
            1,
            0,
            LeaseNames.NONE,
            "");
    lab.leases().apply(List.of(new LeaseChange(address, Optional.empty(), Optional.of(squatter))));
    TestClient owner = lab.client("02:00:00:00:00:01");

    owner.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passes(Duration.ofMinutes(11));
    owner.renews().getsNak(NakReason.RESERVED_ELSEWHERE);
    owner.discovers().getsOffer("192.0.2.11").selects().getsAck("192.0.2.11");
    assertThat(lab.lease("192.0.2.10")).describedAs("the former lease").isEmpty();
  }

  @Test
  void aReservedAddressIsGivenToNobodyElse() {
    Lab lab = Lab.of(POOL + "reserve 02:00:00:00:00:01=.11");
    TestClient other = lab.client("02:00:00:00:00:02");
    other.discovers("192.0.2.11").getsOffer("192.0.2.10");
    lab.client("02:00:00:00:00:03").discovers().getsOffer("192.0.2.12");
    lab.client("02:00:00:00:00:04").discovers().getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void aClientWithALeaseIsOfferedItAgainAndNothingChanges() {
    Lab lab = Lab.of(POOL);
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers("192.0.2.12").getsOffer("192.0.2.12").selects().getsAck("192.0.2.12");

    laptop.discovers("192.0.2.11").getsOffer("192.0.2.12").changing(0);
    laptop.because(Binding.Origin.HELD);
  }

  @Test
  void aLeaseAboutToEndIsHeldAnewForAsLongAsAnOffer() {
    Lab lab = Lab.of(POOL + "lease 1h offers 60s");
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passes(Duration.ofMinutes(59).plusSeconds(30));

    laptop.discovers().getsOffer("192.0.2.10").changing(1);
    lab.passes(Duration.ofSeconds(45));
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.OFFERED);
    laptop.selects().getsAck("192.0.2.10");
  }

  @Test
  void theSameClientGetsTheSameAddressAfterItsLeaseHasEnded() {
    Lab lab = Lab.of(POOL);
    TestClient laptop = lab.client("02:00:00:00:00:01");
    TestClient phone = lab.client("02:00:00:00:00:02");
    phone.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    laptop.discovers().getsOffer("192.0.2.11").selects().getsAck("192.0.2.11");

    lab.passesUnnoticed(Duration.ofMinutes(61));
    laptop.discovers().getsOffer("192.0.2.11").because(Binding.Origin.FORMER);
    lab.passes(Duration.ofMinutes(2));
    assertThat(lab.state("192.0.2.11")).hasValue(LeaseState.ASSIGNED);
    lab.expire();
    assertThat(lab.state("192.0.2.11")).hasValue(LeaseState.EXPIRED_RECLAIMED);
    laptop.discovers().getsOffer("192.0.2.11").because(Binding.Origin.FORMER);
  }

  @Test
  void anAddressThatWasOfferedInVainGoesBackToWhomItBelongedTo() {
    Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.10 lease 10m");
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passes(Duration.ofMinutes(11));
    Optional<Lease> former = lab.lease("192.0.2.10");

    lab.client("02:00:00:00:00:02").discovers().getsOffer("192.0.2.10");
    lab.passes(Duration.ofMinutes(2));
    assertThat(lab.lease("192.0.2.10")).isEqualTo(former);
  }

  @Test
  void theAddressThatTheClientWouldLikeIsHonouredIfItIsFree() {
    Lab lab = Lab.of(POOL);
    lab.client("02:00:00:00:00:01")
        .discovers("192.0.2.12")
        .getsOffer("192.0.2.12")
        .because(Binding.Origin.REQUESTED);
    lab.client("02:00:00:00:00:02")
        .discovers("192.0.2.12")
        .getsOffer("192.0.2.10")
        .because(Binding.Origin.ALLOCATED);
    lab.client("02:00:00:00:00:03").discovers("192.0.2.99").getsOffer("192.0.2.11");
  }

  @Test
  void whereNothingIsLeftThereIsSilence() {
    Lab lab = Lab.of(POOL);
    for (int i = 0; i < 3; i++) {
      lab.client("02:00:00:00:00:0" + i).discovers().getsOffer("192.0.2.1" + i);
    }
    lab.client("02:00:00:00:00:09").discovers().getsNothing(SilentReason.NO_ADDRESS);
    lab.passes(Duration.ofSeconds(61));
    lab.client("02:00:00:00:00:09").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void aDeclinedAddressIsOfferedToNobodyUntilItsProbationEnds() {
    Lab lab = Lab.of("probation 24h subnet 192.0.2.0/24 pool .10-.10");
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    laptop.declines().isAbsorbed(AbsorbReason.DECLINED);

    laptop.discovers("192.0.2.10").getsNothing(SilentReason.NO_ADDRESS);
    lab.passes(Duration.ofHours(23));
    laptop.discovers().getsNothing(SilentReason.NO_ADDRESS);
    lab.passes(Duration.ofHours(1).plusSeconds(1));
    laptop.discovers().getsOffer("192.0.2.10");
  }

  @Test
  void theSubnetsOfASharedNetworkAreTriedAllTheOwnOneFirstAndThenThoseBehindIt() {
    Lab lab =
        Lab.of(
            """
            network campus
              subnet 198.51.100.0/24 pool .1-.1
              subnet 192.0.2.0/24 pool .10-.10
              subnet 203.0.113.0/24 pool .1-.1
            end
            subnet 10.0.0.0/8 pool 10.0.0.1-10.0.0.9
            """);
    List<String> given = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      TestClient client = lab.client("02:00:00:00:00:0" + i).discovers();
      given.add(client.reply().yiaddr().toString());
      assertThat(client.option(1)).isEqualTo(Bytes.ofHex("ffffff00"));
    }
    assertThat(given).containsExactly("192.0.2.10", "203.0.113.1", "198.51.100.1");
    lab.client("02:00:00:00:00:04").discovers().getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void aLeaseInAnotherSubnetOfTheNetworkIsTheClientsLease() {
    Lab lab =
        Lab.of(
            """
            network campus
              subnet 198.51.100.0/24 pool .1-.9
              subnet 192.0.2.0/24 pool .10-.19
            end
            """);
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers("198.51.100.5").getsOffer("198.51.100.5").selects().getsAck("198.51.100.5");
    laptop.discovers().getsOffer("198.51.100.5").because(Binding.Origin.HELD);
  }

  @Test
  void aLeaseOnAnotherNetworkIsNotLookedAtAndStays() {
    Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.19 subnet 198.51.100.0/24 pool .10-.19");
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");

    TestClient roaming = lab.client("02:00:00:00:00:01").behind("198.51.100.1");
    roaming.discovers().getsOffer("198.51.100.10").selects().getsAck("198.51.100.10");
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.ASSIGNED);
  }

  @Test
  void aClientHasOneOfferAtATime() {
    String text = POOL + "offers 60s";
    Lab lab = Lab.of(text);
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers("192.0.2.12").getsOffer("192.0.2.12").changing(1);
    laptop.discovers("192.0.2.11").getsOffer("192.0.2.12").changing(0);

    Lab reserving = Lab.of(text + " reserve 02:00:00:00:00:01=.5");
    reserving.leases().apply(List.of(offerOf(lab.lease("192.0.2.12").orElseThrow())));
    reserving.client("02:00:00:00:00:01").discovers().getsOffer("192.0.2.5").changing(2);
    assertThat(reserving.lease("192.0.2.12")).isEmpty();
  }

  private static LeaseChange offerOf(Lease lease) {
    return new LeaseChange(lease.address(), Optional.empty(), Optional.of(lease));
  }

  @Test
  void anOfferThatIsAskedForAgainLateIsHeldAnew() {
    Lab lab = Lab.of(POOL + "offers 60s");
    TestClient laptop = lab.client("02:00:00:00:00:01");
    laptop.discovers().getsOffer("192.0.2.10");
    lab.passes(Duration.ofSeconds(10));
    laptop.discovers().getsOffer("192.0.2.10").changing(0);
    lab.passes(Duration.ofSeconds(30));
    laptop.discovers().getsOffer("192.0.2.10").changing(1);
    lab.passes(Duration.ofSeconds(59));
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.OFFERED);
  }

  @Test
  void anOfferNeedsNoStableStorageAndALeaseDoes() {
    Lab lab = Lab.of(POOL);
    TestClient laptop = lab.client("02:00:00:00:00:01");
    assertThat(laptop.discovers().getsOffer("192.0.2.10").verdict().changes())
        .noneMatch(LeaseChange::durable);
    assertThat(laptop.selects().getsAck("192.0.2.10").verdict().changes())
        .singleElement()
        .matches(LeaseChange::durable);
  }
}

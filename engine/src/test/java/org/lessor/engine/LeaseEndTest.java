package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

/// How leases come to an end: DHCPRELEASE, DHCPDECLINE, expiry, an address that answers.
class LeaseEndTest {
  private static final String ADDRESS = "192.0.2.10";

  private Lab lab;
  private TestClient laptop;

  @BeforeEach
  void aClientWithALease() {
    start("subnet 192.0.2.0/24 pool .10-.19 poolid 7 lease 1h");
  }

  private void start(String scene) {
    lab = Lab.of(scene);
    laptop = lab.client("02:00:00:00:00:01").withClientId("01aabbcc").withOption(12, "4c6170");
    laptop.discovers().getsOffer(ADDRESS).selects().getsAck(ADDRESS);
  }

  private Lease record() {
    return lab.lease(ADDRESS).orElseThrow();
  }

  @Test
  void aReleasedLeaseIsKeptForItsClientWithoutItsName() {
    Lease before = record();
    assertThat(before.names().hostname()).isEqualTo("lap");
    assertThat(before.poolId()).isEqualTo(7);
    lab.passes(Duration.ofMinutes(10));

    laptop.releases().isAbsorbed(AbsorbReason.RELEASED).changing(1);
    assertThat(record().state()).isEqualTo(LeaseState.RELEASED);
    assertThat(record().client()).isEqualTo(before.client());
    assertThat(record().names()).isEqualTo(LeaseNames.NONE);
    assertThat(record().validLifetimeSeconds()).isZero();
    assertThat(record().expiresSeconds()).isEqualTo(lab.now().getEpochSecond());
    laptop.releases().getsNothing(SilentReason.NOT_THE_HOLDER);
    lab.passes(Duration.ofMinutes(61));
    assertThat(lab.lease(ADDRESS)).isEmpty();
  }

  @Test
  void whereNothingIsKeptAReleasedLeaseIsGone() {
    start("hold 0s subnet 192.0.2.0/24 pool .10-.19");
    laptop.releases().isAbsorbed(AbsorbReason.RELEASED);
    assertThat(lab.lease(ADDRESS)).isEmpty();
  }

  @Test
  void aReleasedLeaseForEverIsGone() {
    start("subnet 192.0.2.0/24 pool .10-.19 lease forever");
    laptop.releases().isAbsorbed(AbsorbReason.RELEASED);
    assertThat(lab.lease(ADDRESS)).isEmpty();
  }

  @Test
  void nobodyReleasesOrDeclinesWhatIsNotItsOwn() {
    TestClient other = lab.client("02:00:00:00:00:02");
    other.releases(ADDRESS, "192.0.2.1").getsNothing(SilentReason.NOT_THE_HOLDER);
    other.declines(ADDRESS, "192.0.2.1").getsNothing(SilentReason.NOT_THE_HOLDER);
    TestClient sameHardware = lab.client("02:00:00:00:00:01").withClientId("01ffffff");
    sameHardware.releases(ADDRESS, "192.0.2.1").getsNothing(SilentReason.NOT_THE_HOLDER);
    laptop.releases("192.0.2.11", "192.0.2.1").getsNothing(SilentReason.NOT_THE_HOLDER);
    laptop.declines("192.0.2.11", "192.0.2.1").getsNothing(SilentReason.NOT_THE_HOLDER);
    assertThat(record().state()).isEqualTo(LeaseState.ASSIGNED);
  }

  @Test
  void anOfferCannotBeReleasedOrDeclined() {
    TestClient phone = lab.client("02:00:00:00:00:02");
    phone.discovers().getsOffer("192.0.2.11");
    phone.releases().getsNothing(SilentReason.NOT_THE_HOLDER);
    phone.declines().getsNothing(SilentReason.NOT_THE_HOLDER);
  }

  @Test
  void aDeclinedAddressBelongsToNobodyForItsProbation() {
    laptop.declines().isAbsorbed(AbsorbReason.DECLINED).changing(1);
    assertThat(record().state()).isEqualTo(LeaseState.DECLINED);
    assertThat(record().client().clientId()).isEmpty();
    assertThat(record().client().chaddr().isEmpty()).isTrue();
    assertThat(record().names()).isEqualTo(LeaseNames.NONE);
    assertThat(record().subnetId()).isEqualTo(1);
    assertThat(record().poolId()).isEqualTo(7);
    assertThat(record().validLifetimeSeconds()).isEqualTo(86400);

    laptop.discovers().getsOffer("192.0.2.11");
    lab.passes(Duration.ofHours(24).plusSeconds(1));
    assertThat(lab.lease(ADDRESS)).isEmpty();
  }

  @Test
  void anExpiredLeaseCannotBeDeclined() {
    lab.passesUnnoticed(Duration.ofHours(1).plusSeconds(1));
    laptop.declines().getsNothing(SilentReason.NOT_THE_HOLDER);
  }

  @Test
  void anExpiredLeaseIsKeptForAWhileAndThenForgotten() {
    Lease before = record();
    lab.passes(Duration.ofHours(1).plusSeconds(1));
    assertThat(record().state()).isEqualTo(LeaseState.EXPIRED_RECLAIMED);
    assertThat(record().expiresSeconds()).isEqualTo(before.expiresSeconds());
    assertThat(record().names()).isEqualTo(LeaseNames.NONE);
    lab.passes(Duration.ofMinutes(59).plusSeconds(58));
    assertThat(lab.lease(ADDRESS)).isPresent();
    lab.passes(Duration.ofSeconds(1));
    assertThat(lab.lease(ADDRESS)).isEmpty();
  }

  @Test
  void whereNothingIsKeptAnExpiredLeaseIsForgottenAtOnce() {
    start("hold 0s subnet 192.0.2.0/24 pool .10-.19 lease 1h");
    lab.passes(Duration.ofHours(1).plusSeconds(1));
    assertThat(lab.lease(ADDRESS)).isEmpty();
  }

  /// The server drops the fraction of the second at which it gives a lease; the client, which
  /// counts from its request, does not.
  @Test
  void aLeaseIsHeldForItsClientUntilTheClientHasStoppedToUseIt() {
    start("subnet 192.0.2.0/24 pool .10-.10 lease 1h");
    TestClient phone = lab.client("02:00:00:00:00:02");
    lab.passes(Duration.ofMillis(1_800_900));
    laptop.renews().getsAck(ADDRESS).expiringIn(Duration.ofHours(1));

    lab.passes(Duration.ofMillis(3_599_999));
    phone.discovers(ADDRESS).getsNothing(SilentReason.NO_ADDRESS);
    phone.selects(ADDRESS, Lab.SERVER.toString()).getsNak(NakReason.ADDRESS_TAKEN);
    assertThat(record().state()).isEqualTo(LeaseState.ASSIGNED);
    lab.passes(Duration.ofSeconds(1));
    phone.discovers(ADDRESS).getsOffer(ADDRESS);
  }

  @Test
  void anOfferThatNobodyTookIsForgottenAndNeedsNoStorage() {
    TestClient phone = lab.client("02:00:00:00:00:02");
    phone.discovers().getsOffer("192.0.2.11");
    Lease offer = lab.lease("192.0.2.11").orElseThrow();
    assertThat(lab.policy().afterEnd(offer).durable()).isFalse();
    lab.passes(Duration.ofSeconds(61));
    assertThat(lab.lease("192.0.2.11")).isEmpty();
  }

  @Test
  void anAddressThatAnswersIsSetAside() {
    TestClient phone = lab.client("02:00:00:00:00:02");
    Binding offered = phone.discovers().getsOffer("192.0.2.11").binding();
    Ipv4 address = offered.lease().address();

    LeaseChange change = lab.policy().setAside(offered, lab.leases().lease(address), lab.now());
    assertThat(change.durable()).isTrue();
    assertThat(lab.leases().apply(java.util.List.of(change))).isTrue();
    assertThat(lab.state("192.0.2.11")).hasValue(LeaseState.DECLINED);
    phone.selects("192.0.2.11", "192.0.2.1").getsNak(NakReason.ADDRESS_TAKEN);
    phone.discovers().getsOffer("192.0.2.12");
    assertThat(lab.policy().setAside(offered, Optional.empty(), lab.now()).wanted())
        .isEqualTo(change.wanted());
  }

  @Test
  void whatTheClientGetsElsewhereOnTheLinkEndsItsFormerLease() {
    laptop.renews("192.0.2.15").getsAck("192.0.2.15").changing(2);
    assertThat(lab.lease(ADDRESS)).isEmpty();
    assertThat(lab.state("192.0.2.15")).hasValue(LeaseState.ASSIGNED);
  }

  @Test
  void dataKeptWithALeaseStaysWithIt() {
    Lease before = record();
    Lease annotated =
        new Lease(
            before.address(),
            before.client(),
            before.state(),
            before.clttSeconds(),
            before.validLifetimeSeconds(),
            before.subnetId(),
            before.poolId(),
            before.names(),
            "{\"room\":7}");
    lab.leases()
        .apply(
            java.util.List.of(
                new LeaseChange(before.address(), Optional.of(before), Optional.of(annotated))));
    lab.passes(Duration.ofMinutes(30));
    laptop.renews().getsAck(ADDRESS);
    assertThat(record().userContext()).isEqualTo("{\"room\":7}");
  }
}

package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.HardwareAddress;

/// By what clients are told apart, in leases and in reservations.
class IdentityTest {
  private static final String MAC = "02:00:00:00:00:01";
  private static final String POOL = "subnet 192.0.2.0/24 pool .10-.19 ";

  @Test
  void twoIdentifiersOnOneHardwareAddressAreTwoClients() {
    Lab lab = Lab.of(POOL);
    lab.client(MAC).withClientId("0101").discovers().getsOffer("192.0.2.10").selects();
    lab.client(MAC).withClientId("0102").discovers().getsOffer("192.0.2.11");
  }

  @Test
  void oneIdentifierOnTwoHardwareAddressesIsOneClient() {
    Lab lab = Lab.of(POOL);
    lab.client(MAC).withClientId("0101").discovers().getsOffer("192.0.2.10").selects();
    lab.client("02:00:00:00:00:02").withClientId("0101").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void withoutIdentifierOnOneSideTheHardwareAddressDecides() {
    Lab lab = Lab.of(POOL);
    TestClient loader = lab.client(MAC).discovers().getsOffer("192.0.2.10").selects();
    loader.getsAck("192.0.2.10");
    lab.client(MAC).withClientId("0101").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void oneWithoutIdentifierTakesOverOneLeaseOfItsHardwareAddressAndLeavesTheOthers() {
    Lab lab = Lab.of(POOL);
    lab.client(MAC).withClientId("0101").leases();
    lab.client(MAC).withClientId("0102").leases();
    lab.client(MAC).withClientId("0103").leases();
    TestClient loader = lab.client(MAC).discovers().getsOffer("192.0.2.10");
    loader.selects().getsAck("192.0.2.10");
    assertThat(lab.lease("192.0.2.10").orElseThrow().client().clientId()).isEmpty();
    assertThat(lab.state("192.0.2.11")).contains(LeaseState.ASSIGNED);
    assertThat(lab.state("192.0.2.12")).contains(LeaseState.ASSIGNED);
  }

  @Test
  void oneWithoutIdentifierTakesBackNoOfferOfOthers() {
    Lab lab = Lab.of(POOL);
    lab.client(MAC).withClientId("0101").discovers().getsOffer("192.0.2.10");
    lab.client(MAC).withClientId("0102").discovers().getsOffer("192.0.2.11");
    lab.client(MAC).selects("192.0.2.10", "192.0.2.200");
    assertThat(lab.state("192.0.2.10")).contains(LeaseState.OFFERED);
    lab.client(MAC).discovers("192.0.2.12");
    assertThat(lab.state("192.0.2.11")).contains(LeaseState.OFFERED);
  }

  @Test
  void whoHasALeaseAndTakesAnotherAddressHasThatOneOnly() {
    Lab lab = Lab.of(POOL);
    lab.client(MAC).leases();
    lab.client(MAC).selects("192.0.2.15", "192.0.2.1").getsAck("192.0.2.15");
    assertThat(lab.state("192.0.2.10")).isEmpty();
    lab.client(MAC).withClientId("0101").selects("192.0.2.16", "192.0.2.1").getsAck("192.0.2.16");
    lab.client(MAC).withClientId("0101").selects("192.0.2.17", "192.0.2.1").getsAck("192.0.2.17");
    assertThat(lab.state("192.0.2.16")).isEmpty();
    assertThat(lab.state("192.0.2.15")).contains(LeaseState.ASSIGNED);
  }

  @Test
  void ofManyAddressesThatAClientGaveBackOnlyTheLatestAreKeptForIt() {
    Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.99");
    TestClient client = lab.client(MAC);
    for (int i = 10; i < 40; i++) {
      String address = "192.0.2." + i;
      client.selects(address, "192.0.2.1").getsAck(address).releases(address, "192.0.2.1");
      lab.passes(Duration.ofSeconds(1));
    }
    client.selects("192.0.2.50", "192.0.2.1").getsAck("192.0.2.50");
    List<Lease> all = lab.leases().ofClient(lab.lease("192.0.2.50").orElseThrow().client());
    assertThat(all).hasSize(1 + OwnLeases.MAX_FORMER);
    assertThat(lab.state("192.0.2.39")).contains(LeaseState.RELEASED);
    assertThat(lab.state("192.0.2.10")).isEmpty();
  }

  @Test
  void theTypeOfAHardwareAddressDoesNotCountBecauseNoLeaseFileKeepsIt() {
    Lab lab = Lab.of(POOL);
    lab.client(MAC).leases();
    HardwareAddress other = new HardwareAddress(6, HardwareAddress.ethernet(MAC).address());
    new TestClient(lab, other).rebinds("192.0.2.10").getsAck("192.0.2.10");
    new TestClient(lab, other).discovers().getsOffer("192.0.2.10");
    assertThat(lab.lease("192.0.2.10").orElseThrow().client().chaddr()).isEqualTo(other);
  }

  @Test
  void identifiersAreNotLookedAtWhereHardwareAddressesCount() {
    Lab lab = Lab.of(POOL + "match hardware");
    lab.client(MAC).withClientId("0101").discovers().getsOffer("192.0.2.10").selects();
    assertThat(lab.lease("192.0.2.10").orElseThrow().client().clientId()).isEmpty();
    TestClient again = lab.client(MAC).withClientId("0102").discovers().getsOffer("192.0.2.10");
    assertThat(again.reply().has(61)).isTrue();
  }

  @Test
  void reservationsAreFoundByEachKindOfKeyInTheOrderGiven() {
    String duid = "00010203";
    String all =
        POOL
            + "reserve 02:00:00:00:00:01=.21 reserve duid:"
            + duid
            + "=.22 reserve circuit:1234=.23 reserve cid:ff00000001"
            + duid
            + "=.24";
    assertThat(offered(all)).isEqualTo("192.0.2.21");
    assertThat(offered("keys duid,hw " + all)).isEqualTo("192.0.2.22");
    assertThat(offered("keys circuit,hw " + all)).isEqualTo("192.0.2.23");
    assertThat(offered("keys cid,hw " + all)).isEqualTo("192.0.2.24");
  }

  private static String offered(String scene) {
    return Lab.of(scene)
        .client(MAC)
        .behind("192.0.2.250")
        .withClientId("ff0000000100010203")
        .withOption(82, "01021234")
        .discovers()
        .reply()
        .yiaddr()
        .toString();
  }

  @Test
  void aReservationUnderAKindThatIsNotLookedForKeepsItsAddress() {
    Lab lab = Lab.of("keys cid " + POOL + "reserve 02:00:00:00:00:01=.10");
    lab.client(MAC).discovers("192.0.2.10").getsOffer("192.0.2.11");
  }

  @Test
  void oneAddressMayBeReservedForSeveral() {
    Lab lab = Lab.of(POOL + "reserve 02:00:00:00:00:01=.5 reserve 02:00:00:00:00:02=.5");
    TestClient wired = lab.client(MAC).discovers().getsOffer("192.0.2.5").selects();
    wired.getsAck("192.0.2.5");
    TestClient wireless = lab.client("02:00:00:00:00:02");
    wireless.discovers().getsOffer("192.0.2.10");
    wired.releases();
    wireless.discovers().getsOffer("192.0.2.5");
  }

  @Test
  void globalReservationsCountWhereTheSubnetSaysSo() {
    String reserve = "reserve 02:00:00:00:00:01=192.0.2.12 hostname alpha ";
    Lab ignored = Lab.of(reserve + POOL);
    ignored.client(MAC).discovers().getsOffer("192.0.2.10");
    Lab considered = Lab.of(reserve + "global-reservations on " + POOL);
    considered.client("02:00:00:00:00:02").discovers("192.0.2.12").getsOffer("192.0.2.10");
    TestClient owner = considered.client(MAC).discovers().getsOffer("192.0.2.12");
    owner.selects().getsAck("192.0.2.12").because(Binding.Origin.HELD);
    assertThat(considered.lease("192.0.2.12").orElseThrow().names().hostname()).isEqualTo("alpha");
  }

  @Test
  void aGlobalReservationThatNoSubnetConsidersKeepsNoAddressBack() {
    String reserve = "reserve 02:00:00:00:00:01=192.0.2.12 ";
    String only = "subnet 192.0.2.0/24 pool .12-.12";
    assertThat(availableToAll(reserve + only)).isTrue();
    assertThat(availableToAll(reserve + "global-reservations on " + only)).isFalse();
  }

  private static boolean availableToAll(String scene) {
    Settings settings = Scene.settings(scene);
    Pool pool = settings.networks().getFirst().subnets().getFirst().pools().getFirst();
    return new LeaseTable(settings, 1).available(pool, Lab.START.getEpochSecond()).isPresent();
  }

  @Test
  void aReservationOfTheSubnetGoesBeforeAGlobalOne() {
    Lab lab =
        Lab.of(
            "reserve 02:00:00:00:00:01=192.0.2.12 global-reservations on "
                + POOL
                + "reserve 02:00:00:00:00:01=.13");
    lab.client(MAC).discovers().getsOffer("192.0.2.13");
  }

  @Test
  void aGlobalAddressOfAnotherNetworkIsNotGivenHere() {
    Lab lab = Lab.of("reserve 02:00:00:00:00:01=10.0.0.5 global-reservations on " + POOL);
    lab.client(MAC).discovers().getsOffer("192.0.2.10");
  }

  @Test
  void aClientMayHaveAReservationInEachSubnetOfANetwork() {
    Lab lab =
        Lab.of(
            """
            network campus
              subnet 198.51.100.0/24 reserve 02:00:00:00:00:01=.5
              subnet 192.0.2.0/24 reserve 02:00:00:00:00:01=.5
            end
            """);
    TestClient client = lab.client(MAC);
    client.discovers().getsOffer("198.51.100.5").selects().getsAck("198.51.100.5");
    client.selects("192.0.2.5", "192.0.2.1").getsAck("192.0.2.5");
  }
}

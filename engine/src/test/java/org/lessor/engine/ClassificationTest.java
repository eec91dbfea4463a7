package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.TestClasses.template;
import static org.lessor.engine.TestClasses.tested;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.engine.expression.Expression;

/// Which classes a client belongs to, and in which order.
class ClassificationTest {
  private static final String CLIENT = "02:00:00:00:00:01";
  private static final String SUBNET = "subnet 192.0.2.0/24 pool .10-.19 ";
  private static final String SHARED = "network campus subnet 192.0.2.0/24 pool .10-.19 ";

  private static List<String> classes(TestClient client) {
    return ((Verdict.Offer) client.verdict()).binding().classes().names();
  }

  private static List<String> classes(String scene, ClientClass... classes) {
    return classes(Lab.of(scene, classes).client(CLIENT).discovers());
  }

  @Test
  void everyPacketIsInAllAndInUnknownWhereNothingIsReserved() {
    assertThat(classes(SUBNET)).containsExactly("ALL", "UNKNOWN");
    assertThat(classes(SUBNET + "reserve " + CLIENT)).containsExactly("ALL", "KNOWN");
    assertThat(classes(SUBNET, tested("x", "pkt4.hlen == 5"))).containsExactly("ALL", "UNKNOWN");
  }

  @Test
  void testsAreMadeInOrderAndSeeWhatWasFoundBefore() {
    assertThat(
            classes(
                SUBNET,
                tested("b", "pkt4.hlen == 6"),
                tested("a", "member('b')"),
                tested("not", "not member('b')"),
                tested("vendor", "member('VENDOR_CLASS_x')")))
        .containsExactly("ALL", "b", "a", "UNKNOWN");
  }

  @Test
  void testsThatDependOnKnownWaitForItAlsoWhereAnotherClassIsBetween() {
    assertThat(
            classes(
                SUBNET,
                tested("stranger", "member('UNKNOWN')"),
                tested("refused", "member('stranger') or member('KNOWN')"),
                tested("plain", "pkt4.hlen == 6")))
        .containsExactly("ALL", "plain", "UNKNOWN", "stranger", "refused");
  }

  @Test
  void theVendorClassCountsAsItIsAndWithItsOddBytesEscaped() {
    Lab lab =
        Lab.of(
            "subnet 192.0.2.0/24"
                + " pool .10-.19 pool-only VENDOR_CLASS_docsis3.0"
                + " pool .20-.29 pool-only VENDOR_CLASS_MSFT%205.0"
                + " pool .30-.39 pool-only VENDOR_CLASS_50%%");
    TestClient modem = lab.client(CLIENT).withOption(60, "646f63736973332e30");
    modem.discovers().getsOffer("192.0.2.10");
    assertThat(classes(modem)).containsExactly("ALL", "VENDOR_CLASS_docsis3.0", "UNKNOWN");
    lab.client("02:00:00:00:00:02")
        .withOption(60, "4d53465420352e30")
        .discovers()
        .getsOffer("192.0.2.20");
    lab.client("02:00:00:00:00:03").withOption(60, "353025").discovers().getsOffer("192.0.2.30");
    lab.client("02:00:00:00:00:04")
        .withOption(60, "353025ff")
        .discovers()
        .getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void aNameWithASpaceIsTheVendorClassToo() {
    Lab lab =
        Lab.of(
            SUBNET,
            tested("windows", "member('VENDOR_CLASS_MSFT 5.0')"),
            ClientClass.of("VENDOR_CLASS_other"));
    TestClient client = lab.client(CLIENT).withOption(60, "4d53465420352e30").discovers();
    assertThat(classes(client))
        .containsExactly("ALL", "VENDOR_CLASS_MSFT 5.0", "windows", "UNKNOWN");
  }

  @Test
  void aTemplateMakesAClassForWhatItYieldsAndIsOneItself() {
    ClientClass vlan = template("vlan", "substring(relay4[1].hex, 0, 2)");
    Lab lab =
        Lab.of(
            "subnet 192.0.2.0/24 pool .10-.19 pool-only SPAWN_vlan_v7 pool .20-.29 pool-only vlan",
            vlan,
            tested("seven", "member('SPAWN_vlan_v7')"));
    TestClient seven =
        lab.client(CLIENT).behind("192.0.2.250").withOption(82, "0103763700").discovers();
    seven.getsOffer("192.0.2.10");
    assertThat(classes(seven)).containsExactly("ALL", "SPAWN_vlan_v7", "vlan", "seven", "UNKNOWN");
    TestClient other =
        lab.client("02:00:00:00:00:02")
            .behind("192.0.2.250")
            .withOption(82, "0103202500")
            .discovers();
    other.getsOffer("192.0.2.20");
    assertThat(classes(other)).containsExactly("ALL", "vlan", "UNKNOWN", "SPAWN_vlan_%20%%");
    lab.client("02:00:00:00:00:03").discovers().getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void theClassesOfAReservationComeBeforeTestsWhichAreMadeAgain() {
    assertThat(
            classes(
                SUBNET + "reserve " + CLIENT + " reserved-class staff,guest",
                tested("other", "not member('staff')"),
                tested("same", "member('staff')"),
                tested("staff", "pkt4.hlen == 5")))
        .containsExactly("ALL", "staff", "guest", "same", "KNOWN");
  }

  @Test
  void inASharedNetworkTheClassesOfASubnetsReservationWaitForTheAddress() {
    ClientClass staff = TestClasses.telling(ClientClass.of("staff"), 15, "staff.example");
    Lab lab =
        Lab.of(
            SHARED + "pool .20-.29 pool-only staff reserve " + CLIENT + " reserved-class staff end",
            staff,
            tested("other", "not member('staff')"));
    TestClient client = lab.client(CLIENT).askingFor(15).discovers().getsOffer("192.0.2.10");
    assertThat(classes(client)).containsExactly("ALL", "other", "KNOWN");
    assertThat(client.option(15).toText()).isEqualTo("staff.example");
  }

  @Test
  void theClassesOfAReservationOfNoSubnetCountAtOnceAlsoInASharedNetwork() {
    assertThat(
            classes(
                "global-reservations on reserve " + CLIENT + " reserved-class staff " + SHARED,
                tested("other", "not member('staff')")))
        .containsExactly("ALL", "staff", "KNOWN");
  }

  @Test
  void reservationsOfNoSubnetCanOpenASubnetWhereTheyAreLookedUpEarly() {
    String scene =
        "reserve "
            + CLIENT
            + " reserved-class staff subnet 192.0.2.0/24 only staff,KNOWN pool .10-.19";
    TestClient late = Lab.of(scene).client(CLIENT);
    late.discovers().getsNothing(SilentReason.NO_SUBNET);
    TestClient early = Lab.of("early on " + scene).client(CLIENT);
    early.discovers().getsOffer("192.0.2.10");
    assertThat(classes(early)).containsExactly("ALL", "staff", "KNOWN");
    Lab.of("early on " + scene)
        .client("02:00:00:00:00:02")
        .discovers()
        .getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void whoeverIsToBeDroppedGetsNoAnswerToAnything() {
    Lab lab = Lab.of(SUBNET, tested("DROP", "option[77].exists"));
    TestClient client =
        lab.client(CLIENT).discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    client.withOption(77, "00");
    client.discovers().getsNothing(SilentReason.DROPPED_BY_CLASS);
    client.renews("192.0.2.10").getsNothing(SilentReason.DROPPED_BY_CLASS);
    client.informs("192.0.2.10").getsNothing(SilentReason.DROPPED_BY_CLASS);
    client.releases().getsNothing(SilentReason.DROPPED_BY_CLASS);
    client.declines().getsNothing(SilentReason.DROPPED_BY_CLASS);
  }

  @Test
  void strangersCanBeDropped() {
    ClientClass drop = tested("DROP", "member('UNKNOWN')");
    Lab lab = Lab.of(SUBNET + "reserve " + CLIENT, drop);
    lab.client(CLIENT).discovers().getsOffer("192.0.2.10");
    TestClient stranger = lab.client("02:00:00:00:00:02");
    stranger.discovers().getsNothing(SilentReason.DROPPED_BY_CLASS);
    stranger.informs("192.0.2.77").getsNothing(SilentReason.DROPPED_BY_CLASS);
    stranger.behind("10.9.9.9").discovers().getsNothing(SilentReason.DROPPED_BY_CLASS);
    TestClient global =
        Lab.of(
                "early on reserve " + CLIENT + " subnet 192.0.2.0/24 pool .10-.19",
                tested("DROP", "member('KNOWN')"))
            .client(CLIENT);
    global.discovers().getsNothing(SilentReason.DROPPED_BY_CLASS);
  }

  @Test
  void whoeverIsToBeRejectedGetsNoOfferAndIsRefused() {
    Lab lab = Lab.of(SUBNET, tested("REJECT", "pkt4.hlen == 6"));
    TestClient client = lab.client(CLIENT);
    client.discovers().getsNothing(SilentReason.REJECTED_BY_CLASS);
    client.selects("192.0.2.10", "192.0.2.1").getsNak(NakReason.REJECTED_BY_CLASS);
    client.reboots("192.0.2.10").getsNak(NakReason.REJECTED_BY_CLASS);
    client.renews("192.0.2.10").getsNak(NakReason.REJECTED_BY_CLASS);
    client.informs("192.0.2.10");
    assertThat(client.verdict()).isInstanceOf(Verdict.Inform.class);
  }

  @Test
  void aTestThatCannotBeMadeIsNotPassedAndItIsSaidSo() {
    Lab lab = Lab.of(SUBNET, tested("odd", "not (addrtotext(pkt4.mac) == 'x')"));
    TestClient client = lab.client(CLIENT).discovers();
    assertThat(classes(client)).containsExactly("ALL", "UNKNOWN");
    assertThat(client.explanation().steps())
        .contains(
            new Step.Tested("odd", "not (addrtotext(pkt4.mac) == 'x')", Expression.Outcome.FAILED));
  }
}

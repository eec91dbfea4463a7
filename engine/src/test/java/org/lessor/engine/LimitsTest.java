package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.TestClasses.template;
import static org.lessor.engine.TestClasses.tested;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// How many addresses the clients of a class or a subnet may have (Kea: limits).
class LimitsTest {
  private static final String SUBNET = "lease 1h subnet 192.0.2.0/24 pool .10-.20 ";
  private static final ClientClass GOLD = tested("gold", "option[60].text == 'gold'");

  private static Limit addresses(long count) {
    return new Limit(OptionalLong.of(count), Optional.empty());
  }

  private static Limit packets(PacketRate rate) {
    return new Limit(OptionalLong.empty(), Optional.of(rate));
  }

  private static Lab lab(String scene, Limits limits, ClientClass... classes) {
    return Lab.of(
        Scene.settings(scene)
            .withClasses(List.of(classes))
            .withHooks(Hooks.NONE.withLimits(Optional.of(limits))));
  }

  private static Lab goldLimitedTo(long count) {
    Limits limits = new Limits(Map.of(), Map.of("gold", addresses(count)), List.of());
    return lab(SUBNET, limits, GOLD);
  }

  private static TestClient gold(Lab lab, int number) {
    return lab.client("02:00:00:00:00:0" + number).withOption(60, "676f6c64");
  }

  @Test
  void aClassHasNoMoreLeasesThanItsLimit() {
    Lab lab = goldLimitedTo(2);
    gold(lab, 1).leases().getsAck("192.0.2.10");
    gold(lab, 2).leases().getsAck("192.0.2.11");
    gold(lab, 3).discovers().getsNothing(SilentReason.LIMIT_REACHED);
    gold(lab, 3).selects("192.0.2.12", "192.0.2.1").getsNak(NakReason.LIMIT_REACHED);
    gold(lab, 3).renews("192.0.2.12").getsNak(NakReason.LIMIT_REACHED);
    lab.client("02:00:00:00:00:04").leases().getsAck("192.0.2.12");
  }

  @Test
  void anOfferCountsAndWhoHasOneGetsItsLease() {
    Lab lab = goldLimitedTo(1);
    TestClient first = gold(lab, 1).discovers().getsOffer("192.0.2.10");
    gold(lab, 2).discovers().getsNothing(SilentReason.LIMIT_REACHED);
    first.selects().getsAck("192.0.2.10");
    gold(lab, 1).discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
  }

  @Test
  void whatEndsMakesRoom() {
    Lab lab = goldLimitedTo(1);
    TestClient first = gold(lab, 1).leases().getsAck("192.0.2.10");
    first.releases();
    gold(lab, 2).leases().getsAck("192.0.2.11");
    gold(lab, 3).discovers().getsNothing(SilentReason.LIMIT_REACHED);
    lab.passes(Duration.ofHours(2));
    TestClient third = gold(lab, 3).leases().getsAck("192.0.2.10");
    gold(lab, 4).discovers().getsNothing(SilentReason.LIMIT_REACHED);
    third.declines("192.0.2.10", "192.0.2.1");
    gold(lab, 4).discovers().getsOffer("192.0.2.12");
    gold(lab, 5).discovers().getsNothing(SilentReason.LIMIT_REACHED);
    lab.passes(Duration.ofMinutes(5));
    gold(lab, 5).discovers().getsOffer("192.0.2.11");
  }

  @Test
  void whoHasALeaseRenewsItWhateverItsClassesAreNow() {
    Lab lab = goldLimitedTo(1);
    gold(lab, 1).leases().getsAck("192.0.2.10");
    TestClient other = lab.client("02:00:00:00:00:02").leases().getsAck("192.0.2.11");
    lab.passes(Duration.ofMinutes(40));
    gold(lab, 2).renews("192.0.2.11").getsAck("192.0.2.11");
    other.releases();
    gold(lab, 3).discovers().getsNothing(SilentReason.LIMIT_REACHED);
  }

  @Test
  void aLimitOfZeroLetsNobodyIn() {
    Lab lab = goldLimitedTo(0);
    gold(lab, 1).discovers().getsNothing(SilentReason.LIMIT_REACHED);
    lab.client("02:00:00:00:00:02").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void eachClassThatATemplateSpawnsHasALimitOfItsOwn() {
    Limits limits = new Limits(Map.of(), Map.of("port", addresses(1)), List.of("port"));
    Lab lab = lab(SUBNET, limits, template("port", "option[60].text"));
    lab.client("02:00:00:00:00:01").withOption(60, "61").leases().getsAck("192.0.2.10");
    lab.client("02:00:00:00:00:02")
        .withOption(60, "61")
        .discovers()
        .getsNothing(SilentReason.LIMIT_REACHED);
    lab.client("02:00:00:00:00:03").withOption(60, "62").leases().getsAck("192.0.2.11");
    lab.client("02:00:00:00:00:04").leases().getsAck("192.0.2.12");
  }

  @Test
  void whereASubnetIsFullTheOthersOfItsNetworkGive() {
    Limits limits = new Limits(Map.of(1L, addresses(1)), Map.of(), List.of());
    Lab lab =
        lab(
            "lease 1h network both subnet 192.0.2.0/24 pool .10-.20"
                + " subnet 192.0.3.0/24 pool .10-.10 end",
            limits);
    lab.client("02:00:00:00:00:01").leases().getsAck("192.0.2.10");
    lab.client("02:00:00:00:00:02").leases().getsAck("192.0.3.10");
    lab.client("02:00:00:00:00:03").discovers().getsNothing(SilentReason.LIMIT_REACHED);
  }

  @Test
  void rapidCommitAndBootpKeepTheLimitAsWell() {
    Limits limits = new Limits(Map.of(1L, addresses(1)), Map.of(), List.of());
    Lab lab = lab("rapid-commit on " + SUBNET, limits);
    lab.client("02:00:00:00:00:01").withOption(80, "").discovers().getsAck("192.0.2.10");
    lab.client("02:00:00:00:00:02")
        .withOption(80, "")
        .discovers()
        .getsNothing(SilentReason.LIMIT_REACHED);
  }

  @Test
  void theExplanationNamesTheLimitAndWhatCountsAgainstPacketLimits() {
    PacketRate rate = new PacketRate(3, 60, "3 packets per minute");
    Limits limits = new Limits(Map.of(1L, packets(rate)), Map.of("gold", addresses(0)), List.of());
    Lab lab = lab(SUBNET, limits, GOLD);
    TestClient client = gold(lab, 1);
    Explanation explanation =
        lab.policy()
            .explain(
                client.message(MessageType.DHCPDISCOVER, builder -> builder),
                lab.broadcast(),
                lab.leases(),
                lab.now());
    assertThat(explanation.verdict()).isEqualTo(new Verdict.Silent(SilentReason.LIMIT_REACHED));
    assertThat(explanation.steps())
        .contains(
            new Step.Rated(new Limit.Counted(new Limit.Of.SubnetOf(1), rate)),
            new Step.Limited(
                Ipv4.of("192.0.2.10"), new Limit.Reached(new Limit.Of.ClientsOf("gold"), 0)));
  }

  @Test
  void packetsCountAgainstTheLimitsOfTheirClassesAndTheirSubnet() {
    PacketRate slow = new PacketRate(1, 1, "1 packet per second");
    PacketRate fast = new PacketRate(9, 1, "9 packets per second");
    Limits limits = new Limits(Map.of(1L, packets(fast)), Map.of("gold", packets(slow)), List.of());
    Lab lab = lab(SUBNET, limits, GOLD);
    assertThat(counted(lab, gold(lab, 1)))
        .containsExactly(
            new Limit.Counted(new Limit.Of.ClientsOf("gold"), slow),
            new Limit.Counted(new Limit.Of.SubnetOf(1), fast));
    assertThat(counted(lab, lab.client("02:00:00:00:00:02")))
        .containsExactly(new Limit.Counted(new Limit.Of.SubnetOf(1), fast));
    assertThat(counted(goldLimitedTo(1), gold(lab, 1))).isEmpty();
  }

  private static List<Limit.Counted> counted(Lab lab, TestClient client) {
    return lab.policy()
        .limits(
            client.message(MessageType.DHCPDISCOVER, builder -> builder),
            lab.broadcast(),
            lab.leases(),
            lab.now());
  }

  @Test
  void theClassesAreKeptWithTheLeaseAsKeaKeepsThem() {
    Lab lab = goldLimitedTo(2);
    gold(lab, 1).leases();
    assertThat(lab.lease("192.0.2.10").orElseThrow().userContext())
        .isEqualTo("{ \"ISC\": { \"client-classes\": [ \"ALL\", \"gold\", \"UNKNOWN\" ] } }");
  }

  @Test
  void templatesWhoseNamesBeginAlikeShareNoLimit() {
    Limits limits =
        new Limits(
            Map.of(), Map.of("a", addresses(1), "a_b", addresses(2)), List.of("a", "a_b", "c"));
    // A value of "a" that reads like the rest of the other's name, and the other's value.
    Limit.Of.ClientsOf ofShort = new Limit.Of.ClientsOf("a", "SPAWN_a_b_x");
    Limit.Of.ClientsOf ofLong = new Limit.Of.ClientsOf("a_b", "SPAWN_a_b_x");
    assertThat(limits.ofClasses(List.of("ALL", "SPAWN_a_b_x", "a"))).containsExactly(ofShort);
    assertThat(limits.ofClasses(List.of("ALL", "SPAWN_a_b_x", "a_b"))).containsExactly(ofLong);
    assertThat(ofShort).isNotEqualTo(ofLong);
    assertThat(limits.of(ofShort)).contains(addresses(1));
    assertThat(limits.of(ofLong)).contains(addresses(2));
    // A client of both.
    assertThat(limits.ofClasses(List.of("SPAWN_a_q", "SPAWN_a_b_x", "a", "a_b")))
        .containsExactly(ofLong, new Limit.Of.ClientsOf("a", "SPAWN_a_q"));
    assertThat(limits.ofClasses(List.of("SPAWN_a_b_x", "a", "a_b")))
        .containsExactly(ofLong, ofShort);
  }

  @Test
  void aTemplateWithoutALimitDoesNotCountAgainstOneWithALikeName() {
    Limits limits = new Limits(Map.of(), Map.of("a", addresses(1)), List.of("a", "a_b"));
    Lab lab =
        lab(SUBNET, limits, template("a", "option[60].text"), template("a_b", "option[77].hex"));
    for (int i = 1; i <= 3; i++) {
      lab.client("02:00:00:00:00:0" + i)
          .withOption(77, "78")
          .leases()
          .getsAck("192.0.2.1" + (i - 1));
    }
    lab.client("02:00:00:00:00:04").withOption(60, "625f78").leases().getsAck("192.0.2.13");
    lab.client("02:00:00:00:00:05")
        .withOption(60, "625f78")
        .discovers()
        .getsNothing(SilentReason.LIMIT_REACHED);
  }
}

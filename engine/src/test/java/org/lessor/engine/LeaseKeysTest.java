package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// Keys of the lease side that change answers, each where it does.
class LeaseKeysTest {
  private static final String MAC = "02:00:00:00:00:01";
  private static final String OTHER = "02:00:00:00:00:02";
  private static final String POOL = "subnet 192.0.2.0/24 pool .10-.19 ";

  @Test
  void timersOfNoTimeAreNotSent() {
    TestClient client = Lab.of(POOL + "lease 1h t1 0 t2 0 tee 0.5-0.875").client(MAC).leases();
    assertThat(client.reply().has(58)).isFalse();
    assertThat(client.reply().has(59)).isFalse();
  }

  @Test
  void aLeaseOlderThanTheGreatestAgeIsGivenAnew() {
    Lab lab = Lab.of(POOL + "lease 1h reuse 0.5/10m");
    TestClient client = lab.client(MAC).leases();
    lab.passes(Duration.ofMinutes(10));
    client.renews().changing(0).expiringIn(Duration.ofMinutes(50));
    lab.passes(Duration.ofSeconds(1));
    client.renews().changing(1);
    Lab never = Lab.of(POOL + "lease 1h reuse 0.5/0s");
    TestClient early = never.client(MAC).leases();
    never.passes(Duration.ofSeconds(1));
    early.renews().changing(1);
  }

  @Test
  void leasesBecomeShortWhenPoolsFillUp() {
    String scene = "subnet 192.0.2.0/24 pool .10-.11 pool .20-.21 lease 10m-1h-2h adaptive 0.75 ";
    Lab lab = Lab.of(scene);
    lab.client(MAC).leases().expiringIn(Duration.ofHours(1));
    lab.client(OTHER).leases().expiringIn(Duration.ofHours(1));
    TestClient third = lab.client("02:00:00:00:00:03").withOption(51, "00001c20").discovers();
    third.expiringIn(Duration.ofMinutes(10)).getsOffer("192.0.2.20").selects();
    third.getsAck("192.0.2.20").expiringIn(Duration.ofMinutes(10));
    // Whoever has more time left keeps it, but gets no more.
    lab.passes(Duration.ofMinutes(5));
    lab.client(MAC).renews("192.0.2.10").expiringIn(Duration.ofMinutes(55));
    third.renews().expiringIn(Duration.ofMinutes(10));
    // One that is given back counts as free at once.
    lab.client(OTHER).releases("192.0.2.11", "192.0.2.1");
    third.renews().expiringIn(Duration.ofHours(2));
  }

  @Test
  void aReservationOutsidePoolsDoesNotMakeLeasesShort() {
    Lab lab =
        Lab.of(
            "subnet 192.0.2.0/24 pool .10-.10 lease 10m-1h-2h adaptive 0.5 "
                + "reserve 02:00:00:00:00:01=.5");
    lab.client(OTHER).leases().expiringIn(Duration.ofMinutes(10));
    lab.client(MAC).leases().expiringIn(Duration.ofHours(1));
  }

  private static String context(Lab lab) {
    return lab.lease("192.0.2.10").orElseThrow().userContext();
  }

  private static TestClient behindRelay(Lab lab, String agentOptions) {
    return lab.client(MAC).behind("192.0.2.1").withOption(82, agentOptions);
  }

  @Test
  void whatRelayAgentsSayIsKeptWithTheLeaseAsKeaWritesIt() {
    Lab lab = Lab.of(POOL + "extended-info on");
    behindRelay(lab, "01020a0b02030102030c03aabbcc").leases();
    assertThat(context(lab))
        .isEqualTo(
            "{ \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"AABBCC\", "
                + "\"remote-id\": \"010203\", "
                + "\"sub-options\": \"0x01020A0B02030102030C03AABBCC\" } } }");
    TestClient direct = lab.client(MAC).renews("192.0.2.10");
    assertThat(direct.reply().messageType()).contains(MessageType.DHCPACK);
    assertThat(context(lab)).as("a renewal that comes past it").contains("0x01020A0B");
    Lab without = Lab.of(POOL);
    behindRelay(without, "01020a0b").leases();
    assertThat(context(without)).isEmpty();
  }

  @Test
  void whatRelayAgentsSayAnewIsWrittenThoughTheLeaseIsYoung() {
    Lab lab = Lab.of(POOL + "extended-info on reuse 0.5");
    behindRelay(lab, "01020a0b").leases().renews().changing(0);
    behindRelay(lab, "01020a0c").renews("192.0.2.10").changing(1);
    assertThat(context(lab)).contains("0x01020A0C").doesNotContain("0x01020A0B");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "'';{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0101FF\" } } }",
        "[1];{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0101FF\" } } }",
        "{};{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0101FF\" } } }",
        "{\"a\": \"}\\\"\"};{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0101FF\" }"
            + " },\"a\": \"}\\\"\"}",
        "{\"a\":[1,{}], \"ISC\": 7};{\"a\":[1,{}], \"ISC\": { \"relay-agent-info\": {"
            + " \"sub-options\": \"0x0101FF\" } }}",
        "{\"ISC\":{\"x\":1,\"relay-agent-info\":\"0x01\"}};{\"ISC\":{\"x\":1,\"relay-agent-info\":{"
            + " \"sub-options\": \"0x0101FF\" }}}"
      })
  void whatElseStandsInTheUserContextStays(String before, String after) {
    Bytes agentOptions = Bytes.ofHex("0101ff");
    assertThat(UserContext.with(before, agentOptions)).isEqualTo(after);
    assertThat(UserContext.relayAgentInfo(after)).contains(agentOptions);
    assertThat(UserContext.with(after, agentOptions)).isEqualTo(after);
  }

  @Test
  void aUserContextThatIsBrokenHoldsNothing() {
    for (String text : List.of("{", "{\"ISC\": {", "{\"ISC\": {\"relay-agent-info\": 1}}", "x")) {
      assertThat(UserContext.relayAgentInfo(text)).isEmpty();
      assertThat(UserContext.relayAgentInfo(UserContext.with(text, Bytes.ofHex("0101ff"))))
          .contains(Bytes.ofHex("0101ff"));
    }
    assertThat(UserContext.relayAgentInfo("{\"ISC\":{\"relay-agent-info\":\"0x0101ff\"}}"))
        .as("as Kea wrote it before 2.3")
        .contains(Bytes.ofHex("0101ff"));
  }

  @Test
  void whatARelayAgentSaidIsPutBackIntoDirectRenewals() {
    String scene = "stash on extended-info on " + POOL + "reserve circuit:0a0b hostname desk";
    Lab lab = Lab.of(scene);
    TestClient relayed = behindRelay(lab, "01020a0b").leases();
    assertThat(relayed.option(12).toText()).isEqualTo("desk");
    TestClient direct = lab.client(MAC).renews("192.0.2.10");
    assertThat(direct.option(12).toText()).isEqualTo("desk");
    assertThat(direct.reply().has(82)).as("what the client did not send").isFalse();
    assertThat(lab.client(OTHER).renews("192.0.2.10").verdict()).isInstanceOf(Verdict.Nak.class);
    Lab plain = Lab.of(scene.replace("stash on ", ""));
    behindRelay(plain, "01020a0b").leases();
    assertThat(plain.client(MAC).renews("192.0.2.10").reply().has(12)).isFalse();
  }

  @Test
  void aClientThatCanDoWithoutIpv4IsToldToAndGetsNoAddress() {
    Lab lab = Lab.of(POOL + "option 108=00000708 option 3=c0000201");
    TestClient client = lab.client(MAC).askingFor(3, 108).discovers();
    assertThat(client.reply().messageType()).contains(MessageType.DHCPOFFER);
    assertThat(client.reply().yiaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(client.option(108)).isEqualTo(Bytes.ofHex("00000708"));
    assertThat(client.option(3)).isEqualTo(Bytes.ofHex("c0000201"));
    assertThat(client.reply().has(51)).isFalse();
    client.changing(0).delivered(new Delivery.Broadcast());
    client.reboots("192.0.2.10");
    assertThat(client.reply().messageType()).contains(MessageType.DHCPACK);
    assertThat(client.reply().yiaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(client.option(108)).isEqualTo(Bytes.ofHex("00000708"));
    // Who does not ask for it gets an address.
    lab.client(OTHER).askingFor(3).discovers().getsOffer("192.0.2.10");
  }

  @Test
  void doingWithoutIpv4IsForSubnetsAndNetworksThatSaySo() {
    Lab global = Lab.of("option 108=00000708 " + POOL);
    TestClient client = global.client(MAC).askingFor(108).discovers().getsOffer("192.0.2.10");
    assertThat(client.option(108)).isEqualTo(Bytes.ofHex("00000708"));
    Lab network = Lab.of("network n option 108=00000708 subnet 192.0.2.0/24 pool .10-.19 end ");
    TestClient there = network.client(MAC).askingFor(108).discovers();
    assertThat(there.reply().yiaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    Lab second =
        Lab.of(
            "network n subnet 192.0.2.0/24 pool .10-.19 "
                + "subnet 198.51.100.0/24 pool .10-.19 option 108=00000708 end");
    assertThat(second.client(MAC).askingFor(108).discovers().reply().yiaddr())
        .isEqualTo(Ipv4.UNSPECIFIED);
    Lab never = Lab.of(POOL + "never 108=00000708");
    never.client(MAC).askingFor(108).discovers().getsOffer("192.0.2.10");
  }

  @Test
  void aClientInAHurryGetsItsLeaseAtOnce() {
    Lab lab = Lab.of(POOL + "rapid-commit on lease 1h");
    TestClient client = lab.client(MAC).withOption(80, "").discovers().getsAck("192.0.2.10");
    assertThat(client.option(80)).isEqualTo(Bytes.EMPTY);
    client.changing(1).expiringIn(Duration.ofHours(1)).because(Binding.Origin.ALLOCATED);
    assertThat(lab.lease("192.0.2.10").orElseThrow().state()).isEqualTo(LeaseState.ASSIGNED);
    client.renews().getsAck("192.0.2.10");
    assertThat(client.reply().has(80)).isFalse();
    // Its lease stays its own, and others get offers.
    client.discovers().getsAck("192.0.2.10");
    TestClient patient = lab.client(OTHER).discovers().getsOffer("192.0.2.11");
    assertThat(patient.reply().has(80)).isFalse();
    Lab plain = Lab.of(POOL);
    plain.client(MAC).withOption(80, "").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void reservationsCountWhereTheirModeSaysSo() {
    String reserve = "reserve 02:00:00:00:00:01=.15 hostname desk reserve 02:00:00:00:00:02=.5 ";
    Lab usual = Lab.of(POOL + reserve);
    usual.client(MAC).discovers().getsOffer("192.0.2.15");
    Lab off = Lab.of(POOL + "subnet-reservations off " + reserve);
    off.client(MAC).discovers().getsOffer("192.0.2.10").selects();
    assertThat(off.client(MAC).discovers().reply().has(12)).isFalse();
    off.client("02:00:00:00:00:03").discovers("192.0.2.15").getsOffer("192.0.2.15");
    Lab outside = Lab.of(POOL + "out-of-pool on " + reserve);
    TestClient inside = outside.client(MAC).discovers().getsOffer("192.0.2.10");
    assertThat(inside.option(12).toText()).as("all but the address").isEqualTo("desk");
    outside.client("02:00:00:00:00:03").discovers("192.0.2.15").getsOffer("192.0.2.15");
    outside.client(OTHER).discovers().getsOffer("192.0.2.5");
  }

  @Test
  void anAddressThatSeveralClientsShareIsForWhoeverComesFirst() {
    Lab lab = Lab.of(POOL + "reserve 02:00:00:00:00:01=.5 reserve 02:00:00:00:00:02=.5");
    assertThat(lab.client(MAC).leases().reply().yiaddr()).isEqualTo(Ipv4.of("192.0.2.5"));
    lab.client(OTHER).discovers().getsOffer("192.0.2.10");
    lab.client(MAC).releases("192.0.2.5", "192.0.2.1");
    lab.client(OTHER).discovers().getsOffer("192.0.2.5");
  }

  @Test
  void anExcludedAddressIsGivenToNobodyButWhomItIsReservedFor() {
    Lab lab =
        Lab.of(
            "subnet 192.0.2.0/24 pool .10-.13 exclude .10,.12-.13 reserve 02:00:00:00:00:02=.12");
    lab.client(MAC)
        .discovers("192.0.2.13")
        .getsOffer("192.0.2.11")
        .selects("192.0.2.13", "192.0.2.1");
    assertThat(lab.client(MAC).renews("192.0.2.13").verdict())
        .isEqualTo(new Verdict.Silent(SilentReason.ADDRESS_NOT_OURS));
    lab.client(MAC).leases();
    lab.client(OTHER).discovers().getsOffer("192.0.2.12");
    lab.client("02:00:00:00:00:03").discovers().getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void addressesAtTheEdgeOfABlockAreNotChosenWhereThatIsConceded() {
    String scene = "subnet 192.0.0.0/16 pool 192.0.1.254-192.0.2.1 ";
    Settings settings = Scene.settings("concede exclude-first-last-24 " + scene);
    LeaseTable table = new LeaseTable(settings, 1);
    Pool pool = settings.networks().getFirst().subnets().getFirst().pools().getFirst();
    assertThat(table.counts(pool).free()).isEqualTo(2);
    assertThat(new LeaseTable(Scene.settings(scene), 1).counts(pool).free()).isEqualTo(4);
    // Who asks for one gets it.
    Lab.of("concede exclude-first-last-24 " + scene)
        .client(MAC)
        .discovers("192.0.1.255")
        .getsOffer("192.0.1.255");
    Settings small =
        Scene.settings("concede exclude-first-last-24 subnet 192.0.2.0/25 pool .0-.1 ");
    Pool only = small.networks().getFirst().subnets().getFirst().pools().getFirst();
    assertThat(new LeaseTable(small, 1).available(only, 0)).isEqualTo(Optional.of(only.first()));
  }
}

package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// The fields and options of replies: RFC 2131 section 4.3.1 and table 3.
class ReplyTest {
  private static final String CLIENT = "02:00:00:00:00:01";

  private static List<Integer> codes(Message message) {
    List<Integer> codes = new ArrayList<>();
    message.forEachOption((_, code) -> codes.add(code));
    return codes;
  }

  private static TestClient on(String scene) {
    return Lab.of(scene).client(CLIENT);
  }

  @Test
  void theHeaderOfAnOfferIsThatOfTable3() {
    TestClient client =
        on("subnet 192.0.2.0/24 pool .10-.19 next-server 192.0.2.7 sname boot file pxe.0")
            .behind("192.0.2.250")
            .saying(builder -> builder.secs(17).flags(0x8000).hops(3));
    Message offer = client.discovers().getsOffer("192.0.2.10").reply();

    assertThat(offer.htype()).isEqualTo(1);
    assertThat(offer.hlen()).isEqualTo(6);
    assertThat(offer.hops()).isZero();
    assertThat(offer.secs()).isZero();
    assertThat(offer.flags()).isEqualTo(0x8000);
    assertThat(offer.ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(offer.siaddr()).isEqualTo(Ipv4.of("192.0.2.7"));
    assertThat(offer.giaddr()).isEqualTo(Ipv4.of("192.0.2.250"));
    assertThat(offer.sname()).isEqualTo(Bytes.ofText("boot"));
    assertThat(offer.file()).isEqualTo(Bytes.ofText("pxe.0"));
  }

  @Test
  void anAckRepeatsCiaddrAndAnOfferDoesNot() {
    TestClient client = on("subnet 192.0.2.0/24 pool .10-.19");
    client.saying(builder -> builder.ciaddr(Ipv4.of("192.0.2.10")));
    assertThat(client.discovers().reply().ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(client.rebinds("192.0.2.10").getsAck("192.0.2.10").reply().ciaddr())
        .isEqualTo(Ipv4.of("192.0.2.10"));
  }

  @Test
  void aRefusalCarriesNothingButWhyAndWhatIsEchoed() {
    TestClient client =
        on("authoritative subnet 192.0.2.0/24 pool .10-.19 next-server 192.0.2.7 always 6=01020304")
            .behind("192.0.2.250")
            .withClientId("0102030405")
            .withOption(82, "01021234")
            .askingFor(1, 3, 6, 51);
    Message nak = client.reboots("192.0.2.10").getsNak(NakReason.UNKNOWN_CLIENT).reply();

    assertThat(codes(nak)).containsExactly(53, 54, 56, 61, 82);
    assertThat(client.option(56).toText()).isEqualTo("no lease known");
    assertThat(nak.siaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(nak.ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
  }

  @Test
  void optionsStandInTheOrderOfTheirWorth() {
    TestClient client =
        on("""
        subnet 192.0.2.0/24 pool .10-.19 tee 0.5-0.875
          option 3=c0000201 option 6=c0000202 option 15=6578 option 42=c0000203
          option 28=c00002ff always 26=05dc
        """)
            .withClientId("0102030405")
            .withOption(82, "01021234")
            .withOption(118, "c0000200")
            .askingFor(42, 6, 59, 3, 119, 6);

    assertThat(codes(client.discovers().reply()))
        .containsExactly(53, 54, 51, 61, 118, 1, 42, 6, 59, 3, 58, 15, 26, 82);
  }

  @Test
  void aReplyHoldsAsManyOptionsAsThereAre() {
    StringBuilder scene = new StringBuilder("subnet 192.0.2.0/24 pool .10-.19");
    int[] asked = IntStream.rangeClosed(128, 223).toArray();
    for (int code : asked) {
      scene.append(" option ").append(code).append("=01");
    }
    TestClient client = on(scene.toString()).askingFor(asked);
    assertThat(codes(client.discovers().reply()))
        .containsSequence(IntStream.of(asked).boxed().toList())
        .hasSize(asked.length + 4);
  }

  @Test
  void clientsOfDifferentSubnetsAreToldTheirOwnOneAfterTheOther() {
    Lab lab =
        Lab.of(
            """
            subnet 192.0.2.0/26 pool .10-.19 lease 600s
            subnet 198.51.100.0/24 pool .10-.19 lease 900s
            """);
    TestClient first = lab.client(CLIENT).behind("192.0.2.62");
    TestClient second = lab.client("02:00:00:00:00:02").behind("198.51.100.250");
    for (int round = 0; round < 2; round++) {
      first.discovers();
      second.discovers();
      assertThat(first.option(1)).isEqualTo(Bytes.ofHex("ffffffc0"));
      assertThat(second.option(1)).isEqualTo(Bytes.ofHex("ffffff00"));
      assertThat(first.option(51)).isEqualTo(Bytes.ofUint32(600));
      assertThat(second.option(51)).isEqualTo(Bytes.ofUint32(900));
    }
  }

  @Test
  void theMaskComesFromThePrefixAndStandsBeforeTheRouter() {
    TestClient client =
        on("subnet 192.0.2.0/26 pool .10-.19 option 1=ff000000 option 3=c0000201").askingFor(3, 1);
    client.discovers();
    assertThat(client.option(1)).isEqualTo(Bytes.ofHex("ffffffc0"));
    assertThat(codes(client.reply())).containsSubsequence(1, 3);
  }

  @Test
  void routersNameServersAndDomainAreToldUnasked() {
    TestClient client =
        on(
            "subnet 192.0.2.0/24 pool .10-.19 option 3=c0000201 option 6=c0000202 option 15=6578"
                + " option 42=c0000203");
    assertThat(codes(client.discovers().reply())).containsExactly(53, 54, 51, 1, 3, 6, 15);
  }

  @Test
  void whatIsSetNearerGoesBefore() {
    String scene =
        """
        option 42=00000001 option 43=00000001 option 44=00000001 option 45=00000001
        option 48=00000001
        network campus option 43=00000002 option 44=00000002 option 45=00000002 option 48=00000002
          subnet 192.0.2.0/24 option 44=00000003 option 45=00000003 option 48=00000003
            pool .10-.19 pool-option 45=00000004 pool-option 48=00000004
            reserve 02:00:00:00:00:01=.10 reserved-option 48=00000005
        end
        """;
    TestClient client = on(scene).askingFor(42, 43, 44, 45, 48);
    client.discovers();
    assertThat(client.option(42)).isEqualTo(Bytes.ofUint32(1));
    assertThat(client.option(43)).isEqualTo(Bytes.ofUint32(2));
    assertThat(client.option(44)).isEqualTo(Bytes.ofUint32(3));
    assertThat(client.option(45)).isEqualTo(Bytes.ofUint32(4));
    assertThat(client.option(48)).isEqualTo(Bytes.ofUint32(5));
  }

  @Test
  void alwaysHoldsForAllLevelsAndNeverBeatsIt() {
    TestClient client =
        on("""
        always 42=00000001 always 44=00000001 never 45=
        subnet 192.0.2.0/24 pool .10-.19 option 42=00000002 never 44= always 45=00000002
        """)
            .askingFor(44, 45);
    client.discovers();
    assertThat(client.option(42)).isEqualTo(Bytes.ofUint32(2));
    assertThat(client.reply().has(44)).isFalse();
    assertThat(client.reply().has(45)).isFalse();
  }

  @Test
  void whatOnlyRequestsCarryIsNeverSent() {
    TestClient client =
        on("subnet 192.0.2.0/24 pool .10-.19 always 50=01020304 always 55=01 always 57=0240"
                + " always 61=0102 always 82=0102 always 51=00000001 always 53=02")
            .askingFor(50, 51, 53, 55, 57, 61, 82, 0, 255);
    assertThat(codes(client.discovers().reply())).containsExactly(53, 54, 51, 1);
    assertThat(client.option(51)).isEqualTo(Bytes.ofUint32(3600));
  }

  @Test
  void theClientIdentifierIsEchoedUnlessTurnedOff() {
    String scene = "subnet 192.0.2.0/24 pool .10-.19";
    TestClient echoed = on(scene).withClientId("01020304");
    assertThat(echoed.discovers().option(61)).isEqualTo(Bytes.ofHex("01020304"));
    TestClient silent = on("echo off " + scene).withClientId("01020304");
    assertThat(silent.discovers().reply().has(61)).isFalse();
  }

  @Test
  void theServerIdentifierIsTheInterfacesTheConfiguredOrTheRelays() {
    String scene = "subnet 192.0.2.0/24 pool .10-.19";
    assertThat(on(scene).discovers().option(54)).isEqualTo(Bytes.ofHex("c0000201"));
    TestClient configured = on(scene + " option 54=c0000263");
    configured.discovers().getsOffer("192.0.2.10");
    assertThat(configured.option(54)).isEqualTo(Bytes.ofHex("c0000263"));
    configured.selects().getsAck("192.0.2.10");
    TestClient relayed = on(scene).behind("192.0.2.250").withOption(82, "0b04c00002fa");
    relayed.discovers().getsOffer("192.0.2.10");
    assertThat(relayed.option(54)).isEqualTo(Bytes.ofHex("c00002fa"));
    relayed.selects().getsAck("192.0.2.10");
  }

  @Test
  void anotherAddressOfTheServerIsItsNameAsWell() {
    Ipv4 own = Ipv4.of("192.0.2.1");
    Reception.Inlet inlet = new Reception.Inlet("eth0", own, List.of(own, Ipv4.of("192.0.2.3")));
    Lab lab = Lab.at(inlet, "server-id 198.51.100.1 subnet 192.0.2.0/24 pool .10-.19");
    TestClient client = lab.client(CLIENT).discovers().getsOffer("192.0.2.10");
    client.selects("192.0.2.10", "192.0.2.3").getsAck("192.0.2.10");
    client.selects("192.0.2.10", "198.51.100.1").getsAck("192.0.2.10");
    client.selects("192.0.2.10", "198.51.100.2").getsNothing(SilentReason.NOT_FOR_US);
  }

  @Test
  void anInterfaceWithoutAddressGoesByTheServersOther() {
    Reception.Inlet bare = new Reception.Inlet("eth0", Ipv4.UNSPECIFIED, List.of());
    Lab lab = Lab.at(bare, "server-id 192.0.2.9 subnet 192.0.2.0/24 pool .10-.19 interface eth0");
    TestClient client = lab.client(CLIENT).discovers().getsOffer("192.0.2.10");
    assertThat(client.option(54)).isEqualTo(Bytes.ofHex("c0000209"));
    client.selects().getsAck("192.0.2.10");
  }

  @Test
  void anInformIsToldParametersAndNoLease() {
    TestClient client =
        on("""
        subnet 192.0.2.0/24 pool .10-.19 tee 0.5-0.875 option 3=c0000201
          option 6=c0000202 always 51=00000001 option 58=00000001
          reserve 02:00:00:00:00:01 reserved-option 6=c0000203
        """)
            .askingFor(1, 3, 6, 51, 58, 59);
    Message ack = client.informs("192.0.2.77").reply();
    assertThat(ack.messageType()).hasValue(MessageType.DHCPACK);
    assertThat(ack.yiaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(ack.ciaddr()).isEqualTo(Ipv4.of("192.0.2.77"));
    assertThat(codes(ack)).containsExactly(53, 54, 1, 3, 6);
    assertThat(client.option(6)).isEqualTo(Bytes.ofHex("c0000203"));
    assertThat(client.verdict().changes()).isEmpty();
  }

  @Test
  void reservedBootFieldsGoOverThoseOfTheSubnet() {
    TestClient client =
        on(
            "subnet 192.0.2.0/24 pool .10-.19 file subnet.0 sname boot"
                + " reserve 02:00:00:00:00:01 reserved-file own.0");
    Message offer = client.discovers().reply();
    assertThat(offer.file()).isEqualTo(Bytes.ofText("own.0"));
    assertThat(offer.sname()).isEqualTo(Bytes.ofText("boot"));
  }

  @Test
  void whatDoesNotFitIsTheLeastWanted() {
    String big = "61".repeat(200);
    TestClient client =
        on("subnet 192.0.2.0/24 pool .10-.19 file x sname y always 72="
                + big
                + " option 69="
                + big
                + " option 70="
                + big)
            .withOption(82, "01021234")
            .askingFor(70, 69);
    client.discovers().getsOffer("192.0.2.10");
    assertThat(codes(client.reply())).contains(70, 82).doesNotContain(69, 72);
  }

  @Test
  void sizeIsWhatTheClientTakesWithinWhatAnEthernetFrameHolds() {
    TestClient client = on("subnet 192.0.2.0/24 pool .10-.19");
    Message plain = client.message(MessageType.DHCPDISCOVER, builder -> builder);
    assertThat(Policy.maxPayload(plain)).isEqualTo(548);
    assertThat(Policy.maxPayload(with57(plain, 100))).isEqualTo(548);
    assertThat(Policy.maxPayload(with57(plain, 1000))).isEqualTo(972);
    assertThat(Policy.maxPayload(with57(plain, 65535))).isEqualTo(1472);
  }

  private static Message with57(Message message, int size) {
    return message.with(builder -> builder.option(57, Bytes.ofUint16(size)));
  }

  @Test
  void aReplyUnderOtherSettingsIsRefused() {
    Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.19");
    TestClient client = lab.client(CLIENT).discovers();
    Policy other = Policy.of(Scene.settings("subnet 192.0.2.0/24 pool .10-.19"));
    Message request = client.message(MessageType.DHCPDISCOVER, builder -> builder);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(
            () -> other.reply((Verdict.Answered) client.verdict(), request, lab.broadcast()));
  }

  @Test
  void aHardwareTypeOtherThanEthernetIsCopied() {
    HardwareAddress token = new HardwareAddress(6, Bytes.ofHex("0102030405"));
    TestClient client =
        on("subnet 192.0.2.0/24 pool .10-.19").saying(builder -> builder.chaddr(token));
    assertThat(client.discovers().reply().chaddr()).isEqualTo(token);
    client.delivered(new Delivery.Broadcast());
  }
}

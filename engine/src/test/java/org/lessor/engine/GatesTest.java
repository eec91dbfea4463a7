package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;

/// What is dropped before any lease is looked at, each with its reason.
class GatesTest {
  private final Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.20");
  private final TestClient laptop = lab.client("02:00:00:00:00:01");

  @Test
  void aReplySentToTheServerPortIsDropped() {
    laptop
        .sends(MessageType.DHCPDISCOVER, builder -> builder.op(Op.BOOTREPLY))
        .getsNothing(SilentReason.NOT_A_REQUEST);
  }

  @Test
  void bootpWithoutMessageTypeIsDropped() {
    laptop
        .sends(MessageType.DHCPDISCOVER, builder -> builder.without(53))
        .getsNothing(SilentReason.NO_MESSAGE_TYPE);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DHCPDISCOVER", "DHCPREQUEST", "DHCPDECLINE", "DHCPRELEASE", "DHCPINFORM"})
  void messagesThatServersSendOrDoNotTakeAreDropped(MessageType type) {
    laptop.sends(type, builder -> builder).getsNothing(SilentReason.UNEXPECTED_MESSAGE_TYPE);
  }

  @Test
  void aMessageTypeThatNobodyHasAssignedIsDropped() {
    laptop
        .sends(MessageType.DHCPDISCOVER, builder -> builder.option(53, Bytes.ofUnsigned(250)))
        .getsNothing(SilentReason.UNEXPECTED_MESSAGE_TYPE);
  }

  @Test
  void aClientWithoutHardwareAddressAndIdentifierIsDropped() {
    UnaryOperator<Message.Builder> nameless =
        builder -> builder.chaddr(new HardwareAddress(1, Bytes.EMPTY));
    laptop.sends(MessageType.DHCPDISCOVER, nameless).getsNothing(SilentReason.NO_IDENTITY);
    laptop
        .sends(MessageType.DHCPDISCOVER, builder -> nameless.apply(builder).option(61, Bytes.EMPTY))
        .getsNothing(SilentReason.NO_IDENTITY);
  }

  @Test
  void anIdentifierLongerThanAnOptionHoldsIsDropped() {
    laptop.withOption(61, "01".repeat(255)).discovers().getsOffer("192.0.2.10");
    laptop.withOption(61, "01".repeat(256)).discovers().getsNothing(SilentReason.NO_IDENTITY);
  }

  @Test
  void anIdentifierWithoutValueIsNone() {
    laptop.withOption(61, "01").discovers().getsOffer("192.0.2.10").selects();
    assertThat(lab.lease("192.0.2.10").orElseThrow().client().clientId()).isEmpty();
  }

  @Test
  void aClientWithoutHardwareAddressIsKnownByItsIdentifier() {
    laptop
        .saying(builder -> builder.chaddr(new HardwareAddress(32, Bytes.EMPTY)))
        .withClientId("ff00000001")
        .wantingBroadcast()
        .discovers()
        .getsOffer("192.0.2.10")
        .selects()
        .getsAck("192.0.2.10");
    assertThat(lab.lease("192.0.2.10"))
        .hasValueSatisfying(lease -> assertThat(lease.client().clientId()).isPresent());
  }

  @Test
  void aDiscoverThatNamesAServerIsDropped() {
    laptop.withOption(54, "c0000201").discovers().getsNothing(SilentReason.RFC_VIOLATION);
  }

  @Test
  void aRequestWithoutServerAddressAndCiaddrIsDropped() {
    laptop
        .sends(MessageType.DHCPREQUEST, builder -> builder)
        .getsNothing(SilentReason.RFC_VIOLATION);
  }

  @Test
  void aDeclineWithoutAddressAndAReleaseWithoutCiaddrAreDropped() {
    laptop
        .sends(MessageType.DHCPDECLINE, builder -> builder)
        .getsNothing(SilentReason.RFC_VIOLATION);
    laptop
        .sends(MessageType.DHCPRELEASE, builder -> builder)
        .getsNothing(SilentReason.RFC_VIOLATION);
  }

  @Test
  void anInformThatNoReplyCouldReachIsDropped() {
    laptop
        .sends(MessageType.DHCPINFORM, builder -> builder)
        .getsNothing(SilentReason.RFC_VIOLATION);
  }

  @Test
  void messagesForAnotherServerAreNotForUs() {
    laptop.discovers().selects("192.0.2.10", "192.0.2.1").getsAck("192.0.2.10");
    String foreign = "192.0.2.2";

    laptop.selects("192.0.2.10", foreign).getsNothing(SilentReason.NOT_FOR_US);
    laptop.declines("192.0.2.10", foreign).getsNothing(SilentReason.NOT_FOR_US);
    laptop.releases("192.0.2.10", foreign).getsNothing(SilentReason.NOT_FOR_US);
    laptop
        .sends(
            MessageType.DHCPINFORM,
            builder -> builder.ciaddr(Ipv4.of("192.0.2.10")).option(54, Ipv4.of(foreign).toBytes()))
        .getsNothing(SilentReason.NOT_FOR_US);
    assertThat(lab.state("192.0.2.10")).hasValue(LeaseState.ASSIGNED);
  }

  @Test
  void aClientOnNoKnownNetworkGetsNoOffer() {
    laptop.behind("10.1.1.1").discovers().getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void aRequestIsToldApartByServerAddressAndCiaddr() {
    Message selecting =
        laptop.message(
            MessageType.DHCPREQUEST,
            builder ->
                builder
                    .option(54, Ipv4.of("192.0.2.1").toBytes())
                    .option(50, Ipv4.of("192.0.2.10").toBytes()));
    assertThat(Request.of(selecting, lab.broadcast())).isInstanceOf(Request.Selecting.class);
    assertThat(Request.of(selecting.with(b -> b.without(54)), lab.broadcast()))
        .isEqualTo(new Request.InitReboot(Ipv4.of("192.0.2.10")));
    Message extending =
        laptop.message(MessageType.DHCPREQUEST, builder -> builder.ciaddr(Ipv4.of("192.0.2.10")));
    assertThat(Request.of(extending, lab.unicastFrom(Ipv4.of("192.0.2.10"))))
        .isEqualTo(new Request.Renewing(Ipv4.of("192.0.2.10")));
    assertThat(Request.of(extending, lab.broadcast()))
        .isEqualTo(new Request.Rebinding(Ipv4.of("192.0.2.10")));
  }

  @Test
  void aRelayedExtensionIsARebindingUnlessTheRelaySaysThatItCameByUnicast() {
    Message relayed =
        laptop.message(
            MessageType.DHCPREQUEST,
            builder -> builder.ciaddr(Ipv4.of("192.0.2.10")).giaddr(Ipv4.of("192.0.2.250")));
    Reception fromRelay = new Reception(lab.inlet(), Ipv4.of("192.0.2.250"), 67, Lab.SERVER);

    assertThat(Request.of(relayed, fromRelay)).isInstanceOf(Request.Rebinding.class);
    Message flagged = relayed.with(b -> b.option(82, Bytes.ofHex("0a0180")));
    assertThat(Request.of(flagged, fromRelay)).isInstanceOf(Request.Renewing.class);
    Message unflagged = relayed.with(b -> b.option(82, Bytes.ofHex("0a0100")));
    assertThat(Request.of(unflagged, fromRelay)).isInstanceOf(Request.Rebinding.class);
  }

  @Test
  void relayAgentInformationThatEndsTooEarlyIsReadAsFarAsItGoes() {
    laptop.behind("192.0.2.250").withOption(82, "01020a0b05ff").discovers().getsOffer("192.0.2.10");
    assertThat(laptop.verdict()).asInstanceOf(type(Verdict.Offer.class)).isNotNull();
  }
}

package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.transport.Endpoint;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

class CausalityTest {
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:02");
  private static final HardwareAddress SERVER = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final Ipv4 LEASED = Ipv4.of("192.0.2.100");
  private static final Observed.Packet DISCOVER = message(MessageType.DHCPDISCOVER, Ipv4.BROADCAST);
  private static final Observed.Packet ACK = message(MessageType.DHCPACK, LEASED);
  private static final Observed.Packet RELEASE =
      message(MessageType.DHCPRELEASE, Ipv4.of("192.0.2.1"));
  private static final Observed.Reported LINE =
      new Observed.LeaseLine("192.0.2.100,,,60,0,1,0,0,,0,,0");
  private static final Observed.Reported ENTRY =
      new Observed.NeighbourEntered(LEASED, CLIENT, "REACHABLE");
  private static final Observed.Reported NO_ENTRY = new Observed.NeighbourRemoved(LEASED);
  private static final Observed.Packet ECHO =
      new Observed.Echo(
          new Observed.Passage(
              SERVER, CLIENT, new Endpoint(Ipv4.of("192.0.2.1"), 0), new Endpoint(LEASED, 0)),
          Observed.EchoKind.REQUEST);
  private static final Observed.Packet QUESTION = arp(SERVER, "192.0.2.1");
  private static final Observed.Packet PROBE = arp(CLIENT, "0.0.0.0");
  private static final Observed.Packet ANNOUNCEMENT = arp(CLIENT, "192.0.2.100");
  private static final Observed.Packet OFFER = message(MessageType.DHCPOFFER, LEASED);
  private static final Observed.Packet REQUEST = message(MessageType.DHCPREQUEST, Ipv4.BROADCAST);
  private static final Observed.Packet RENEWAL =
      message(MessageType.DHCPREQUEST, Ipv4.of("192.0.2.1"));
  private static final Observed.Reported ECHOES = new Observed.EchoesSent(1);
  private static final Observed.Reported LOG =
      new Observed.ConfigurationLogged(List.of("routers 192.0.2.1"));
  private static final Observed.Reported HOST =
      new Observed.HostState(new HostView(List.of("192.0.2.100/24 on eth0"), List.of(), List.of()));
  private static final Observed.Reported BARE_HOST =
      new Observed.HostState(new HostView(List.of(), List.of(), List.of()));

  private final Causality causality = new Causality();

  /// A question to everyone for the leased address.
  private static Observed.Packet arp(HardwareAddress from, String sender) {
    return new Observed.Arp(
        from,
        HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff"),
        new ArpMessage(
            ArpMessage.Operation.REQUEST,
            LinkAddress.of(from.toString()),
            Ip4.of(sender),
            LinkAddress.of("00:00:00:00:00:00"),
            Ip4.of("192.0.2.100")));
  }

  private static Observed.Packet message(MessageType type, Ipv4 to) {
    Op op = type == MessageType.DHCPACK ? Op.BOOTREPLY : Op.BOOTREQUEST;
    Endpoint from = new Endpoint(Ipv4.UNSPECIFIED, 68);
    return new Observed.Dhcp(
        new Observed.Passage(SERVER, CLIENT, from, new Endpoint(to, 67)),
        Message.of(op, type, new Xid(1), CLIENT, b -> b));
  }

  private List<Observed> look(List<Observed.Packet> packets, Observed.Reported... reported) {
    return causality.order(packets, List.of(reported));
  }

  @Test
  void leaseAndEntryGoBeforeWhatNeedsThem() {
    assertThat(look(List.of(DISCOVER, ECHO, ACK), LINE, ENTRY))
        .containsExactly(DISCOVER, LINE, ENTRY, ECHO, ACK);
    assertThat(look(List.of(ACK), LINE)).containsExactly(LINE, ACK);
  }

  @Test
  void anEntryIsTakenOutBeforeTheQuestionThatItWouldPrevent() {
    assertThat(look(List.of(DISCOVER, QUESTION), NO_ENTRY))
        .containsExactly(DISCOVER, NO_ENTRY, QUESTION);
  }

  @Test
  void aLineIsToldAfterTheRequestThatPassedWhileTheFileWasRead() {
    assertThat(look(List.of(), LINE)).isEmpty();
    assertThat(look(List.of(RENEWAL, ACK))).containsExactly(RENEWAL, LINE, ACK);
  }

  @Test
  void anEntryIsToldAfterTheMessageThatPassedWhileTheTableWasRead() {
    assertThat(look(List.of(), ENTRY)).isEmpty();
    assertThat(look(List.of(DISCOVER, OFFER))).containsExactly(DISCOVER, ENTRY, OFFER);
  }

  @Test
  void whatNoPacketNeedsIsToldAfterThePacketsOfTheNextLook() {
    assertThat(look(List.of(), LINE, NO_ENTRY)).isEmpty();
    assertThat(look(List.of(RELEASE))).containsExactly(RELEASE, LINE, NO_ENTRY);
    assertThat(look(List.of())).isEmpty();
  }

  @Test
  void aLookThatComesLateFindsTheWholeExchangeInOrder() {
    assertThat(
            look(
                List.of(DISCOVER, OFFER, REQUEST, QUESTION, ECHO, ACK, PROBE, ANNOUNCEMENT),
                LINE,
                ENTRY,
                NO_ENTRY,
                ENTRY,
                ECHOES,
                LOG,
                HOST))
        .containsExactly(
            DISCOVER,
            ENTRY,
            OFFER,
            REQUEST,
            NO_ENTRY,
            QUESTION,
            ECHOES,
            LINE,
            ENTRY,
            ECHO,
            ACK,
            LOG,
            PROBE,
            HOST,
            ANNOUNCEMENT);
  }

  @Test
  void anEntryIsNotTakenOutBeforeAnAnnouncementButAfterTheRelease() {
    assertThat(look(List.of(ANNOUNCEMENT, RELEASE), NO_ENTRY, BARE_HOST))
        .containsExactly(ANNOUNCEMENT, RELEASE);
    assertThat(look(List.of())).containsExactly(NO_ENTRY, BARE_HOST);
  }

  @Test
  void twoLinesInOneLookBelongToTwoAcks() {
    Observed.Reported second = new Observed.LeaseLine("192.0.2.100,,,60,1,1,0,0,,0,,0");

    assertThat(look(List.of(REQUEST, ACK, RENEWAL, ACK), LINE, second))
        .containsExactly(REQUEST, LINE, ACK, RENEWAL, second, ACK);
  }

  @Test
  void anAckWhoseLineComesLaterStandsWithoutIt() {
    assertThat(look(List.of(REQUEST, ACK))).containsExactly(REQUEST, ACK);
    assertThat(look(List.of(), LINE)).isEmpty();
    assertThat(look(List.of())).containsExactly(LINE);
  }
}

package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
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
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

class StoryTest {
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:02");
  private static final HardwareAddress SERVER = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");
  private static final LinkAddress CLIENT_LINK = LinkAddress.of("02:00:00:00:00:02");
  private static final LinkAddress SERVER_LINK = LinkAddress.of("02:00:00:00:00:01");
  private static final Ipv4 LEASED = Ipv4.of("192.0.2.100");
  private static final String LINE = "192.0.2.100,02:00:00:00:00:02,,60,1700000000,1,0,0,,0,,0";

  private final StringWriter text = new StringWriter();
  private final Story story =
      new Story(new Ladder(new PrintWriter(text), Palette.PLAIN), Scene.LINK, CLIENT);
  private long nowNanos = 1_000;

  private void sees(Observed what) {
    story.tell(new Sighting(nowNanos, what));
    nowNanos += 1_000_000;
  }

  private static Observed.Packet fromClient(
      MessageType type, UnaryOperator<Message.Builder> changes) {
    Endpoint everyone = new Endpoint(Ipv4.BROADCAST, 67);
    return new Observed.Dhcp(
        new Observed.Passage(CLIENT, EVERYONE, new Endpoint(Ipv4.UNSPECIFIED, 68), everyone),
        Message.of(Op.BOOTREQUEST, type, new Xid(0xcafe), CLIENT, changes));
  }

  private static Observed.Packet fromServer(MessageType type) {
    return new Observed.Dhcp(
        new Observed.Passage(
            SERVER, CLIENT, new Endpoint(Ipv4.of("192.0.2.1"), 67), new Endpoint(LEASED, 68)),
        Message.of(
            Op.BOOTREPLY,
            type,
            new Xid(0xcafe),
            CLIENT,
            b -> b.yiaddr(LEASED).option(StandardOptions.DHCP_LEASE_TIME, 60L)));
  }

  private void seesWholeExchange() {
    sees(fromClient(MessageType.DHCPDISCOVER, b -> b));
    sees(new Observed.NeighbourEntered(LEASED, CLIENT, "REACHABLE"));
    sees(fromServer(MessageType.DHCPOFFER));
    sees(fromClient(MessageType.DHCPREQUEST, b -> b));
    sees(new Observed.NeighbourRemoved(LEASED));
    sees(
        new Observed.Arp(
            SERVER,
            EVERYONE,
            new ArpMessage(
                ArpMessage.Operation.REQUEST,
                SERVER_LINK,
                Ip4.of("192.0.2.1"),
                LinkAddress.of("00:00:00:00:00:00"),
                Ip4.of("192.0.2.100"))));
    sees(new Observed.EchoesSent(1));
    sees(new Observed.LeaseLine(LINE));
    sees(new Observed.NeighbourEntered(LEASED, CLIENT, "REACHABLE"));
    sees(fromServer(MessageType.DHCPACK));
    sees(new Observed.ConfigurationLogged(List.of("routers 192.0.2.1")));
    sees(new Observed.Arp(CLIENT, EVERYONE, ArpMessage.probe(CLIENT_LINK, Ip4.of("192.0.2.100"))));
    sees(
        new Observed.HostState(
            new HostView(
                List.of("192.0.2.100/24 on eth0"),
                List.of("default via 192.0.2.1"),
                List.of("nameserver 192.0.2.1"))));
    sees(fromClient(MessageType.DHCPREQUEST, b -> b.ciaddr(LEASED)));
    sees(new Observed.LeaseLine(LINE));
    sees(fromServer(MessageType.DHCPACK));
    sees(
        new Observed.HostState(
            new HostView(
                List.of("192.0.2.100/24 on eth0"),
                List.of("default via 192.0.2.1"),
                List.of("nameserver 192.0.2.1"))));
    sees(fromClient(MessageType.DHCPRELEASE, b -> b.ciaddr(LEASED)));
    sees(new Observed.NeighbourRemoved(LEASED));
    sees(new Observed.LeaseLine("192.0.2.100,02:00:00:00:00:02,,0,1700000000,1,0,0,,3,,0"));
    sees(new Observed.HostState(new HostView(List.of(), List.of(), List.of())));
  }

  @Test
  void aWholeExchangeLacksNothing() {
    seesWholeExchange();

    assertThat(story.missing(EnumSet.complementOf(EnumSet.of(Sign.WOULD_CONFIGURE)))).isEmpty();
    assertThat(text.toString())
        .containsSubsequence(
            "1. DISCOVER",
            "0.000 |-- DHCPDISCOVER, broadcast -",
            "Ethernet  02:00:00:00:00:02 > ff:ff:ff:ff:ff:ff (everyone)",
            "IP, UDP   0.0.0.0:68 > 255.255.255.255:67",
            "xid 0x0000cafe",
            "2. OFFER",
            "ARP table: 192.0.2.100 is at 02:00:00:00:00:02, REACHABLE",
            "- DHCPOFFER, unicast --|",
            "51 dhcp-lease-time 60",
            "3. REQUEST",
            "4. ACKNOWLEDGE",
            "ARP table: 192.0.2.100 taken out",
            "ARP: who has 192.0.2.100? tell 192.0.2.1",
            "OutEchos 0 > 1",
            "lease file: state 0 (assigned), for 60 s",
            "- DHCPACK, unicast --|",
            "log: configuration received",
            "ARP probe: who has 192.0.2.100?",
            "address      192.0.2.100/24 on eth0",
            "Renewal",
            "Release",
            "lease file: state 3 (released), for 0 s",
            "no address, no route, no name server");
  }

  @Test
  void everyLineFitsAndBothLinesOfLifeAreStraight() {
    seesWholeExchange();

    assertThat(text.toString().lines()).allMatch(line -> line.length() <= Ladder.COLUMNS);
    assertThat(text.toString().lines().filter(line -> line.contains("|")))
        .allMatch(line -> line.length() == Ladder.COLUMNS && line.endsWith("|"))
        .allMatch(line -> line.charAt(9) == '|');
  }

  @Test
  void aLeaseThatIsWrittenAfterTheAckIsNotTheOneThatBelongsBeforeIt() {
    sees(fromClient(MessageType.DHCPDISCOVER, b -> b));
    sees(fromServer(MessageType.DHCPOFFER));
    sees(fromClient(MessageType.DHCPREQUEST, b -> b));
    sees(fromServer(MessageType.DHCPACK));
    sees(new Observed.LeaseLine(LINE));

    assertThat(story.saw(Sign.ACK)).isTrue();
    assertThat(story.saw(Sign.LEASE_LINE)).isFalse();
    assertThat(story.missing(EnumSet.of(Sign.ACK, Sign.LEASE_LINE)))
        .containsExactly(Sign.LEASE_LINE);
  }

  /// What a server at 100 % load shows: the line was found between the messages around it.
  @Test
  void aLineThatIsReadBeforeItsRequestIsStillTheOneBeforeTheAck() {
    Causality causality = new Causality();
    sees(fromClient(MessageType.DHCPDISCOVER, b -> b));
    sees(fromServer(MessageType.DHCPOFFER));
    sees(fromClient(MessageType.DHCPREQUEST, b -> b));
    sees(new Observed.LeaseLine(LINE));
    sees(fromServer(MessageType.DHCPACK));

    causality.order(List.of(), List.of(new Observed.LeaseLine(LINE))).forEach(this::sees);
    causality
        .order(
            List.of(
                fromClient(MessageType.DHCPREQUEST, b -> b.ciaddr(LEASED)),
                fromServer(MessageType.DHCPACK)),
            List.of())
        .forEach(this::sees);

    assertThat(story.missing(EnumSet.range(Sign.RENEW_REQUEST, Sign.RENEW_ACK))).isEmpty();
  }

  @Test
  void whatComesBeforeTheFirstMessageIsNotTold() {
    sees(new Observed.NeighbourRemoved(LEASED));

    assertThat(text.toString()).isEmpty();
  }
}

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
  private static final Observed DISCOVER = message(MessageType.DHCPDISCOVER, Ipv4.BROADCAST);
  private static final Observed ACK = message(MessageType.DHCPACK, LEASED);
  private static final Observed RELEASE = message(MessageType.DHCPRELEASE, Ipv4.of("192.0.2.1"));
  private static final Observed LINE = new Observed.LeaseLine("192.0.2.100,,,60,0,1,0,0,,0,,0");
  private static final Observed ENTRY = new Observed.NeighbourEntered(LEASED, CLIENT, "REACHABLE");
  private static final Observed NO_ENTRY = new Observed.NeighbourRemoved(LEASED);
  private static final Observed ECHO =
      new Observed.Echo(
          new Observed.Passage(
              SERVER, CLIENT, new Endpoint(Ipv4.of("192.0.2.1"), 0), new Endpoint(LEASED, 0)),
          Observed.EchoKind.REQUEST);
  private static final Observed QUESTION =
      new Observed.Arp(
          SERVER,
          CLIENT,
          ArpMessage.probe(LinkAddress.of("02:00:00:00:00:01"), Ip4.of("192.0.2.100")));

  private static Observed message(MessageType type, Ipv4 to) {
    Op op = type == MessageType.DHCPACK ? Op.BOOTREPLY : Op.BOOTREQUEST;
    Endpoint from = new Endpoint(Ipv4.UNSPECIFIED, 68);
    return new Observed.Dhcp(
        new Observed.Passage(SERVER, CLIENT, from, new Endpoint(to, 67)),
        Message.of(op, type, new Xid(1), CLIENT, b -> b));
  }

  @Test
  void leaseAndEntryGoBeforeWhatNeedsThem() {
    assertThat(Causality.merge(List.of(DISCOVER, ECHO, ACK), List.of(LINE, ENTRY)))
        .containsExactly(DISCOVER, LINE, ENTRY, ECHO, ACK);
    assertThat(Causality.merge(List.of(ACK), List.of(LINE))).containsExactly(LINE, ACK);
  }

  @Test
  void anEntryIsTakenOutBeforeTheQuestionThatItWouldPrevent() {
    assertThat(Causality.merge(List.of(DISCOVER, QUESTION), List.of(NO_ENTRY)))
        .containsExactly(DISCOVER, NO_ENTRY, QUESTION);
  }

  @Test
  void whatNoPacketNeedsGoesLast() {
    assertThat(Causality.merge(List.of(RELEASE), List.of(LINE, NO_ENTRY)))
        .containsExactly(RELEASE, LINE, NO_ENTRY);
    assertThat(Causality.merge(List.of(), List.of(ENTRY))).containsExactly(ENTRY);
  }
}

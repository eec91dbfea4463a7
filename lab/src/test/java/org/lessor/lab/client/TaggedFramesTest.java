package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.FrameSender;
import org.lessor.lab.capture.UdpFrame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorClient;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// A link carries frames of a VLAN too, whose tag the kernel takes off before anybody sees them:
/// what is said there is not for the client of the link itself. Needs no VLAN interface.
@InLab
class TaggedFramesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Ipv4 IN_VLAN = Ipv4.of("192.0.2.66");
  private static final Ipv4 ON_LINK = Ipv4.of("192.0.2.10");
  private static final int ETHERNET_ADDRESSES = 12;
  private static final Bytes VLAN_5 = Bytes.ofHex("81000005");
  private static final Bytes PRIORITY_ONLY = Bytes.ofHex("8100a000");

  private static Bytes offer(Message discover, Ipv4 address, Link from) {
    return reply(MessageType.DHCPOFFER, discover, address, from);
  }

  /// Of a lease of an hour that is renewed after a second.
  private static Bytes reply(MessageType type, Message request, Ipv4 address, Link from) {
    Message reply =
        Message.of(
            Op.BOOTREPLY,
            type,
            request.xid(),
            request.chaddr(),
            m ->
                m.yiaddr(type == MessageType.DHCPNAK ? Ipv4.UNSPECIFIED : address)
                    .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0"))
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)
                    .option(StandardOptions.DHCP_LEASE_TIME, 3600L)
                    .option(StandardOptions.DHCP_RENEWAL_TIME, 1L)
                    .option(StandardOptions.DHCP_REBINDING_TIME, 3000L));
    return new UdpFrame(
            from.hardwareAddress(), request.chaddr(), SERVER, 67, address, 68, reply.encode())
        .encode();
  }

  /// The frame of somebody's claim to `address`.
  private static Bytes claim(Ipv4 address, Link from) {
    return Frame.BROADCAST
        .address()
        .plus(from.hardwareAddress().address())
        .plus(Bytes.ofUint16(0x0806)) // ARP
        .plus(Bytes.ofHex("0001080006040001")) // of Ethernet and IPv4: a request
        .plus(from.hardwareAddress().address())
        .plus(address.toBytes())
        .plus(Bytes.ofHex("000000000000"))
        .plus(address.toBytes());
  }

  private static Bytes tagged(Bytes frame, Bytes tag) {
    return frame.slice(0, ETHERNET_ADDRESSES).plus(tag).plus(frame.from(ETHERNET_ADDRESSES));
  }

  @Test
  void anOfferOfAVlanIsNotForTheLinkBelowButOneWithAPriorityIs(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left();
    Link link = cable.right();
    Capture capture = Capture.on(link);
    FrameSender sender = FrameSender.on(serverLink);
    LessorClient client =
        LessorClient.start(
            link, LessorClient.directory(link), List.of("--probe=off", "--timing=fast"));
    Message discover = capture.await(MessageType.DHCPDISCOVER, LIMIT).dhcp().orElseThrow();

    sender.send(tagged(offer(discover, IN_VLAN, serverLink), VLAN_5));
    sender.send(tagged(offer(discover, ON_LINK, serverLink), PRIORITY_ONLY));

    Frame request = capture.await(MessageType.DHCPREQUEST, LIMIT);
    assertThat(request.dhcp().orElseThrow().option(50)).contains(ON_LINK.toBytes());
    assertThat(client.peer().text()).doesNotContain(IN_VLAN.toString());
  }

  /// In each step of a lease: while it is acknowledged, probed for, used and renewed.
  @Test
  void nothingThatIsSaidInAVlanCountsOnTheLinkBelow(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address(SERVER + "/24");
    Link link = cable.right();
    Capture capture = Capture.on(link);
    FrameSender sender = FrameSender.on(serverLink);
    LessorClient client =
        LessorClient.start(
            link, LessorClient.directory(link), List.of("--probe=fast", "--timing=fast"));
    Message discover = capture.await(MessageType.DHCPDISCOVER, LIMIT).dhcp().orElseThrow();
    sender.send(offer(discover, ON_LINK, serverLink));

    int asked = capture.frames().size();
    Message request = capture.await(MessageType.DHCPREQUEST, LIMIT).dhcp().orElseThrow();
    sender.send(tagged(reply(MessageType.DHCPNAK, request, ON_LINK, serverLink), VLAN_5));
    sender.send(tagged(reply(MessageType.DHCPACK, request, ON_LINK, serverLink), PRIORITY_ONLY));
    capture.await(0, frame -> frame.arp().filter(a -> a.probes(ON_LINK)).isPresent(), LIMIT);
    sender.send(tagged(claim(ON_LINK, serverLink), VLAN_5));
    client.peer().awaitLine("LSR-C-301 bound .*address=" + ON_LINK, LIMIT);
    sender.send(tagged(claim(ON_LINK, serverLink), VLAN_5));
    Message renewal =
        capture
            .await(
                asked,
                frame ->
                    frame.isDhcp(MessageType.DHCPREQUEST)
                        && frame.udp().orElseThrow().destination().equals(SERVER),
                LIMIT)
            .dhcp()
            .orElseThrow();
    sender.send(tagged(reply(MessageType.DHCPNAK, renewal, ON_LINK, serverLink), VLAN_5));
    sender.send(reply(MessageType.DHCPACK, renewal, ON_LINK, serverLink));

    client.peer().awaitLine("LSR-C-304 renewed .*address=" + ON_LINK, LIMIT);
    assertThat(client.peer().text()).doesNotContain("LSR-C-109", "LSR-C-202", "LSR-C-203");
    sender.send(claim(ON_LINK, serverLink));
    client.peer().awaitLine("LSR-C-203 address-defended .*address=" + ON_LINK, LIMIT);
  }
}

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
    Message offer =
        Message.of(
            Op.BOOTREPLY,
            MessageType.DHCPOFFER,
            discover.xid(),
            discover.chaddr(),
            m ->
                m.yiaddr(address)
                    .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0"))
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)
                    .option(StandardOptions.DHCP_LEASE_TIME, 3600L));
    return new UdpFrame(
            from.hardwareAddress(), discover.chaddr(), SERVER, 67, address, 68, offer.encode())
        .encode();
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
}

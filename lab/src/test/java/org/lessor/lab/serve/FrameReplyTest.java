package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.Frame.Direction;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.ClientSettings;
import org.lessor.lab.peer.Kea;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ObtainedLease;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.lab.peer.Udhcpc;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// Where the kernel cannot be made to send a reply to a client without an address, the server sends
/// the frame itself.
@InLab
class FrameReplyTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// A subnet on a link where the server has no address of that subnet (Kea: `interface` of a
  /// subnet).
  @Test
  @NeedsProgram("udhcpc")
  void aClientOutsideEveryRouteIsAnsweredByFrames(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address("192.0.2.1/24");
    Capture capture = Capture.on(serverLink);
    Path directory = LessorServer.directory(serverLink);
    String configuration =
        Kea.configuration(serverLink, directory, ServerSettings.of("198.51.100.0/24"))
            .replace("\"id\": 1,", "\"id\": 1, \"interface\": \"eth0\",");
    LessorServer server = LessorServer.startLikeKea(serverLink, directory, configuration);

    ObtainedLease lease = Udhcpc.start(cable.right(), ClientSettings.PLAIN).awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(Ipv4.of("198.51.100.100"));
    assertThat(server.awaitLease(cable.right().hardwareAddress(), LIMIT).address())
        .isEqualTo(lease.address());
    List<Frame> replies =
        capture.dhcp().stream().filter(frame -> frame.direction() == Direction.OUT).toList();
    assertThat(replies)
        .extracting(frame -> frame.dhcp().orElseThrow().messageType().orElseThrow())
        .containsExactly(MessageType.DHCPOFFER, MessageType.DHCPACK);
    for (Frame reply : replies) {
      assertThat(reply.destination()).isEqualTo(cable.right().hardwareAddress());
      Frame.Udp udp = reply.udp().orElseThrow();
      assertThat(udp.source()).isEqualTo(Ipv4.of("192.0.2.1"));
      assertThat(udp.destination()).isEqualTo(lease.address());
      assertThat(udp.checksum()).isEqualTo(Frame.Checksum.RIGHT);
    }
    assertThat(serverLink.host().kernel().neighbour(lease.address())).isEmpty();
  }

  /// Such a client has its address, but the kernel does not know that it is on the link.
  @Test
  void aClientOutsideEveryRouteThatHasItsAddressIsAnsweredByFrames(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address("192.0.2.1/24");
    Path directory = LessorServer.directory(serverLink);
    String configuration =
        Kea.configuration(serverLink, directory, ServerSettings.of("198.51.100.0/24"))
            .replace("\"id\": 1,", "\"id\": 1, \"interface\": \"eth0\",");
    LessorServer.startLikeKea(serverLink, directory, configuration);
    ScriptedClient client = ScriptedClient.on(cable.right());
    Ipv4 address = client.obtains().yiaddr();

    for (MessageType type : List.of(MessageType.DHCPREQUEST, MessageType.DHCPINFORM)) {
      Frame reply =
          client.awaitReply(client.broadcast(client.message(type, m -> m.ciaddr(address))));
      assertThat(reply.isDhcp(MessageType.DHCPACK)).as("to %s", type).isTrue();
      assertThat(reply.destination()).isEqualTo(cable.right().hardwareAddress());
      assertThat(reply.udp().orElseThrow().destination()).isEqualTo(address);
    }
  }

  @Test
  @NeedsProgram({"setpriv", "udhcpc"})
  void aServerThatMayNotEnterNeighboursSaysSoAndAnswersByFrames(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address("192.0.2.1/24");
    LessorServer server =
        LessorServer.launch(
            serverLink,
            LessorServer.directory(serverLink),
            List.of("setpriv", "--bounding-set=-net_admin"),
            LessorServer.flags(serverLink, ServerSettings.of("192.0.2.0/24")));
    server.peer().awaitLine("DHCP4_STARTED", LessorServer.START);

    ObtainedLease lease = Udhcpc.start(cable.right(), ClientSettings.PLAIN).awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(Ipv4.of("192.0.2.100"));
    server.peer().awaitLine("LESSOR_NEIGHBOUR_FAIL .*CAP_NET_ADMIN", LIMIT);
  }
}

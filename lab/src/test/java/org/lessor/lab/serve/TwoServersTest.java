package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;
import org.lessor.lab.peer.ClientSettings;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ObtainedLease;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.lab.peer.Udhcpc;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;

/// Two servers on one link, as is usual: both offer, the client takes one offer, and the other
/// server has its address back at once.
@InLab
class TwoServersTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 OF_FIRST = Ipv4.of("192.0.2.100");
  private static final Ipv4 OF_SECOND = Ipv4.of("192.0.2.150");

  private Segment segment;
  private Link firstLink;
  private Link secondLink;
  private LessorServer first;
  private LessorServer second;

  /// Each has one address to give: what is not given back cannot be given to another.
  @BeforeEach
  void serve(Lab lab) {
    segment = lab.segment("switch");
    firstLink = segment.attach(lab.host("first"), "eth0").address("192.0.2.1/24");
    secondLink = segment.attach(lab.host("second"), "eth0").address("192.0.2.2/24");
    first = start(firstLink, OF_FIRST);
    second = start(secondLink, OF_SECOND);
  }

  private static LessorServer start(Link link, Ipv4 only) {
    return LessorServer.start(
        link,
        ServerSettings.of("192.0.2.0/24").range(only.toString(), only.toString()),
        "--ping",
        "off");
  }

  @Test
  @NeedsProgram("udhcpc")
  void theServerThatIsNotSelectedTakesItsOfferBackAtOnce(Lab lab) {
    Link link = segment.attach(lab.host("client"), "eth0");
    Capture capture = Capture.on(link);

    ObtainedLease lease = Udhcpc.start(link, ClientSettings.PLAIN).awaitLease(LIMIT);

    boolean firstWon = lease.address().equals(OF_FIRST);
    assertThat(lease.address()).isIn(OF_FIRST, OF_SECOND);
    LessorServer winner = firstWon ? first : second;
    LessorServer loser = firstWon ? second : first;
    Ipv4 free = firstWon ? OF_SECOND : OF_FIRST;
    loser.peer().awaitLine("LESSOR_OFFER_WITHDRAWN .* address=" + free, LIMIT);
    assertThat(winner.awaitLease(link.hardwareAddress(), LIMIT).address())
        .isEqualTo(lease.address());
    assertThat(loser.lines()).as("an offer is nothing to write down").hasSize(1);
    assertOnlyOneAnswered(capture, lease.server());

    Link nextLink = segment.attach(lab.host("next"), "eth0");
    ObtainedLease next = Udhcpc.start(nextLink, ClientSettings.PLAIN).awaitLease(LIMIT);
    assertThat(next.address()).isEqualTo(free);
    assertThat(loser.awaitLease(nextLink.hardwareAddress(), LIMIT).address()).isEqualTo(free);
  }

  private static void assertOnlyOneAnswered(Capture capture, Ipv4 selected) {
    List<Message> acks =
        capture.dhcp().stream()
            .filter(frame -> frame.isDhcp(MessageType.DHCPACK))
            .map(frame -> frame.dhcp().orElseThrow())
            .toList();
    assertThat(acks).extracting(ScriptedClient::server).containsExactly(selected);
    assertThat(capture.dhcp()).noneMatch(frame -> frame.isDhcp(MessageType.DHCPNAK));
  }

  @Test
  void theAddressThatWasNotTakenGoesToTheNextClient(Lab lab) {
    ScriptedClient client = ScriptedClient.on(segment.attach(lab.host("client"), "eth0"));
    Message discover = client.broadcast(client.message(MessageType.DHCPDISCOVER, m -> m));
    Message offer = offerOf(client, discover, Ipv4.of("192.0.2.2"));
    offerOf(client, discover, Ipv4.of("192.0.2.1"));
    assertThat(firstLink.host().kernel().neighbour(OF_FIRST)).isPresent();

    Message answer = client.selects(offer);

    assertThat(answer.messageType()).hasValue(MessageType.DHCPACK);
    assertThat(answer.yiaddr()).isEqualTo(OF_SECOND);
    first.peer().awaitLine("LESSOR_OFFER_WITHDRAWN .* address=" + OF_FIRST, LIMIT);
    firstLink.host().kernel().awaitNoNeighbour(OF_FIRST, LIMIT);
    assertThat(client.neighbour(1).obtains().yiaddr()).isEqualTo(OF_FIRST);
  }

  private static Message offerOf(ScriptedClient client, Message discover, Ipv4 server) {
    Frame offer =
        client
            .capture()
            .await(
                frame ->
                    frame
                        .dhcp()
                        .filter(reply ->
                            reply.op() == Op.BOOTREPLY
                                && reply.xid().equals(discover.xid())
                                && ScriptedClient.server(reply).equals(server))
                        .isPresent(),
                LIMIT);
    return offer.dhcp().orElseThrow();
  }
}

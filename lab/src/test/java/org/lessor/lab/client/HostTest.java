package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Kernel;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;
import org.lessor.lab.peer.LessorClient;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ObtainedLease;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// The whole of `lessor client` with the whole of `lessor serve`: what it does to the host, and how
/// it ends.
@InLab
class HostTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final Ipv4 SECOND = Ipv4.of("192.0.2.101");
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final String RESOLVERS = "nameserver 198.51.100.53\n";

  private Segment segment;
  private Link serverLink;
  private Host host;
  private Link link;
  private Capture capture;

  @BeforeEach
  void network(Lab lab) {
    segment = lab.segment("switch");
    serverLink = segment.attach(lab.host("server"), "eth0").address("192.0.2.1/24");
    host = lab.host("client");
    link = segment.attach(host, "eth0");
    capture = Capture.on(link);
    host.run("sh", "-c", "echo nameserver 198.51.100.53 > /etc/resolv.conf");
  }

  private LessorServer serve(String... more) {
    return LessorServer.start(serverLink, ServerSettings.of("192.0.2.0/24"), more);
  }

  private LessorClient start(String... flags) {
    return LessorClient.start(link, LessorClient.directory(link), List.of(flags));
  }

  private void assertUntouched() {
    assertThat(host.kernel().addresses()).isEmpty();
    assertThat(host.kernel().routes()).isEmpty();
    assertThat(host.read("/etc/resolv.conf")).isEqualTo(RESOLVERS);
  }

  @Test
  void whatItConfiguresIsUndoneWhenItEnds() {
    LessorServer server = serve("--domain", "lab.example");
    LessorClient client = start("--probe=off");
    ObtainedLease lease = client.awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(FIRST);
    Kernel.Address held = host.kernel().addresses(link).getFirst();
    assertThat(held.address() + "/" + held.prefixLength()).isEqualTo(FIRST + "/24");
    assertThat(held.validFor()).isBetween(Duration.ofSeconds(3500), Duration.ofSeconds(3600));
    assertThat(host.kernel().routes()).extracting(Kernel.Route::protocol).containsOnly("76");
    Kernel.Route route = host.kernel().defaultRoute().orElseThrow();
    assertThat(route.gateway()).isEqualTo(SERVER);
    assertThat(host.read("/etc/resolv.conf"))
        .contains("nameserver 192.0.2.53", "lab.example")
        .doesNotContain("198.51.100.53");
    server.awaitLease(link.hardwareAddress(), LIMIT);

    client.release();

    Frame release = capture.await(MessageType.DHCPRELEASE, LIMIT);
    assertThat(release.udp().orElseThrow().destination()).isEqualTo(SERVER);
    assertThat(release.destination()).isEqualTo(serverLink.hardwareAddress());
    server.awaitNoLease(link.hardwareAddress(), LIMIT);
    assertUntouched();
  }

  @Test
  void onceItIsBoundItMayLeaveEverythingAsItIs() {
    serve();

    LessorClient client = start("--probe=fast", "--once");

    assertThat(client.awaitLease(LIMIT).address()).isEqualTo(FIRST);
    assertThat(client.peer().awaitExit(LIMIT)).isZero();
    assertThat(host.kernel().addresses(link))
        .extracting(Kernel.Address::address)
        .containsExactly(FIRST);
    List<Frame> probes =
        capture.frames().stream()
            .filter(frame -> frame.arp().filter(arp -> arp.probes(FIRST)).isPresent())
            .toList();
    assertThat(probes).as("RFC 5227 section 2.1.1").hasSize(3);
    assertThat(capture.dhcp()).noneMatch(frame -> frame.isDhcp(MessageType.DHCPRELEASE));
  }

  @Test
  void withoutAServerItGivesUpInTimeAndChangesNothing() {
    LessorClient client = start("--timeout=1s");

    assertThat(client.peer().awaitExit(LIMIT)).isEqualTo(2);

    capture.await(MessageType.DHCPDISCOVER, LIMIT);
    assertUntouched();
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndChangesNothing() {
    LessorServer server = serve();

    LessorClient client = start("--dry-run", "--probe=off");

    assertThat(client.peer().awaitExit(LIMIT)).isZero();
    assertThat(client.peer().text()).contains(FIRST + "/24", "default via 192.0.2.1", "192.0.2.53");
    assertUntouched();
    server.awaitNoLease(link.hardwareAddress(), LIMIT);
  }

  @Test
  void anAddressThatSomebodyHoldsIsDeclinedAndAnotherOneTaken(Lab lab) {
    Link occupant = segment.attach(lab.host("occupant"), "eth0").address(FIRST + "/24");
    LessorServer server = serve("--ping", "off");

    ObtainedLease lease = start("--probe=fast").awaitLease(LIMIT.multipliedBy(2));

    assertThat(lease.address()).isEqualTo(SECOND);
    Frame decline = capture.await(MessageType.DHCPDECLINE, LIMIT);
    assertThat(decline.udp().orElseThrow().destination()).isEqualTo(Ipv4.BROADCAST);
    server.peer().awaitLine("DHCP4_DECLINE_LEASE .* address=" + FIRST, LIMIT);
    assertThat(capture.frames())
        .as("the occupant's neighbours still know where it is")
        .noneMatch(frame ->
            frame.source().equals(link.hardwareAddress())
                && frame.arp().filter(arp -> arp.sender().equals(FIRST)).isPresent());
    assertThat(occupant.host().kernel().addresses(occupant)).hasSize(1);
  }

  @Test
  void anInterfaceThatIsNotThereIsWaitedFor() {
    LessorServer _ = serve();
    Link missing = new Link(host, "eth9", Frame.BROADCAST);
    List<String> flags = new ArrayList<>(List.of("--probe=off"));
    LessorClient client = LessorClient.start(missing, LessorClient.directory(missing), flags);
    client.peer().awaitLine("interface-missing interface=eth9", LIMIT);

    segment.attach(host, "eth9");

    assertThat(client.awaitLease(LIMIT).address()).isEqualTo(FIRST);
    assertThat(host.kernel().addresses()).extracting(Kernel.Address::address).contains(FIRST);
  }
}

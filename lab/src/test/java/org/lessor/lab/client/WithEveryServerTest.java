package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.needs.NeedsLinkKind;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Kernel;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.DhcpServerPeer;
import org.lessor.lab.peer.LessorClient;
import org.lessor.lab.peer.ServerProgram;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// The life of Lessor's client with each server: what it sends, by the addresses of both layers,
/// and what it configures. [org.lessor.lab.peer.PairingTest] has the four steps and the release.
@InLab
class WithEveryServerTest {
  private static final List<ServerProgram> SERVERS =
      List.of(
          ServerProgram.KEA,
          ServerProgram.DHCPD,
          ServerProgram.DNSMASQ,
          ServerProgram.UDHCPD,
          ServerProgram.LESSOR_LIKE_KEA);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  // The kernel counts whole seconds and ends an address up to one before its lease, T2 must be
  // earlier.
  private static final Duration LEASE = Duration.ofSeconds(16);
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final List<String> HURRIED = List.of("--fast", "--probe=off");

  static List<Arguments> everyServerOnEveryWiring() {
    return Stream.of(Wiring.values())
        .flatMap(wiring -> SERVERS.stream().map(program -> Arguments.of(program, wiring)))
        .toList();
  }

  private static List<Ipv4> held(Link link) {
    return link.host().kernel().addresses(link).stream().map(Kernel.Address::address).toList();
  }

  private static List<MessageType> types(Capture capture, int skipped) {
    return capture.frames().stream()
        .skip(skipped)
        .map(Frame::dhcp)
        .flatMap(Optional::stream)
        .map(message -> message.messageType().orElseThrow())
        .toList();
  }

  private static Frame awaitRequest(Capture capture, int skipped, Ipv4 destination) {
    return capture.await(
        skipped,
        frame ->
            frame.isDhcp(MessageType.DHCPREQUEST)
                && frame.udp().orElseThrow().destination().equals(destination),
        LIMIT);
  }

  /// A lease of some seconds.
  @ParameterizedTest(name = "a lease from {0} is renewed and then asked of everyone: {1}")
  @MethodSource("everyServerOnEveryWiring")
  @Execution(ExecutionMode.CONCURRENT)
  void aLeaseIsRenewedByUnicastAndAskedOfEveryoneWhenItsServerIsGone(
      ServerProgram program, Wiring wiring, Lab lab) {
    new Need.Program(program.program()).require();
    Wiring.Network network = wiring.lay(lab);
    Link serverLink = network.server().address("192.0.2.1/24");
    Link link = network.client();
    Capture capture = Capture.on(link);
    ServerSettings settings = ServerSettings.of("192.0.2.0/24").leaseTime(LEASE);
    DhcpServerPeer server = program.start(serverLink, settings);
    LessorClient client = LessorClient.start(link, LessorClient.directory(link), HURRIED);
    Ipv4 address = client.awaitLease(LIMIT).address();
    assertChecksums(capture, program);
    int before = capture.frames().size();

    assertThat(client.awaitLease(LIMIT).address()).as("T1").isEqualTo(address);
    assertExtends(awaitRequest(capture, before, SERVER), address, Optional.of(serverLink), link);
    assertExtended(capture.await(before, f -> f.isDhcp(MessageType.DHCPACK), LIMIT), address);
    server.close();
    int gone = capture.frames().size();
    Frame toEveryone = awaitRequest(capture, gone, Ipv4.BROADCAST);

    assertExtends(toEveryone, address, Optional.empty(), link);
    assertThat(held(link)).as("in use until it ends").containsExactly(address);
  }

  /// What goes through the kernel's UDP leaves the checksum to a network card, which a virtual one
  /// never fills in: so with dnsmasq and with ours, which have the kernel know who has no address
  /// yet. The others make these packets, and their checksums, by themselves.
  private static void assertChecksums(Capture capture, ServerProgram program) {
    Frame.Checksum usual =
        switch (program) {
          case DNSMASQ, LESSOR, LESSOR_LIKE_KEA -> Frame.Checksum.NOT_READY;
          case KEA, DHCPD, UDHCPD -> Frame.Checksum.RIGHT;
        };
    assertThat(capture.dhcp())
        .filteredOn(f -> f.isDhcp(MessageType.DHCPOFFER) || f.isDhcp(MessageType.DHCPACK))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(f -> assertThat(f.udp().orElseThrow().checksum()).isEqualTo(usual));
  }

  private static void assertExtended(Frame frame, Ipv4 address) {
    assertThat(frame.isEthernetBroadcast()).isFalse();
    assertThat(frame.udp().orElseThrow().source()).isEqualTo(SERVER);
    assertThat(frame.udp().orElseThrow().destination()).isEqualTo(address);
    assertThat(frame.dhcp().orElseThrow().yiaddr()).isEqualTo(address);
  }

  private static void assertExtends(Frame frame, Ipv4 address, Optional<Link> server, Link client) {
    Message message = frame.dhcp().orElseThrow();
    assertThat(frame.source()).isEqualTo(client.hardwareAddress());
    assertThat(frame.destination())
        .isEqualTo(server.map(Link::hardwareAddress).orElse(Frame.BROADCAST));
    assertThat(frame.udp().orElseThrow().source()).isEqualTo(address);
    assertThat(frame.udp().orElseThrow().checksum()).isNotEqualTo(Frame.Checksum.WRONG);
    assertThat(message.ciaddr()).isEqualTo(address);
    assertThat(message.broadcast()).isFalse();
    assertThat(message.has(50) || message.has(54)).as("RFC 2131 section 4.3.2").isFalse();
  }

  /// A start after a crash, then other numbers on the same cable.
  @ParameterizedTest(
      name = "{0} confirms an address after a crash and refuses it after renumbering: {1}")
  @MethodSource("everyServerOnEveryWiring")
  @Execution(ExecutionMode.CONCURRENT)
  void anAddressIsConfirmedAfterACrashAndRefusedAfterRenumbering(
      ServerProgram program, Wiring wiring, Lab lab) {
    new Need.Program(program.program()).require();
    Wiring.Network network = wiring.lay(lab);
    Link serverLink = network.server().address("192.0.2.1/24");
    Link link = network.client();
    Capture capture = Capture.on(link);
    DhcpServerPeer server = program.start(serverLink, ServerSettings.of("192.0.2.0/24"));
    Path directory = LessorClient.directory(link);
    LessorClient crashed = LessorClient.start(link, directory, HURRIED);
    Ipv4 address = crashed.awaitLease(LIMIT).address();
    assertChecksums(capture, program);
    server.awaitLease(link.hardwareAddress(), LIMIT);
    crashed.peer().kill();
    assertThat(held(link)).as("nobody took it away").containsExactly(address);
    int before = capture.frames().size();

    LessorClient client = LessorClient.start(link, directory, HURRIED);
    assertThat(client.awaitLease(LIMIT).address()).isEqualTo(address);
    assertThat(types(capture, before))
        .containsExactly(MessageType.DHCPREQUEST, MessageType.DHCPACK);

    server.close();
    serverLink.host().run("ip", "address", "flush", "dev", serverLink.name());
    serverLink.address("198.51.100.1/24");
    DhcpServerPeer successor = program.start(serverLink, ServerSettings.of("198.51.100.0/24"));
    int renumbered = capture.frames().size();
    link.down();
    client.peer().awaitLine("LSR-C-005 link-down", LIMIT);
    link.up();

    Ipv4 other = client.awaitLease(LIMIT).address();
    assertThat(Ipv4Prefix.of("198.51.100.0/24").contains(other)).isTrue();
    assertThat(types(capture, renumbered))
        .containsSubsequence(
            MessageType.DHCPREQUEST,
            MessageType.DHCPNAK,
            MessageType.DHCPDISCOVER,
            MessageType.DHCPOFFER,
            MessageType.DHCPREQUEST,
            MessageType.DHCPACK);
    assertRefused(capture, renumbered, address, link);
    assertThat(held(link)).containsExactly(other);
    client.release();
    assertThat(held(link)).isEmpty();
    successor.awaitNoLease(link.hardwareAddress(), LIMIT);
  }

  private static void assertRefused(Capture capture, int skipped, Ipv4 address, Link client) {
    Frame request = awaitRequest(capture, skipped, Ipv4.BROADCAST);
    assertThat(request.isEthernetBroadcast()).isTrue();
    assertThat(request.udp().orElseThrow().source()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(request.dhcp().orElseThrow().ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(request.dhcp().orElseThrow().option(50)).contains(address.toBytes());
    assertThat(request.dhcp().orElseThrow().has(54)).isFalse();
    Frame nak = capture.await(skipped, f -> f.isDhcp(MessageType.DHCPNAK), LIMIT);
    // Kea broadcasts it in IP, but sends it to this link address alone.
    assertThat(nak.destination()).isIn(Frame.BROADCAST, client.hardwareAddress());
    assertThat(nak.udp().orElseThrow().destination()).isEqualTo(Ipv4.BROADCAST);
  }

  @ParameterizedTest(name = "an address of {0} that another host uses is declined: {1}")
  @MethodSource("everyServerOnEveryWiring")
  @Execution(ExecutionMode.CONCURRENT)
  void anAddressThatAnotherHostUsesIsDeclined(ServerProgram program, Wiring wiring, Lab lab) {
    new Need.Program(program.program()).require();
    Wiring.Network network = wiring.lay(lab);
    Link serverLink = network.server().address("192.0.2.1/24");
    Link occupant = network.third().get();
    Link link = network.client();
    Capture capture = Capture.on(link);
    program.start(serverLink, ServerSettings.of("192.0.2.0/24"));
    LessorClient first = LessorClient.start(link, LessorClient.directory(link), HURRIED);
    Ipv4 taken = first.awaitLease(LIMIT).address();
    // The server holds it for this client, which forgets it.
    first.peer().kill();
    link.host().run("ip", "address", "flush", "dev", link.name());
    occupant.address(taken + "/24");

    LessorClient client = LessorClient.start(link, LessorClient.directory(link), List.of("--fast"));

    Frame decline = capture.await(MessageType.DHCPDECLINE, LIMIT);
    Message message = decline.dhcp().orElseThrow();
    assertThat(decline.isEthernetBroadcast()).isTrue();
    assertThat(decline.udp().orElseThrow().source()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(message.ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(message.option(50)).contains(taken.toBytes());
    assertThat(message.option(54)).contains(SERVER.toBytes());
    Ipv4 address = client.awaitLease(LIMIT).address();
    assertThat(address).isNotEqualTo(taken);
    assertThat(held(link)).containsExactly(address);
    assertThat(held(occupant)).containsExactly(taken);
  }

  @ParameterizedTest(name = "a lease from {0} comes over a VLAN")
  @EnumSource(
      value = ServerProgram.class,
      names = {"KEA", "LESSOR_LIKE_KEA"})
  @NeedsLinkKind("vlan")
  void aLeaseComesOverAVlan(ServerProgram program, Lab lab) {
    new Need.Program(program.program()).require();
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().vlan(5).address("192.0.2.1/24");
    Link link = cable.right().vlan(5);
    Capture untagged = Capture.on(cable.right());
    program.start(serverLink, ServerSettings.of("192.0.2.0/24"));
    LessorClient onParent =
        LessorClient.start(
            cable.right(), LessorClient.directory(cable.right()), List.of("--probe=off"));

    LessorClient client = LessorClient.start(link, LessorClient.directory(link), HURRIED);

    Ipv4 address = client.awaitLease(LIMIT).address();
    assertThat(held(link)).containsExactly(address);
    assertThat(untagged.dhcp()).filteredOn(f -> f.isDhcp(MessageType.DHCPACK)).hasSize(1);
    assertThat(onParent.peer().text()).doesNotContain("LSR-C-301 bound");
  }
}

package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lessor.transport.EchoProbe.EchoReply;
import org.lessor.transport.Neighbours.Entry;
import org.lessor.transport.ServerPort.Listening;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

class SimulatedNetworkTest {
  private static final long MILLISECOND = 1_000_000;
  private static final HardwareAddress SERVER = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:02");
  private static final HardwareAddress OTHER = HardwareAddress.ethernet("02:00:00:00:00:03");
  private static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");
  private static final Ipv4 SERVER_ADDRESS = Ipv4.of("192.0.2.1");
  private static final Ipv4 OFFERED = Ipv4.of("192.0.2.10");

  private final World world = new World(42);
  private final SimulatedNetwork network = world.network;
  private final SimulatedLink lan = world.lan;
  private final SimulatedHost server = world.server;
  private final SimulatedInterface serverInterface = world.serverInterface;
  private final SimulatedHost client = world.client;
  private final SimulatedInterface clientInterface = world.clientInterface;
  private final SimulatedHost other = world.other;
  private final SimulatedInterface otherInterface = world.otherInterface;
  private final InboundBatch inbound = new InboundBatch(8);

  /// A server with an address and two hosts without, on one link.
  private static final class World {
    final SimulatedNetwork network;
    final SimulatedLink lan;
    final SimulatedHost server;
    final SimulatedInterface serverInterface;
    final SimulatedHost client;
    final SimulatedInterface clientInterface;
    final SimulatedHost other;
    final SimulatedInterface otherInterface;

    World(long seed) {
      network = new SimulatedNetwork(seed);
      lan = network.link("lan");
      server = network.host("server");
      serverInterface = server.attach(lan, SERVER);
      serverInterface.add(SERVER_ADDRESS);
      client = network.host("client");
      clientInterface = client.attach(lan, CLIENT);
      other = network.host("other");
      otherInterface = other.attach(lan, OTHER);
    }
  }

  private SimulatedServerPort serverPort() throws Exception {
    SimulatedServerPort port = server.serverPort(67);
    port.listen(serverInterface);
    return port;
  }

  private static void discover(SimulatedClientPort from, String text) {
    OutboundBatch batch = new OutboundBatch(1, 512);
    batch.next().frame(0, Ipv4.UNSPECIFIED, EVERYONE, new Endpoint(Ipv4.BROADCAST, 67));
    batch.add(Packets.write(batch, text));
    assertThat(from.send(batch)).isOne();
  }

  private static void offer(SimulatedServerPort from, SimulatedInterface by, String text) {
    OutboundBatch batch = new OutboundBatch(1, 512);
    batch.next().frame(by.index(), SERVER_ADDRESS, CLIENT, new Endpoint(OFFERED, 68));
    batch.add(Packets.write(batch, text));
    assertThat(from.send(batch)).isOne();
  }

  @Test
  void aClientWithoutAddressIsHeardByEveryServer() throws Exception {
    SimulatedServerPort first = serverPort();
    SimulatedServerPort second = other.serverPort(67);
    second.listen(otherInterface);
    discover(client.clientPort(clientInterface, 68), "DISCOVER");
    network.advance(0);
    for (SimulatedServerPort port : List.of(first, second)) {
      assertThat(port.receive(inbound)).isOne();
      InboundPacket packet = inbound.packet(0);
      assertThat(packet.broadcast()).isTrue();
      assertThat(packet.sourceAddress()).isEqualTo(Ipv4.UNSPECIFIED);
      assertThat(packet.destinationAddress()).isEqualTo(Ipv4.BROADCAST);
      assertThat(packet.sourceHardwareAddress()).contains(CLIENT);
    }
    assertThat(inbound.packet(0).localAddress()).isEqualTo(Ipv4.UNSPECIFIED);
  }

  @Test
  void anOfferByFrameReachesOnlyTheClientItIsFor() throws Exception {
    SimulatedClientPort wanted = client.clientPort(clientInterface, 68);
    SimulatedClientPort unwanted = other.clientPort(otherInterface, 68);
    offer(serverPort(), serverInterface, "OFFER");
    network.advance(0);
    assertThat(wanted.receive(inbound)).isOne();
    assertThat(inbound.packet(0).destinationAddress()).isEqualTo(OFFERED);
    assertThat(unwanted.receive(inbound)).isZero();
  }

  @Test
  void anOfferByUnicastNeedsAnEntryInTheNeighbourTable() throws Exception {
    SimulatedClientPort port = client.clientPort(clientInterface, 68);
    SimulatedServerPort from = serverPort();
    OutboundBatch batch = new OutboundBatch(1, 512);
    Packets.unicast(
        batch, "OFFER", serverInterface.index(), SERVER_ADDRESS, new Endpoint(OFFERED, 68));
    from.send(batch);
    network.advance(0);
    assertThat(port.receive(inbound)).isZero();
    assertThat(server.unreachable()).isOne();

    server.neighbours().enter(new Entry(serverInterface.index(), OFFERED, CLIENT));
    from.send(batch);
    network.advance(0);
    assertThat(port.receive(inbound)).isOne();

    network.advance(16_000 * MILLISECOND);
    from.send(batch);
    network.advance(0);
    assertThat(port.receive(inbound)).as("the kernel asks again, and nobody answers").isZero();
    assertThat(server.neighbours().lookup(serverInterface.index(), OFFERED)).isEmpty();
  }

  @Test
  void aClientWithAnAddressSendsAndReceivesUdp() throws Exception {
    SimulatedServerPort from = serverPort();
    SimulatedClientPort port = client.clientPort(clientInterface, 68);
    clientInterface.add(OFFERED);
    port.listenAt(OFFERED);
    OutboundBatch batch = new OutboundBatch(1, 512);
    Packets.unicast(batch, "REQUEST", 0, OFFERED, new Endpoint(SERVER_ADDRESS, 67));
    assertThat(port.send(batch)).isOne();
    network.advance(0);
    assertThat(from.receive(inbound)).isOne();
    assertThat(inbound.packet(0).broadcast()).isFalse();
    assertThat(inbound.packet(0).sourceAddress()).isEqualTo(OFFERED);
    offer(from, serverInterface, "ACK");
    network.advance(0);
    assertThat(port.receive(inbound)).isOne();
  }

  @Test
  void servesOnlyTheAddressItWasToldTo() throws Exception {
    Ipv4 second = Ipv4.of("192.0.2.2");
    serverInterface.add(second);
    SimulatedServerPort port = server.serverPort(67);
    port.listen(new Listening(serverInterface.index(), "sim", List.of(second)));
    clientInterface.add(OFFERED);
    SimulatedClientPort from = client.clientPort(clientInterface, 68);
    from.listenAt(OFFERED);
    OutboundBatch batch = new OutboundBatch(2, 512);
    Packets.unicast(batch, "no", 0, OFFERED, new Endpoint(SERVER_ADDRESS, 67));
    Packets.unicast(batch, "yes", 0, OFFERED, new Endpoint(second, 67));
    from.send(batch);
    discover(from, "broadcast");
    network.advance(0);
    assertThat(Packets.receive(port, 2)).containsExactly("yes", "broadcast");
    assertThat(port.counts().notForUs()).isOne();
  }

  @Test
  void conditionsLoseRepeatAndReorder() throws Exception {
    SimulatedServerPort port = serverPort();
    SimulatedClientPort from = client.clientPort(clientInterface, 68);
    lan.conditions(Conditions.PERFECT.losing(0.3).repeating(0.3).delaying(0, 10 * MILLISECOND));
    for (int i = 0; i < 200; i++) {
      discover(from, "packet %03d".formatted(i));
      network.advance(MILLISECOND);
    }
    network.advance(20 * MILLISECOND);
    List<String> received = drain(port);
    assertThat(lan.lost()).isPositive();
    assertThat(lan.repeated()).isPositive();
    assertThat(received).isNotEqualTo(received.stream().sorted().toList());
    assertThat(received.stream().distinct().count()).isBetween(100L, 180L);
    assertThat(received.size()).isGreaterThan((int) received.stream().distinct().count());
  }

  private static List<String> drain(PacketPort port) {
    InboundBatch inbound = new InboundBatch(8);
    List<String> received = new ArrayList<>();
    while (port.receive(inbound) > 0) {
      for (int i = 0; i < inbound.count(); i++) {
        received.add(Packets.text(inbound.packet(i)));
      }
    }
    return received;
  }

  @Test
  void theSameSeedGivesTheSamePackets() throws Exception {
    assertThat(history(7)).isEqualTo(history(7)).isNotEqualTo(history(8));
  }

  private static List<String> history(long seed) throws Exception {
    World world = new World(seed);
    SimulatedServerPort port = world.server.serverPort(67);
    port.listen(world.serverInterface);
    List<String> history = new ArrayList<>();
    port.whenReady(() -> drain(port).forEach(text -> history.add(world.network.nanoTime() + text)));
    SimulatedClientPort from = world.client.clientPort(world.clientInterface, 68);
    world.lan.conditions(new Conditions(0.2, 0.2, 0, 1000));
    for (int i = 0; i < 50; i++) {
      discover(from, " packet " + i);
    }
    world.network.advance(2000);
    return history;
  }

  @Test
  void waitingRunsTheWholeNetworkUntilSomethingCame() throws Exception {
    SimulatedServerPort port = serverPort();
    port.whenReady(() -> {
      drain(port);
      offer(port, serverInterface, "OFFER");
    });
    lan.conditions(Conditions.PERFECT.delaying(3 * MILLISECOND, 3 * MILLISECOND));
    SimulatedClientPort from = client.clientPort(clientInterface, 68);
    discover(from, "DISCOVER");
    assertThat(from.await(5 * MILLISECOND)).isFalse();
    assertThat(network.nanoTime()).isEqualTo(5 * MILLISECOND);
    assertThat(from.await(5 * MILLISECOND)).isTrue();
    assertThat(network.nanoTime()).isEqualTo(6 * MILLISECOND);
  }

  @Test
  void anInterfaceThatIsDownNeitherSendsNorReceives() throws Exception {
    SimulatedServerPort port = serverPort();
    SimulatedClientPort from = client.clientPort(clientInterface, 68);
    serverInterface.down();
    discover(from, "lost");
    network.advance(0);
    OutboundBatch batch = new OutboundBatch(1, 512);
    batch.next().broadcast(serverInterface.index(), SERVER_ADDRESS, 68);
    batch.add(Packets.write(batch, "refused"));
    assertThat(port.send(batch)).isZero();
    serverInterface.up();
    discover(from, "heard");
    network.advance(0);
    assertThat(drain(port)).containsExactly("heard");
  }

  @Test
  void anArpProbeIsAnsweredByWhoHasTheAddress() {
    SimulatedClientPort port = client.clientPort(clientInterface, 68);
    port.listenToArp();
    port.sendArp(ArpPacket.probe(CLIENT, OFFERED));
    network.advance(0);
    assertThat(port.receiveArp()).isEmpty();

    otherInterface.add(OFFERED);
    port.sendArp(ArpPacket.probe(CLIENT, OFFERED));
    assertThat(port.await(MILLISECOND)).isTrue();
    ArpPacket answer = port.receiveArp().orElseThrow();
    assertThat(answer.operation()).isEqualTo(ArpPacket.Operation.REPLY);
    assertThat(answer.sender()).isEqualTo(OFFERED);
    assertThat(answer.senderHardware()).isEqualTo(OTHER);
  }

  @Test
  void twoClientsThatProbeTheSameAddressHearEachOther() {
    SimulatedClientPort first = client.clientPort(clientInterface, 68);
    SimulatedClientPort second = other.clientPort(otherInterface, 68);
    first.listenToArp();
    second.listenToArp();
    first.sendArp(ArpPacket.probe(CLIENT, OFFERED));
    second.sendArp(ArpPacket.probe(OTHER, OFFERED));
    network.advance(0);
    assertThat(first.receiveArp()).contains(ArpPacket.probe(OTHER, OFFERED));
    assertThat(second.receiveArp()).contains(ArpPacket.probe(CLIENT, OFFERED));
    assertThat(first.receiveArp()).isEmpty();
  }

  @Test
  void anEchoRequestIsAnsweredByWhoHasTheAddress() {
    SimulatedEchoProbe probe = server.echoProbe();
    assertThat(probe.ask(serverInterface.index(), OFFERED, 1)).isZero();
    assertThat(probe.await(MILLISECOND)).isFalse();
    assertThat(server.neighbours().lookup(serverInterface.index(), OFFERED)).isEmpty();

    otherInterface.add(OFFERED);
    assertThat(probe.ask(serverInterface.index(), OFFERED, 2)).isZero();
    assertThat(probe.await(MILLISECOND)).isTrue();
    assertThat(probe.receive()).contains(new EchoReply(OFFERED, 2));
    assertThat(server.neighbours().lookup(serverInterface.index(), OFFERED)).contains(OTHER);
  }

  @Test
  void aHostThatIgnoresEchoStillShowsInTheNeighbourTable() {
    other.ignoreEcho();
    otherInterface.add(OFFERED);
    SimulatedEchoProbe probe = server.echoProbe();
    server.neighbours().enter(new Entry(serverInterface.index(), OFFERED, CLIENT));
    server.neighbours().remove(serverInterface.index(), OFFERED);
    probe.ask(serverInterface.index(), OFFERED, 1);
    assertThat(probe.await(MILLISECOND)).isFalse();
    assertThat(server.neighbours().lookup(serverInterface.index(), OFFERED)).contains(OTHER);
  }

  @Test
  void aRouterPassesPacketsBetweenLinks() throws Exception {
    SimulatedLink far = network.link("far");
    SimulatedHost router = network.host("router");
    router.attach(lan, HardwareAddress.ethernet("02:00:00:00:01:01")).add(Ipv4.of("192.0.2.254"));
    router.attach(far, HardwareAddress.ethernet("02:00:00:00:01:02")).add(Ipv4.of("198.51.100.1"));
    SimulatedHost remote = network.host("remote");
    Ipv4 remoteAddress = Ipv4.of("198.51.100.9");
    SimulatedInterface remoteInterface =
        remote.attach(far, HardwareAddress.ethernet("02:00:00:00:01:03"));
    remoteInterface.add(remoteAddress);
    SimulatedServerPort from = remote.serverPort(67);
    from.listen(remoteInterface);
    SimulatedServerPort to = serverPort();
    OutboundBatch batch = new OutboundBatch(1, 512);
    Packets.unicast(batch, "from afar", 0, remoteAddress, new Endpoint(SERVER_ADDRESS, 67));
    from.send(batch);
    network.advance(0);
    assertThat(drain(to)).as("a host that does not forward").isEmpty();
    router.forward();
    from.send(batch);
    network.advance(0);
    assertThat(drain(to)).containsExactly("from afar");
  }

  @Test
  void aRelayBringsClientAndServerTogether() throws Exception {
    SimulatedLink branch = network.link("branch");
    SimulatedHost relay = network.host("relay");
    relay.attach(lan, HardwareAddress.ethernet("02:00:00:00:01:01")).add(Ipv4.of("192.0.2.254"));
    SimulatedInterface down = relay.attach(branch, HardwareAddress.ethernet("02:00:00:00:01:02"));
    Ipv4 giaddr = Ipv4.of("198.51.100.1");
    down.add(giaddr);
    relay.forward();
    SimulatedRelay.start(relay, List.of(down), SERVER_ADDRESS);
    SimulatedServerPort atServer = serverPort();
    HardwareAddress hardware = HardwareAddress.ethernet("02:00:00:00:02:01");
    SimulatedHost remote = network.host("remote");
    SimulatedInterface remoteInterface = remote.attach(branch, hardware);
    SimulatedClientPort atClient = remote.clientPort(remoteInterface, 68);

    Message discover =
        Message.of(Op.BOOTREQUEST, MessageType.DHCPDISCOVER, new Xid(7), hardware, b -> b);
    OutboundBatch out = new OutboundBatch(1, 576);
    out.next().frame(0, Ipv4.UNSPECIFIED, EVERYONE, new Endpoint(Ipv4.BROADCAST, 67));
    out.add(write(out, discover));
    atClient.send(out);
    network.advance(0);

    assertThat(atServer.receive(inbound)).isOne();
    Message relayed = read(inbound.packet(0));
    assertThat(relayed.giaddr()).isEqualTo(giaddr);
    assertThat(relayed.hops()).isOne();
    assertThat(inbound.packet(0).sourceAddress()).isEqualTo(giaddr);
    assertThat(inbound.packet(0).broadcast()).isFalse();

    Ipv4 given = Ipv4.of("198.51.100.20");
    Message offer = relayed.with(b -> b.op(Op.BOOTREPLY).yiaddr(given));
    out.clear();
    out.next().unicast(0, SERVER_ADDRESS, new Endpoint(giaddr, 67));
    out.add(write(out, offer));
    atServer.send(out);
    network.advance(0);
    assertThat(atClient.receive(inbound)).isOne();
    assertThat(inbound.packet(0).destinationAddress()).isEqualTo(given);
    assertThat(read(inbound.packet(0)).yiaddr()).isEqualTo(given);
  }

  private static int write(OutboundBatch batch, Message message) {
    Bytes bytes = message.encode();
    bytes.copyTo(batch.next().buffer(), 0);
    return bytes.length();
  }

  private static Message read(InboundPacket packet) {
    return ((Decoded.Ok) Message.decode(packet.payload())).message();
  }

  @Test
  void eventsRunInOrderOfTimeThenOfBeingGiven() {
    List<String> ran = new ArrayList<>();
    network.at(20, () -> ran.add("c"));
    network.at(10, () -> ran.add("a"));
    network.at(10, () -> ran.add("b"));
    assertThat(network.nextEventNanos()).isEqualTo(OptionalLong.of(10));
    network.runUntil(15);
    assertThat(ran).containsExactly("a", "b");
    assertThat(network.nanoTime()).isEqualTo(15);
    network.advance(5);
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(network.step()).isFalse();
  }
}

package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.lessor.linux.Errno;
import org.lessor.linux.LinkFeatures;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.linux.packet.ArpSocket;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.OutgoingFrames;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.linux.packet.ReceivedFrames;
import org.lessor.linux.packet.UdpHeaders;
import org.lessor.transport.EchoProbe.EchoReply;
import org.lessor.transport.Neighbours.Entry;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What server and client do on a real link while the client has no address.
@EnabledIf(
    value = "org.lessor.transport.TwoHosts#permitted",
    disabledReason = "makes network namespaces: run the tests as root")
class LinuxLinkTest {
  private static final Ipv4 OFFERED = TwoHosts.FAR_ADDRESS;
  private static final long SHORT_NANOS = 50_000_000;

  private TwoHosts hosts;
  private LinuxServerPort server;
  private LinuxClientPort client;
  private int nearIndex;
  private HardwareAddress nearHardware;
  private HardwareAddress farHardware;
  private final InboundBatch inbound = new InboundBatch(8);

  @BeforeEach
  void connect() throws Exception {
    hosts = new TwoHosts();
    server = hosts.serverPort();
    client = hosts.clientPort();
    nearIndex = hosts.nearLink.index();
    nearHardware = TwoHosts.hardware(hosts.nearLink);
    farHardware = TwoHosts.hardware(hosts.farLink);
  }

  @AfterEach
  void disconnect() {
    client.close();
    server.close();
    hosts.close();
  }

  private void discover(String text) {
    OutboundBatch batch = new OutboundBatch(1, 512);
    batch
        .next()
        .frame(0, Ipv4.UNSPECIFIED, TracedPacket.EVERYONE, new Endpoint(Ipv4.BROADCAST, 67));
    batch.add(Packets.write(batch, text));
    assertThat(client.send(batch)).isOne();
  }

  private int offer(String text) {
    OutboundBatch batch = new OutboundBatch(1, 512);
    batch.next().frame(nearIndex, TwoHosts.NEAR_ADDRESS, farHardware, new Endpoint(OFFERED, 68));
    batch.add(Packets.write(batch, text));
    server.send(batch);
    return batch.packet(0).errno();
  }

  @Test
  void theServerHearsAClientThatHasNoAddress() throws Exception {
    discover("DISCOVER");
    InboundPacket packet = Packets.receiveOne(server, inbound);
    assertThat(Packets.text(packet)).isEqualTo("DISCOVER");
    assertThat(packet.broadcast()).isTrue();
    assertThat(packet.sourceAddress()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(packet.sourcePort()).isEqualTo(68);
    assertThat(packet.destinationAddress()).isEqualTo(Ipv4.BROADCAST);
    assertThat(packet.localAddress()).isEqualTo(TwoHosts.NEAR_ADDRESS);
    assertThat(packet.interfaceIndex()).isEqualTo(nearIndex);
  }

  @Test
  void aFrameReachesAClientThatHasNoAddress() throws Exception {
    assertThat(offer("OFFER")).isZero();
    InboundPacket packet = Packets.receiveOne(client, inbound);
    assertThat(Packets.text(packet)).isEqualTo("OFFER");
    assertThat(packet.broadcast()).isFalse();
    assertThat(packet.sourceAddress()).isEqualTo(TwoHosts.NEAR_ADDRESS);
    assertThat(packet.sourcePort()).isEqualTo(67);
    assertThat(packet.destinationAddress()).isEqualTo(OFFERED);
    assertThat(packet.destinationPort()).isEqualTo(68);
    assertThat(packet.sourceHardwareAddress()).contains(nearHardware);
    assertThat(packet.vlan()).isEqualTo(InboundPacket.UNTAGGED);
  }

  @Test
  void aBroadcastReachesAClientThatHasNoAddress() throws Exception {
    OutboundBatch batch = new OutboundBatch(1, 512);
    batch.next().broadcast(nearIndex, TwoHosts.NEAR_ADDRESS, 68);
    batch.add(Packets.write(batch, "OFFER"));
    assertThat(server.send(batch)).isOne();
    InboundPacket packet = Packets.receiveOne(client, inbound);
    assertThat(packet.broadcast()).isTrue();
    assertThat(packet.sourceAddress()).isEqualTo(TwoHosts.NEAR_ADDRESS);
  }

  @Test
  void repliesOfOneSizeAreSeenInOnePieceOnlyWhereAskedForAndNobodyCutsThemUp() throws Exception {
    try (LinuxNeighbours neighbours = hosts.near.inside(LinuxNeighbours::open);
        LinkFeatures features = hosts.near.inside(LinkFeatures::open)) {
      neighbours.enter(new Entry(nearIndex, OFFERED, farHardware));
      assertThat(datagramLengthsAtAPacketSocket(server)).containsExactly(12, 12);
      server.listen(new ServerPort.Listening(nearIndex, hosts.nearLink.name(), List.of(), true));
      assertThat(datagramLengthsAtAPacketSocket(server)).containsExactly(16);
      features.change(hosts.nearLink.name(), LinkFeatures.TX_UDP_SEGMENTATION, false);
      assertThat(datagramLengthsAtAPacketSocket(server)).containsExactly(12, 12);
      features.change(hosts.nearLink.name(), LinkFeatures.TX_UDP_SEGMENTATION, true);
      server.listen(hosts.listening());
      assertThat(datagramLengthsAtAPacketSocket(server)).containsExactly(12, 12);
    }
  }

  /// Sends two of four bytes in one batch; tells the length of each UDP datagram that is seen.
  private List<Integer> datagramLengthsAtAPacketSocket(LinuxServerPort port) throws Exception {
    try (PacketSocket seen =
            hosts.far.inside(() ->
                PacketSocket.on(hosts.farLink.index(), EtherType.IPV4, PacketSocket.Kind.COOKED)
                    .open());
        Poller poller = Poller.open()) {
      poller.add(seen, Poller.Interest.READ);
      OutboundBatch batch = new OutboundBatch(2, 512);
      for (String text : List.of("one!", "two!")) {
        Packets.unicast(batch, text, nearIndex, TwoHosts.NEAR_ADDRESS, new Endpoint(OFFERED, 68));
      }
      assertThat(port.send(batch)).isEqualTo(2);
      assertThat(poller.await(Packets.PATIENCE_NANOS)).isPositive();
      ReceivedFrames frames = new ReceivedFrames(4, 2048);
      int count = seen.receive(frames);
      List<Integer> lengths = new ArrayList<>();
      for (int slot = 0; slot < count; slot++) {
        lengths.add((int) ByteBuffer.wrap(frames.packet(slot)).getShort(24));
      }
      return lengths;
    }
  }

  @Test
  void unicastReachesAClientThatHasNoAddressOnceItIsANeighbour() throws Exception {
    try (LinuxNeighbours neighbours = hosts.near.inside(LinuxNeighbours::open)) {
      assertThat(neighbours.lookup(nearIndex, OFFERED)).isEmpty();
      neighbours.enter(new Entry(nearIndex, OFFERED, farHardware));
      assertThat(neighbours.lookup(nearIndex, OFFERED)).contains(farHardware);
      OutboundBatch batch = new OutboundBatch(1, 512);
      Packets.unicast(batch, "OFFER", nearIndex, TwoHosts.NEAR_ADDRESS, new Endpoint(OFFERED, 68));
      assertThat(server.send(batch)).isOne();
      assertThat(Packets.receive(client, 1)).containsExactly("OFFER");

      neighbours.remove(nearIndex, OFFERED);
      neighbours.remove(nearIndex, OFFERED);
      assertThat(neighbours.lookup(nearIndex, OFFERED)).isEmpty();
      Entry nowhere = new Entry(4711, OFFERED, farHardware);
      Entry here = new Entry(nearIndex, OFFERED, farHardware);
      assertThat(Arrays.stream(neighbours.enterAll(List.of(nowhere, here))).boxed())
          .satisfiesExactly(
              errno -> assertThat(errno).isPositive(), errno -> assertThat(errno).isZero());
      assertThat(neighbours.lookup(nearIndex, OFFERED)).contains(farHardware);
    }
  }

  @Test
  void theClientGoesFromTheLinkToItsAddressAndBack() throws Exception {
    hosts.configureFar();
    hosts.listenAtFarAddress(client);
    offer("at address");
    assertThat(Packets.receive(client, 1)).containsExactly("at address");
    OutboundBatch batch = new OutboundBatch(2, 512);
    Packets.unicast(batch, "renew", 0, OFFERED, new Endpoint(TwoHosts.NEAR_ADDRESS, 67));
    batch.next().broadcast(0, OFFERED, 67);
    batch.add(Packets.write(batch, "rebind"));
    assertThat(client.send(batch)).isEqualTo(2);
    assertThat(Packets.receive(server, 2)).containsExactlyInAnyOrder("renew", "rebind");

    offer("dropped with the socket that it waited at");
    hosts.far.inside(() -> {
      client.listenOnLink();
      return client;
    });
    offer("on the link");
    assertThat(Packets.receive(client, 1)).containsExactly("on the link");
    discover("DISCOVER");
    assertThat(Packets.receive(server, 1)).containsExactly("DISCOVER");
  }

  /// Sends the datagram that `headers` and `payload` make, changed in its last bit by `flip`, from
  /// the near host behind the given link header.
  private void sendByHand(byte[] linkHeader, int flip) throws Exception {
    byte[] payload = "by hand".getBytes(StandardCharsets.US_ASCII);
    try (PacketSocket socket =
        hosts.near.inside(() ->
            PacketSocket.on(nearIndex, EtherType.IPV4, PacketSocket.Kind.RAW).sendOnly().open())) {
      OutgoingFrames out = new OutgoingFrames(1, 512);
      byte[] frame = out.next();
      System.arraycopy(linkHeader, 0, frame, 0, linkHeader.length);
      System.arraycopy(
          payload, 0, frame, linkHeader.length + UdpHeaders.SIZE_BYTES, payload.length);
      int sizeBytes =
          linkHeader.length
              + UdpHeaders.between(TwoHosts.ip(TwoHosts.NEAR_ADDRESS), 67, TwoHosts.ip(OFFERED), 68)
                  .write(frame, linkHeader.length, payload.length);
      frame[sizeBytes - 1] ^= (byte) flip;
      out.add(sizeBytes);
      assertThat(socket.send(out)).isOne();
    }
  }

  private byte[] linkHeader(String afterAddresses) {
    return Bytes.ofHex(farHardware + " " + nearHardware + " " + afterAddresses).toArray();
  }

  /// Receives until something was dropped: packets may overtake each other on their way through the
  /// kernel.
  private PortCounts countsAfterADrop() throws Exception {
    long deadlineNanos = System.nanoTime() + Packets.PATIENCE_NANOS;
    PortCounts counts = client.counts();
    while (counts.malformed() + counts.tagged() + counts.notForUs() == 0
        && System.nanoTime() - deadlineNanos < 0) {
      client.await(SHORT_NANOS);
      assertThat(client.receive(inbound)).isZero();
      counts = client.counts();
    }
    return counts;
  }

  @Test
  void aDatagramMadeByHandIsReceived() throws Exception {
    sendByHand(linkHeader("0800"), 0);
    assertThat(Packets.receive(client, 1)).containsExactly("by hand");
  }

  @Test
  void framesOfAVlanAreCountedAndDropped() throws Exception {
    sendByHand(linkHeader("8100 0005 0800"), 0);
    PortCounts counts = countsAfterADrop();
    // Depending on its version, the kernel leaves the tag or says that the frame is not for us.
    assertThat(counts.tagged() + counts.notForUs()).isOne();
  }

  @Test
  void framesWithAPriorityOnlyAreReceived() throws Exception {
    sendByHand(linkHeader("8100 a000 0800"), 0);
    assertThat(Packets.receive(client, 1)).containsExactly("by hand");
  }

  @Test
  void aWrongChecksumIsCountedAndDropped() throws Exception {
    sendByHand(linkHeader("0800"), 1);
    assertThat(countsAfterADrop().malformed()).isOne();
  }

  @Test
  void anArpProbeIsAnsweredByWhoHasTheAddress() throws Exception {
    hosts.far.inside(() -> {
      client.listenToArp();
      return client;
    });
    assertThat(client.sendArp(ArpPacket.probe(farHardware, OFFERED))).isZero();
    assertThat(client.await(SHORT_NANOS)).isFalse();
    assertThat(client.receiveArp()).isEmpty();
    assertThat(client.sendArp(ArpPacket.probe(farHardware, TwoHosts.NEAR_ADDRESS))).isZero();
    assertThat(client.await(Packets.PATIENCE_NANOS)).isTrue();
    ArpPacket answer = client.receiveArp().orElseThrow();
    assertThat(answer.operation()).isEqualTo(ArpPacket.Operation.REPLY);
    assertThat(answer.sender()).isEqualTo(TwoHosts.NEAR_ADDRESS);
    assertThat(answer.senderHardware()).isEqualTo(nearHardware);
    client.ignoreArp();
    assertThat(client.receiveArp()).isEmpty();
  }

  @Test
  void aSwitchThatAsksOneHostWhetherItIsThereDoesNotWantItsAddress() throws Exception {
    hosts.far.inside(() -> {
      client.listenToArp();
      return client;
    });
    ArpMessage probe = LinuxArp.message(ArpPacket.probe(nearHardware, OFFERED));
    try (ArpSocket tracker = hosts.near.inside(() -> ArpSocket.on(nearIndex))) {
      assertThat(tracker.send(probe, hosts.farLink.address())).isZero();
      assertThat(tracker.send(probe)).isZero();
    }

    assertThat(client.await(Packets.PATIENCE_NANOS)).isTrue();
    assertThat(client.receiveArp()).as("the one to everyone").isPresent();
    assertThat(client.await(SHORT_NANOS)).isFalse();
    assertThat(client.receiveArp()).isEmpty();
  }

  @Test
  void anEchoRequestIsAnsweredByWhoHasTheAddress() throws Exception {
    hosts.configureFar();
    try (LinuxEchoProbe probe =
            hosts.near.inside(() -> LinuxEchoProbe.open(new SplittableRandom(1)));
        LinuxNeighbours neighbours = hosts.near.inside(LinuxNeighbours::open)) {
      Ipv4 nobody = Ipv4.of("192.0.2.99");
      assertThat(probe.ask(nearIndex, nobody, 6)).isZero();
      assertThat(probe.ask(nearIndex, OFFERED, 7)).isZero();
      assertThat(probe.await(Packets.PATIENCE_NANOS)).isTrue();
      assertThat(probe.receive()).contains(new EchoReply(OFFERED, 7));
      assertThat(probe.receive()).isEmpty();
      assertThat(neighbours.lookup(nearIndex, OFFERED)).contains(farHardware);
      assertThat(neighbours.lookup(nearIndex, nobody)).isEmpty();
      probe.wakeUp();
      assertThat(probe.await(Readiness.FOREVER_NANOS)).isFalse();
    }
  }

  @Test
  void anEchoProbeThatIsClosedAsksAndWaitsNoMore() throws Exception {
    LinuxEchoProbe probe = hosts.near.inside(() -> LinuxEchoProbe.open(new SplittableRandom(1)));
    probe.close();
    probe.close();
    assertThat(probe.ask(nearIndex, TwoHosts.NEAR_ADDRESS, 8)).isEqualTo(Errno.EBADF);
    assertThat(probe.await(Readiness.FOREVER_NANOS)).isFalse();
    assertThat(probe.receive()).isEmpty();
    probe.wakeUp();
  }

  @Test
  void aHostThatIgnoresEchoStillShowsInTheNeighbourTable() throws Exception {
    hosts.configureFar();
    hosts.far.inside(
        () -> Files.writeString(Path.of("/proc/sys/net/ipv4/icmp_echo_ignore_all"), "1"));
    try (LinuxEchoProbe probe =
            hosts.near.inside(() -> LinuxEchoProbe.open(new SplittableRandom(1)));
        LinuxNeighbours neighbours = hosts.near.inside(LinuxNeighbours::open)) {
      HardwareAddress wrong = HardwareAddress.ethernet("02:00:00:00:00:99");
      neighbours.enter(new Entry(nearIndex, OFFERED, wrong));
      neighbours.remove(nearIndex, OFFERED);
      assertThat(probe.ask(nearIndex, OFFERED, 1)).isZero();
      assertThat(probe.await(SHORT_NANOS)).isFalse();
      assertThat(neighbours.lookup(nearIndex, OFFERED)).contains(farHardware);
    }
  }

  @Test
  void anInterfaceThatIsDownIsServedOnceItIsUp() throws Exception {
    server.leave(nearIndex);
    hosts.nearKernel.change().down(nearIndex);
    hosts.near.inside(() -> {
      server.listen(hosts.listening());
      return server;
    });
    assertThat(offer("into the void")).isPositive();
    hosts.nearKernel.change().up(nearIndex);
    TwoHosts.awaitCarrier(hosts.near, hosts.nearLink, hosts.far, hosts.farLink);
    TwoHosts.awaitCarrier(hosts.far, hosts.farLink, hosts.near, hosts.nearLink);
    discover("DISCOVER");
    assertThat(Packets.receive(server, 1)).containsExactly("DISCOVER");
    assertThat(offer("OFFER")).isZero();
    assertThat(Packets.receive(client, 1)).containsExactly("OFFER");
  }

  @Test
  void anInterfaceThatVanishesAndComesBackIsServedAgain() throws Exception {
    hosts.nearKernel.change().delete(nearIndex);
    assertThat(offer("into the void")).isPositive();
    assertThat(server.receive(inbound)).isZero();
    assertThat(server.leave(nearIndex)).isTrue();
    client.close();
    hosts.nearKernel.change().createVeth("lsr-near", "lsr-far", hosts.far);
    Link nearLink = hosts.nearKernel.link("lsr-near").orElseThrow();
    Link farLink = hosts.farKernel.link("lsr-far").orElseThrow();
    hosts.nearKernel.change().up(nearLink.index());
    hosts.farKernel.change().up(farLink.index());
    TwoHosts.awaitCarrier(hosts.far, farLink, hosts.near, nearLink);
    hosts.near.inside(() -> {
      server.listen(ServerPort.Listening.on(nearLink.index(), "lsr-near"));
      return server;
    });
    client =
        hosts.far.inside(() ->
            LinuxClientPort.open(
                new LinuxClientPort.Settings(farLink.index(), "lsr-far", farHardware, 68)));
    discover("DISCOVER");
    assertThat(Packets.receive(server, 1)).containsExactly("DISCOVER");
  }
}

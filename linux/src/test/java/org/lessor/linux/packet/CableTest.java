package org.lessor.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.linux.Cable;
import org.lessor.linux.Capability;
import org.lessor.linux.Errno;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.OutgoingDatagrams;
import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.RequiresCapability;
import org.lessor.linux.UdpSocket;
import org.lessor.linux.Waiting;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Neighbour;

/// What only a link shows: packets between two hosts, one of them without an address.
@RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW})
class CableTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Ip4 OFFERED = Ip4.of("192.0.2.77");

  private Cable cable;

  @BeforeEach
  void layCable() throws Exception {
    cable = new Cable();
  }

  @AfterEach
  void takeAway() {
    cable.close();
  }

  private static int fill(byte[] packet, int at, UdpHeaders headers) {
    System.arraycopy(HELLO, 0, packet, at + UdpHeaders.SIZE_BYTES, HELLO.length);
    return headers.write(packet, at, HELLO.length);
  }

  private UdpSocket server() throws Exception {
    return cable
        .near()
        .inside(() -> UdpSocket.at(Ip4.ANY, 67).device("lsr-near").broadcast().open());
  }

  private PacketSocket client(PacketSocket.Kind kind) throws Exception {
    return cable
        .far()
        .inside(() ->
            PacketSocket.on(cable.farLink().index(), EtherType.IPV4, kind)
                .filter(BpfProgram.udpTo(68, kind))
                .open());
  }

  @ParameterizedTest
  @EnumSource(PacketSocket.Kind.class)
  void aBroadcastFromAHostWithoutAddressReachesAUdpSocket(PacketSocket.Kind kind) throws Exception {
    try (UdpSocket server = server();
        PacketSocket client = client(kind)) {
      OutgoingFrames out = new OutgoingFrames(1, 2000);
      UdpHeaders headers = UdpHeaders.between(Ip4.ANY, 68, Ip4.BROADCAST, 67);
      int ip = kind.networkOffset();
      int sizeBytes = fill(out.next(), ip, headers);
      switch (kind) {
        case COOKED -> out.add(sizeBytes, LinkAddress.BROADCAST);
        case RAW -> {
          LinkAddress own = cable.farLink().address();
          new EthernetHeader(LinkAddress.BROADCAST, own, EtherType.IPV4).write(out.next(), 0);
          out.add(EthernetHeader.SIZE_BYTES + sizeBytes);
        }
      }
      assertThat(client.send(out)).isEqualTo(1);

      ReceivedDatagrams in = new ReceivedDatagrams(4, 2000);
      assertThat(Waiting.until(server, () -> server.receive(in))).isEqualTo(1);
      assertThat(in.sourceAddress(0)).isZero();
      assertThat(in.sourcePort(0)).isEqualTo(68);
      assertThat(in.destinationAddress(0)).isEqualTo(Ip4.BROADCAST.bits());
      assertThat(new Ip4(in.localAddress(0))).isEqualTo(Cable.NEAR_ADDRESS);
      assertThat(in.interfaceIndex(0)).isEqualTo(cable.nearLink().index());
      assertThat(in.sizeBytes(0)).isEqualTo(HELLO.length);
    }
  }

  @ParameterizedTest
  @EnumSource(PacketSocket.Kind.class)
  void aUnicastReplyReachesAHostWithoutAddress(PacketSocket.Kind kind) throws Exception {
    try (UdpSocket server = server();
        PacketSocket client = client(kind)) {
      int nearIndex = cable.nearLink().index();
      cable
          .nearKernel()
          .replaceNeighbour(
              Neighbour.of(
                  nearIndex, OFFERED, cable.farLink().address(), Neighbour.State.REACHABLE));
      OutgoingDatagrams out = new OutgoingDatagrams(1, 100);
      System.arraycopy(HELLO, 0, out.next(), 0, HELLO.length);
      out.add(HELLO.length, OFFERED.bits(), 68);
      out.via(nearIndex, Cable.NEAR_ADDRESS.bits());
      assertThat(server.send(out)).isEqualTo(1);

      ReceivedFrames in = new ReceivedFrames(4, 2000);
      assertThat(Waiting.until(client, () -> client.receive(in))).isEqualTo(1);
      assertThat(in.kind(0)).isEqualTo(PacketKind.HOST);
      assertThat(in.source(0)).isEqualTo(cable.nearLink().address());
      byte[] source = new byte[8];
      assertThat(in.copySource(0, source)).isEqualTo(6);
      assertThat(LinkAddress.of(source, 0, 6)).isEqualTo(cable.nearLink().address());
      assertThat(in.hardwareType(0)).isEqualTo(1);
      // veth leaves checksums to nobody: the sender's kernel did not compute this one.
      assertThat(in.checksum(0)).isEqualTo(ChecksumState.NOT_READY);
      UdpPacket packet = new UdpPacket();
      int ip = kind.networkOffset();
      assertThat(packet.read(in.packet(0), ip, in.sizeBytes(0) - ip, in.checksum(0)))
          .isEqualTo(UdpPacket.Outcome.UDP);
      assertThat(new Ip4(packet.destinationAddress())).isEqualTo(OFFERED);
      assertThat(packet.payloadBytes()).isEqualTo(HELLO.length);
      assertThat(packet.read(in.packet(0), ip, in.sizeBytes(0) - ip, ChecksumState.COMPLETE))
          .as("what would happen without the kernel's hint")
          .isEqualTo(UdpPacket.Outcome.WRONG_UDP_CHECKSUM);
    }
  }

  @Test
  void aBroadcastReplyReachesEveryoneAndALocalBroadcastNeedsNoRoute() throws Exception {
    try (UdpSocket server = server();
        PacketSocket client = client(PacketSocket.Kind.COOKED)) {
      OutgoingDatagrams out = new OutgoingDatagrams(1, 100);
      out.next();
      out.add(10, Ip4.BROADCAST.bits(), 68);
      out.via(cable.nearLink().index(), Cable.NEAR_ADDRESS.bits());
      assertThat(server.send(out)).isEqualTo(1);
      ReceivedFrames in = new ReceivedFrames(4, 2000);
      assertThat(Waiting.until(client, () -> client.receive(in))).isEqualTo(1);
      assertThat(in.kind(0)).isEqualTo(PacketKind.BROADCAST);
    }
  }

  @Test
  void aWrongChecksumMadeByHandIsDroppedByTheKernel() throws Exception {
    try (UdpSocket server = server();
        PacketSocket client = client(PacketSocket.Kind.COOKED)) {
      OutgoingFrames out = new OutgoingFrames(2, 2000);
      UdpHeaders headers = UdpHeaders.between(Ip4.ANY, 68, Ip4.BROADCAST, 67);
      int sizeBytes = fill(out.next(), 0, headers);
      out.next()[UdpHeaders.SIZE_BYTES] ^= 1;
      out.add(sizeBytes, LinkAddress.BROADCAST);
      out.add(fill(out.next(), 0, headers), LinkAddress.BROADCAST);
      assertThat(client.send(out)).isEqualTo(2);
      ReceivedDatagrams in = new ReceivedDatagrams(4, 2000);
      assertThat(Waiting.until(server, () -> server.receive(in))).isEqualTo(1);
      assertThat(in.payload(0)[0]).isEqualTo(HELLO[0]);
    }
  }

  @Test
  void everythingCanBeSeenByASocketForAllTypes() throws Exception {
    try (UdpSocket server = server();
        PacketSocket capture =
            cable
                .near()
                .inside(() ->
                    PacketSocket.on(cable.nearLink().index(), EtherType.ALL, PacketSocket.Kind.RAW)
                        .filter(BpfProgram.udpTo(68, PacketSocket.Kind.RAW))
                        .outgoing()
                        .open())) {
      OutgoingDatagrams out = new OutgoingDatagrams(1, 100);
      out.next();
      out.add(10, Ip4.BROADCAST.bits(), 68);
      assertThat(server.send(out)).isEqualTo(1);
      ReceivedFrames in = new ReceivedFrames(4, 2000);
      assertThat(Waiting.until(capture, () -> capture.receive(in))).isEqualTo(1);
      assertThat(in.kind(0)).isEqualTo(PacketKind.OUTGOING);
      EthernetHeader header = EthernetHeader.read(in.packet(0), 0);
      assertThat(header)
          .isEqualTo(
              new EthernetHeader(
                  LinkAddress.BROADCAST, cable.nearLink().address(), EtherType.IPV4));
    }
  }

  @Test
  void aLinkThatGoesDownIsToldOnceAndWorksAgainLater() throws Exception {
    try (PacketSocket client = client(PacketSocket.Kind.COOKED)) {
      int far = cable.farLink().index();
      cable.farKernel().change().down(far);
      ReceivedFrames in = new ReceivedFrames(4, 2000);
      assertThat(client.receive(in)).isEqualTo(-Errno.ENETDOWN);
      assertThat(client.receive(in)).isZero();
      OutgoingFrames out = new OutgoingFrames(1, 2000);
      out.add(
          fill(out.next(), 0, UdpHeaders.between(Ip4.ANY, 68, Ip4.BROADCAST, 67)),
          LinkAddress.BROADCAST);
      assertThat(client.send(out)).isZero();
      assertThat(out.errno(0)).isEqualTo(Errno.ENETDOWN);

      cable.farKernel().change().up(far);
      try (UdpSocket server = server()) {
        assertThat(client.send(out)).isEqualTo(1);
        ReceivedDatagrams received = new ReceivedDatagrams(4, 2000);
        assertThat(Waiting.until(server, () -> server.receive(received))).isEqualTo(1);
      }
    }
  }

  @Test
  void aPacketOfAVlanIsKnownAsNotForUs() throws Exception {
    int index = cable.farLink().index();
    try (PacketSocket client = client(PacketSocket.Kind.COOKED);
        PacketSocket all =
            cable
                .far()
                .inside(() ->
                    PacketSocket.on(index, EtherType.ALL, PacketSocket.Kind.COOKED)
                        .filter(BpfProgram.udpTo(68, PacketSocket.Kind.COOKED))
                        .open());
        PacketSocket sender =
            cable
                .near()
                .inside(() ->
                    PacketSocket.on(cable.nearLink().index(), EtherType.IPV4, PacketSocket.Kind.RAW)
                        .open())) {
      int urgent = 5 << 13;
      assertThat(sender.send(tagged(urgent | 77, ReceivedFrames.UNTAGGED, urgent))).isEqualTo(3);

      ReceivedFrames in = new ReceivedFrames(4, 2000);
      assertThat(Waiting.until(client, () -> client.receive(in))).isEqualTo(3);
      assertThat(in.kind(0)).isEqualTo(PacketKind.OTHERHOST);
      assertThat(in.isForUs(0)).isFalse();
      assertThat(in.isForUs(1)).isTrue();
      assertThat(in.isForUs(2)).as("a priority without a VLAN").isTrue();
      assertThat(in.vlanTag(1)).isEqualTo(ReceivedFrames.UNTAGGED);
      assertThat(in.checksum(1)).isEqualTo(ChecksumState.COMPLETE);
      assertThat(new UdpPacket().read(in.packet(1), 0, in.sizeBytes(1), in.checksum(1)))
          .isEqualTo(UdpPacket.Outcome.UDP);

      assertThat(Waiting.until(all, () -> all.receive(in))).isEqualTo(3);
      assertThat(in.vlanTag(0)).isEqualTo(urgent | 77);
      assertThat(in.vlanTag(2)).isEqualTo(urgent);
      assertThat(in.isForUs(0)).isFalse();
      assertThat(in.isForUs(1)).isTrue();
      assertThat(in.isForUs(2)).isTrue();
    }
  }

  private OutgoingFrames tagged(int... tags) {
    LinkAddress source = cable.nearLink().address();
    UdpHeaders headers = UdpHeaders.between(OFFERED, 67, Ip4.BROADCAST, 68);
    OutgoingFrames out = new OutgoingFrames(tags.length, 200);
    for (int tag : tags) {
      byte[] frame = out.next();
      int type = tag == ReceivedFrames.UNTAGGED ? EtherType.IPV4 : EtherType.VLAN;
      int at = new EthernetHeader(LinkAddress.BROADCAST, source, type).write(frame, 0);
      if (tag != ReceivedFrames.UNTAGGED) {
        Octets.putShort(frame, at, tag);
        Octets.putShort(frame, at + 2, EtherType.IPV4);
        at += 4;
      }
      out.add(at + fill(frame, at, headers));
    }
    return out;
  }

  @Test
  void anArpProbeIsAnsweredByWhoHasTheAddress() throws Exception {
    try (ArpSocket socket = cable.far().inside(() -> ArpSocket.on(cable.farLink().index()))) {
      LinkAddress own = cable.farLink().address();
      assertThat(socket.send(ArpMessage.probe(own, Cable.NEAR_ADDRESS))).isZero();
      List<ArpSocket.Heard> heard = new ArrayList<>();
      Waiting.until(socket, () -> socket.receive(heard::add));
      assertThat(heard)
          .containsExactly(
              new ArpSocket.Heard(
                  new ArpMessage(
                      ArpMessage.Operation.REPLY,
                      cable.nearLink().address(),
                      Cable.NEAR_ADDRESS,
                      own,
                      Ip4.ANY),
                  cable.nearLink().address(),
                  PacketKind.HOST));
    }
  }

  @Test
  void anAnnouncementIsHeardAndAnOwnOneIsNot() throws Exception {
    try (ArpSocket far = cable.far().inside(() -> ArpSocket.on(cable.farLink().index()));
        ArpSocket near = cable.near().inside(() -> ArpSocket.on(cable.nearLink().index()))) {
      ArpMessage message = ArpMessage.announcement(cable.farLink().address(), OFFERED);
      assertThat(far.send(message)).isZero();
      List<ArpSocket.Heard> heard = new ArrayList<>();
      Waiting.until(near, () -> near.receive(heard::add));
      assertThat(heard)
          .containsExactly(
              new ArpSocket.Heard(message, cable.farLink().address(), PacketKind.BROADCAST));
      assertThat(far.receive(heard::add)).isZero();
    }
  }

  @Test
  void aDatagramArrivesOnlyAtTheInterfaceOfItsSocket() throws Exception {
    cable
        .farKernel()
        .addAddress(InterfaceAddress.of(cable.farLink().index(), Ip4.of("192.0.2.2"), 24));
    try (UdpSocket bound =
            cable
                .near()
                .inside(() -> UdpSocket.at(Ip4.ANY, 67).device("lo").reuseAddress().open());
        UdpSocket server =
            cable
                .near()
                .inside(() -> UdpSocket.at(Ip4.ANY, 67).device("lsr-near").reuseAddress().open());
        UdpSocket client = cable.far().inside(() -> UdpSocket.at(Ip4.ANY, 68).open())) {
      OutgoingDatagrams out = new OutgoingDatagrams(1, 100);
      out.next();
      out.add(10, Cable.NEAR_ADDRESS.bits(), 67);
      assertThat(client.send(out)).isEqualTo(1);
      ReceivedDatagrams in = new ReceivedDatagrams(1, 100);
      assertThat(Waiting.until(server, () -> server.receive(in))).isEqualTo(1);
      assertThat(new Ip4(in.sourceAddress(0))).isEqualTo(Ip4.of("192.0.2.2"));
      assertThat(bound.receive(in)).isZero();
    }
  }
}

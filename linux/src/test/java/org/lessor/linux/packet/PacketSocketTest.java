package org.lessor.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.linux.Capability;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.OpenDescriptors;
import org.lessor.linux.OutgoingDatagrams;
import org.lessor.linux.RequiresCapability;
import org.lessor.linux.UdpSocket;
import org.lessor.linux.Waiting;
import org.lessor.linux.netlink.Rtnetlink;

@RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW})
class PacketSocketTest {
  private static final int LOOPBACK_INDEX = 1;
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private NetworkNamespace host;

  @BeforeEach
  void makeHostWithLoopback() throws Exception {
    host = NetworkNamespace.create();
    try (Rtnetlink kernel = host.inside(Rtnetlink::open)) {
      kernel.change().up(LOOPBACK_INDEX);
    }
  }

  @AfterEach
  void close() {
    host.close();
  }

  private static void send(UdpSocket from, int port) {
    OutgoingDatagrams out = new OutgoingDatagrams(1, 100);
    System.arraycopy(HELLO, 0, out.next(), 0, HELLO.length);
    out.add(HELLO.length, Ip4.LOOPBACK.bits(), port);
    assertThat(from.send(out)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(PacketSocket.Kind.class)
  void onlyPacketsThatPassTheFilterArrive(PacketSocket.Kind kind) throws Exception {
    try (UdpSocket wanted = host.inside(() -> UdpSocket.at(Ip4.LOOPBACK, 0).open());
        UdpSocket other = host.inside(() -> UdpSocket.at(Ip4.LOOPBACK, 0).open());
        PacketSocket socket =
            host.inside(() ->
                PacketSocket.on(LOOPBACK_INDEX, EtherType.IPV4, kind)
                    .filter(BpfProgram.udpTo(wanted.port(), kind))
                    .open())) {
      send(wanted, other.port());
      send(other, wanted.port());
      ReceivedFrames in = new ReceivedFrames(8, 2000);
      assertThat(Waiting.until(socket, () -> socket.receive(in))).isEqualTo(1);
      assertThat(in.protocol(0)).isEqualTo(EtherType.IPV4);
      assertThat(in.interfaceIndex(0)).isEqualTo(LOOPBACK_INDEX);
      assertThat(in.kind(0)).isEqualTo(PacketKind.HOST);
      assertThat(in.vlanTag(0)).isEqualTo(ReceivedFrames.UNTAGGED);
      assertThat(in.source(0)).isEqualTo(LinkAddress.of("00:00:00:00:00:00"));
      // Loopback never computes checksums: what stands there is not to be checked.
      assertThat(in.checksum(0)).isEqualTo(ChecksumState.NOT_READY);

      UdpPacket packet = new UdpPacket();
      int ip = kind.networkOffset();
      assertThat(packet.read(in.packet(0), ip, in.sizeBytes(0) - ip, in.checksum(0)))
          .isEqualTo(UdpPacket.Outcome.UDP);
      assertThat(packet.sourcePort()).isEqualTo(other.port());
      assertThat(packet.destinationPort()).isEqualTo(wanted.port());
      assertThat(
              new String(
                  in.packet(0),
                  packet.payloadOffset(),
                  packet.payloadBytes(),
                  StandardCharsets.UTF_8))
          .isEqualTo("hello");
      PacketSocket.Statistics statistics = socket.takeStatistics();
      assertThat(statistics).isEqualTo(new PacketSocket.Statistics(1, 0));
      assertThat(socket.takeStatistics()).isEqualTo(new PacketSocket.Statistics(0, 0));
    }
  }

  @Test
  void aMissingInterfaceIsReportedAndLeavesNoDescriptor() {
    Set<String> before = OpenDescriptors.now();
    assertThatThrownBy(() ->
            host.inside(
                () -> PacketSocket.on(999_999, EtherType.IPV4, PacketSocket.Kind.COOKED).open()))
        .hasMessageContaining("bind a packet socket to interface 999999: ENODEV");
    assertThat(OpenDescriptors.now()).isEqualTo(before);
  }
}

package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lessor.transport.LinuxServerPort.Settings;
import org.lessor.transport.LinuxServerPort.SocketType;
import org.lessor.wire.Ipv4;

@EnabledOnOs(OS.LINUX)
class UdpClientPortTest extends SocketPortContract {
  private static final Ipv4 LOOPBACK = Ipv4.of("127.0.0.1");
  private static final Ipv4 EVERYONE = Ipv4.of("127.255.255.255");

  @Override
  PortEnds open() throws Exception {
    PortEnds.End end = plain();
    return new PortEnds(end.with(new UdpClientPort(end.port(), EVERYONE)), plain(), () -> {});
  }

  private static PortEnds.End plain() throws Exception {
    NioPort port = NioPort.open(new Endpoint(LOOPBACK, 0));
    return new PortEnds.End(port, port.at(), port.interfaceIndex());
  }

  @Test
  void aWholeExchangeByBroadcastCrossesLoopback() throws Exception {
    int loopback = NetworkInterface.getByName("lo").getIndex();
    Endpoint any = new Endpoint(Ipv4.UNSPECIFIED, 0);
    NioPort below = NioPort.open(any);
    int serverPort = LinuxServerPortTest.freePort();
    try (UdpClientPort client = new UdpClientPort(below, EVERYONE);
        LinuxServerPort server = LinuxServerPort.open(Settings.of(serverPort, SocketType.UDP))) {
      server.listen(ServerPort.Listening.on(loopback, "lo"));
      client.listenOnLink();
      OutboundBatch batch = new OutboundBatch(1, 512);
      batch
          .next()
          .frame(
              0, Ipv4.UNSPECIFIED, TracedPacket.EVERYONE, new Endpoint(Ipv4.BROADCAST, serverPort));
      batch.add(Packets.write(batch, "DISCOVER"));
      assertThat(client.send(batch)).isOne();
      InboundPacket discover = Packets.receiveOne(server, new InboundBatch(1));
      assertThat(Packets.text(discover)).isEqualTo("DISCOVER");
      assertThat(discover.broadcast()).isTrue();
      assertThat(discover.localAddress()).isEqualTo(LOOPBACK);

      batch.clear();
      batch.next().broadcast(discover.interfaceIndex(), LOOPBACK, below.at().port());
      batch.add(Packets.write(batch, "OFFER"));
      assertThat(server.send(batch)).isOne();
      assertThat(Packets.receive(client, 1)).containsExactly("OFFER");

      Ipv4 bound = Ipv4.of("127.0.10.100");
      batch.clear();
      Packets.unicast(batch, "ACK", loopback, LOOPBACK, new Endpoint(bound, below.at().port()));
      assertThat(server.send(batch)).isOne();
      assertThat(Packets.receive(client, 1)).containsExactly("ACK");
    }
  }

  @Test
  void nobodyContestsAnAddressOnLoopback() throws Exception {
    ClientPort client = (ClientPort) ends.tested().port();
    client.listenToArp();
    assertThat(client.sendArp(ArpPacket.probe(SimulatedPair.NEAR, LOOPBACK))).isZero();
    assertThat(client.await(1_000_000)).isFalse();
    assertThat(client.receiveArp()).isEmpty();
  }
}

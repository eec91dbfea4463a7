package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.UdpSocket;
import org.lessor.transport.LinuxServerPort.Settings;
import org.lessor.transport.LinuxServerPort.SocketType;
import org.lessor.transport.ServerPort.Listening;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

@EnabledOnOs(OS.LINUX)
class LinuxServerPortTest extends SocketPortContract {
  private static final Ipv4 LOOPBACK = Ipv4.of("127.0.0.1");

  @Override
  PortEnds open() throws Exception {
    return new PortEnds(end(), end(), () -> {});
  }

  private static int loopbackIndex() throws Exception {
    return NetworkInterface.getByName("lo").getIndex();
  }

  private static Listening loopback() throws Exception {
    return Listening.on(loopbackIndex(), "lo");
  }

  static int freePort() throws Exception {
    try (UdpSocket socket = UdpSocket.at(Ip4.ANY, 0).open()) {
      return socket.port();
    }
  }

  private static LinuxServerPort port(int udpPort) throws Exception {
    return LinuxServerPort.open(Settings.of(udpPort, SocketType.UDP));
  }

  private static PortEnds.End end() throws Exception {
    int udpPort = freePort();
    LinuxServerPort port = port(udpPort);
    port.listen(loopback());
    return new PortEnds.End(port, new Endpoint(LOOPBACK, udpPort), loopbackIndex());
  }

  private ServerPort tested() {
    return (ServerPort) ends.tested().port();
  }

  @Test
  void aPortThatIsTakenIsAnErrorWithARemedy() throws Exception {
    try (LinuxServerPort second = port(ends.tested().at().port())) {
      assertThatThrownBy(() -> second.listen(loopback()))
          .isInstanceOfSatisfying(
              ErrnoException.class,
              failure -> {
                assertThat(failure.errno()).isEqualTo(Errno.EADDRINUSE);
                assertThat(failure.remedy()).contains("ss -lunp");
              });
      tested().leave(loopbackIndex());
      second.listen(loopback());
    }
  }

  @Test
  void anInterfaceThatDoesNotExistIsAnErrorWithItsName() {
    assertThatThrownBy(() -> tested().listen(Listening.on(4711, "nosuch0")))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("nosuch0");
  }

  @Test
  void interfacesComeAndGoWhileTheWorkerWaits() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Future<List<String>> worker =
            threads.submit(() -> Packets.receive(ends.tested().port(), 1));
        assertThat(tested().leave(loopbackIndex())).isTrue();
        assertThat(tested().leave(loopbackIndex())).isFalse();
        tested().listen(loopback());
        ends.peer().send("hello " + i, ends.tested().at());
        assertThat(worker.get()).containsExactly("hello " + i);
      }
    }
  }

  @Test
  void servesOnlyTheAddressesItWasToldTo() throws Exception {
    Ipv4 second = Ipv4.of("127.0.0.2");
    tested().listen(new Listening(loopbackIndex(), "lo", List.of(second)));
    int udpPort = ends.tested().at().port();
    ends.peer().send("for another", ends.tested().at());
    assertThat(tested().await(Packets.PATIENCE_NANOS)).isTrue();
    assertThat(tested().receive(new InboundBatch(1))).isZero();
    ends.peer().send("for us", new Endpoint(second, udpPort));
    assertThat(Packets.receive(tested(), 1)).containsExactly("for us");
    assertThat(tested().counts().notForUs()).isOne();
  }

  @Test
  void aBroadcastIsToldFromUnicast() throws Exception {
    OutboundBatch batch = new OutboundBatch(2, 64);
    batch.next().broadcast(loopbackIndex(), LOOPBACK, ends.tested().at().port());
    batch.add(Packets.write(batch, "everyone"));
    assertThat(ends.peer().port().send(batch)).isOne();
    InboundPacket packet = Packets.receiveOne(tested(), new InboundBatch(1));
    assertThat(packet.broadcast()).isTrue();
    assertThat(packet.destinationAddress()).isEqualTo(Ipv4.BROADCAST);
    assertThat(packet.localAddress()).isEqualTo(LOOPBACK);
  }

  @Test
  void framesAreRefusedWithoutAPacketSocket() throws Exception {
    OutboundBatch batch = new OutboundBatch(2, 64);
    HardwareAddress hardware = HardwareAddress.ethernet("02:00:00:00:00:01");
    batch.next().frame(loopbackIndex(), LOOPBACK, hardware, new Endpoint(LOOPBACK, 68));
    batch.add(Packets.write(batch, "frame"));
    Packets.unicast(batch, "udp", loopbackIndex(), LOOPBACK, ends.peer().at());
    assertThat(tested().send(batch)).isOne();
    assertThat(batch.packet(0).errno()).isEqualTo(Errno.EOPNOTSUPP);
    assertThat(Packets.receive(ends.peer().port(), 1)).containsExactly("udp");
  }

  @Test
  void whatComesTooFastIsCounted() throws Exception {
    try (LinuxServerPort small =
        LinuxServerPort.open(new Settings(freePort(), SocketType.UDP, 1))) {
      small.listen(loopback());
      int total = 200;
      OutboundBatch batch = new OutboundBatch(total, 1024);
      while (!batch.full()) {
        batch.next().unicast(0, LOOPBACK, new Endpoint(LOOPBACK, small.udpPort()));
        batch.add(1024);
      }
      assertThat(ends.peer().port().send(batch)).isEqualTo(total);
      InboundBatch inbound = new InboundBatch(total);
      while (small.receive(inbound) > 0) {}
      // The kernel tells with the next packet.
      ends.peer().send("one more", new Endpoint(LOOPBACK, small.udpPort()));
      Packets.receiveOne(small, inbound);
      PortCounts counts = small.counts();
      assertThat(counts.droppedByKernel()).isPositive();
      assertThat(counts.received() + counts.droppedByKernel()).isEqualTo(total + 1);

      small.listen(new Listening(loopbackIndex(), "lo", List.of(LOOPBACK)));
      ends.peer().send("after a change", new Endpoint(LOOPBACK, small.udpPort()));
      Packets.receiveOne(small, inbound);
      assertThat(small.counts().droppedByKernel())
          .as("counted once, whatever changes at the interface")
          .isEqualTo(counts.droppedByKernel());
    }
  }
}

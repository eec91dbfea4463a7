package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Errno;
import org.lessor.transport.PortEnds.End;

/// What every port does.
abstract class PacketPortContract {
  PortEnds ends;
  private End tested;
  private End peer;
  private PacketPort port;

  /// Two ports that reach each other.
  abstract PortEnds open() throws Exception;

  /// The index that the tested port states for its interface; 0 where it cannot tell.
  int statedInterface(End end) {
    return end.interfaceIndex();
  }

  /// Sends `payload`, of whatever size, to `to` from anywhere.
  void sendFromElsewhere(byte[] payload, Endpoint to) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress address = InetAddress.getByName(to.address().toString());
      socket.send(new DatagramPacket(payload, payload.length, address, to.port()));
    }
  }

  @BeforeEach
  void openPorts() throws Exception {
    ends = open();
    tested = ends.tested();
    peer = ends.peer();
    port = tested.port();
  }

  @AfterEach
  void closePorts() throws Exception {
    ends.close();
  }

  @Test
  void receivesNothingWhereNothingWaits() {
    InboundBatch batch = new InboundBatch(4);
    assertThat(port.receive(batch)).isZero();
    assertThat(batch.count()).isZero();
  }

  @Test
  void tellsWhatCameAndHow() throws Exception {
    assertThat(peer.send("hello", tested.at())).isOne();
    InboundPacket packet = Packets.receiveOne(port, new InboundBatch(4));
    assertThat(Packets.text(packet)).isEqualTo("hello");
    assertThat(packet.payload().length()).isEqualTo(5);
    assertThat(packet.truncated()).isFalse();
    assertThat(packet.sourceAddress()).isEqualTo(peer.address());
    assertThat(packet.sourcePort()).isEqualTo(peer.at().port());
    assertThat(packet.destinationAddress()).isEqualTo(tested.address());
    assertThat(packet.destinationPort()).isEqualTo(tested.at().port());
    assertThat(packet.localAddress()).isEqualTo(tested.address());
    assertThat(packet.broadcast()).isFalse();
    assertThat(packet.interfaceIndex()).isEqualTo(statedInterface(tested));
  }

  @Test
  void answersReachWhoAsked() throws Exception {
    peer.send("question", tested.at());
    InboundPacket packet = Packets.receiveOne(port, new InboundBatch(4));
    OutboundBatch answer = new OutboundBatch(4, 512);
    Packets.unicast(
        answer,
        "answer",
        packet.interfaceIndex(),
        packet.localAddress(),
        new Endpoint(packet.sourceAddress(), packet.sourcePort()));
    assertThat(port.send(answer)).isOne();
    InboundPacket received = Packets.receiveOne(peer.port(), new InboundBatch(4));
    assertThat(Packets.text(received)).isEqualTo("answer");
    assertThat(received.sourceAddress()).isEqualTo(tested.address());
    assertThat(received.sourcePort()).isEqualTo(tested.at().port());
  }

  @Test
  void keepsWhatDoesNotFitInTheBatchForTheNext() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      texts.add("packet " + i);
      peer.send("packet " + i, tested.at());
    }
    InboundBatch batch = new InboundBatch(3);
    List<String> received = new ArrayList<>();
    while (received.size() < 7 && port.await(Packets.PATIENCE_NANOS)) {
      assertThat(port.receive(batch)).isBetween(0, 3);
      for (int i = 0; i < batch.count(); i++) {
        received.add(Packets.text(batch.packet(i)));
      }
    }
    assertThat(received).containsExactlyInAnyOrderElementsOf(texts);
    assertThat(port.await(0)).isFalse();
  }

  @Test
  void marksWhatWasTooLargeAsTruncated() throws Exception {
    InboundBatch batch = new InboundBatch(1);
    sendFromElsewhere(new byte[PacketPort.MAX_PAYLOAD_BYTES + 1], tested.at());
    InboundPacket packet = Packets.receiveOne(port, batch);
    assertThat(packet.truncated()).isTrue();
    assertThat(packet.length()).isEqualTo(PacketPort.MAX_PAYLOAD_BYTES);
    sendFromElsewhere(new byte[PacketPort.MAX_PAYLOAD_BYTES], tested.at());
    packet = Packets.receiveOne(port, batch);
    assertThat(packet.truncated()).isFalse();
    assertThat(packet.length()).isEqualTo(PacketPort.MAX_PAYLOAD_BYTES);
  }

  @Test
  void refusesToSendWhatIsTooLarge() {
    OutboundBatch batch = new OutboundBatch(1, PacketPort.MAX_PAYLOAD_BYTES + 1);
    batch.next().unicast(tested.interfaceIndex(), tested.address(), peer.at());
    batch.add(PacketPort.MAX_PAYLOAD_BYTES + 1);
    assertThat(port.send(batch)).isZero();
    assertThat(batch.packet(0).errno()).isEqualTo(Errno.EMSGSIZE);
  }

  @Test
  void handsOutAnEmptyPayload() throws Exception {
    peer.send("", tested.at());
    assertThat(Packets.receiveOne(port, new InboundBatch(1)).length()).isZero();
  }

  @Test
  void waitsNoLongerThanAsked() throws Exception {
    assertThat(port.await(0)).isFalse();
    assertThat(port.await(1_000_000)).isFalse();
    assertThat(port.await(-1)).isFalse();
  }

  @Test
  void saysThatSomethingWaits() throws Exception {
    peer.send("hello", tested.at());
    assertThat(port.await(Packets.PATIENCE_NANOS)).isTrue();
    assertThat(port.await(Readiness.FOREVER_NANOS)).isTrue();
    assertThat(Packets.receive(port, 1)).containsExactly("hello");
  }

  @Test
  void aWakeUpEndsTheNextWait() throws Exception {
    port.wakeUp();
    assertThat(port.await(Readiness.FOREVER_NANOS)).isFalse();
  }

  @Test
  void onePacketThatCannotBeSentDoesNotKeepBackTheOthers() throws Exception {
    OutboundBatch batch = new OutboundBatch(4, 512);
    Packets.unicast(batch, "one", tested.interfaceIndex(), tested.address(), peer.at());
    Packets.unicast(batch, "two", 99_999, tested.address(), peer.at());
    Packets.unicast(batch, "three", tested.interfaceIndex(), tested.address(), peer.at());
    assertThat(port.send(batch)).isEqualTo(2);
    assertThat(batch.packet(0).errno()).isZero();
    assertThat(batch.packet(1).errno()).isEqualTo(Errno.ENODEV);
    assertThat(batch.packet(2).errno()).isZero();
    assertThat(Packets.receive(peer.port(), 2)).containsExactlyInAnyOrder("one", "three");
    assertThat(port.counts().sent()).isEqualTo(2);
    assertThat(port.counts().refused()).isOne();
  }

  @Test
  void sendsAFullBatch() throws Exception {
    OutboundBatch batch = new OutboundBatch(100, 512);
    List<String> texts = new ArrayList<>();
    while (!batch.full()) {
      texts.add("packet " + batch.count());
      Packets.unicast(
          batch, "packet " + batch.count(), tested.interfaceIndex(), tested.address(), peer.at());
    }
    assertThat(port.send(batch)).isEqualTo(100);
    assertThat(Packets.receive(peer.port(), 100)).containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void countsWhatItReceived() throws Exception {
    peer.send("one", tested.at());
    peer.send("two", tested.at());
    Packets.receive(port, 2);
    assertThat(port.counts().received()).isEqualTo(2);
    assertThat(port.counts().droppedByKernel()).isZero();
  }

  @Test
  void afterCloseNothingIsReceivedAndAllThatIsSentIsRefused() throws Exception {
    peer.send("late", tested.at());
    port.close();
    port.close();
    assertThat(port.receive(new InboundBatch(1))).isZero();
    OutboundBatch batch = new OutboundBatch(1, 512);
    Packets.unicast(batch, "too late", tested.interfaceIndex(), tested.address(), peer.at());
    assertThat(port.send(batch)).isZero();
    assertThat(batch.packet(0).errno()).isEqualTo(Errno.EBADF);
    port.wakeUp();
  }
}

package org.lessor.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lessor.wire.Ipv4;

/// Short ways to write and read packets whose payload is text.
final class Packets {
  /// Long enough for a busy machine; only a failing test waits so long.
  static final long PATIENCE_NANOS = 5_000_000_000L;

  private Packets() {}

  static void unicast(
      OutboundBatch batch, String text, int interfaceIndex, Ipv4 source, Endpoint to) {
    batch.next().unicast(interfaceIndex, source, to);
    batch.add(write(batch, text));
  }

  static int write(OutboundBatch batch, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, batch.next().buffer(), 0, bytes.length);
    return bytes.length;
  }

  static String text(InboundPacket packet) {
    return new String(packet.buffer(), packet.offset(), packet.length(), StandardCharsets.US_ASCII);
  }

  /// Receives until `count` packets came, or a long time has passed.
  static List<String> receive(PacketPort port, int count) throws Exception {
    InboundBatch batch = new InboundBatch(8);
    List<String> texts = new ArrayList<>();
    long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
    while (texts.size() < count && System.nanoTime() - deadlineNanos < 0) {
      if (port.receive(batch) == 0) {
        port.await(deadlineNanos - System.nanoTime());
      }
      for (int i = 0; i < batch.count(); i++) {
        texts.add(text(batch.packet(i)));
      }
    }
    return texts;
  }

  /// Receives one packet into `batch`.
  static InboundPacket receiveOne(PacketPort port, InboundBatch batch) throws Exception {
    long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
    while (port.receive(batch) == 0) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        throw new AssertionError("nothing was received");
      }
      port.await(deadlineNanos - System.nanoTime());
    }
    return batch.packet(0);
  }
}

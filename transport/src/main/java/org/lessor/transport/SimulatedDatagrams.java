package org.lessor.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;

/// The UDP datagrams that wait at a simulated port, and the buffers in which they are handed out.
final class SimulatedDatagrams {
  /// A datagram, and how it came.
  ///
  /// @param frame null for one that a host sent to itself
  record Arrival(
      SimulatedInterface on,
      @Nullable SimulatedFrame frame,
      SimulatedFrame.Ip ip,
      SimulatedFrame.Udp udp) {}

  private final SimulatedQueue<Arrival> queue = new SimulatedQueue<>();
  private byte[][] buffers = new byte[0][];
  private long received;

  void put(Arrival arrival) {
    queue.put(arrival);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void clear() {
    queue.clear();
  }

  long received() {
    return received;
  }

  long dropped() {
    return queue.dropped();
  }

  int receive(InboundBatch batch) {
    batch.clear();
    Arrival arrival = batch.full() ? null : queue.poll();
    while (arrival != null) {
      fill(batch.add(), arrival, buffer(batch.count() - 1));
      arrival = batch.full() ? null : queue.poll();
    }
    received += batch.count();
    return batch.count();
  }

  private byte[] buffer(int slot) {
    if (slot >= buffers.length) {
      buffers = Arrays.copyOf(buffers, slot + 1);
      buffers[slot] = new byte[PacketPort.MAX_PAYLOAD_BYTES];
    }
    return buffers[slot];
  }

  private static void fill(InboundPacket packet, Arrival arrival, byte[] buffer) {
    Bytes payload = arrival.udp().payload();
    int length = Math.min(payload.length(), buffer.length);
    payload.copyTo(0, buffer, 0, length);
    packet.setPayload(buffer, 0, length);
    packet.setTruncated(length < payload.length());
    packet.setInterface(arrival.on().index());
    packet.setSource(arrival.ip().source().bits(), arrival.udp().sourcePort());
    int destination = arrival.ip().destination().bits();
    packet.setDestination(destination, arrival.udp().destinationPort());
    boolean broadcast = arrival.ip().destination().isLimitedBroadcast();
    packet.setBroadcast(broadcast);
    packet.setLocalAddress(
        broadcast || !arrival.on().host().has(arrival.ip().destination())
            ? arrival.on().firstAddress().bits()
            : destination);
    if (arrival.frame() != null) {
      packet.setSourceHardware(arrival.frame().source().address().toArray(), 0);
    }
  }
}

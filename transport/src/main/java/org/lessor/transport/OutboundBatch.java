package org.lessor.transport;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Packets to be sent together, in buffers that are made once and used again and again. A batch
/// takes as much memory as the most and largest packets that it ever held, not as it has room for.
///
/// ```java
/// OutboundPacket packet = batch.next();
/// int length = MessageEncoder.encode(message, packet.buffer(), maxPayload).length();
/// packet.broadcast(interfaceIndex, source, 68);
/// batch.add(length);
/// ```
///
/// Used by one thread at a time.
public final class OutboundBatch {
  // Made when first needed: a batch with room for many seldom holds as many.
  private final @Nullable OutboundPacket[] packets;

  /// What the next packet is written into.
  private final byte[] scratch;

  private int count;

  /// Room for `capacity` packets, 1 or more, of at most `payloadBytes` each.
  public OutboundBatch(int capacity, int payloadBytes) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a batch has room for 1 packet or more, not " + capacity);
    }
    this.packets = new @Nullable OutboundPacket[capacity];
    this.scratch = new byte[payloadBytes];
  }

  /// The most packets that it has room for.
  public int capacity() {
    return packets.length;
  }

  /// How many packets were added.
  public int count() {
    return count;
  }

  /// Whether there is no room left.
  public boolean full() {
    return count == packets.length;
  }

  /// The packet at `index`, 0 to `count() - 1`. Throws [IndexOutOfBoundsException].
  public OutboundPacket packet(int index) {
    if (index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return slot(index);
  }

  private OutboundPacket slot(int index) {
    OutboundPacket packet = packets[index];
    if (packet == null) {
      packet = new OutboundPacket();
      packets[index] = packet;
    }
    return packet;
  }

  /// The slot for the next packet: its buffer is to be written, from index 0 on, and its
  /// destination set before [#add]. Asking twice without `add` between gives the same slot.
  ///
  /// @throws IllegalStateException where the batch is full
  public OutboundPacket next() {
    if (full()) {
      throw new IllegalStateException("the batch is full: " + count + " packets");
    }
    OutboundPacket packet = slot(count);
    packet.writeInto(scratch);
    return packet;
  }

  /// Adds the packet that [#next] returned, with the first `length` bytes of its buffer, which are
  /// copied: from then on it has a buffer of its own.
  ///
  /// @throws IllegalStateException where it has no destination
  public void add(int length) {
    next().complete(length);
    count++;
  }

  /// Takes all packets out but those that `wanted` accepts, which keep their order.
  public void retain(Predicate<OutboundPacket> wanted) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      OutboundPacket packet = slot(i);
      if (wanted.test(packet)) {
        packets[i] = packets[kept];
        packets[kept++] = packet;
      } else {
        packet.reset();
      }
    }
    count = kept;
  }

  /// Empties the batch.
  public void clear() {
    for (int i = 0; i < count; i++) {
      slot(i).reset();
    }
    count = 0;
  }
}

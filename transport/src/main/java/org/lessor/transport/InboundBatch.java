package org.lessor.transport;

/// Slots for the packets of one [PacketPort#receive], made once and filled again and again.
///
/// Used by one thread at a time: the one that receives.
public final class InboundBatch {
  private final InboundPacket[] packets;
  private int count;

  /// Room for `capacity` packets, 1 or more. The payload buffers belong to the port.
  public InboundBatch(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a batch has room for 1 packet or more, not " + capacity);
    }
    packets = new InboundPacket[capacity];
    for (int i = 0; i < capacity; i++) {
      packets[i] = new InboundPacket();
    }
  }

  /// The most packets that one receive brings.
  public int capacity() {
    return packets.length;
  }

  /// How many packets the last receive brought.
  public int count() {
    return count;
  }

  /// The packet at `index`, 0 to `count() - 1`. Throws [IndexOutOfBoundsException].
  public InboundPacket packet(int index) {
    if (index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return packets[index];
  }

  boolean full() {
    return count == packets.length;
  }

  void clear() {
    count = 0;
  }

  /// The next slot, counted at once, with every field as in a fresh packet.
  InboundPacket add() {
    InboundPacket packet = packets[count++];
    packet.reset();
    return packet;
  }

  /// Takes back the slot added last.
  void dropLast() {
    count--;
  }
}

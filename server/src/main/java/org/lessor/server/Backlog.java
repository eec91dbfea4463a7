package org.lessor.server;

import org.jspecify.annotations.Nullable;
import org.lessor.engine.Reception;
import org.lessor.transport.InboundPacket;

/// DHCPDISCOVERs that wait while messages with more behind them are answered: a bounded queue whose
/// oldest message gives way to a new one. Its client has waited longest, so that it is the most
/// likely one to have asked again, or to have been served by another server.
///
/// Belongs to the worker's thread.
final class Backlog {
  private static final int USUAL_BYTES = 576;

  private final Slot[] slots;
  private int oldest;
  private int size;

  private static final class Slot {
    private byte[] payload = new byte[USUAL_BYTES];
    private int length;
    private int interfaceIndex;
    private @Nullable Reception reception;
  }

  /// Room for `capacity` messages, 1 or more.
  Backlog(int capacity) {
    slots = new Slot[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /// Whether the next [#add] has the oldest message give way.
  boolean isFull() {
    return size == slots.length;
  }

  /// Keeps a copy of a message; the oldest one is lost where there is no room.
  void add(InboundPacket packet, Reception reception) {
    if (isFull()) {
      removeOldest();
    }
    int index = (oldest + size) % slots.length;
    Slot slot = slots[index];
    if (slot == null) {
      slot = new Slot();
      slots[index] = slot;
    }
    if (slot.payload.length < packet.length()) {
      slot.payload = new byte[packet.length()];
    }
    System.arraycopy(packet.buffer(), packet.offset(), slot.payload, 0, packet.length());
    slot.length = packet.length();
    slot.interfaceIndex = packet.interfaceIndex();
    slot.reception = reception;
    size++;
  }

  /// The array whose first [#length] bytes are the oldest message. There must be one.
  byte[] payload() {
    return slots[oldest].payload;
  }

  /// The size of the oldest message in bytes.
  int length() {
    return slots[oldest].length;
  }

  /// The interface that the oldest message came in by.
  int interfaceIndex() {
    return slots[oldest].interfaceIndex;
  }

  /// How the oldest message came in.
  Reception reception() {
    Reception reception = slots[oldest].reception;
    if (reception == null) {
      throw new AssertionError("the backlog is empty");
    }
    return reception;
  }

  /// Takes the oldest message out.
  void removeOldest() {
    slots[oldest].reception = null;
    oldest = (oldest + 1) % slots.length;
    size--;
  }
}

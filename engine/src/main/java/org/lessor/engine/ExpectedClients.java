package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.MessageView;

/// The clients of packets that came together: those that a lease store will be asked for in a
/// moment, for [LeaseStore#expect]. Made once, filled again and again; for one thread.
public final class ExpectedClients {
  private final HardwareAddress[] addresses;
  private int count;

  // For whoever looks them up: one number for each client.
  final int[] hashes;
  final int[] rows;
  final int[] others;
  int seen;

  /// Room for `capacity` clients.
  public ExpectedClients(int capacity) {
    addresses = new HardwareAddress[capacity];
    hashes = new int[capacity];
    rows = new int[capacity];
    others = new int[capacity];
  }

  /// Forgets all.
  public void clear() {
    count = 0;
  }

  /// Adds the client of a UDP payload, which may be anything: what names no client is passed over,
  /// as is one for whom there is no room.
  public void add(byte[] buffer, int offset, int length) {
    if (count < addresses.length) {
      Optional<HardwareAddress> address = MessageView.peekHardwareAddress(buffer, offset, length);
      if (address.isPresent()) {
        addresses[count++] = address.get();
      }
    }
  }

  /// How many there are.
  public int count() {
    return count;
  }

  HardwareAddress address(int index) {
    return addresses[index];
  }
}

package org.lessor.linux.packet;

import org.lessor.linux.LinkAddress;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.MessageVector;
import org.lessor.linux.internal.SockaddrLl;

/// A batch of packets to be sent by few system calls.
///
/// Write a packet into [#next], then say where it goes with [#add]; repeat until [#full]; then
/// [PacketSocket#send], look at [#errno] of each if the count is short, and [#clear]. Used by one
/// thread at a time.
public final class OutgoingFrames {
  private final MessageVector vector;
  private final byte[][] packets;
  private final int[] sizes;
  private final int[] errnos;
  private final byte[][] destinations;
  private final int[] destinationSizes;
  private int count;

  /// Room for `slots` packets of at most `packetBytes` each.
  public OutgoingFrames(int slots, int packetBytes) {
    vector = new MessageVector(slots, SockaddrLl.SIZE, 0, packetBytes);
    packets = new byte[slots][packetBytes];
    sizes = new int[slots];
    errnos = new int[slots];
    destinations = new byte[slots][SockaddrLl.MAX_ADDRESS_BYTES];
    destinationSizes = new int[slots];
  }

  /// How many packets wait in the batch.
  public int count() {
    return count;
  }

  /// Whether there is no slot left.
  public boolean full() {
    return count == packets.length;
  }

  /// Empties the batch.
  public void clear() {
    count = 0;
  }

  /// The array for the next packet, to be written from index 0 on. Asking twice without `add`
  /// between gives the same array.
  ///
  /// @throws IllegalStateException where the batch is [#full]
  public byte[] next() {
    requireRoom();
    return packets[count];
  }

  private void requireRoom() {
    if (full()) {
      throw new IllegalStateException("the batch is full: " + count + " packets");
    }
  }

  /// Adds what was written into [#next], `sizeBytes` of it, for a [PacketSocket.Kind#RAW] socket:
  /// the packet holds its own link header.
  public void add(int sizeBytes) {
    add(sizeBytes, packets[0], 0);
  }

  /// Adds what was written into [#next], `sizeBytes` of it, for a [PacketSocket.Kind#COOKED] socket
  /// and the station with this address.
  public void add(int sizeBytes, LinkAddress destination) {
    add(sizeBytes, destination.toBytes(), destination.sizeBytes());
  }

  /// As [#add(int, LinkAddress)], with the first `addressSizeBytes` (0 to 8) octets of `address`.
  public void add(int sizeBytes, byte[] address, int addressSizeBytes) {
    requireRoom();
    if (sizeBytes < 0 || sizeBytes > packets[count].length) {
      throw new IllegalArgumentException(
          sizeBytes + " bytes do not fit in " + packets[count].length);
    }
    if (addressSizeBytes > SockaddrLl.MAX_ADDRESS_BYTES) {
      throw new IllegalArgumentException(
          "a packet socket sends to addresses of at most 8 octets, not " + addressSizeBytes);
    }
    System.arraycopy(address, 0, destinations[count], 0, addressSizeBytes);
    destinationSizes[count] = addressSizeBytes;
    sizes[count] = sizeBytes;
    errnos[count] = 0;
    count++;
  }

  /// Why the last send refused this packet, as a positive number of [org.lessor.linux.Errno]; 0
  /// where it was taken. `EAGAIN` or `ENOBUFS` mean that there was no room any more: it and all
  /// behind it were not taken.
  public int errno(int slot) {
    return errnos[slot];
  }

  int send(int fd, int interfaceIndex, int protocol) {
    for (int slot = 0; slot < count; slot++) {
      long name = vector.name(slot);
      SockaddrLl.set(vector.memory(), name, interfaceIndex, protocol);
      SockaddrLl.setAddress(vector.memory(), name, destinations[slot], destinationSizes[slot]);
      vector.fill(slot, packets[slot], sizes[slot]);
      vector.join(slot, slot, 1, 0);
    }
    return vector.sendAll(CallState.ofThread(), fd, count, errnos);
  }
}

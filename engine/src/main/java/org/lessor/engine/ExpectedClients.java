package org.lessor.engine;

import org.lessor.wire.MessageView;

/// The clients of messages that have been received together and not been looked at yet: see
/// [LeaseView#expect]. For one thread.
public final class ExpectedClients {
  private static final int ROOM = MessageView.CHADDR_SIZE;

  private final int[] htypes;
  private final int[] hlens;
  private final byte[] addresses;
  private int count;

  // Of whoever looks them up.
  private final int[] hashes;
  private final int[] links;
  private int seen;

  /// Room for `capacity` clients.
  public ExpectedClients(int capacity) {
    htypes = new int[capacity];
    hlens = new int[capacity];
    addresses = new byte[capacity * ROOM];
    hashes = new int[capacity];
    links = new int[capacity];
  }

  /// Forgets them all.
  public void clear() {
    count = 0;
  }

  /// Adds the client of the message in these bytes, which need not be one. A message too short, and
  /// a client without a hardware address, is passed over. There must be room.
  public void add(byte[] source, int offset, int length) {
    if (length < MessageView.CHADDR_OFFSET + ROOM) {
      return;
    }
    int hlen = source[offset + MessageView.HLEN_OFFSET] & 0xff;
    if (hlen == 0 || hlen > ROOM) {
      return;
    }
    htypes[count] = source[offset + MessageView.HTYPE_OFFSET] & 0xff;
    hlens[count] = hlen;
    System.arraycopy(source, offset + MessageView.CHADDR_OFFSET, addresses, count * ROOM, hlen);
    count++;
  }

  int count() {
    return count;
  }

  /// Hashes the hardware address of the client at `index`, and returns it.
  int hash(int index, KeyHash hash) {
    hashes[index] = hash.of(htypes[index], addresses, index * ROOM, hlens[index]);
    return hashes[index];
  }

  /// What [#hash] was.
  int hash(int index) {
    return hashes[index];
  }

  /// The row, plus one, that was found last; 0 where none was.
  int link(int index) {
    return links[index];
  }

  void setLink(int index, int link) {
    links[index] = link;
  }

  /// Takes what was read, so that no compiler leaves the reading out.
  void seen(int what) {
    seen += what;
  }

  /// A sum of all that was read; it means nothing.
  int seen() {
    return seen;
  }
}

package org.lessor.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Leases written into rows and blocks, read from there, and compared with what is there.
///
/// A block holds the lengths of its parts, where the record lies that an offer took the place of,
/// and then the parts: hardware address, client identifier, host name, user context.
///
/// Called only by [LeaseTable], which says what protects it.
final class LeaseRecords {
  /// One past the highest client last transaction time that can be kept, in seconds since 1970.
  static final long CLTT_END = 1L << 39;

  private static final int MAX_PART_BYTES = 0xffff;
  private static final int MAX_HLEN = 16;

  private static final int RECENT_MASK = (1 << 9) - 1;

  private static final int STATE_MASK = 7;
  private static final int FORWARD = 1 << 3;
  private static final int REVERSE = 1 << 4;
  private static final int CLIENT_ID = 1 << 5;
  private static final int CONTEXT = 1 << 6;
  private static final int COVERED = 1 << 7;
  private static final int CLTT_HIGH_SHIFT = 8;
  private static final int HTYPE_SHIFT = 16;

  private static final int HLEN_AT = 0;
  private static final int CLIENT_ID_LENGTH_AT = 1;
  private static final int HOSTNAME_LENGTH_AT = 3;
  private static final int CONTEXT_LENGTH_AT = 5;
  private static final int UNDER_AT = 9;
  private static final int PARTS_AT = 13;

  private final LeaseRows rows;
  private final LeasePlaces places;
  private final ByteSlab slab;
  // Written by readers too, with or without a lock: a number from another time does no harm.
  private final int[] recent = new int[RECENT_MASK + 1];
  // What is being written: only writers touch it.
  private final StoredLease written = new StoredLease();

  LeaseRecords(LeaseRows rows, LeasePlaces places, LeaseRoom room) {
    this.rows = rows;
    this.places = places;
    this.slab = new ByteSlab(room);
  }

  /// Throws [IllegalArgumentException] for a lease that cannot be kept.
  static void check(Lease lease) {
    if (lease.clttSeconds() < 0 || lease.clttSeconds() >= CLTT_END) {
      throw new IllegalArgumentException("time out of range: " + lease);
    }
    if (lease.names().hostname().length() * 3 > MAX_PART_BYTES
        || lease.client().clientId().map(Bytes::length).orElse(0)
            > StoredLease.MAX_CLIENT_ID_BYTES) {
      throw new IllegalArgumentException("name or client identifier too long: " + lease);
    }
  }

  /// Throws [IllegalArgumentException] for a record that cannot be kept.
  static void check(StoredLease lease) {
    if (lease.clttSeconds() < 0
        || lease.clttSeconds() >= CLTT_END
        || lease.lifetimeSeconds() < 0
        || lease.lifetimeSeconds() > Lease.INFINITE
        || lease.subnetId() >>> 32 != 0
        || lease.poolId() >>> 32 != 0
        || lease.htype() >>> 8 != 0
        || lease.hlen() > MAX_HLEN
        || lease.hostnameLength() > StoredLease.MAX_HOSTNAME_BYTES
        || lease.clientIdLength() > StoredLease.MAX_CLIENT_ID_BYTES) {
      throw new IllegalArgumentException("out of range: " + lease.lease());
    }
  }

  Ipv4 address(int slot) {
    return new Ipv4(rows.get(slot, LeaseRows.ADDRESS));
  }

  boolean isVacant(int slot) {
    return rows.get(slot, LeaseRows.META) == 0;
  }

  LeaseState state(int slot) {
    return StateCounts.state(rows.get(slot, LeaseRows.META) & STATE_MASK);
  }

  /// Whether the record keeps its address from others until it ends.
  boolean isHeld(int slot) {
    return switch (state(slot)) {
      case OFFERED, ASSIGNED, DECLINED -> true;
      case EXPIRED_RECLAIMED, RELEASED -> false;
    };
  }

  /// Whether the record lies under an offer.
  boolean isCovered(int slot) {
    return (rows.get(slot, LeaseRows.META) & COVERED) != 0;
  }

  /// Whether the row has a record that indexes lead to.
  boolean isRecord(int slot) {
    return !isVacant(slot) && !isCovered(slot);
  }

  void setCovered(int slot) {
    rows.set(slot, LeaseRows.META, rows.get(slot, LeaseRows.META) | COVERED);
  }

  void setUncovered(int slot) {
    rows.set(slot, LeaseRows.META, rows.get(slot, LeaseRows.META) & ~COVERED);
  }

  /// The row, plus one, of the record that lies under the offer in this one; 0 where none does.
  int under(int slot) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    return uint32(slab.array(reference), slab.offset(reference) + UNDER_AT);
  }

  void setUnder(int slot, int under) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    putUint32(slab.array(reference), slab.offset(reference) + UNDER_AT, under);
  }

  private long clttSeconds(int slot) {
    int high = (rows.get(slot, LeaseRows.META) >>> CLTT_HIGH_SHIFT) & 0xff;
    return ((long) high << 32) | (rows.get(slot, LeaseRows.CLTT) & 0xffffffffL);
  }

  private long lifetimeSeconds(int slot) {
    return rows.get(slot, LeaseRows.LIFETIME) & 0xffffffffL;
  }

  /// As [Lease#expiresSeconds()].
  long expiresSeconds(int slot) {
    long lifetime = lifetimeSeconds(slot);
    return lifetime == Lease.INFINITE ? Long.MAX_VALUE : clttSeconds(slot) + lifetime;
  }

  /// When a record that was put back ended: when it was to expire or, where it never was, when it
  /// was touched last.
  long endedSeconds(int slot) {
    long expires = expiresSeconds(slot);
    return expires == Long.MAX_VALUE ? clttSeconds(slot) : expires;
  }

  /// Writes `lease` into a fresh row, which nothing leads to yet, and returns it. `under` is what
  /// [#under] says then.
  int add(Lease lease, int under) {
    written.set(lease);
    return add(written, under);
  }

  /// The same of what a file says.
  int add(StoredLease lease, int under) {
    int slot = rows.allocate();
    rows.set(slot, LeaseRows.ADDRESS, lease.addressBits());
    writeNumbers(slot, lease);
    writeBlock(slot, lease, under);
    return slot;
  }

  /// Writes `lease` over the record of the same address.
  void rewrite(int slot, Lease lease) {
    if (hasClient(slot, lease.client()) && hasTexts(slot, lease)) {
      rows.set(slot, LeaseRows.CLTT, (int) lease.clttSeconds());
      rows.set(slot, LeaseRows.LIFETIME, (int) lease.validLifetimeSeconds());
      rows.set(slot, LeaseRows.PLACE, places.indexOf(lease.subnetId(), lease.poolId()));
      rows.set(slot, LeaseRows.META, meta(lease));
    } else {
      written.set(lease);
      rewriteAll(slot, written);
    }
  }

  /// The same of what a file says.
  void rewrite(int slot, StoredLease lease) {
    if (hasParts(slot, lease)) {
      writeNumbers(slot, lease);
    } else {
      rewriteAll(slot, lease);
    }
  }

  private void rewriteAll(int slot, StoredLease lease) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    int under = under(slot);
    slab.free(reference, blockSize(reference));
    writeBlock(slot, lease, under);
    writeNumbers(slot, lease);
  }

  /// Gives the block back.
  void erase(int slot) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    slab.free(reference, blockSize(reference));
  }

  private void writeNumbers(int slot, StoredLease lease) {
    rows.set(slot, LeaseRows.CLTT, (int) lease.clttSeconds());
    rows.set(slot, LeaseRows.LIFETIME, (int) lease.lifetimeSeconds());
    rows.set(slot, LeaseRows.PLACE, places.indexOf(lease.subnetId(), lease.poolId()));
    rows.set(slot, LeaseRows.META, meta(lease));
  }

  private static int meta(StoredLease lease) {
    return lease.stateCode()
        | (lease.isForward() ? FORWARD : 0)
        | (lease.isReverse() ? REVERSE : 0)
        | (lease.hasClientId() ? CLIENT_ID : 0)
        | (lease.contextLength() == 0 ? 0 : CONTEXT)
        | ((int) (lease.clttSeconds() >>> 32) << CLTT_HIGH_SHIFT)
        | (lease.htype() << HTYPE_SHIFT);
  }

  private static int meta(Lease lease) {
    return StateCounts.code(lease.state())
        | (lease.names().fqdnForward() ? FORWARD : 0)
        | (lease.names().fqdnReverse() ? REVERSE : 0)
        | (lease.client().clientId().isPresent() ? CLIENT_ID : 0)
        | (lease.userContext().isEmpty() ? 0 : CONTEXT)
        | ((int) (lease.clttSeconds() >>> 32) << CLTT_HIGH_SHIFT)
        | (lease.client().chaddr().htype() << HTYPE_SHIFT);
  }

  /// Reads what the row leads to; what it returns means nothing.
  int peek(int slot) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    return slab.array(reference)[slab.offset(reference)];
  }

  private void writeBlock(int slot, StoredLease lease, int under) {
    int reference = slab.allocate(PARTS_AT + lease.partsLength());
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    block[at + HLEN_AT] = (byte) lease.hlen();
    putUint16(block, at + CLIENT_ID_LENGTH_AT, lease.clientIdLength());
    putUint16(block, at + HOSTNAME_LENGTH_AT, lease.hostnameLength());
    putUint32(block, at + CONTEXT_LENGTH_AT, lease.contextLength());
    putUint32(block, at + UNDER_AT, under);
    System.arraycopy(lease.parts(), 0, block, at + PARTS_AT, lease.partsLength());
    rows.set(slot, LeaseRows.BLOCK, reference);
  }

  private boolean hasParts(int slot, StoredLease lease) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    return hlen(block, at) == lease.hlen()
        && clientIdLength(block, at) == lease.clientIdLength()
        && hostnameLength(block, at) == lease.hostnameLength()
        && contextLength(block, at) == lease.contextLength()
        && Arrays.equals(
            block,
            at + PARTS_AT,
            at + PARTS_AT + lease.partsLength(),
            lease.parts(),
            0,
            lease.partsLength());
  }

  private static byte[] encode(String text) {
    return text.isEmpty() ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
  }

  private static final byte[] NOTHING = new byte[0];

  private static void putUint16(byte[] target, int at, int value) {
    target[at] = (byte) (value >>> 8);
    target[at + 1] = (byte) value;
  }

  private static void putUint32(byte[] target, int at, int value) {
    putUint16(target, at, value >>> 16);
    putUint16(target, at + 2, value);
  }

  private static int uint32(byte[] source, int at) {
    return (uint16(source, at) << 16) | uint16(source, at + 2);
  }

  private static int uint16(byte[] source, int at) {
    return ((source[at] & 0xff) << 8) | (source[at + 1] & 0xff);
  }

  private static int hlen(byte[] block, int at) {
    return block[at + HLEN_AT] & 0xff;
  }

  private static int clientIdLength(byte[] block, int at) {
    return uint16(block, at + CLIENT_ID_LENGTH_AT);
  }

  private static int hostnameLength(byte[] block, int at) {
    return uint16(block, at + HOSTNAME_LENGTH_AT);
  }

  private static int contextLength(byte[] block, int at) {
    return uint32(block, at + CONTEXT_LENGTH_AT);
  }

  private int blockSize(int reference) {
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    return PARTS_AT
        + hlen(block, at)
        + clientIdLength(block, at)
        + hostnameLength(block, at)
        + contextLength(block, at);
  }

  /// `found` with the record of this row behind; `found` is not to be used after. Almost every
  /// client has one lease.
  List<Lease> readBehind(List<Lease> found, int slot) {
    Lease lease = read(slot);
    recent[lease.address().bits() & RECENT_MASK] = slot;
    if (found.isEmpty()) {
      return List.of(lease);
    }
    List<Lease> more = found.size() == 1 ? new ArrayList<>(found) : found;
    more.add(lease);
    return more;
  }

  /// The row that [#readBehind] read last of those whose addresses have the low bits of this one;
  /// whether it is still, or ever was, the row of this address is to be looked at.
  int recent(int addressBits) {
    return recent[addressBits & RECENT_MASK];
  }

  /// The record of this row. Whoever reads beside a writer may get nonsense or any
  /// [RuntimeException], and must ask again.
  Lease read(int slot) {
    int meta = rows.get(slot, LeaseRows.META);
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    ByteSlab.check(block, at, blockSize(reference));
    int part = at + PARTS_AT;
    int hlen = hlen(block, at);
    HardwareAddress chaddr =
        new HardwareAddress((meta >>> HTYPE_SHIFT) & 0xff, Bytes.copyOf(block, part, hlen));
    part += hlen;
    int clientIdLength = clientIdLength(block, at);
    Optional<Bytes> clientId =
        (meta & CLIENT_ID) == 0
            ? Optional.empty()
            : Optional.of(Bytes.copyOf(block, part, clientIdLength));
    part += clientIdLength;
    int hostnameLength = hostnameLength(block, at);
    String hostname = decode(block, part, hostnameLength);
    part += hostnameLength;
    boolean forward = (meta & FORWARD) != 0;
    boolean reverse = (meta & REVERSE) != 0;
    int place = rows.get(slot, LeaseRows.PLACE);
    return new Lease(
        address(slot),
        new ClientIdentity(chaddr, clientId),
        StateCounts.state(meta & STATE_MASK),
        clttSeconds(slot),
        lifetimeSeconds(slot),
        places.subnetId(place),
        places.poolId(place),
        hostname.isEmpty() && !forward && !reverse
            ? LeaseNames.NONE
            : new LeaseNames(hostname, forward, reverse),
        decode(block, part, contextLength(block, at)));
  }

  private static String decode(byte[] block, int from, int length) {
    return length == 0 ? "" : new String(block, from, length, StandardCharsets.UTF_8);
  }

  /// Whether this row holds exactly `lease`, as far as a row can tell.
  boolean holds(int slot, Lease lease) {
    int place = rows.get(slot, LeaseRows.PLACE);
    return rows.get(slot, LeaseRows.META) == meta(lease)
        && rows.get(slot, LeaseRows.CLTT) == (int) lease.clttSeconds()
        && lifetimeSeconds(slot) == lease.validLifetimeSeconds()
        && places.subnetId(place) == lease.subnetId()
        && places.poolId(place) == lease.poolId()
        && hasClient(slot, lease.client())
        && hasTexts(slot, lease);
  }

  /// Whether the client of this row is `client`, in all but the type of its hardware address.
  boolean hasClient(int slot, ClientIdentity client) {
    return hasHardwareAddress(slot, client.chaddr())
        && (client.clientId().isPresent()
            ? hasClientId(slot, client.clientId().get())
            : !hasClientId(slot));
  }

  /// Whether the client of this row has any client identifier.
  boolean hasClientId(int slot) {
    return (rows.get(slot, LeaseRows.META) & CLIENT_ID) != 0;
  }

  /// Whether the client of this row has this client identifier.
  boolean hasClientId(int slot, Bytes clientId) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    return hasClientId(slot)
        && clientId.contentEquals(
            block, at + PARTS_AT + hlen(block, at), clientIdLength(block, at));
  }

  /// Whether the client of this row has any hardware address.
  boolean hasHardwareAddress(int slot) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    return hlen(slab.array(reference), slab.offset(reference)) != 0;
  }

  /// Whether the client of this row has this hardware address, whatever its type.
  boolean hasHardwareAddress(int slot, HardwareAddress chaddr) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    return chaddr.address().contentEquals(block, at + PARTS_AT, hlen(block, at));
  }

  /// The hash of this row's client identifier, which it must have.
  int clientIdHash(int slot, KeyHash hash) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    return hash.ofClientId(block, at + PARTS_AT + hlen(block, at), clientIdLength(block, at));
  }

  /// The hash of this row's hardware address.
  int hardwareAddressHash(int slot, KeyHash hash) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    return hash.ofHardwareAddress(block, at + PARTS_AT, hlen(block, at));
  }

  private boolean hasTexts(int slot, Lease lease) {
    int reference = rows.get(slot, LeaseRows.BLOCK);
    byte[] block = slab.array(reference);
    int at = slab.offset(reference);
    int hostname = at + PARTS_AT + hlen(block, at) + clientIdLength(block, at);
    int hostnameLength = hostnameLength(block, at);
    return isText(lease.names().hostname(), block, hostname, hostnameLength)
        && isText(lease.userContext(), block, hostname + hostnameLength, contextLength(block, at));
  }

  private static boolean isText(String text, byte[] block, int from, int length) {
    if (text.length() == length) {
      int i = 0;
      while (i < length && text.charAt(i) == block[from + i]) {
        i++;
      }
      if (i == length) {
        return true;
      }
    }
    byte[] encoded = encode(text);
    return encoded.length == length && Bytes.of(encoded).contentEquals(block, from, length);
  }
}

package org.lessor.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What stable storage says of one address, as numbers and bytes: a [Lease] without an object for
/// each of its parts, to be filled in again and again while a million lines are read.
///
/// [#begin] says that the address has no record. Where it has one, [#record] follows, and then
/// those of [#hardwareAddress], [#clientId], [#hostname] and [#userContext] that there are, each
/// once and in this order. Nothing is checked before it goes into a table. For one thread at a
/// time.
public final class StoredLease {
  /// The most bytes that a host name may have in UTF-8.
  public static final int MAX_HOSTNAME_BYTES = 0xffff / 3;

  /// The most bytes that a client identifier may have: a lease with a longer one could be written
  /// to a lease file but not be read again.
  public static final int MAX_CLIENT_ID_BYTES = 256;

  private static final int PARTS_BYTES = 64;

  // Of the parts: hardware address, client identifier, host name, user context, end to end.
  private byte[] parts = new byte[PARTS_BYTES];
  private int partsLength;
  private int hlen;
  private boolean withClientId;
  private int clientIdLength;
  private int hostnameLength;
  private int contextLength;

  private int addressBits;
  private int htype;
  private int stateCode;
  private boolean forward;
  private boolean reverse;
  private long clttSeconds;
  private long lifetimeSeconds;
  private long subnetId;
  private long poolId;

  /// Nothing said yet.
  public StoredLease() {}

  /// Begins anew: this address, as [Ipv4#bits()], has no record.
  public void begin(int bits) {
    addressBits = bits;
    stateCode = 0;
    htype = 0;
    hlen = 0;
    withClientId = false;
    clientIdLength = 0;
    hostnameLength = 0;
    contextLength = 0;
    partsLength = 0;
    forward = false;
    reverse = false;
  }

  /// The address has a record in this state, with these times, as [Lease] has them.
  public void record(LeaseState state, long recordCltt, long recordLifetime) {
    stateCode = StateCounts.code(state);
    clttSeconds = recordCltt;
    lifetimeSeconds = recordLifetime;
  }

  /// The subnet and the pool that the record names, as [Lease] has them.
  public void place(long recordSubnetId, long recordPoolId) {
    subnetId = recordSubnetId;
    poolId = recordPoolId;
  }

  /// The hardware address of its client: type 0 to 255, and at most 16 bytes.
  public void hardwareAddress(int type, byte[] source, int from, int length) {
    htype = type;
    hlen = length;
    add(source, from, length);
  }

  /// The client identifier of its client; without bytes there is none.
  public void clientId(byte[] source, int from, int length) {
    withClientId = length > 0;
    clientIdLength = length;
    add(source, from, length);
  }

  /// Its host name in UTF-8.
  public void hostname(byte[] source, int from, int length) {
    hostnameLength = length;
    add(source, from, length);
  }

  /// Its user context in UTF-8.
  public void userContext(byte[] source, int from, int length) {
    contextLength = length;
    add(source, from, length);
  }

  /// The server keeps an A record for it.
  public void fqdnForward() {
    forward = true;
  }

  /// The server keeps a PTR record for it.
  public void fqdnReverse() {
    reverse = true;
  }

  private void add(byte[] source, int from, int length) {
    makeRoom(length);
    System.arraycopy(source, from, parts, partsLength, length);
    partsLength += length;
  }

  private void makeRoom(int length) {
    if (partsLength + length > parts.length) {
      parts = Arrays.copyOf(parts, Math.max(parts.length * 2, partsLength + length));
    }
  }

  /// Says what `lease` says.
  public void set(Lease lease) {
    begin(lease.address().bits());
    record(lease.state(), lease.clttSeconds(), lease.validLifetimeSeconds());
    place(lease.subnetId(), lease.poolId());
    HardwareAddress chaddr = lease.client().chaddr();
    htype = chaddr.htype();
    hlen = add(chaddr.address());
    withClientId = lease.client().clientId().isPresent();
    clientIdLength = add(lease.client().clientId().orElse(Bytes.EMPTY));
    hostnameLength = add(lease.names().hostname());
    contextLength = add(lease.userContext());
    forward = lease.names().fqdnForward();
    reverse = lease.names().fqdnReverse();
  }

  private int add(String text) {
    return text.isEmpty() ? 0 : add(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int add(Bytes part) {
    int length = part.length();
    makeRoom(length);
    part.copyTo(parts, partsLength);
    partsLength += length;
    return length;
  }

  /// The record; empty where there is none. Throws [IllegalArgumentException] where a number is out
  /// of the range that [Lease] names.
  public Optional<Lease> lease() {
    if (!isRecord()) {
      return Optional.empty();
    }
    Bytes clientId = Bytes.copyOf(parts, hlen, clientIdLength);
    int texts = hlen + clientIdLength;
    return Optional.of(
        new Lease(
            new Ipv4(addressBits),
            new ClientIdentity(
                new HardwareAddress(htype, Bytes.copyOf(parts, 0, hlen)),
                withClientId ? Optional.of(clientId) : Optional.empty()),
            StateCounts.state(stateCode),
            clttSeconds,
            lifetimeSeconds,
            subnetId,
            poolId,
            new LeaseNames(text(texts, hostnameLength), forward, reverse),
            text(texts + hostnameLength, contextLength)));
  }

  private String text(int from, int length) {
    return new String(parts, from, length, StandardCharsets.UTF_8);
  }

  /// Whether the address has a record at all.
  public boolean isRecord() {
    return stateCode != 0;
  }

  /// The address, as [Ipv4#bits()].
  public int addressBits() {
    return addressBits;
  }

  /// The id of the record's subnet.
  public long subnetId() {
    return subnetId;
  }

  long poolId() {
    return poolId;
  }

  long clttSeconds() {
    return clttSeconds;
  }

  long lifetimeSeconds() {
    return lifetimeSeconds;
  }

  int stateCode() {
    return stateCode;
  }

  int htype() {
    return htype;
  }

  boolean isForward() {
    return forward;
  }

  boolean isReverse() {
    return reverse;
  }

  /// The parts, of which the first [#partsLength] bytes count.
  byte[] parts() {
    return parts;
  }

  int partsLength() {
    return partsLength;
  }

  int hlen() {
    return hlen;
  }

  /// Whether its client has a client identifier, be it of no bytes.
  boolean hasClientId() {
    return withClientId;
  }

  int clientIdLength() {
    return clientIdLength;
  }

  /// The bytes of the host name in UTF-8; 0 without one.
  public int hostnameLength() {
    return hostnameLength;
  }

  int contextLength() {
    return contextLength;
  }
}

package org.lessor.client.machine;

import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;

/// What an acceptable OFFER or ACK grants, read once.
///
/// @param message the whole message
/// @param address `yiaddr`
/// @param prefixLength from option 1, or the class of the address, 1 to 32
/// @param serverId option 54, or the packet's source where that stands in for it
/// @param leaseSeconds option 51, 1 to 4294967295; the last means for ever
/// @param t1Nanos when to renew, counted from the REQUEST; below `t2Nanos`
/// @param t2Nanos when to rebind; below the lease time
public record Terms(
    Message message,
    Ipv4 address,
    int prefixLength,
    Ipv4 serverId,
    long leaseSeconds,
    long t1Nanos,
    long t2Nanos) {

  /// The lease time that never ends (RFC 2131 section 3.3).
  public static final long INFINITE_SECONDS = 0xffff_ffffL;

  static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// Throws [IllegalArgumentException] unless 0 < T1 < T2 < lease.
  public Terms {
    if (t1Nanos <= 0 || t2Nanos <= t1Nanos || leaseSeconds * NANOS_PER_SECOND <= t2Nanos) {
      throw new IllegalArgumentException(
          "not 0 < T1 < T2 < lease: "
              + t1Nanos
              + " ns, "
              + t2Nanos
              + " ns, "
              + leaseSeconds
              + " s");
    }
  }

  /// Whether the lease never ends.
  public boolean isInfinite() {
    return leaseSeconds == INFINITE_SECONDS;
  }

  /// The block of addresses that are reached without a router.
  public Ipv4Prefix subnet() {
    return Ipv4Prefix.containing(address, prefixLength);
  }
}

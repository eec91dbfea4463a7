package org.lessor.client.machine;

import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// An address of 169.254.0.0/16 that the client takes by itself while no server answers (RFC 3927).
///
/// @param phase how far it is
/// @param address the address, a candidate until it is in use
/// @param candidates addresses tried so far, from 0
/// @param sent probes, then announcements sent
/// @param nextNanos when something is due; [Lease#NEVER] if nothing is
/// @param conflictNanos when another host was last seen to use the address; [Tenure#NO_CONFLICT] if
///   never
public record LinkLocal(
    Phase phase, Ipv4 address, int candidates, int sent, long nextNanos, long conflictNanos) {

  /// How far it is.
  public enum Phase {
    /// Servers have some more seconds to answer.
    WAITING,
    /// Other hosts are asked whether they use the address.
    PROBING,
    /// The address is configured.
    IN_USE,
    /// The network said that nobody is to do this (RFC 2563).
    FORBIDDEN
  }

  /// The length of the prefix 169.254.0.0/16.
  public static final int PREFIX_LENGTH = 16;

  /// 169.254.1.0: the 256 addresses below it and the last 256 are reserved (RFC 3927 section 2.1).
  private static final int FIRST = 0xa9fe0100;

  private static final int COUNT = 0xfe00;

  /// Waits before the first candidate.
  static LinkLocal waiting(HardwareAddress own, long untilNanos) {
    return new LinkLocal(Phase.WAITING, candidate(own, 0), 0, 0, untilNanos, Tenure.NO_CONFLICT);
  }

  /// None is wanted here.
  static LinkLocal forbidden() {
    return new LinkLocal(Phase.FORBIDDEN, Ipv4.UNSPECIFIED, 0, 0, Lease.NEVER, Tenure.NO_CONFLICT);
  }

  /// Whether the address is configured.
  public boolean inUse() {
    return phase == Phase.IN_USE;
  }

  /// Probes this candidate from `nextNanos` on.
  LinkLocal probing(long atNanos) {
    return new LinkLocal(Phase.PROBING, address, candidates, 0, atNanos, conflictNanos);
  }

  /// Probes the next candidate from `atNanos` on.
  LinkLocal another(HardwareAddress own, long atNanos) {
    Ipv4 next = candidate(own, candidates + 1);
    return new LinkLocal(Phase.PROBING, next, candidates + 1, 0, atNanos, Tenure.NO_CONFLICT);
  }

  /// One more packet was sent.
  LinkLocal sent(long atNanos) {
    return new LinkLocal(phase, address, candidates, sent + 1, atNanos, conflictNanos);
  }

  /// The candidate is free, and announced for the first time.
  LinkLocal used(long atNanos) {
    return new LinkLocal(Phase.IN_USE, address, candidates, 1, atNanos, conflictNanos);
  }

  /// Another host uses it too.
  LinkLocal disputed(long nowNanos) {
    return new LinkLocal(phase, address, candidates, sent, nextNanos, nowNanos);
  }

  /// Candidate number `number` of a host: the same after each start, so that it comes back to its
  /// address (RFC 3927 section 2.1), and another than that of any other host, most likely.
  private static Ipv4 candidate(HardwareAddress own, int number) {
    long mixed = 0x9e3779b97f4a7c15L * (number + 1L);
    for (int i = 0; i < own.address().length(); i++) {
      mixed = (mixed ^ own.address().at(i)) * 0xbf58476d1ce4e5b9L;
      mixed ^= mixed >>> 29;
    }
    return new Ipv4(FIRST + (int) Long.remainderUnsigned(mixed, COUNT));
  }
}

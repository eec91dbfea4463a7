package org.lessor.transport;

import java.util.Optional;
import org.lessor.wire.Ipv4;

/// Asks by ICMP echo (RFC 792) whether anyone uses an address. Questions and answers are apart: the
/// caller keeps the deadlines.
///
/// An answer is not the only sign: a host that drops echo requests still answers the ARP question
/// that comes before. So: [Neighbours#remove] the address, [#ask], and when the time is over, look
/// it up in [Neighbours] as well.
///
/// One thread receives and waits; any thread may ask.
public interface EchoProbe extends Readiness, AutoCloseable {
  /// An echo reply.
  ///
  /// @param from who answered
  /// @param sequence the number given to [#ask]
  record EchoReply(Ipv4 from, int sequence) {}

  /// Sends one echo request to `address` out of the interface with this index (0: the routing table
  /// decides), with a `sequence` of 0 to 65535 for the caller to know the answer by. Returns 0, or
  /// a positive number of [org.lessor.linux.Errno] where it could not be sent.
  int ask(int interfaceIndex, Ipv4 address, int sequence);

  /// The next reply to a question of ours, without blocking; empty where none waits.
  Optional<EchoReply> receive();

  @Override
  void close();
}

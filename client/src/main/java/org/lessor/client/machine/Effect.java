package org.lessor.client.machine;

import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// What the runner is asked to do, in the order of the list. There is no effect that arms a timer:
/// the time of the next [Event.TimerExpired] is part of the state ([State#wakeNanos]), so none can
/// be left over from a state that is gone.
public sealed interface Effect {
  /// Send to 255.255.255.255 port 67 and to the link's broadcast address, by raw frame.
  ///
  /// @param message the message
  /// @param source the IP source: 0.0.0.0 unless the address is configured (RFC 2131 section 4.1)
  record Broadcast(Message message, Ipv4 source) implements Effect {}

  /// Send by UDP from the configured address, port 68, to port 67.
  record Unicast(Message message, Ipv4 source, Ipv4 destination) implements Effect {}

  /// Ask by ARP who has this address, with sender address 0.0.0.0 (RFC 5227 section 2.1.1).
  record ArpProbe(Ipv4 address) implements Effect {}

  /// Say by ARP that we have this address (RFC 5227 section 2.3).
  record ArpAnnounce(Ipv4 address) implements Effect {}

  /// Make the interface be configured as the lease says: the first time, with new lifetimes, or in
  /// the place of another lease.
  ///
  /// @param lease what to configure
  /// @param previous what is configured now
  record Configure(Lease lease, @Nullable Lease previous) implements Effect {}

  /// Take away what was configured for this lease.
  record Deconfigure(Lease lease) implements Effect {}

  /// Make the interface have this link-local address (169.254.0.0/16), and nothing else of ours.
  record ConfigureLinkLocal(Ipv4 address) implements Effect {}

  /// Take the link-local address away.
  record DeconfigureLinkLocal(Ipv4 address) implements Effect {}

  /// Remember the lease across restarts.
  record SaveLease(Lease lease) implements Effect {}

  /// Do not remember the lease as one that may be used any more; that the client had its address in
  /// that network may be remembered.
  record ForgetLease() implements Effect {}

  /// Tell the operator.
  record Tell(Report report) implements Effect {}
}

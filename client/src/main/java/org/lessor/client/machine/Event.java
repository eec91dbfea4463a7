package org.lessor.client.machine;

import org.jspecify.annotations.Nullable;
import org.lessor.transport.ArpPacket;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// What happens to the client.
public sealed interface Event {
  /// The interface is up and the client may begin.
  ///
  /// @param remembered the lease of an earlier run on this link, if there is one
  /// @param configured `remembered`, if it is still configured on the interface
  /// @param networks what the client had where in earlier runs
  record Start(@Nullable Lease remembered, @Nullable Lease configured, Networks networks)
      implements Event {
    /// Throws [IllegalArgumentException] if something else is configured than what is remembered.
    public Start {
      if (configured != null && !configured.equals(remembered)) {
        throw new IllegalArgumentException("a lease is configured that is not remembered");
      }
    }

    /// A start with nothing configured and no network known.
    public Start(@Nullable Lease remembered) {
      this(remembered, null, Networks.NONE);
    }
  }

  /// A well-formed DHCP message came in, by whatever socket.
  ///
  /// @param message the message
  /// @param source the source address of its IP packet
  record Received(Message message, Ipv4 source) implements Event {}

  /// The time of [State#wakeNanos] has come. Harmless when it comes early.
  record TimerExpired() implements Event {}

  /// An ARP packet of another host came in, whose Ethernet source is the sender that it states.
  record ArpSeen(ArpPacket packet) implements Event {}

  /// The link has carrier (again).
  record LinkUp() implements Event {}

  /// The link lost carrier or was taken down.
  record LinkDown() implements Event {}

  /// The machine was suspended and goes on. What is connected to the link may be another network.
  record Resumed() implements Event {}

  /// The address that the client had configured is gone from the interface, and not by the client.
  record AddressRemoved() implements Event {}

  /// A server asks the client to renew (RFC 3203).
  ///
  /// @param message the message, of type DHCPFORCERENEW
  /// @param source the source address of its IP packet
  /// @param datagram the payload as it came, for its proof
  record ForceRenew(Message message, Ipv4 source, Bytes datagram) implements Event {}

  /// The program that configures the interface will not have the address that it was given, as
  /// dhclient-script(8) says by ending with another status than 0.
  ///
  /// @param address the address
  /// @param ground what that means
  record AddressRejected(Ipv4 address, Ground ground) implements Event {
    /// Why an address is rejected.
    public enum Ground {
      /// It cannot be used: another host has it, as far as the program knows.
      UNUSABLE,
      /// It was only tried, without a server's word, and this is not its network.
      ELSEWHERE
    }
  }

  /// Servers were looked for long enough: use this lease, of an earlier run, if it has not ended
  /// (RFC 2131 section 3.2 step 4).
  record FallBack(Lease lease) implements Event {}

  /// Somebody asks to extend the lease now.
  record RenewRequested() implements Event {}

  /// Give the address back to the server, undo the configuration, forget the lease, and halt.
  record ReleaseRequested() implements Event {}

  /// Undo the configuration and halt; the lease stays remembered.
  record Stop() implements Event {}

  /// Halt and leave the configuration as it is; the kernel drops it when the lease ends.
  record Detach() implements Event {}
}

package org.lessor.lab.capture;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// An Ethernet frame as an interface sent or received it.
///
/// @param time when the kernel saw it; for the first frames after a capture was started, when the
///   capture read it
/// @param direction which way it went, seen from the interface
/// @param source the Ethernet source address
/// @param destination the Ethernet destination address
/// @param vlanTag the VLAN tag control information (IEEE 802.1Q), -1 for a frame without a tag
/// @param etherType the type of the content, the tag's left out
/// @param content what the frame carries
/// @param bytes the whole frame, the tag left out
public record Frame(
    Instant time,
    Direction direction,
    HardwareAddress source,
    HardwareAddress destination,
    int vlanTag,
    int etherType,
    Content content,
    Bytes bytes) {
  /// The Ethernet broadcast address.
  public static final HardwareAddress BROADCAST = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");

  /// Which way a frame went, seen from the interface.
  public enum Direction {
    /// The interface received it.
    IN,
    /// The interface sent it.
    OUT
  }

  /// The state of a UDP checksum (RFC 768).
  public enum Checksum {
    /// Present and right.
    RIGHT,
    /// Present and wrong.
    WRONG,
    /// The sender left it out.
    ABSENT,
    /// The sender left it to the network card, and a virtual one never fills it in.
    NOT_READY
  }

  /// What a frame carries.
  public sealed interface Content {}

  /// An ARP packet (RFC 826).
  ///
  /// @param operation 1 request, 2 reply
  /// @param senderHardware the sender's Ethernet address
  /// @param sender the sender's address, 0.0.0.0 in a probe (RFC 5227)
  /// @param targetHardware the Ethernet address asked about, zeros in a request
  /// @param target the address asked about
  public record Arp(
      int operation,
      HardwareAddress senderHardware,
      Ipv4 sender,
      HardwareAddress targetHardware,
      Ipv4 target)
      implements Content {
    /// The operation that asks.
    public static final int REQUEST = 1;

    /// The operation that answers.
    public static final int REPLY = 2;

    /// Whether this asks for `address` in the name of no one (RFC 5227 section 1.1).
    public boolean probes(Ipv4 address) {
      return operation == REQUEST && sender.isUnspecified() && target.equals(address);
    }

    /// Whether this announces `address` (RFC 5227 section 1.1).
    public boolean announces(Ipv4 address) {
      return operation == REQUEST && sender.equals(address) && target.equals(address);
    }
  }

  /// A UDP datagram over IPv4 that is not a fragment.
  ///
  /// @param source the IP source address
  /// @param sourcePort the UDP source port
  /// @param destination the IP destination address
  /// @param destinationPort the UDP destination port
  /// @param ttl the IP time to live
  /// @param checksum the state of the UDP checksum
  /// @param payload what the datagram carries
  public record Udp(
      Ipv4 source,
      int sourcePort,
      Ipv4 destination,
      int destinationPort,
      int ttl,
      Checksum checksum,
      Bytes payload)
      implements Content {}

  /// An ICMP message over IPv4 (RFC 792).
  ///
  /// @param source the IP source address
  /// @param destination the IP destination address
  /// @param type such as 8, echo request, or 0, echo reply
  /// @param code its subtype
  /// @param rest what follows the ICMP checksum
  public record Icmp(Ipv4 source, Ipv4 destination, int type, int code, Bytes rest)
      implements Content {
    /// The type that asks for an echo.
    public static final int ECHO_REQUEST = 8;

    /// The type that is the echo.
    public static final int ECHO_REPLY = 0;
  }

  /// Anything else, malformed packets included.
  ///
  /// @param payload what follows the Ethernet header
  public record Other(Bytes payload) implements Content {}

  /// The VLAN that the frame's tag names.
  public OptionalInt vlan() {
    return vlanTag < 0 ? OptionalInt.empty() : OptionalInt.of(vlanTag & 0xfff);
  }

  /// Whether it went to everyone on the link.
  public boolean isEthernetBroadcast() {
    return destination.equals(BROADCAST);
  }

  /// The ARP packet it carries.
  public Optional<Arp> arp() {
    return content instanceof Arp arp ? Optional.of(arp) : Optional.empty();
  }

  /// The UDP datagram it carries.
  public Optional<Udp> udp() {
    return content instanceof Udp udp ? Optional.of(udp) : Optional.empty();
  }

  /// The ICMP message it carries.
  public Optional<Icmp> icmp() {
    return content instanceof Icmp icmp ? Optional.of(icmp) : Optional.empty();
  }

  /// The well-formed DHCP message it carries, to or from one of DHCP's ports.
  public Optional<Message> dhcp() {
    return udp()
        .filter(udp -> isDhcpPort(udp.sourcePort()) || isDhcpPort(udp.destinationPort()))
        .flatMap(udp ->
            switch (Message.decode(udp.payload())) {
              case Decoded.Ok(Message message) -> Optional.of(message);
              case Decoded.Malformed _ -> Optional.empty();
            });
  }

  /// Whether it carries a DHCP message of that type.
  public boolean isDhcp(MessageType type) {
    return dhcp().flatMap(Message::messageType).filter(type::equals).isPresent();
  }

  private static boolean isDhcpPort(int port) {
    return port == 67 || port == 68;
  }

  /// One line, as a transcript shows it.
  @Override
  public String toString() {
    return Transcript.line(this);
  }
}

package org.lessor.client.machine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.ClientProfile.ServerIdentifier;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// Decides which received messages are taken (RFC 2131 sections 4.1, 4.3.1 table 3, 4.4.1), and
/// reads their terms.
final class Replies {
  private final ClientProfile profile;

  Replies(ClientProfile profile) {
    this.profile = profile;
  }

  /// What became of a received message.
  sealed interface Reading {
    /// An OFFER or ACK whose terms are good.
    record Granted(Terms terms) implements Reading {}

    /// A NAK that counts.
    ///
    /// @param message the whole message
    /// @param serverId who said it
    record Denied(Message message, Ipv4 serverId) implements Reading {}

    /// The network prefers hosts without IPv4, and the client asked about that.
    ///
    /// @param message the whole message
    /// @param serverId who said it
    /// @param seconds for how long, 0 to 4294967295
    record WithoutIpv4(Message message, Ipv4 serverId, long seconds) implements Reading {}

    /// Nothing to take.
    record Refused(RefusalReason reason) implements Reading {}
  }

  /// What the client asked.
  enum Question {
    /// Who offers an address?
    DISCOVER(MessageType.DHCPOFFER),
    /// Who gives one at once? Asked together with the former (RFC 4039).
    COMMIT(MessageType.DHCPACK),
    /// May I have what you offered?
    SELECT(MessageType.DHCPACK),
    /// May I have what I had?
    CONFIRM(MessageType.DHCPACK),
    /// May I keep what I have?
    EXTEND(MessageType.DHCPACK);

    private final MessageType yes;

    Question(MessageType yes) {
      this.yes = yes;
    }

    boolean mayBeDenied() {
      return switch (this) {
        case DISCOVER, COMMIT -> false;
        case SELECT, CONFIRM, EXTEND -> true;
      };
    }

    /// Whether the answer decides if the client gets an address at all: then it must have what the
    /// user requires.
    boolean isForNewAddress() {
      return switch (this) {
        case DISCOVER, COMMIT -> true;
        case SELECT, CONFIRM, EXTEND -> false;
      };
    }

    /// Whether an answer may send the client away from IPv4: before it has begun with it (RFC 8925
    /// section 3.2).
    boolean mayLeadToIpv6() {
      return switch (this) {
        case DISCOVER, CONFIRM -> true;
        case COMMIT, SELECT, EXTEND -> false;
      };
    }
  }

  /// What the client waits for.
  ///
  /// @param question what it asked
  /// @param xid the transaction id of its message
  /// @param server the only server whose answer counts; null if any
  /// @param address the only address that may be granted; null if any
  /// @param askedNanos when a lease that is acknowledged began
  record Expected(
      Question question, Xid xid, @Nullable Ipv4 server, @Nullable Ipv4 address, long askedNanos) {
    /// Any server's offer.
    static Expected offer(Exchange exchange, Turn turn) {
      return new Expected(Question.DISCOVER, exchange.xid(), null, null, turn.nowNanos());
    }

    /// Any server's ACK to a DISCOVER, the first of which was sent when the exchange began.
    static Expected commit(Exchange exchange) {
      return new Expected(Question.COMMIT, exchange.xid(), null, null, exchange.startedNanos());
    }
  }

  /// Reads a message that came now.
  Reading read(Event.Received received, Expected expected, Turn turn) {
    Reading reading = read(received.message(), received.source(), expected);
    boolean over =
        reading instanceof Reading.Granted(Terms terms)
            && !terms.isInfinite()
            && turn.nowNanos() - expected.askedNanos()
                >= terms.leaseSeconds() * Terms.NANOS_PER_SECOND;
    return over ? new Reading.Refused(RefusalReason.ALREADY_OVER) : reading;
  }

  private Reading read(Message message, Ipv4 source, Expected expected) {
    RefusalReason stranger = stranger(message, expected.xid());
    if (stranger != null) {
      return new Reading.Refused(stranger);
    }
    MessageType type = message.messageType().orElse(null);
    boolean denies = type == MessageType.DHCPNAK && expected.question().mayBeDenied();
    if (type != expected.question().yes && !denies) {
      return new Reading.Refused(RefusalReason.NOT_EXPECTED);
    }
    Ipv4 named = message.get(StandardOptions.DHCP_SERVER_IDENTIFIER).orElse(null);
    if (named == null && profile.serverIdentifier() == ServerIdentifier.REQUIRED) {
      return new Reading.Refused(RefusalReason.NO_SERVER_IDENTIFIER);
    }
    Ipv4 serverId = named == null ? source : named;
    if (!serverId.isHost()) {
      return new Reading.Refused(RefusalReason.BAD_SERVER_IDENTIFIER);
    }
    if (expected.server() != null && !expected.server().equals(serverId)) {
      return new Reading.Refused(RefusalReason.OTHER_SERVER);
    }
    if (!profile.offers().accepts(serverId)) {
      return new Reading.Refused(RefusalReason.SERVER_REFUSED);
    }
    if (denies) {
      return new Reading.Denied(message, serverId);
    }
    Optional<Long> withoutIpv4 =
        profile.does(Extension.IPV6_ONLY) && expected.question().mayLeadToIpv6()
            ? message.get(StandardOptions.V6_ONLY_PREFERRED)
            : Optional.empty();
    return withoutIpv4.isPresent()
        ? new Reading.WithoutIpv4(message, serverId, withoutIpv4.get())
        : grant(message, serverId, expected);
  }

  /// Why a message is not an answer to ours at all; null if it is one.
  private @Nullable RefusalReason stranger(Message message, Xid xid) {
    if (message.op() != Op.BOOTREPLY) {
      return RefusalReason.NOT_A_REPLY;
    }
    if (!message.xid().equals(xid)) {
      return RefusalReason.OTHER_XID;
    }
    // InfiniBand has no room for its addresses in chaddr: hlen is 0 both ways (RFC 4390).
    HardwareAddress own = profile.chaddr();
    if (!message.chaddr().equals(own)) {
      return RefusalReason.OTHER_CHADDR;
    }
    boolean other =
        message
            .option(StandardOptions.DHCP_CLIENT_IDENTIFIER.code())
            .filter(echo -> !echo.equals(profile.clientId()))
            .isPresent();
    return other ? RefusalReason.OTHER_CLIENT_ID : null;
  }

  private Reading grant(Message message, Ipv4 serverId, Expected expected) {
    Ipv4 address = message.yiaddr();
    if (!address.isHost() || address.equals(serverId)) {
      return new Reading.Refused(RefusalReason.BAD_ADDRESS);
    }
    if (expected.address() != null && !expected.address().equals(address)) {
      return new Reading.Refused(RefusalReason.OTHER_ADDRESS);
    }
    if (expected.question().isForNewAddress() && profile.offers().missing(message).isPresent()) {
      return new Reading.Refused(RefusalReason.OPTION_MISSING);
    }
    int prefixLength = prefixLength(message);
    if (prefixLength < 0) {
      return new Reading.Refused(RefusalReason.BAD_SUBNET_MASK);
    }
    if (message.has(StandardOptions.SUBNET_MASK) && isEdge(address, prefixLength)) {
      return new Reading.Refused(RefusalReason.BAD_ADDRESS);
    }
    long leaseSeconds = message.get(StandardOptions.DHCP_LEASE_TIME).orElse(-1L);
    if (leaseSeconds < 0) {
      return new Reading.Refused(RefusalReason.NO_LEASE_TIME);
    }
    if (leaseSeconds == 0) {
      return new Reading.Refused(RefusalReason.ZERO_LEASE_TIME);
    }
    return new Reading.Granted(terms(message, prefixLength, serverId, leaseSeconds));
  }

  /// Reads the terms of an ACK that was accepted before, such as one from the lease file. Null
  /// where it would not be accepted now.
  @Nullable Terms remembered(Message ack, Ipv4 serverId) {
    Expected anything = new Expected(Question.SELECT, ack.xid(), null, null, 0);
    return read(ack, serverId, anything) instanceof Reading.Granted granted
        ? granted.terms()
        : null;
  }

  /// T1 and T2 of the server count only as a pair in order; else they are half and seven eighths of
  /// the lease (RFC 2131 section 4.4.5).
  private static Terms terms(Message message, int prefixLength, Ipv4 serverId, long leaseSeconds) {
    long lease = leaseSeconds * Terms.NANOS_PER_SECOND;
    long usualT1 = lease / 2;
    long usualT2 = lease / 8 * 7;
    long t1 = nanos(message.get(StandardOptions.DHCP_RENEWAL_TIME).orElse(-1L), usualT1);
    long t2 = nanos(message.get(StandardOptions.DHCP_REBINDING_TIME).orElse(-1L), usualT2);
    boolean sane = 0 < t1 && t1 < t2 && t2 < lease;
    return new Terms(
        message,
        message.yiaddr(),
        prefixLength,
        serverId,
        leaseSeconds,
        sane ? t1 : usualT1,
        sane ? t2 : usualT2);
  }

  private static long nanos(long seconds, long otherwiseNanos) {
    return seconds < 0 ? otherwiseNanos : seconds * Terms.NANOS_PER_SECOND;
  }

  /// The length of the mask, -1 where it is none. A server that sends none leaves it to the class
  /// of the address (RFC 950 section 2.1), as all clients do.
  private static int prefixLength(Message message) {
    if (!message.has(StandardOptions.SUBNET_MASK)) {
      int first = message.yiaddr().bits() >>> 24;
      return first < 128 ? 8 : first < 192 ? 16 : 24;
    }
    int mask = message.get(StandardOptions.SUBNET_MASK).orElse(Ipv4.UNSPECIFIED).bits();
    int length = Integer.bitCount(mask);
    boolean contiguous = mask != 0 && mask == -1 << (32 - length);
    return contiguous ? length : -1;
  }

  /// Whether the address names the subnet itself or everyone in it.
  private static boolean isEdge(Ipv4 address, int prefixLength) {
    if (prefixLength > 30) {
      return false;
    }
    Ipv4Prefix subnet = Ipv4Prefix.containing(address, prefixLength);
    return address.equals(subnet.network()) || address.equals(subnet.last());
  }
}

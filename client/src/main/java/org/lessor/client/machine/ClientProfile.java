package org.lessor.client.machine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Option;

/// Who the client is and what it asks for: the same in every message of its life.
///
/// @param chaddr the interface's hardware type and address
/// @param clientId the value of option 61; empty sends none
/// @param requestedOptions option 55: the codes asked for, most wanted first
/// @param sentOptions what else DISCOVER and REQUEST carry, such as 12, 60, 77
/// @param maxMessageSize option 57: the largest IP datagram taken, 576 to 65535 bytes
/// @param broadcastFlag whether servers are asked to broadcast their replies
/// @param serverIdentifier what to think of replies that name no server
/// @param conflictPolicy what to do when another host keeps using our address
/// @param timing how long to wait for what
/// @param probing how to ask whether the address is free
/// @param offers which offers are taken
/// @param extensions what the client does beyond RFC 2131
public record ClientProfile(
    HardwareAddress chaddr,
    Bytes clientId,
    List<Integer> requestedOptions,
    List<Option> sentOptions,
    int maxMessageSize,
    BroadcastFlag broadcastFlag,
    ServerIdentifier serverIdentifier,
    ConflictPolicy conflictPolicy,
    Timing timing,
    ProbeTiming probing,
    OfferPolicy offers,
    Set<Extension> extensions) {

  /// The options asked for unless the user says otherwise. Classless routes (121) stand before the
  /// options that they replace (RFC 3442).
  public static final List<Integer> DEFAULT_REQUESTED_OPTIONS =
      List.of(1, 121, 3, 33, 6, 15, 119, 12, 26, 28, 42, 51, 54, 58, 59, 114);

  /// Codes that the machine sets by itself (RFC 2131 table 5).
  private static final Set<Integer> OWN_OPTIONS =
      Set.of(50, 51, 53, 54, 55, 56, 57, 58, 59, 61, 80, 82, 90, 116, 145);

  /// Whether replies must be broadcast (RFC 2131 section 4.1).
  public enum BroadcastFlag {
    /// The raw socket takes unicast frames before the address is configured.
    CLEAR,
    /// For interfaces that cannot, and for InfiniBand (RFC 4390 section 2.2).
    SET
  }

  /// What to think of an OFFER or ACK without option 54.
  public enum ServerIdentifier {
    /// It is refused: RFC 2131 table 3 says MUST.
    REQUIRED,
    /// The address that the packet came from stands in for it.
    FROM_SOURCE
  }

  /// What to do about a second conflicting ARP packet within ten seconds (RFC 5227 section 2.4).
  public enum ConflictPolicy {
    /// Give the address up: alternative (b).
    GIVE_UP,
    /// Keep it and announce it again, at most every ten seconds: alternative (c), for hosts that
    /// others know by their address.
    DEFEND
  }

  /// Throws [IllegalArgumentException] if a number is out of range, a sent option is one that the
  /// machine sets by itself, or a code appears twice.
  public ClientProfile {
    requestedOptions = List.copyOf(requestedOptions);
    sentOptions = List.copyOf(sentOptions);
    extensions = Set.copyOf(extensions);
    if (maxMessageSize < 576 || maxMessageSize > 0xffff) {
      throw new IllegalArgumentException(
          "maximum message size out of range 576..65535: " + maxMessageSize);
    }
    if (clientId.length() == 1 || clientId.length() > 255) {
      throw new IllegalArgumentException("client identifier of 1 or of more than 255 bytes");
    }
    Set<Integer> seen = new HashSet<>();
    for (Option option : sentOptions) {
      if (OWN_OPTIONS.contains(option.code())) {
        throw new IllegalArgumentException(
            "option " + option.code() + " is set by the client itself");
      }
      if (!seen.add(option.code())) {
        throw new IllegalArgumentException("option " + option.code() + " twice");
      }
    }
    seen.clear();
    for (int code : requestedOptions) {
      if (code < 1 || code > 254 || !seen.add(code)) {
        throw new IllegalArgumentException("requested option out of range or twice: " + code);
      }
    }
  }

  /// The usual client of an interface: known by its hardware address, probes its address (RFC
  /// 5227), takes the first offer and does nothing beyond RFC 2131.
  public static ClientProfile of(HardwareAddress chaddr) {
    return new ClientProfile(
        chaddr,
        Bytes.ofUnsigned(chaddr.htype()).plus(chaddr.address()),
        DEFAULT_REQUESTED_OPTIONS,
        List.of(),
        1500,
        BroadcastFlag.CLEAR,
        ServerIdentifier.REQUIRED,
        ConflictPolicy.GIVE_UP,
        Timing.USUAL,
        ProbeTiming.FULL);
  }

  /// A client that takes the first offer and does nothing beyond RFC 2131.
  public ClientProfile(
      HardwareAddress chaddr,
      Bytes clientId,
      List<Integer> requestedOptions,
      List<Option> sentOptions,
      int maxMessageSize,
      BroadcastFlag broadcastFlag,
      ServerIdentifier serverIdentifier,
      ConflictPolicy conflictPolicy,
      Timing timing,
      ProbeTiming probing) {
    this(
        chaddr,
        clientId,
        requestedOptions,
        sentOptions,
        maxMessageSize,
        broadcastFlag,
        serverIdentifier,
        conflictPolicy,
        timing,
        probing,
        OfferPolicy.FIRST,
        Set.of());
  }

  /// The same client with another policy and other extensions.
  public ClientProfile with(OfferPolicy policy, Set<Extension> beyond) {
    return new ClientProfile(
        chaddr,
        clientId,
        requestedOptions,
        sentOptions,
        maxMessageSize,
        broadcastFlag,
        serverIdentifier,
        conflictPolicy,
        timing,
        probing,
        policy,
        beyond);
  }

  /// Whether the client does this.
  public boolean does(Extension extension) {
    return extensions.contains(extension);
  }
}

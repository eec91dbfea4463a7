package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// What decisions need of the relay agent information, option 82 (RFC 3046).
///
/// @param circuitId sub-option 1
/// @param linkSelection sub-option 5 (RFC 3527): an address of the client's link
/// @param receivedUnicast sub-option 10 (RFC 5010): the client had sent the message by unicast
/// @param serverIdOverride sub-option 11 (RFC 5107): what the client shall take for the server
/// @param ownPort whether sub-option 19 (RFC 8357) is there: replies go to the port that the
///   message came from
record RelayAgent(
    Optional<Bytes> circuitId,
    Optional<Ipv4> linkSelection,
    boolean receivedUnicast,
    Optional<Ipv4> serverIdOverride,
    boolean ownPort) {
  static final RelayAgent NONE =
      new RelayAgent(Optional.empty(), Optional.empty(), false, Optional.empty(), false);

  private static final int CIRCUIT_ID = 1;
  private static final int LINK_SELECTION = 5;
  private static final int FLAGS = 10;
  private static final int SERVER_ID_OVERRIDE = 11;
  private static final int RELAY_PORT = 19;
  private static final int UNICAST_FLAG = 0x80;

  /// Reads option 82 as far as it is well-formed.
  static RelayAgent of(DhcpMessage message) {
    Optional<Bytes> option = message.option(OptionCodes.AGENT_OPTIONS);
    return option.isEmpty() ? NONE : read(option.get());
  }

  /// As [#serverIdOverride()] of what [#of] reads, without reading the rest.
  static Optional<Ipv4> serverIdOverride(DhcpMessage message) {
    Optional<Bytes> option = message.option(OptionCodes.AGENT_OPTIONS);
    int at = option.isEmpty() ? -1 : find(option.get(), SERVER_ID_OVERRIDE);
    return at < 0 ? Optional.empty() : address(option.get(), at + 2, end(option.get(), at));
  }

  /// As [#receivedUnicast()] of what [#of] reads, without reading the rest.
  static boolean receivedUnicast(DhcpMessage message) {
    Optional<Bytes> option = message.option(OptionCodes.AGENT_OPTIONS);
    int at = option.isEmpty() ? -1 : find(option.get(), FLAGS);
    return at >= 0 && isUnicast(option.get(), at + 2, end(option.get(), at));
  }

  /// As [#ownPort()] of what [#of] reads, without reading the rest.
  static boolean ownPort(DhcpMessage message) {
    Optional<Bytes> option = message.option(OptionCodes.AGENT_OPTIONS);
    return option.isPresent() && find(option.get(), RELAY_PORT) >= 0;
  }

  /// Where the last sub-option with this code begins; -1 where there is none.
  private static int find(Bytes bytes, int code) {
    int found = -1;
    int position = 0;
    while (position + 2 <= bytes.length() && end(bytes, position) <= bytes.length()) {
      if (bytes.at(position) == code) {
        found = position;
      }
      position = end(bytes, position);
    }
    return found;
  }

  private static int end(Bytes bytes, int position) {
    return position + 2 + bytes.at(position + 1);
  }

  private static boolean isUnicast(Bytes bytes, int from, int to) {
    return to > from && (bytes.at(from) & UNICAST_FLAG) != 0;
  }

  private static RelayAgent read(Bytes bytes) {
    Optional<Bytes> circuitId = Optional.empty();
    Optional<Ipv4> linkSelection = Optional.empty();
    boolean receivedUnicast = false;
    Optional<Ipv4> serverIdOverride = Optional.empty();
    boolean ownPort = false;
    int position = 0;
    while (position + 2 <= bytes.length()) {
      int code = bytes.at(position);
      int from = position + 2;
      int to = from + bytes.at(position + 1);
      if (to > bytes.length()) {
        break;
      }
      switch (code) {
        case CIRCUIT_ID -> circuitId = Optional.of(bytes.slice(from, to));
        case LINK_SELECTION -> linkSelection = address(bytes, from, to);
        case FLAGS -> receivedUnicast = isUnicast(bytes, from, to);
        case SERVER_ID_OVERRIDE -> serverIdOverride = address(bytes, from, to);
        case RELAY_PORT -> ownPort = true;
        default -> {
          // Echoed with the rest, not looked at.
        }
      }
      position = to;
    }
    return new RelayAgent(circuitId, linkSelection, receivedUnicast, serverIdOverride, ownPort);
  }

  private static Optional<Ipv4> address(Bytes bytes, int from, int to) {
    if (to - from != 4) {
      return Optional.empty();
    }
    Ipv4 address = new Ipv4((int) bytes.uint32(from));
    return address.isUnspecified() ? Optional.empty() : Optional.of(address);
  }
}

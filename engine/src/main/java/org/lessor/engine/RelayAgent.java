package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// What decisions need of the relay agent information, option 82 (RFC 3046): read from it as far as
/// it is well-formed, each time that it is asked for.
///
/// @param information the value of the option; empty where there is none
record RelayAgent(Bytes information) {
  private static final int CIRCUIT_ID = 1;
  private static final int LINK_SELECTION = 5;
  private static final int FLAGS = 10;
  private static final int SERVER_ID_OVERRIDE = 11;
  private static final int RELAY_PORT = 19;

  /// Code and length.
  private static final int HEADER = 2;

  private static final int ADDRESS_BYTES = 4;
  private static final int UNICAST_FLAG = 0x80;

  static RelayAgent of(DhcpMessage message) {
    return new RelayAgent(message.option(OptionCodes.AGENT_OPTIONS).orElse(Bytes.EMPTY));
  }

  /// Sub-option 1.
  Optional<Bytes> circuitId() {
    int at = find(CIRCUIT_ID);
    return at < 0 ? Optional.empty() : Optional.of(information.slice(at + HEADER, end(at)));
  }

  /// Sub-option 5 (RFC 3527): an address of the client's link.
  Optional<Ipv4> linkSelection() {
    return address(LINK_SELECTION);
  }

  /// Sub-option 10 (RFC 5010): whether the client had sent the message by unicast.
  boolean receivedUnicast() {
    int at = find(FLAGS);
    return at >= 0 && end(at) > at + HEADER && (information.at(at + HEADER) & UNICAST_FLAG) != 0;
  }

  /// Sub-option 11 (RFC 5107): what the client shall take for the server.
  Optional<Ipv4> serverIdOverride() {
    return address(SERVER_ID_OVERRIDE);
  }

  /// Whether sub-option 19 (RFC 8357) is there: replies go to the port that the message came from.
  boolean ownPort() {
    return find(RELAY_PORT) >= 0;
  }

  /// Where the last sub-option with this code begins; -1 where there is none.
  private int find(int code) {
    int found = -1;
    int position = 0;
    while (position + HEADER <= information.length() && end(position) <= information.length()) {
      if (information.at(position) == code) {
        found = position;
      }
      position = end(position);
    }
    return found;
  }

  private int end(int position) {
    return position + HEADER + information.at(position + 1);
  }

  private Optional<Ipv4> address(int code) {
    int at = find(code);
    if (at < 0 || end(at) != at + HEADER + ADDRESS_BYTES) {
      return Optional.empty();
    }
    Ipv4 address = new Ipv4((int) information.uint32(at + HEADER));
    return address.isUnspecified() ? Optional.empty() : Optional.of(address);
  }
}

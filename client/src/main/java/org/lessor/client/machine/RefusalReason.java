package org.lessor.client.machine;

/// Why a received message was not taken.
public enum RefusalReason {
  /// `op` is not 2.
  NOT_A_REPLY("it is not a reply"),
  /// The transaction id is not that of our last message.
  OTHER_XID("its xid is not ours"),
  /// `htype`, `hlen` or `chaddr` are not ours.
  OTHER_CHADDR("its chaddr is not ours"),
  /// Option 61 is there and is not what we sent (RFC 6842 section 3).
  OTHER_CLIENT_ID("its client identifier is not ours"),
  /// The message type is missing, unknown or has no meaning in this state.
  NOT_EXPECTED("a message of its type is not expected now"),
  /// Option 54 is missing.
  NO_SERVER_IDENTIFIER("it names no server (option 54)"),
  /// Option 54 is not the address of one host.
  BAD_SERVER_IDENTIFIER("its server identifier is no host's address"),
  /// Option 54 is not the server that we asked.
  OTHER_SERVER("it is from another server than the one asked"),
  /// An OFFER came when one was accepted already.
  ANOTHER_CHOSEN("another offer was accepted"),
  /// `yiaddr` is not the address of one host, or the server's own, or the first or last of its
  /// subnet.
  BAD_ADDRESS("its yiaddr cannot be a client's address"),
  /// `yiaddr` is not the address that we asked for.
  OTHER_ADDRESS("it gives another address than the one asked for"),
  /// `yiaddr` was found in use by another host a moment ago.
  ADDRESS_IN_USE("another host was just found to use its yiaddr"),
  /// The settings refuse this server.
  SERVER_REFUSED("its server is not one that the client is to listen to"),
  /// An option is missing that the settings require.
  OPTION_MISSING("it lacks an option that is required"),
  /// Option 1 is malformed or not a mask.
  BAD_SUBNET_MASK("its subnet mask is none"),
  /// Option 51 is missing or malformed.
  NO_LEASE_TIME("it has no lease time"),
  /// Option 51 is 0.
  ZERO_LEASE_TIME("its lease time is 0"),
  /// The lease, counted from our REQUEST, ended before its ACK came.
  ALREADY_OVER("its lease is over already");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /// The reason as the end of a sentence: `... refused: it has no lease time`.
  public String text() {
    return text;
  }
}

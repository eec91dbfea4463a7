package org.lessor.wire;

/// What became of bytes that should be a DHCP message.
public sealed interface Decoded {
  /// The bytes are a well-formed message.
  ///
  /// @param message its value, independent of the bytes
  record Ok(Message message) implements Decoded {}

  /// The bytes are not a well-formed message.
  ///
  /// @param reason what is wrong with them
  /// @param offset where, counted from the first byte of the UDP payload
  record Malformed(MalformedReason reason, int offset) implements Decoded {}
}

package org.lessor.wire;

/// Why bytes are not a DHCP message. Each is counted; none is an exception.
public enum MalformedReason {
  /// Shorter than the fixed fields and the magic cookie (240 bytes).
  TRUNCATED,
  /// `op` is neither 1 nor 2.
  BAD_OP,
  /// `hlen` is over 16.
  BAD_HLEN,
  /// The four bytes before the options are not 99.130.83.99 (RFC 2131 section 3).
  NO_MAGIC_COOKIE,
  /// An option's code is the last byte of its field: its length is missing. Makes a message
  /// malformed only where its type (option 53) was not read before; as below.
  OPTION_WITHOUT_LENGTH,
  /// An option reaches beyond the end of its field, and the message type was not read before it.
  OPTION_OVERRUN,
  /// An option that decides how the message is treated has a length that its definition forbids.
  BAD_OPTION_LENGTH,
  /// Option 52 has a value other than 1, 2 or 3, and no message type was read.
  BAD_OVERLOAD,
  /// More option parts than [MessageView#MAX_PARTS].
  TOO_MANY_OPTIONS
}

package org.lessor.wire;

import java.util.Optional;
import java.util.function.ObjIntConsumer;

/// A DHCPv4 message (RFC 2131 section 2), whichever way it is held: as a value ([Message]) or as a
/// window on received bytes ([MessageView]).
///
/// Accessors carry the names of RFC 2131. None of them fails: what could be wrong was found when
/// the message was decoded. An option's value is the joined value of all its parts (RFC 3396),
/// wherever they lay: options field, `file`, `sname` (option 52).
public sealed interface DhcpMessage permits Message, MessageView {
  /// The direction of the message.
  Op op();

  /// The IANA hardware type, 0 to 255.
  int htype();

  /// The length of the client's hardware address in bytes, 0 to 16.
  int hlen();

  /// The number of relay agents that the message passed, 0 to 255.
  int hops();

  /// The transaction id.
  Xid xid();

  /// Seconds since the client began, as the client says, 0 to 65535.
  int secs();

  /// The flags field, 0 to 65535; only the top bit has a meaning, see [#broadcast()].
  int flags();

  /// The client's own address, 0.0.0.0 unless it can answer ARP for it.
  Ipv4 ciaddr();

  /// The address that a server gives to the client.
  Ipv4 yiaddr();

  /// The server to use in the next step of the bootstrap.
  Ipv4 siaddr();

  /// The relay agent's address, 0.0.0.0 where there is none.
  Ipv4 giaddr();

  /// `htype` and the first `hlen` bytes of the field `chaddr`.
  HardwareAddress chaddr();

  /// The server host name, up to its first zero; empty where the field holds options.
  Bytes sname();

  /// The boot file name, up to its first zero; empty where the field holds options.
  Bytes file();

  /// Whether an option with this code is present, be it empty.
  boolean has(int code);

  /// The joined value of the option with this code (1 to 254).
  Optional<Bytes> option(int code);

  /// Lets `window` show the joined value of the option with this code (0 to 255), without a copy
  /// where it lies in one part. Where the option is absent the window is left as it was.
  ///
  /// @return whether the option is present
  boolean option(int code, ByteWindow window);

  /// Lets `window` show the first `hlen` bytes of the field `chaddr`.
  void hardwareAddress(ByteWindow window);

  /// Calls `action` with value and code of each option, in the order of their first part. Options 0
  /// (pad), 255 (end) and 52 (overload) belong to the encoding and do not appear.
  void forEachOption(ObjIntConsumer<Bytes> action);

  /// The message type (option 53); empty for BOOTP and for types that IANA has not assigned.
  default Optional<MessageType> messageType() {
    return option(ControlOptions.MESSAGE_TYPE)
        .filter(value -> value.length() == 1)
        .flatMap(value -> MessageType.of(value.at(0)));
  }

  /// Whether the client asked for broadcast replies (the top bit of `flags`).
  default boolean broadcast() {
    return (flags() & Layout.BROADCAST_FLAG) != 0;
  }

  /// The decoded value of an option; empty where it is absent or its bytes do not fit its type.
  default <T> Optional<T> get(OptionDefinition<T> definition) {
    return option(definition.code()).flatMap(definition.type()::decode);
  }

  /// Whether that option is present, be it empty or malformed.
  default boolean has(OptionDefinition<?> definition) {
    return has(definition.code());
  }
}

package org.lessor.cli.explain;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lessor.config.Interfaces;
import org.lessor.engine.Reception;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.Op;
import org.lessor.wire.Option;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.Parsed;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// A message that a client might send, and how it would come in.
///
/// @param kind what it is
/// @param chaddr the client's hardware address
/// @param clientId option 61
/// @param address the address that the client has or wants
/// @param giaddr the relay agent that passes it on
/// @param inlet where it comes in
/// @param server the server that it names, where its kind does
/// @param options all else
public record Question(
    Kind kind,
    HardwareAddress chaddr,
    Optional<Bytes> clientId,
    Optional<Ipv4> address,
    Optional<Ipv4> giaddr,
    Reception.Inlet inlet,
    Ipv4 server,
    List<Option> options) {
  /// What clients usually ask for, where the question does not say.
  private static final Bytes USUAL_REQUESTS = Bytes.ofHex("0103060c0f1c2a333a3b7779");

  /// Copies the list. Throws [IllegalArgumentException] where the kind needs an address and there
  /// is none.
  public Question {
    options = List.copyOf(options);
    if (kind.needsAddress() && address.isEmpty()) {
      throw new IllegalArgumentException(
          "--message " + kind.name().toLowerCase(Locale.ROOT) + " needs --address");
    }
  }

  /// The message.
  public Message message() {
    return Message.of(Op.BOOTREQUEST, kind.type(), new Xid(1), chaddr, this::fill);
  }

  private Message.Builder fill(Message.Builder message) {
    giaddr.ifPresent(relay -> message.giaddr(relay).hops(1));
    clientId.ifPresent(id -> message.option(StandardOptions.DHCP_CLIENT_IDENTIFIER.code(), id));
    if (kind.hasCiaddr()) {
      address.ifPresent(message::ciaddr);
    } else {
      address.ifPresent(wanted -> message.option(StandardOptions.DHCP_REQUESTED_ADDRESS, wanted));
    }
    if (kind.namesServer()) {
      message.option(StandardOptions.DHCP_SERVER_IDENTIFIER, server);
    }
    int requests = StandardOptions.DHCP_PARAMETER_REQUEST_LIST.code();
    message.option(requests, USUAL_REQUESTS);
    for (Option option : options) {
      message.without(option.code()).option(option.code(), option.value());
    }
    return message;
  }

  /// How it comes in: from the relay agent, from the client's address, or by broadcast.
  public Reception reception() {
    if (giaddr.isPresent()) {
      return new Reception(inlet, giaddr.get(), 67, inlet.address());
    }
    boolean unicast = kind == Kind.RENEW || kind == Kind.RELEASE;
    Ipv4 source = kind.hasCiaddr() ? address.orElse(Ipv4.UNSPECIFIED) : Ipv4.UNSPECIFIED;
    return new Reception(inlet, source, 68, unicast ? inlet.address() : Ipv4.BROADCAST);
  }

  /// An option as the command line has it: `name=value` with Kea's name and text form, or
  /// `code=0x0102` with the bytes. Throws [IllegalArgumentException] with what is wrong.
  public static Option option(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("'" + text + "' is no option: write name=value");
    }
    String name = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    boolean number = name.chars().allMatch(Character::isDigit);
    Optional<OptionDefinition<?>> definition =
        number
            ? OptionSpaces.STANDARD.byCode(OptionSpace.DHCP4, Integer.parseInt(name))
            : OptionSpaces.STANDARD.byName(OptionSpace.DHCP4, name);
    if (value.startsWith("0x") && (number || definition.isPresent())) {
      int code = number ? Integer.parseInt(name) : definition.orElseThrow().code();
      return new Option(code, bytes(value));
    }
    if (definition.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no option '" + name + "': write its code and its bytes, such as 224=0x0102");
    }
    return new Option(definition.get().code(), parse(definition.get(), value));
  }

  private static <T> Bytes parse(OptionDefinition<T> definition, String text) {
    return switch (definition.type().parse(text).map(definition.type()::encode)) {
      case Parsed.Ok<Bytes>(Bytes bytes) -> bytes;
      case Parsed.Invalid<Bytes>(String reason) ->
          throw new IllegalArgumentException(definition.name() + ": " + reason);
    };
  }

  /// Bytes as Kea writes identifiers: `01:02:03`, `0x010203` or `'text'`. Throws
  /// [IllegalArgumentException] with what is wrong.
  public static Bytes bytes(String text) {
    return switch (Bytes.parseHexOrQuoted(text)) {
      case Parsed.Ok<Bytes>(Bytes bytes) -> bytes;
      case Parsed.Invalid<Bytes>(String reason) ->
          throw new IllegalArgumentException("'" + text + "': " + reason);
    };
  }

  /// The interface with the addresses that it has on this machine, if it is there.
  ///
  /// @param name which; empty for the first that the configuration names
  /// @param address the server's address there; empty for what the configuration or the machine
  ///   says
  public static Reception.Inlet inlet(
      Optional<String> name, Optional<Ipv4> address, Interfaces configured) {
    Optional<Interfaces.Listening.Named> entry =
        configured.listening().stream()
            .filter(Interfaces.Listening.Named.class::isInstance)
            .map(Interfaces.Listening.Named.class::cast)
            .filter(each -> name.isEmpty() || each.name().equals(name.get()))
            .findFirst();
    String chosen = name.or(() -> entry.map(Interfaces.Listening.Named::name)).orElse("any");
    List<Ipv4> addresses = new ArrayList<>();
    address.ifPresent(addresses::add);
    entry.flatMap(Interfaces.Listening.Named::address).ifPresent(addresses::add);
    addresses.addAll(ofMachine(chosen));
    List<Ipv4> distinct = addresses.stream().distinct().toList();
    Ipv4 first = distinct.isEmpty() ? Ipv4.UNSPECIFIED : distinct.getFirst();
    return new Reception.Inlet(chosen, first, distinct);
  }

  private static List<Ipv4> ofMachine(String name) {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      return found == null
          ? List.of()
          : found
              .inetAddresses()
              .filter(Inet4Address.class::isInstance)
              .map(each -> Ipv4.of(each.getHostAddress()))
              .toList();
    } catch (SocketException unknown) {
      return List.of(); // then it is as if the interface were not there
    }
  }
}

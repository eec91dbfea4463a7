package org.lessor.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClientFqdn;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.DomainName;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StandardOptions;

/// The name that a client with one address goes by, and what the client is told of it: what is
/// reserved for it, what it says itself by option 81 (RFC 4702) or option 12, or a generated one.
///
/// @param names what is kept with the lease
/// @param fqdn option 81 of the reply, where it has one
/// @param hostName option 12 of the reply, where it has one
record HostNames(LeaseNames names, Optional<ClientFqdn> fqdn, Optional<Bytes> hostName) {
  private static final HostNames NONE =
      new HostNames(LeaseNames.NONE, Optional.empty(), Optional.empty());

  private static final int DEPRECATED_RCODE = 255;

  /// The name of the client that sent `message` at that address.
  ///
  /// @param reserved the name that is reserved for it
  static HostNames of(
      DhcpMessage message, Optional<String> reserved, NameRules rules, Ipv4 address) {
    if (message.has(OptionCodes.FQDN)) {
      Optional<ClientFqdn> fqdn = fqdn(message);
      if (fqdn.isPresent()) {
        return byFqdn(fqdn.get(), reserved, rules, address);
      }
    }
    return byHostName(message.option(OptionCodes.HOST_NAME), reserved, rules, address);
  }

  /// Tells the client.
  void answer(ReplyOptions options) {
    fqdn.ifPresent(
        value -> options.onRequest(OptionCodes.FQDN, StandardOptions.FQDN.type().encode(value)));
    hostName.ifPresent(value -> options.onRequest(OptionCodes.HOST_NAME, value));
  }

  /// Option 81 where it says something: a client that wants the server both to enter its name and
  /// to enter nothing does not.
  private static Optional<ClientFqdn> fqdn(DhcpMessage message) {
    return message
        .get(StandardOptions.FQDN)
        .filter(fqdn -> !(fqdn.has(ClientFqdn.N) && fqdn.has(ClientFqdn.S)));
  }

  private static HostNames byFqdn(
      ClientFqdn asked, Optional<String> reserved, NameRules rules, Ipv4 address) {
    Optional<DomainName> name =
        fqdnText(asked, reserved, rules, address)
            .flatMap(text -> DomainName.parse(text + ".").toOptional())
            .map(DomainName::lowerCase)
            .filter(found -> asked.has(ClientFqdn.E) || !hasDotInLabel(found));
    if (name.isEmpty()) {
      return NONE;
    }
    int flags = flags(asked, rules);
    ClientFqdn answer = new ClientFqdn(flags, DEPRECATED_RCODE, DEPRECATED_RCODE, name.get());
    LeaseNames kept =
        new LeaseNames(name.get().toString(), answer.has(ClientFqdn.S), !answer.has(ClientFqdn.N));
    return new HostNames(kept, Optional.of(answer), Optional.empty());
  }

  private static boolean hasDotInLabel(DomainName name) {
    return name.toString().contains("\\.");
  }

  /// The name to answer, without the dot at its end; empty where nothing is left of what the client
  /// says.
  private static Optional<String> fqdnText(
      ClientFqdn asked, Optional<String> reserved, NameRules rules, Ipv4 address) {
    if (reserved.isPresent()) {
      return Optional.of(rules.qualified(reserved.get()));
    }
    List<Bytes> said = asked.name().labels();
    if (rules.replacement().ofSaid() || said.isEmpty()) {
      return Optional.of(rules.generated(address));
    }
    List<String> labels = new ArrayList<>(said.size());
    for (Bytes label : said) {
      String text = rules.filter().filtered(text(label));
      if (text.isEmpty()) {
        return Optional.empty();
      }
      labels.add(escaped(text));
    }
    String name = String.join(".", labels);
    return Optional.of(asked.name().isQualified() ? name : rules.qualified(name));
  }

  /// The label as it stands in the text form of a name.
  private static String escaped(String label) {
    StringBuilder text = new StringBuilder(label.length());
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c == '\\' || c <= ' ' || c >= 0x7f) {
        text.append(String.format(Locale.ROOT, "\\%03d", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /// RFC 4702 section 4: what the server does, and whether that is what the client asked for.
  private static int flags(ClientFqdn asked, NameRules rules) {
    boolean updates = rules.updates() == NameRules.Updates.SENT;
    boolean enters = false;
    boolean nothing = !updates;
    if (updates && asked.has(ClientFqdn.N)) {
      enters = rules.overridden().contains(NameRules.Wish.NO_UPDATE);
      nothing = !enters;
    } else if (updates) {
      enters = asked.has(ClientFqdn.S) || rules.overridden().contains(NameRules.Wish.CLIENT_UPDATE);
    }
    int flags = asked.flags() & ClientFqdn.E;
    flags |= enters ? ClientFqdn.S : 0;
    flags |= nothing ? ClientFqdn.N : 0;
    return flags | (enters == asked.has(ClientFqdn.S) ? 0 : ClientFqdn.O);
  }

  private static HostNames byHostName(
      Optional<Bytes> said, Optional<String> reserved, NameRules rules, Ipv4 address) {
    if (reserved.isPresent()) {
      return told(rules.qualified(reserved.get()), rules);
    }
    if (said.isEmpty()) {
      return rules.replacement().ofUnsaid() ? told(rules.generated(address), rules) : NONE;
    }
    // RFC 2132 section 2: zeros behind a text are no part of it.
    String name = text(said.get().withoutTrailingZeros()).strip();
    int labels = labelCount(name);
    if (labels < 0) {
      return NONE;
    }
    if (labels == 0 || rules.replacement().ofSaid()) {
      return told(rules.generated(address), rules);
    }
    String kept = rules.filter().filtered(name);
    return switch (kept.equals(name) ? labels : labelCount(kept)) {
      case -1 -> NONE;
      case 0 -> told(rules.generated(address), rules);
      case 1 -> told(rules.qualified(kept), rules);
      default -> told(kept, rules);
    };
  }

  private static HostNames told(String name, NameRules rules) {
    boolean updates = rules.updates() == NameRules.Updates.SENT;
    String text = utf8(name.toLowerCase(Locale.ROOT));
    return new HostNames(
        new LeaseNames(text, updates, updates), Optional.empty(), Optional.of(Bytes.ofText(text)));
  }

  /// The number of labels of a domain name in front of the root, which is there whether the name
  /// ends with a dot or not; -1 where it is no name.
  private static int labelCount(String name) {
    return name.isEmpty() ? -1 : DomainName.labelCount(name);
  }

  /// The bytes as characters of the same number.
  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static String utf8(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) > 0x7f) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}

package org.lessor.engine;

import java.util.Locale;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClientFqdn;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.DomainName;
import org.lessor.wire.StandardOptions;

/// The name that a client goes by: what is reserved for it, or what it says itself by option 81
/// (RFC 4702) or option 12.
final class HostNames {
  /// The longest name of DNS as text (RFC 1035 section 2.3.4).
  private static final int MAX_LENGTH = 253;

  private static final int DEPRECATED_RCODE = 255;

  private HostNames() {}

  /// What is kept with the lease of the client that sent `message`.
  static LeaseNames of(DhcpMessage message, Optional<Reservation> reservation) {
    String name = name(message, reservation);
    return name.isEmpty() ? LeaseNames.NONE : new LeaseNames(name, false, false);
  }

  private static String name(DhcpMessage message, Optional<Reservation> reservation) {
    Optional<String> reserved = reserved(reservation);
    if (reserved.isPresent()) {
      return reserved.get();
    }
    if (message.has(OptionCodes.FQDN)) {
      Optional<ClientFqdn> fqdn = fqdn(message);
      if (fqdn.isPresent()) {
        return sanitised(Bytes.ofText(fqdn.get().name().toString()));
      }
    }
    Optional<Bytes> said = message.option(OptionCodes.HOST_NAME);
    return said.isPresent() ? sanitised(said.get()) : "";
  }

  private static Optional<String> reserved(Optional<Reservation> reservation) {
    return reservation.isEmpty() ? Optional.empty() : reservation.get().hostname();
  }

  /// Option 81 where it says something: a client that wants the server both to enter its name and
  /// to enter nothing does not.
  private static Optional<ClientFqdn> fqdn(DhcpMessage message) {
    return message
        .get(StandardOptions.FQDN)
        .filter(fqdn -> !(fqdn.has(ClientFqdn.N) && fqdn.has(ClientFqdn.S)));
  }

  /// Answers the options by which the client says or asks its name: 81 if it sent that, or else 12.
  static void answer(ReplyOptions options, DhcpMessage request, Optional<Reservation> reservation) {
    if (request.has(OptionCodes.FQDN)) {
      Optional<ClientFqdn> fqdn = fqdn(request);
      if (fqdn.isPresent()) {
        ClientFqdn answer = answer(fqdn.get(), reserved(reservation));
        options.onRequest(OptionCodes.FQDN, StandardOptions.FQDN.type().encode(answer));
        return;
      }
    }
    boolean wanted =
        request.has(OptionCodes.HOST_NAME)
            || (reserved(reservation).isPresent()
                && ReplyOptions.isRequested(OptionCodes.HOST_NAME, request));
    String name = wanted ? name(request, reservation) : "";
    if (!name.isEmpty()) {
      options.onRequest(OptionCodes.HOST_NAME, Bytes.ofText(name));
    }
  }

  /// RFC 4702 section 4: this server enters nothing into DNS, and says so.
  private static ClientFqdn answer(ClientFqdn asked, Optional<String> reserved) {
    int flags = ClientFqdn.N | (asked.flags() & ClientFqdn.E);
    if (asked.has(ClientFqdn.S)) {
      flags |= ClientFqdn.O;
    }
    DomainName name =
        reserved.isEmpty()
            ? asked.name()
            : DomainName.parse(reserved.get()).toOptional().orElse(asked.name());
    return new ClientFqdn(flags, DEPRECATED_RCODE, DEPRECATED_RCODE, name);
  }

  /// The name in lower case without what no host name has in it (Kea: hostname-char-set); empty
  /// where nothing is left, or more than DNS can hold.
  static String sanitised(Bytes name) {
    StringBuilder kept = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = (char) name.at(i);
      if (isNameCharacter(c)) {
        kept.append(c);
      }
    }
    return kept.length() > MAX_LENGTH ? "" : kept.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.';
  }
}

package org.lessor.wire;

import java.util.List;
import java.util.Optional;

/// Option 120: the SIP servers, by name or by address (RFC 3361 section 3).
public sealed interface SipServers {
  /// Encoding 0: names, best first.
  ///
  /// @param names at least one, fully qualified
  record Names(List<DomainName> names) implements SipServers {
    /// Takes a copy. Throws [IllegalArgumentException] if there is none.
    public Names {
      names = names.stream().map(DomainName::qualified).toList();
      requireSome(names);
    }
  }

  /// Encoding 1: addresses, best first.
  ///
  /// @param addresses at least one
  record Addresses(List<Ipv4> addresses) implements SipServers {
    /// Takes a copy. Throws [IllegalArgumentException] if there is none.
    public Addresses {
      addresses = List.copyOf(addresses);
      requireSome(addresses);
    }
  }

  private static void requireSome(List<?> servers) {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no SIP server");
    }
  }

  /// The encoding in one byte, then the list. As text the list alone: addresses if the first field
  /// is one, else names.
  record Type() implements OptionType<SipServers> {
    private static final int NAMES = 0;
    private static final int ADDRESSES = 1;

    @Override
    public Optional<SipServers> decode(Bytes bytes) {
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      Bytes list = bytes.from(1);
      return switch (bytes.at(0)) {
        case NAMES -> OptionTypes.FQDN_LIST.decode(list).map(Names::new);
        case ADDRESSES -> OptionTypes.IPV4_LIST.decode(list).map(Addresses::new);
        default -> Optional.empty();
      };
    }

    @Override
    public Bytes encode(SipServers value) {
      return switch (value) {
        case Names(List<DomainName> names) ->
            Bytes.ofUnsigned(NAMES).plus(OptionTypes.FQDN_LIST.encode(names));
        case Addresses(List<Ipv4> addresses) ->
            Bytes.ofUnsigned(ADDRESSES).plus(OptionTypes.IPV4_LIST.encode(addresses));
      };
    }

    @Override
    public String print(SipServers value) {
      return switch (value) {
        case Names(List<DomainName> names) -> OptionTypes.FQDN_LIST.print(names);
        case Addresses(List<Ipv4> addresses) -> OptionTypes.IPV4_LIST.print(addresses);
      };
    }

    @Override
    public Parsed<SipServers> parse(String text) {
      List<String> fields = CsvText.split(text, ',');
      boolean addresses = !fields.isEmpty() && Ipv4.parse(fields.getFirst()).isPresent();
      return addresses
          ? OptionTypes.IPV4_LIST.parse(text).map(Addresses::new)
          : OptionTypes.FQDN_LIST.parse(text).map(Names::new);
    }

    @Override
    public String name() {
      return "internal";
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }
}

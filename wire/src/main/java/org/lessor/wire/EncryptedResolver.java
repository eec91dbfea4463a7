package org.lessor.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One resolver of option 162, discovery of network-designated resolvers (RFC 9463 section 5.1).
///
/// @param priority lower is better, 0 to 65535
/// @param name the name that the resolver's certificate must have
/// @param addresses where it is; empty where the client is to look the name up, and then there are
///   no parameters
/// @param parameters protocols, port and path; ascending keys
public record EncryptedResolver(
    int priority, DomainName name, List<Ipv4> addresses, List<ServiceParameter> parameters) {
  private static final int MAX_ADDRESSES = 255 / 4;

  /// Throws [IllegalArgumentException] if a number is out of range, keys do not ascend or there are
  /// parameters without addresses.
  public EncryptedResolver {
    addresses = List.copyOf(addresses);
    parameters = List.copyOf(parameters);
    name = name.qualified();
    if (priority < 0 || priority > 0xffff) {
      throw new IllegalArgumentException("service priority out of range 0..65535: " + priority);
    }
    if (addresses.size() > MAX_ADDRESSES) {
      throw new IllegalArgumentException(
          addresses.size() + " addresses of one resolver, at most 63 fit");
    }
    if (addresses.isEmpty() && !parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "service parameters of a resolver without address (RFC 9463 section 5.1)");
    }
    for (int i = 1; i < parameters.size(); i++) {
      if (parameters.get(i - 1).key() >= parameters.get(i).key()) {
        throw new IllegalArgumentException(
            "service parameter keys do not ascend (RFC 9460 section 2.2): " + parameters);
      }
    }
  }

  private void write(ByteSink out) {
    ByteSink instance = new ByteSink();
    instance.uint16(priority);
    instance.uint8(name.wire().length());
    instance.bytes(name.wire());
    if (!addresses.isEmpty()) {
      instance.uint8(4 * addresses.size());
      for (Ipv4 address : addresses) {
        instance.uint32(address.bits());
      }
      for (ServiceParameter parameter : parameters) {
        instance.uint16(parameter.key());
        instance.uint16(parameter.value().length());
        instance.bytes(parameter.value());
      }
    }
    if (instance.length() > 0xffff) {
      throw new IllegalArgumentException("a resolver of " + instance.length() + " bytes: " + this);
    }
    out.uint16(instance.length());
    out.bytes(instance.toBytes());
  }

  /// Reads one resolver without the length in front of it. Empty where the bytes do not fit.
  private static Optional<EncryptedResolver> read(Bytes instance) {
    Cursor in = new Cursor(instance);
    if (!in.has(3)) {
      return Optional.empty();
    }
    int priority = in.uint16();
    int nameLength = in.uint8();
    if (!in.has(nameLength)) {
      return Optional.empty();
    }
    Optional<DomainName> name = OptionTypes.FQDN.decode(in.take(nameLength));
    List<Ipv4> addresses = new ArrayList<>();
    if (in.has(1)) {
      int addressesLength = in.uint8();
      if (addressesLength == 0 || addressesLength % 4 != 0 || !in.has(addressesLength)) {
        return Optional.empty();
      }
      for (int i = 0; i < addressesLength / 4; i++) {
        addresses.add(new Ipv4((int) in.uint32()));
      }
    }
    List<ServiceParameter> parameters = new ArrayList<>();
    while (in.has(1)) {
      if (!in.has(4)) {
        return Optional.empty();
      }
      int key = in.uint16();
      int length = in.uint16();
      if (!in.has(length)) {
        return Optional.empty();
      }
      parameters.add(new ServiceParameter(key, in.take(length)));
    }
    return name.flatMap(adn ->
        Parsed.ok(adn)
            .map(known -> new EncryptedResolver(priority, known, addresses, parameters))
            .toOptional());
  }

  /// `priority, name, addresses, parameters` with blanks inside the lists, as Kea writes it.
  @Override
  public String toString() {
    String text = priority + ", " + CsvText.escape(name.toString(), ',');
    if (!addresses.isEmpty()) {
      text += ", " + addresses.stream().map(Ipv4::toString).collect(Collectors.joining(" "));
    }
    if (!parameters.isEmpty()) {
      text +=
          ", "
              + parameters.stream()
                  .map(parameter -> CsvText.escape(parameter.toString(), ','))
                  .collect(Collectors.joining(" "));
    }
    return text;
  }

  /// Reads what [#toString] writes, such as `10, dns.example., 192.0.2.1, alpn=dot\,doq port=853`.
  public static Parsed<EncryptedResolver> parse(String text) {
    List<String> fields = CsvText.split(text, ',');
    if (fields.size() < 2 || fields.size() > 4) {
      return Parsed.invalid(
          "\"" + text + "\" is not priority, name, addresses, parameters of a resolver");
    }
    List<Ipv4> addresses = new ArrayList<>();
    for (String address : words(fields, 2)) {
      switch (OptionTypes.IPV4_FIELD.parseField(address)) {
        case Parsed.Ok<Ipv4>(Ipv4 value) -> addresses.add(value);
        case Parsed.Invalid<Ipv4>(String reason) -> {
          return Parsed.invalid(reason);
        }
      }
    }
    List<ServiceParameter> parameters = new ArrayList<>();
    for (String parameter : words(fields, 3)) {
      switch (ServiceParameter.parse(parameter)) {
        case Parsed.Ok<ServiceParameter>(ServiceParameter value) -> parameters.add(value);
        case Parsed.Invalid<ServiceParameter>(String reason) -> {
          return Parsed.invalid(reason);
        }
      }
    }
    parameters.sort(Comparator.comparingInt(ServiceParameter::key));
    return OptionTypes.UINT16_FIELD
        .parseField(fields.get(0))
        .flatMap(priority ->
            OptionTypes.FQDN_FIELD
                .parseField(fields.get(1))
                .map(name ->
                    new EncryptedResolver(priority.intValue(), name, addresses, parameters)));
  }

  private static List<String> words(List<String> fields, int index) {
    return index < fields.size() ? Arrays.asList(fields.get(index).split("\\s+")) : List.of();
  }

  /// Each resolver behind its length in two bytes. As text with `|` between them.
  record ListType() implements OptionType<List<EncryptedResolver>> {
    @Override
    public Optional<List<EncryptedResolver>> decode(Bytes bytes) {
      List<EncryptedResolver> resolvers = new ArrayList<>();
      Cursor in = new Cursor(bytes);
      while (in.has(1)) {
        int length = in.has(2) ? in.uint16() : -1;
        Optional<EncryptedResolver> resolver =
            length >= 0 && in.has(length)
                ? EncryptedResolver.read(in.take(length))
                : Optional.empty();
        if (resolver.isEmpty()) {
          return Optional.empty();
        }
        resolvers.add(resolver.get());
      }
      return resolvers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(resolvers));
    }

    @Override
    public Bytes encode(List<EncryptedResolver> value) {
      ByteSink out = new ByteSink();
      value.forEach(resolver -> resolver.write(out));
      return out.toBytes();
    }

    @Override
    public String print(List<EncryptedResolver> value) {
      return value.stream()
          .map(resolver -> CsvText.escape(resolver.toString(), '|'))
          .collect(Collectors.joining(" | "));
    }

    @Override
    public Parsed<List<EncryptedResolver>> parse(String text) {
      List<EncryptedResolver> resolvers = new ArrayList<>();
      for (String field : CsvText.split(text, '|')) {
        switch (EncryptedResolver.parse(field)) {
          case Parsed.Ok<EncryptedResolver>(EncryptedResolver resolver) -> resolvers.add(resolver);
          case Parsed.Invalid<EncryptedResolver>(String reason) -> {
            return Parsed.invalid(reason);
          }
        }
      }
      return resolvers.isEmpty()
          ? Parsed.invalid("no resolver")
          : Parsed.ok(List.copyOf(resolvers));
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

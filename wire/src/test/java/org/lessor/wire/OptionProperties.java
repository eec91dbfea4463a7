package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for every value of every option type.
class OptionProperties {
  /// A type and one of its values.
  record Typed<T>(OptionType<T> type, T value) {
    Bytes encoded() {
      return type.encode(value);
    }

    void comesBackFromItsBytes() {
      assertThat(type.decode(encoded())).contains(value);
    }

    void comesBackFromItsText() {
      assertThat(type.parse(type.print(value))).isEqualTo(Parsed.ok(value));
    }
  }

  private static <T> Arbitrary<Typed<?>> of(OptionType<T> type, Arbitrary<T> values) {
    return values.map(value -> new Typed<>(type, value));
  }

  private static Arbitrary<Long> numbers(long min, long max) {
    return Arbitraries.longs().between(min, max);
  }

  private static Arbitrary<Ipv4> addresses() {
    return GeneratedMessages.addresses();
  }

  private static Arbitrary<DomainName> names() {
    return GeneratedMessages.bytes(1, 20)
        .list()
        .ofMaxSize(8)
        .map(labels -> DomainName.relative(labels).qualified());
  }

  /// Texts that `data` can express: not empty and without blanks around them.
  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("ab,\\|= .\"'é€\n")
        .ofMinLength(1)
        .ofMaxLength(40)
        .map(text -> "x" + text + "x");
  }

  private static Arbitrary<SubOptions> subOptions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 255), GeneratedMessages.bytes(0, 20))
        .as(SubOption::new)
        .list()
        .ofMaxSize(8)
        .map(SubOptions::new);
  }

  private static Arbitrary<ServiceParameter> parameters(int key) {
    return switch (key) {
      case ServiceParameter.PORT ->
          GeneratedMessages.bytes(2, 2).map(value -> new ServiceParameter(key, value));
      default -> GeneratedMessages.bytes(0, 12).map(value -> new ServiceParameter(key, value));
    };
  }

  private static Arbitrary<EncryptedResolver> resolvers() {
    Arbitrary<List<ServiceParameter>> some =
        Arbitraries.integers()
            .between(0, 9)
            .set()
            .ofMaxSize(4)
            .map(keys -> keys.stream().sorted().toList())
            .flatMap(keys ->
                keys.isEmpty()
                    ? Arbitraries.just(List.of())
                    : Combinators.combine(keys.stream().map(OptionProperties::parameters).toList())
                        .as(list -> list));
    return Combinators.combine(
            Arbitraries.integers().between(0, 0xffff),
            names(),
            addresses().list().ofMaxSize(5),
            some)
        .as((priority, name, list, parameters) ->
            new EncryptedResolver(priority, name, list, list.isEmpty() ? List.of() : parameters));
  }

  @Provide
  Arbitrary<Typed<?>> values() {
    Arbitrary<ClasslessRoute> routes =
        Combinators.combine(addresses(), Arbitraries.integers().between(0, 32), addresses())
            .as((network, length, router) ->
                new ClasslessRoute(Ipv4Prefix.containing(network, length), router));
    Arbitrary<ClientFqdn> fqdns =
        Combinators.combine(
                Arbitraries.integers().between(0, 255).map(flags -> flags | ClientFqdn.E),
                Arbitraries.integers().between(0, 255),
                names())
            .as((flags, rcode, name) -> new ClientFqdn(flags, rcode, rcode, name));
    Arbitrary<VendorOptions> vendors =
        Combinators.combine(numbers(0, 0xffff_ffffL), subOptions()).as(VendorOptions::new);
    Arbitrary<VendorClass> classes =
        Combinators.combine(
                numbers(0, 0xffff_ffffL), GeneratedMessages.bytes(0, 20).list().ofMaxSize(5))
            .as(VendorClass::new);
    Arbitrary<Ipv6> ipv6 = GeneratedMessages.bytes(16, 16).map(Ipv6::new);
    Arbitrary<Ipv6> sparseIpv6 =
        Arbitraries.of((byte) 0, (byte) 0, (byte) 0, (byte) 1)
            .array(byte[].class)
            .ofSize(16)
            .map(bytes -> new Ipv6(Bytes.of(bytes)));
    Arbitrary<Psid> psids =
        Combinators.combine(
                Arbitraries.integers().between(0, 0xffff), Arbitraries.integers().between(0, 16))
            .as((value, length) -> new Psid(value & ((1 << length) - 1), length));
    return Arbitraries.oneOf(
        List.of(
            of(OptionTypes.BOOLEAN, Arbitraries.of(true, false)),
            of(OptionTypes.INT8, numbers(-128, 127)),
            of(OptionTypes.INT16, numbers(-32768, 32767)),
            of(OptionTypes.INT32, numbers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            of(OptionTypes.UINT8, numbers(0, 255)),
            of(OptionTypes.UINT16, numbers(0, 0xffff)),
            of(OptionTypes.UINT32, numbers(0, 0xffff_ffffL)),
            of(OptionTypes.UINT16_LIST, numbers(0, 0xffff).list().ofMinSize(1)),
            of(OptionTypes.IPV4, addresses()),
            of(OptionTypes.IPV4_LIST, addresses().list().ofMinSize(1)),
            of(OptionTypes.IPV6, Arbitraries.oneOf(ipv6, sparseIpv6)),
            of(
                OptionTypes.IPV6_PREFIX,
                Combinators.combine(ipv6, Arbitraries.integers().between(0, 128))
                    .as(Ipv6Prefix::containing)),
            of(OptionTypes.PSID, psids),
            of(OptionTypes.STRING, texts()),
            of(OptionTypes.TUPLE, texts()),
            of(OptionTypes.LONG_TUPLE_LIST, texts().list().ofMinSize(1)),
            of(OptionTypes.RAW_STRING, texts().map(Bytes::ofText)),
            of(OptionTypes.BINARY, GeneratedMessages.bytes(0, 60)),
            of(OptionTypes.UINT8_LIST, GeneratedMessages.bytes(1, 60)),
            of(OptionTypes.FQDN, names()),
            of(OptionTypes.FQDN_LIST, names().list().ofMinSize(1)),
            of(
                OptionTypes.COMPRESSED_FQDN_LIST,
                Arbitraries.of("a.b.c.", "b.c.", "c.", "x.b.c.", "b.", ".")
                    .map(DomainName::of)
                    .list()
                    .ofMinSize(1)),
            of(OptionTypes.COMPRESSED_FQDN_LIST, names().list().ofMinSize(1)),
            of(
                RecordType.of(
                    OptionTypes.UINT8_FIELD, OptionTypes.FQDN_FIELD, OptionTypes.STRING_FIELD),
                Combinators.combine(numbers(0, 255), names(), texts()).as(OptionRecord::of)),
            of(
                RecordType.repeating(OptionTypes.BOOLEAN_FIELD, OptionTypes.IPV4_FIELD),
                Combinators.combine(Arbitraries.of(true, false), addresses().list().ofMinSize(1))
                    .as(OptionRecord::of)),
            of(
                StandardOptions.CLASSLESS_STATIC_ROUTE.type(),
                routes.list().ofMinSize(1).ofMaxSize(20)),
            of(StandardOptions.FQDN.type(), fqdns),
            of(StandardOptions.VIVSO_SUBOPTIONS.type(), vendors.list().ofMinSize(1).ofMaxSize(4)),
            of(StandardOptions.VIVCO_SUBOPTIONS.type(), classes.list().ofMinSize(1).ofMaxSize(4)),
            of(
                StandardOptions.SIP_SERVERS.type(),
                Arbitraries.oneOf(
                    addresses().list().ofMinSize(1).map(SipServers.Addresses::new),
                    names().list().ofMinSize(1).map(SipServers.Names::new))),
            of(
                StandardOptions.PCP_SERVER.type(),
                addresses().list().ofMinSize(1).ofMaxSize(63).list().ofMinSize(1).ofMaxSize(3)),
            of(StandardOptions.V4_DNR.type(), resolvers().list().ofMinSize(1).ofMaxSize(3))));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aValueComesBackFromItsBytes(@ForAll("values") Typed<?> typed) {
    typed.comesBackFromItsBytes();
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aValueComesBackFromItsText(@ForAll("values") Typed<?> typed) {
    typed.comesBackFromItsText();
  }

  @Provide
  Arbitrary<Bytes> bytes() {
    return GeneratedMessages.bytes(0, 300);
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.strings().withChars("0123456789abcx,.:/|-\\ '\"=\n").ofMaxLength(40);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void noBytesMakeAnyTypeThrow(@ForAll("bytes") Bytes bytes) {
    for (OptionDefinition<?> definition : StandardOptions.SPACE.definitions()) {
      readPrintAndWrite(definition, bytes);
    }
  }

  private static <T> void readPrintAndWrite(OptionDefinition<T> definition, Bytes bytes) {
    definition.subOptions(bytes);
    definition
        .type()
        .decode(bytes)
        .ifPresent(value -> {
          assertThat(definition.type().print(value)).isNotNull();
          Bytes again = definition.type().encode(value);
          assertThat(definition.type().decode(again)).as(definition.name()).contains(value);
        });
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void noTextMakesAnyTypeThrow(@ForAll("anyText") String text) {
    for (OptionDefinition<?> definition : StandardOptions.SPACE.definitions()) {
      parseAndWrite(definition, text);
    }
  }

  private static <T> void parseAndWrite(OptionDefinition<T> definition, String text) {
    if (definition.type().parse(text) instanceof Parsed.Ok<T>(T value)) {
      Bytes written = definition.type().encode(value);
      assertThat(definition.type().decode(written)).as(definition.name()).isPresent();
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void compressionNeverMakesAListLonger(@ForAll("values") Typed<?> typed) {
    if (typed.type() == OptionTypes.COMPRESSED_FQDN_LIST) {
      @SuppressWarnings("unchecked")
      List<DomainName> names = (List<DomainName>) typed.value();
      assertThat(typed.encoded().length())
          .isLessThanOrEqualTo(OptionTypes.FQDN_LIST.encode(names).length());
    }
  }
}

package org.lessor.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The option types (RFC 2132 section 2), by the names that Kea gives them.
public final class OptionTypes {
  static final FieldType<Ipv4> IPV4_FIELD = new AddressTypes.Ipv4Type();
  static final FieldType<Ipv6> IPV6_FIELD = new AddressTypes.Ipv6Type();
  static final FieldType<Ipv6Prefix> IPV6_PREFIX_FIELD = new AddressTypes.Ipv6PrefixType();
  static final FieldType<Long> UINT8_FIELD = NumberTypes.IntegerType.unsigned(1);
  static final FieldType<Long> UINT16_FIELD = NumberTypes.IntegerType.unsigned(2);
  static final FieldType<Long> UINT32_FIELD = NumberTypes.IntegerType.unsigned(4);
  static final FieldType<Boolean> BOOLEAN_FIELD = new NumberTypes.BooleanType();
  static final FieldType<Psid> PSID_FIELD = new NumberTypes.PsidType();
  static final FieldType<String> STRING_FIELD = new TextTypes.StringType();
  static final FieldType<Bytes> BINARY_FIELD = new TextTypes.BinaryType("binary");
  static final FieldType<DomainName> FQDN_FIELD = new NameTypes.FqdnType();
  static final FieldType<Bytes> EMPTY_FIELD = new TextTypes.EmptyType();

  /// No byte at all.
  public static final OptionType<Bytes> EMPTY = EMPTY_FIELD;

  /// Any bytes; as text hexadecimal digits or `'characters'`.
  public static final OptionType<Bytes> BINARY = BINARY_FIELD;

  /// One byte, 0 or 1.
  public static final OptionType<Boolean> BOOLEAN = BOOLEAN_FIELD;

  /// One byte, -128 to 127.
  public static final OptionType<Long> INT8 = NumberTypes.IntegerType.signed(1);

  /// Two bytes, -32768 to 32767.
  public static final OptionType<Long> INT16 = NumberTypes.IntegerType.signed(2);

  /// Four bytes, -2147483648 to 2147483647.
  public static final OptionType<Long> INT32 = NumberTypes.IntegerType.signed(4);

  /// One byte, 0 to 255.
  public static final OptionType<Long> UINT8 = UINT8_FIELD;

  /// Two bytes, 0 to 65535.
  public static final OptionType<Long> UINT16 = UINT16_FIELD;

  /// Four bytes, 0 to 4294967295.
  public static final OptionType<Long> UINT32 = UINT32_FIELD;

  /// Four bytes.
  public static final OptionType<Ipv4> IPV4 = IPV4_FIELD;

  /// Sixteen bytes.
  public static final OptionType<Ipv6> IPV6 = IPV6_FIELD;

  /// A length in bits and the bytes that it needs.
  public static final OptionType<Ipv6Prefix> IPV6_PREFIX = IPV6_PREFIX_FIELD;

  /// A port set id with its length.
  public static final OptionType<Psid> PSID = PSID_FIELD;

  /// Characters in UTF-8; zeros behind them are not read.
  public static final OptionType<String> STRING = STRING_FIELD;

  /// A `string` kept as bytes, for what is compared rather than shown.
  public static final OptionType<Bytes> RAW_STRING = new TextTypes.RawStringType();

  /// Characters behind a length of one byte.
  public static final OptionType<String> TUPLE = new TextTypes.TupleType(1);

  /// A fully qualified domain name, uncompressed.
  public static final OptionType<DomainName> FQDN = FQDN_FIELD;

  /// One address or more.
  public static final OptionType<List<Ipv4>> IPV4_LIST = new ArrayType<>(IPV4_FIELD);

  /// One number or more.
  public static final OptionType<List<Long>> UINT16_LIST = new ArrayType<>(UINT16_FIELD);

  /// One domain name or more, written without compression, read with it too.
  public static final OptionType<List<DomainName>> FQDN_LIST =
      new NameTypes.ListType(NameTypes.Compression.NONE);

  /// One domain name or more, written with compression (RFC 3397 section 2).
  public static final OptionType<List<DomainName>> COMPRESSED_FQDN_LIST =
      new NameTypes.ListType(NameTypes.Compression.POINTERS);

  /// One text or more, each behind a length of two bytes (RFC 8572 section 8.3).
  static final OptionType<List<String>> LONG_TUPLE_LIST =
      new ArrayType<>(new TextTypes.TupleType(2));

  /// `uint8[]` as bytes.
  static final OptionType<Bytes> UINT8_LIST = new Uint8List();

  /// Nothing but sub-options, which Kea defines as `empty` with a space that it encapsulates.
  static final OptionType<Bytes> SUB_OPTIONS = new TextTypes.BinaryType("empty");

  /// What an `option-def` can name; `record` and `internal` are not among them.
  private static final Map<String, FieldType<?>> BY_NAME =
      Stream.<FieldType<?>>of(
              EMPTY_FIELD,
              BINARY_FIELD,
              BOOLEAN_FIELD,
              NumberTypes.IntegerType.signed(1),
              NumberTypes.IntegerType.signed(2),
              NumberTypes.IntegerType.signed(4),
              UINT8_FIELD,
              UINT16_FIELD,
              UINT32_FIELD,
              IPV4_FIELD,
              IPV6_FIELD,
              IPV6_PREFIX_FIELD,
              PSID_FIELD,
              STRING_FIELD,
              new TextTypes.TupleType(1),
              FQDN_FIELD)
          .collect(Collectors.toUnmodifiableMap(OptionType::name, Function.identity()));

  private OptionTypes() {}

  /// The type that Kea calls so; empty for `record`, `internal` and unknown names.
  public static Optional<OptionType<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static Parsed<FieldType<?>> fieldNamed(String name) {
    FieldType<?> type = BY_NAME.get(name);
    return type != null
        ? Parsed.ok(type)
        : Parsed.invalid(
            "\""
                + name
                + "\" is not an option type (one of "
                + String.join(", ", BY_NAME.keySet().stream().sorted().toList())
                + ", record)");
  }

  /// Numbers of one byte each, kept as bytes: an option code in each byte of option 55.
  private record Uint8List() implements OptionType<Bytes> {
    private static final ArrayType<Long> NUMBERS = new ArrayType<>(UINT8_FIELD);

    @Override
    public Optional<Bytes> decode(Bytes bytes) {
      return bytes.isEmpty() ? Optional.empty() : Optional.of(bytes);
    }

    @Override
    public Bytes encode(Bytes value) {
      return value;
    }

    @Override
    public String print(Bytes value) {
      return NUMBERS.decode(value).map(NUMBERS::print).orElse("");
    }

    @Override
    public Parsed<Bytes> parse(String text) {
      return NUMBERS.parse(text).map(NUMBERS::encode);
    }

    @Override
    public String name() {
      return NUMBERS.name();
    }

    @Override
    public int maxSizeBytes() {
      return NUMBERS.maxSizeBytes();
    }
  }
}

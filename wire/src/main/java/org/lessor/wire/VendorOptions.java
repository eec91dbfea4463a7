package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One enterprise's part of option 125: sub-options whose meaning the enterprise defines (RFC 3925
/// section 4).
///
/// @param enterprise the IANA enterprise number, 0 to 2^32 - 1
/// @param options at most 255 bytes on the wire
public record VendorOptions(long enterprise, SubOptions options) {
  /// What a length byte can count.
  private static final int MAX_LENGTH = 255;

  /// Throws [IllegalArgumentException] if the number is out of range or the options do not fit.
  public VendorOptions {
    requireEnterprise(enterprise);
    requireLength(enterprise, options.encode().length());
  }

  static void requireEnterprise(long enterprise) {
    if (enterprise < 0 || enterprise > 0xffff_ffffL) {
      throw new IllegalArgumentException("enterprise number out of range: " + enterprise);
    }
  }

  static void requireLength(long enterprise, int length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          length + " bytes for enterprise " + enterprise + ", at most 255 fit");
    }
  }

  /// Number, length, the rest of each part as `number, hex` fields.
  static String printParts(Bytes bytes) {
    List<String> fields = new ArrayList<>();
    Cursor in = new Cursor(bytes);
    while (in.has(5)) {
      fields.add(Long.toString(in.uint32()));
      int length = in.uint8();
      fields.add(Bytes.ofUnsigned(length).plus(in.take(length)).toHex());
    }
    return String.join(", ", fields);
  }

  /// Reads options 124 and 125 as Kea's `csv-format` has them: for each enterprise its number, and
  /// in hexadecimal what follows, length first; a number alone is a part without bytes. What stands
  /// inside a part may be anything.
  ///
  /// @return the bytes of the option, or why they are none
  public static Parsed<Bytes> parseParts(String text) {
    return parseFields(text)
        .flatMap(bytes -> {
          Cursor in = new Cursor(bytes);
          while (in.has(5)) {
            in.uint32();
            int length = in.uint8();
            if (!in.has(length)) {
              return Parsed.invalid(
                  "\""
                      + text
                      + "\" has "
                      + in.remaining()
                      + " bytes where its length says "
                      + length);
            }
            in.take(length);
          }
          return in.remaining() == 0
              ? Parsed.ok(bytes)
              : Parsed.invalid(
                  "\""
                      + text
                      + "\" goes on behind what its length says (write the number and then a"
                      + " length and as many bytes: 4491, 03010203)");
        });
  }

  private static Parsed<Bytes> parseFields(String text) {
    List<String> fields = CsvText.split(text, ',');
    ByteSink out = new ByteSink();
    for (int i = 0; i < fields.size(); i += 2) {
      Bytes rest = Bytes.ofUnsigned(0);
      if (i + 1 < fields.size()) {
        switch (Bytes.parseHexOrQuoted(fields.get(i + 1))) {
          case Parsed.Ok<Bytes>(Bytes bytes) -> rest = bytes;
          case Parsed.Invalid<Bytes>(String reason) -> {
            return Parsed.invalid(reason);
          }
        }
      }
      switch (OptionTypes.UINT32_FIELD.parseField(fields.get(i))) {
        case Parsed.Ok<Long>(Long enterprise) -> out.uint32(enterprise);
        case Parsed.Invalid<Long>(String reason) -> {
          return Parsed.invalid("enterprise number: " + reason);
        }
      }
      out.bytes(rest);
    }
    return Parsed.ok(out.toBytes());
  }

  /// For each enterprise its number, a length, and sub-options. As text its number alone, as Kea
  /// has it where the sub-options come from the space `vendor-<number>`, or its number and the
  /// bytes behind it in hexadecimal, length included.
  record ListType() implements OptionType<List<VendorOptions>> {
    @Override
    public Optional<List<VendorOptions>> decode(Bytes bytes) {
      List<VendorOptions> all = new ArrayList<>();
      Cursor in = new Cursor(bytes);
      while (in.has(1)) {
        if (!in.has(5)) {
          return Optional.empty();
        }
        long enterprise = in.uint32();
        int length = in.uint8();
        Optional<SubOptions> options =
            in.has(length) ? SubOptions.decode(in.take(length)) : Optional.empty();
        if (options.isEmpty()) {
          return Optional.empty();
        }
        all.add(new VendorOptions(enterprise, options.get()));
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(all));
    }

    @Override
    public Bytes encode(List<VendorOptions> value) {
      ByteSink out = new ByteSink();
      for (VendorOptions each : value) {
        Bytes options = each.options.encode();
        out.uint32(each.enterprise);
        out.uint8(options.length());
        out.bytes(options);
      }
      return out.toBytes();
    }

    @Override
    public String print(List<VendorOptions> value) {
      return printParts(encode(value));
    }

    @Override
    public Parsed<List<VendorOptions>> parse(String text) {
      return parseParts(text)
          .flatMap(bytes ->
              decode(bytes)
                  .map(Parsed::ok)
                  .orElseGet(() ->
                      Parsed.invalid(
                          "\""
                              + text
                              + "\" is not an enterprise number, with or without a length"
                              + " and sub-options in hexadecimal")));
    }

    @Override
    public String name() {
      return "uint32";
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }
}

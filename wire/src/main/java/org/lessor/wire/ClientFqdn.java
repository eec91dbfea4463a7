package org.lessor.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Option 81: the client's domain name, and who enters it into DNS (RFC 4702 section 2).
///
/// @param flags 0 to 255, see the constants
/// @param rcode1 deprecated: 0 from clients, 255 from servers
/// @param rcode2 deprecated, like `rcode1`
/// @param name fully qualified, or only the part that the client knows; empty where it leaves the
///   name to the server. In the old ASCII encoding a name is fully qualified only where a dot ends
///   it
public record ClientFqdn(int flags, int rcode1, int rcode2, DomainName name) {
  /// The server enters the address (A) record.
  public static final int S = 0x01;

  /// The server did otherwise than the client's `S` asked; from servers only.
  public static final int O = 0x02;

  /// The name is in the wire form of RFC 1035 without compression; otherwise it is in ASCII, which
  /// is deprecated.
  public static final int E = 0x04;

  /// The server enters nothing.
  public static final int N = 0x08;

  /// Throws [IllegalArgumentException] if a number is out of range.
  public ClientFqdn {
    if (((flags | rcode1 | rcode2) & ~0xff) != 0) {
      throw new IllegalArgumentException(
          "flags or rcodes out of range: " + flags + " " + rcode1 + " " + rcode2);
    }
  }

  /// Whether this flag, one of the constants, is set.
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Three bytes, then the name in one of two encodings. As text the fields of Kea's record: flags,
  /// both rcodes, name.
  record Type() implements OptionType<ClientFqdn> {
    @Override
    public Optional<ClientFqdn> decode(Bytes bytes) {
      Cursor in = new Cursor(bytes);
      if (!in.has(3)) {
        return Optional.empty();
      }
      int flags = in.uint8();
      int rcode1 = in.uint8();
      int rcode2 = in.uint8();
      Bytes encoded = in.rest();
      try {
        DomainName name = (flags & E) != 0 ? new DomainName(encoded) : ofAscii(encoded);
        return Optional.of(new ClientFqdn(flags, rcode1, rcode2, name));
      } catch (IllegalArgumentException notAName) {
        return Optional.empty();
      }
    }

    private static DomainName ofAscii(Bytes encoded) {
      Bytes text = encoded.withoutTrailingZeros();
      List<Bytes> labels = new ArrayList<>();
      int from = 0;
      for (int i = 0; i < text.length(); i++) {
        if (text.at(i) == '.') {
          labels.add(text.slice(from, i));
          from = i + 1;
        }
      }
      if (from < text.length()) {
        return relative(labels, text.from(from));
      }
      DomainName name = DomainName.relative(labels);
      return labels.isEmpty() ? name : name.qualified();
    }

    private static DomainName relative(List<Bytes> labels, Bytes last) {
      labels.add(last);
      return DomainName.relative(labels);
    }

    @Override
    public Bytes encode(ClientFqdn value) {
      ByteSink out = new ByteSink();
      out.uint8(value.flags);
      out.uint8(value.rcode1);
      out.uint8(value.rcode2);
      out.bytes(value.has(E) ? value.name.wire() : ascii(value.name));
      return out.toBytes();
    }

    private static Bytes ascii(DomainName name) {
      ByteSink out = new ByteSink();
      for (Bytes label : name.labels()) {
        if (new String(label.toArray(), StandardCharsets.ISO_8859_1).indexOf('.') >= 0) {
          throw new IllegalArgumentException("a label of " + name + " has a dot in it");
        }
        if (out.length() > 0) {
          out.uint8('.');
        }
        out.bytes(label);
      }
      if (name.isQualified()) {
        out.uint8('.');
      }
      return out.toBytes();
    }

    @Override
    public String print(ClientFqdn value) {
      String numbers = value.flags + ", " + value.rcode1 + ", " + value.rcode2;
      String name = value.name.toString();
      return name.isEmpty() ? numbers : numbers + ", " + CsvText.escape(name, ',');
    }

    @Override
    public Parsed<ClientFqdn> parse(String text) {
      List<String> fields = CsvText.split(text, ',');
      if (fields.size() != 3 && fields.size() != 4) {
        return Parsed.invalid(
            "\"" + text + "\" is not flags, rcode1, rcode2, name (such as 4, 0, 0, a.example.)");
      }
      List<Integer> numbers = new ArrayList<>();
      for (String field : fields.subList(0, 3)) {
        switch (OptionTypes.UINT8_FIELD.parseField(field)) {
          case Parsed.Ok<Long>(Long number) -> numbers.add(number.intValue());
          case Parsed.Invalid<Long>(String reason) -> {
            return Parsed.invalid(reason);
          }
        }
      }
      return DomainName.parse(fields.size() == 3 ? "" : fields.get(3))
          .map(name -> new ClientFqdn(numbers.get(0), numbers.get(1), numbers.get(2), name));
    }

    @Override
    public String name() {
      return "record(uint8,uint8,uint8,fqdn)";
    }

    @Override
    public int maxSizeBytes() {
      return 3 + DomainName.MAX_SIZE;
    }
  }
}

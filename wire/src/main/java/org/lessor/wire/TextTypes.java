package org.lessor.wire;

import org.jspecify.annotations.Nullable;

/// Texts, opaque bytes, nothing at all.
final class TextTypes {
  private TextTypes() {}

  /// Characters in UTF-8, without the zeros that some senders put behind them (RFC 2132 section 2).
  record StringType() implements FieldType<String> {
    @Override
    public String name() {
      return "string";
    }

    @Override
    public String read(Cursor in) {
      return in.rest().withoutTrailingZeros().toText();
    }

    @Override
    public void write(String value, ByteSink out) {
      out.bytes(Bytes.ofText(value));
    }

    @Override
    public Parsed<String> parseField(String field) {
      return Parsed.ok(field);
    }

    @Override
    public String printField(String value) {
      return value;
    }

    @Override
    public boolean knowsItsEnd() {
      return false;
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }

  /// A `string` whose bytes matter, not its characters: not trimmed, not decoded.
  record RawStringType() implements FieldType<Bytes> {
    @Override
    public String name() {
      return "string";
    }

    @Override
    public Bytes read(Cursor in) {
      return in.rest();
    }

    @Override
    public void write(Bytes value, ByteSink out) {
      out.bytes(value);
    }

    @Override
    public Parsed<Bytes> parseField(String field) {
      return Parsed.ok(Bytes.ofText(field));
    }

    @Override
    public String printField(Bytes value) {
      return value.toText();
    }

    @Override
    public boolean knowsItsEnd() {
      return false;
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }

  /// Any bytes; as text hexadecimal digits, or characters in single quotes.
  ///
  /// @param name `binary`, or `empty` for an option that holds nothing but sub-options, which Kea
  ///   defines so
  record BinaryType(String name) implements FieldType<Bytes> {
    @Override
    public Bytes read(Cursor in) {
      return in.rest();
    }

    @Override
    public void write(Bytes value, ByteSink out) {
      out.bytes(value);
    }

    @Override
    public Parsed<Bytes> parse(String text) {
      // An empty field would be dropped, and no bytes are a value of this type.
      return text.isBlank() ? Parsed.ok(Bytes.EMPTY) : FieldType.super.parse(text);
    }

    @Override
    public Parsed<Bytes> parseField(String field) {
      return Bytes.parseHexOrQuoted(field);
    }

    @Override
    public String printField(Bytes value) {
      return value.toHex();
    }

    @Override
    public boolean knowsItsEnd() {
      return false;
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }

  /// No byte: the option's presence is all it says.
  record EmptyType() implements FieldType<Bytes> {
    @Override
    public String name() {
      return "empty";
    }

    @Override
    public Bytes read(Cursor in) {
      return Bytes.EMPTY;
    }

    @Override
    public void write(Bytes value, ByteSink out) {
      if (!value.isEmpty()) {
        throw new IllegalArgumentException("bytes for an option without value: " + value);
      }
    }

    @Override
    public Parsed<Bytes> parse(String text) {
      return text.isBlank()
          ? Parsed.ok(Bytes.EMPTY)
          : Parsed.invalid(
              "\"" + text + "\" given for an option of type empty, which has no value");
    }

    @Override
    public Parsed<Bytes> parseField(String field) {
      return parse(field);
    }

    @Override
    public String printField(Bytes value) {
      return "";
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return 0;
    }
  }

  /// Characters behind their length.
  ///
  /// @param lengthBytes the size of the length, 1 or 2
  record TupleType(int lengthBytes) implements FieldType<String> {
    @Override
    public String name() {
      return "tuple";
    }

    @Override
    public @Nullable String read(Cursor in) {
      if (!in.has(lengthBytes)) {
        return null;
      }
      int length = lengthBytes == 1 ? in.uint8() : in.uint16();
      return in.has(length) ? in.take(length).toText() : null;
    }

    @Override
    public void write(String value, ByteSink out) {
      Bytes bytes = Bytes.ofText(value);
      if (bytes.length() >= 1 << (8 * lengthBytes)) {
        throw new IllegalArgumentException(
            "text of " + bytes.length() + " bytes is too long for a tuple: \"" + value + "\"");
      }
      if (lengthBytes == 1) {
        out.uint8(bytes.length());
      } else {
        out.uint16(bytes.length());
      }
      out.bytes(bytes);
    }

    @Override
    public Parsed<String> parseField(String field) {
      return Parsed.ok(field)
          .map(text -> {
            encode(text);
            return text;
          });
    }

    @Override
    public String printField(String value) {
      return value;
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }
}

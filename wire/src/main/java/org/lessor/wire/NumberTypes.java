package org.lessor.wire;

import org.jspecify.annotations.Nullable;

/// Numbers and what is made of them: integers, booleans, port set ids.
final class NumberTypes {
  private NumberTypes() {}

  /// An integer, most significant byte first.
  ///
  /// @param name Kea's name
  /// @param sizeBytes 1, 2 or 4
  /// @param min the smallest value
  /// @param max the largest value
  record IntegerType(String name, int sizeBytes, long min, long max) implements FieldType<Long> {
    static IntegerType unsigned(int sizeBytes) {
      int bits = 8 * sizeBytes;
      return new IntegerType("uint" + bits, sizeBytes, 0, (1L << bits) - 1);
    }

    static IntegerType signed(int sizeBytes) {
      int bits = 8 * sizeBytes;
      long limit = 1L << (bits - 1);
      return new IntegerType("int" + bits, sizeBytes, -limit, limit - 1);
    }

    @Override
    public @Nullable Long read(Cursor in) {
      if (!in.has(sizeBytes)) {
        return null;
      }
      return switch (sizeBytes) {
        case 1 -> signed(in.uint8(), 8);
        case 2 -> signed(in.uint16(), 16);
        default -> signed(in.uint32(), 32);
      };
    }

    private long signed(long unsigned, int bits) {
      return unsigned > max ? unsigned - (1L << bits) : unsigned;
    }

    @Override
    public void write(Long value, ByteSink out) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(outOfRange(value.toString()));
      }
      switch (sizeBytes) {
        case 1 -> out.uint8(value.intValue());
        case 2 -> out.uint16(value.intValue());
        default -> out.uint32(value);
      }
    }

    private String outOfRange(String value) {
      return value + " is not a " + name + " (" + min + " to " + max + ")";
    }

    @Override
    public Parsed<Long> parseField(String field) {
      boolean hexadecimal = field.matches("0[xX][0-9A-Fa-f]{1,15}");
      if (!hexadecimal && !field.matches("[+-]?[0-9]{1,18}")) {
        return Parsed.invalid(outOfRange("\"" + field + "\""));
      }
      long value = hexadecimal ? Long.parseLong(field.substring(2), 16) : Long.parseLong(field);
      return value < min || value > max ? Parsed.invalid(outOfRange(field)) : Parsed.ok(value);
    }

    @Override
    public String printField(Long value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return sizeBytes;
    }
  }

  /// One byte, 0 or 1.
  record BooleanType() implements FieldType<Boolean> {
    @Override
    public String name() {
      return "boolean";
    }

    @Override
    public @Nullable Boolean read(Cursor in) {
      if (!in.has(1)) {
        return null;
      }
      int value = in.uint8();
      return value > 1 ? null : Boolean.valueOf(value == 1);
    }

    @Override
    public void write(Boolean value, ByteSink out) {
      out.uint8(value ? 1 : 0);
    }

    @Override
    public Parsed<Boolean> parseField(String field) {
      return switch (field) {
        case "true", "1" -> Parsed.ok(true);
        case "false", "0" -> Parsed.ok(false);
        default -> Parsed.invalid("\"" + field + "\" is not a boolean (true, false, 1 or 0)");
      };
    }

    @Override
    public String printField(Boolean value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return 1;
    }
  }

  /// A port set id (RFC 7618 section 9: its length in bits, then 16 bits with the id at their top).
  record PsidType() implements FieldType<Psid> {
    @Override
    public String name() {
      return "psid";
    }

    @Override
    public @Nullable Psid read(Cursor in) {
      if (!in.has(3)) {
        return null;
      }
      int length = in.uint8();
      int bits = in.uint16();
      if (length > 16 || (bits & (0xffff >>> length)) != 0) {
        return null;
      }
      return new Psid(bits >>> (16 - length), length);
    }

    @Override
    public void write(Psid value, ByteSink out) {
      out.uint8(value.length());
      out.uint16(value.value() << (16 - value.length()));
    }

    @Override
    public Parsed<Psid> parseField(String field) {
      return Psid.parse(field);
    }

    @Override
    public String printField(Psid value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return 3;
    }
  }
}

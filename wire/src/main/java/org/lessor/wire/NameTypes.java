package org.lessor.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Domain names, one and many.
final class NameTypes {
  /// The two bits on top of a length byte that make it and the next byte a pointer to an earlier
  /// place (RFC 1035 section 4.1.4).
  private static final int POINTER = 0xc0;

  private static final int MAX_POINTER_TARGET = 0x3fff;

  private NameTypes() {}

  /// One fully qualified name, uncompressed.
  record FqdnType() implements FieldType<DomainName> {
    @Override
    public String name() {
      return "fqdn";
    }

    @Override
    public @Nullable DomainName read(Cursor in) {
      ByteSink name = new ByteSink();
      while (in.has(1)) {
        int length = in.uint8();
        if (length > DomainName.MAX_LABEL
            || !in.has(length)
            || name.length() + 1 + length > DomainName.MAX_SIZE) {
          return null;
        }
        name.uint8(length);
        if (length == 0) {
          return new DomainName(name.toBytes());
        }
        name.bytes(in.take(length));
      }
      return null;
    }

    @Override
    public void write(DomainName value, ByteSink out) {
      out.bytes(value.qualified().wire());
    }

    @Override
    public Parsed<DomainName> parseField(String field) {
      return DomainName.parse(field).map(DomainName::qualified);
    }

    @Override
    public String printField(DomainName value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return DomainName.MAX_SIZE;
    }
  }

  /// One or more fully qualified names, read with pointers and written with or without.
  record ListType(Compression compression) implements OptionType<List<DomainName>> {
    private static final ArrayType<DomainName> PLAIN = new ArrayType<>(OptionTypes.FQDN_FIELD);

    @Override
    public Optional<List<DomainName>> decode(Bytes bytes) {
      List<DomainName> names = readNames(bytes, 0);
      return names == null || names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    @Override
    public Bytes encode(List<DomainName> value) {
      return switch (compression) {
        case NONE -> PLAIN.encode(value);
        case POINTERS -> compressed(value);
      };
    }

    @Override
    public String print(List<DomainName> value) {
      return PLAIN.print(value);
    }

    @Override
    public Parsed<List<DomainName>> parse(String text) {
      return PLAIN.parse(text);
    }

    @Override
    public String name() {
      return PLAIN.name();
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }

  /// Whether names are written with pointers to suffixes that were written before. Reading
  /// understands both.
  enum Compression {
    NONE,
    /// RFC 3397 section 2.
    POINTERS
  }

  /// The names from `start` to the end; pointers count from `start`. Null where the bytes are no
  /// list of names.
  static @Nullable List<DomainName> readNames(Bytes bytes, int start) {
    List<DomainName> names = new ArrayList<>();
    int position = start;
    while (position < bytes.length()) {
      ByteSink name = new ByteSink();
      int end = readName(bytes, start, position, name);
      if (end < 0) {
        return null;
      }
      names.add(new DomainName(name.toBytes()));
      position = end;
    }
    return List.copyOf(names);
  }

  /// Appends the name at `position` to `name`, following pointers; returns the position behind it,
  /// or -1 where there is no name. A pointer must lead before the place where the labels that it
  /// ends began: so each leads further to the front, and none can loop.
  private static int readName(Bytes bytes, int start, int position, ByteSink name) {
    int end = -1;
    int began = position;
    int at = position;
    while (at < bytes.length()) {
      int length = bytes.at(at);
      if (length >= POINTER) {
        if (at + 1 >= bytes.length()) {
          return -1;
        }
        int target = start + (bytes.uint16(at) & MAX_POINTER_TARGET);
        if (target >= began) {
          return -1;
        }
        end = end < 0 ? at + 2 : end;
        began = target;
        at = target;
        continue;
      }
      if (length > DomainName.MAX_LABEL
          || at + 1 + length > bytes.length()
          || name.length() + 1 + length > DomainName.MAX_SIZE) {
        return -1;
      }
      name.uint8(length);
      if (length == 0) {
        return end < 0 ? at + 1 : end;
      }
      name.bytes(bytes.slice(at + 1, at + 1 + length));
      at += 1 + length;
    }
    return -1;
  }

  private static Bytes compressed(List<DomainName> names) {
    ByteSink out = new ByteSink();
    Map<Bytes, Integer> suffixes = new HashMap<>();
    for (DomainName name : names) {
      Bytes rest = name.qualified().wire();
      Integer known = suffixes.get(rest);
      while (rest.at(0) != 0 && known == null) {
        if (out.length() <= MAX_POINTER_TARGET) {
          suffixes.put(rest, out.length());
        }
        int label = 1 + rest.at(0);
        out.bytes(rest.slice(0, label));
        rest = rest.from(label);
        known = suffixes.get(rest);
      }
      if (known == null) {
        out.uint8(0);
      } else {
        out.uint16((POINTER << 8) | known);
      }
    }
    return out.toBytes();
  }
}

package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The option types that Java code reads as typed values (RFC 2132 section 2).
final class OptionTypes {
  static final OptionType<Ipv4> IPV4 = new Ipv4Type();
  static final OptionType<List<Ipv4>> IPV4_LIST = new ListType<>(IPV4, 4);
  static final OptionType<Long> UINT32 = new Uint(4);
  static final OptionType<Long> UINT16 = new Uint(2);
  static final OptionType<Long> UINT8 = new Uint(1);
  static final OptionType<Bytes> BINARY = new Binary();
  static final OptionType<String> STRING = new Text();

  private OptionTypes() {}

  private record Ipv4Type() implements OptionType<Ipv4> {
    @Override
    public Optional<Ipv4> decode(Bytes bytes) {
      return bytes.length() == 4 ? Optional.of(new Ipv4((int) bytes.uint32(0))) : Optional.empty();
    }

    @Override
    public Bytes encode(Ipv4 value) {
      return value.toBytes();
    }

    @Override
    public String print(Ipv4 value) {
      return value.toString();
    }
  }

  private record Uint(int sizeBytes) implements OptionType<Long> {
    @Override
    public Optional<Long> decode(Bytes bytes) {
      if (bytes.length() != sizeBytes) {
        return Optional.empty();
      }
      long value = 0;
      for (int i = 0; i < sizeBytes; i++) {
        value = (value << 8) | bytes.at(i);
      }
      return Optional.of(value);
    }

    @Override
    public Bytes encode(Long value) {
      if (value < 0 || value >>> (8 * sizeBytes) != 0) {
        throw new IllegalArgumentException(value + " does not fit " + sizeBytes + " bytes");
      }
      return Bytes.ofUint32(value).from(4 - sizeBytes);
    }

    @Override
    public String print(Long value) {
      return value.toString();
    }
  }

  private record ListType<T>(OptionType<T> element, int elementSize)
      implements OptionType<List<T>> {
    @Override
    public Optional<List<T>> decode(Bytes bytes) {
      if (bytes.isEmpty() || bytes.length() % elementSize != 0) {
        return Optional.empty();
      }
      List<T> values = new ArrayList<>(bytes.length() / elementSize);
      for (int from = 0; from < bytes.length(); from += elementSize) {
        Optional<T> value = element.decode(bytes.slice(from, from + elementSize));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.add(value.get());
      }
      return Optional.of(List.copyOf(values));
    }

    @Override
    public Bytes encode(List<T> value) {
      Bytes bytes = Bytes.EMPTY;
      for (T each : value) {
        bytes = bytes.plus(element.encode(each));
      }
      return bytes;
    }

    @Override
    public String print(List<T> value) {
      return String.join(",", value.stream().map(element::print).toList());
    }
  }

  private record Binary() implements OptionType<Bytes> {
    @Override
    public Optional<Bytes> decode(Bytes bytes) {
      return Optional.of(bytes);
    }

    @Override
    public Bytes encode(Bytes value) {
      return value;
    }

    @Override
    public String print(Bytes value) {
      return value.toHex();
    }
  }

  private record Text() implements OptionType<String> {
    @Override
    public Optional<String> decode(Bytes bytes) {
      return Optional.of(bytes.withoutTrailingZeros().toText());
    }

    @Override
    public Bytes encode(String value) {
      return Bytes.ofText(value);
    }

    @Override
    public String print(String value) {
      return value;
    }
  }
}

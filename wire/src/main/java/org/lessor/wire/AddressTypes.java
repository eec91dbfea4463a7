package org.lessor.wire;

import org.jspecify.annotations.Nullable;

/// Addresses and prefixes.
final class AddressTypes {
  private AddressTypes() {}

  /// Four bytes.
  record Ipv4Type() implements FieldType<Ipv4> {
    @Override
    public String name() {
      return "ipv4-address";
    }

    @Override
    public @Nullable Ipv4 read(Cursor in) {
      return in.has(4) ? new Ipv4((int) in.uint32()) : null;
    }

    @Override
    public void write(Ipv4 value, ByteSink out) {
      out.uint32(value.bits());
    }

    @Override
    public Parsed<Ipv4> parseField(String field) {
      return Ipv4.parse(field)
          .map(Parsed::ok)
          .orElseGet(() -> Parsed.invalid("\"" + field + "\" is not an IPv4 address"));
    }

    @Override
    public String printField(Ipv4 value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return 4;
    }
  }

  /// Sixteen bytes.
  record Ipv6Type() implements FieldType<Ipv6> {
    @Override
    public String name() {
      return "ipv6-address";
    }

    @Override
    public @Nullable Ipv6 read(Cursor in) {
      return in.has(16) ? new Ipv6(in.take(16)) : null;
    }

    @Override
    public void write(Ipv6 value, ByteSink out) {
      out.bytes(value.address());
    }

    @Override
    public Parsed<Ipv6> parseField(String field) {
      return Ipv6.parse(field);
    }

    @Override
    public String printField(Ipv6 value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return 16;
    }
  }

  /// The length in bits, then as many bytes of the address as it needs.
  record Ipv6PrefixType() implements FieldType<Ipv6Prefix> {
    @Override
    public String name() {
      return "ipv6-prefix";
    }

    @Override
    public @Nullable Ipv6Prefix read(Cursor in) {
      if (!in.has(1)) {
        return null;
      }
      int length = in.uint8();
      int sizeBytes = (length + 7) / 8;
      if (length > 128 || !in.has(sizeBytes)) {
        return null;
      }
      byte[] address = new byte[16];
      in.take(sizeBytes).copyTo(address, 0);
      return Ipv6Prefix.containing(new Ipv6(Bytes.of(address)), length);
    }

    @Override
    public void write(Ipv6Prefix value, ByteSink out) {
      out.uint8(value.length());
      out.bytes(value.network().address().slice(0, (value.length() + 7) / 8));
    }

    @Override
    public Parsed<Ipv6Prefix> parseField(String field) {
      return Ipv6Prefix.parse(field);
    }

    @Override
    public String printField(Ipv6Prefix value) {
      return value.toString();
    }

    @Override
    public boolean knowsItsEnd() {
      return true;
    }

    @Override
    public int maxSizeBytes() {
      return 17;
    }
  }
}

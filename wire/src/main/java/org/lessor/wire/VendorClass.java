package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One enterprise's part of option 124, by which a client names its hardware, software and
/// functions (RFC 3925 section 3).
///
/// @param enterprise the IANA enterprise number, 0 to 2^32 - 1
/// @param classes each at most 255 bytes, together with a length byte each at most 255
public record VendorClass(long enterprise, List<Bytes> classes) {
  /// Throws [IllegalArgumentException] if the number is out of range or the classes do not fit.
  public VendorClass {
    classes = List.copyOf(classes);
    VendorOptions.requireEnterprise(enterprise);
    VendorOptions.requireLength(enterprise, UserClass.lengthPrefixed(classes).length());
  }

  /// For each enterprise its number, a length, and classes each behind its length. As text, for
  /// each enterprise, its number and the bytes behind it, length included, as Kea's record has it.
  record ListType() implements OptionType<List<VendorClass>> {
    @Override
    public Optional<List<VendorClass>> decode(Bytes bytes) {
      List<VendorClass> all = new ArrayList<>();
      Cursor in = new Cursor(bytes);
      while (in.has(1)) {
        if (!in.has(5)) {
          return Optional.empty();
        }
        long enterprise = in.uint32();
        int length = in.uint8();
        if (!in.has(length)) {
          return Optional.empty();
        }
        Optional<List<Bytes>> classes = UserClass.readLengthPrefixed(in.take(length));
        if (classes.isEmpty()) {
          return Optional.empty();
        }
        all.add(new VendorClass(enterprise, classes.get()));
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(all));
    }

    @Override
    public Bytes encode(List<VendorClass> value) {
      ByteSink out = new ByteSink();
      for (VendorClass each : value) {
        Bytes classes = UserClass.lengthPrefixed(each.classes);
        out.uint32(each.enterprise);
        out.uint8(classes.length());
        out.bytes(classes);
      }
      return out.toBytes();
    }

    @Override
    public String print(List<VendorClass> value) {
      return VendorOptions.printParts(encode(value));
    }

    @Override
    public Parsed<List<VendorClass>> parse(String text) {
      return VendorOptions.parseParts(text)
          .flatMap(bytes ->
              decode(bytes)
                  .map(Parsed::ok)
                  .orElseGet(() ->
                      Parsed.invalid(
                          "\""
                              + text
                              + "\" is not an enterprise number and, in hexadecimal, a"
                              + " length and classes each behind its length")));
    }

    @Override
    public String name() {
      return "record(uint32,binary)";
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }
}

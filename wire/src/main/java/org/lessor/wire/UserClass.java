package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Option 77, by which a client names the classes of its user or application.
///
/// RFC 3004 section 4 puts each class behind its length; many clients, such as iPXE and
/// Microsoft's, send one bare text instead. [#classes()] understands both.
///
/// @param bytes the value as it is on the wire
public record UserClass(Bytes bytes) {
  /// The value for these classes, each behind its length. Throws [IllegalArgumentException] if one
  /// is empty or longer than 255 bytes.
  public static UserClass of(List<Bytes> classes) {
    for (Bytes each : classes) {
      if (each.isEmpty()) {
        throw new IllegalArgumentException("an empty user class (RFC 3004 section 4)");
      }
    }
    return new UserClass(lengthPrefixed(classes));
  }

  /// The classes: where the bytes are non-empty parts each behind its length these, else the whole
  /// as one.
  public List<Bytes> classes() {
    Optional<List<Bytes>> parts = readLengthPrefixed(bytes);
    boolean structured = parts.isPresent() && parts.get().stream().noneMatch(Bytes::isEmpty);
    return structured ? parts.get() : List.of(bytes);
  }

  static Bytes lengthPrefixed(List<Bytes> parts) {
    ByteSink out = new ByteSink();
    for (Bytes part : parts) {
      if (part.length() > 255) {
        throw new IllegalArgumentException(
            "a class of " + part.length() + " bytes, at most 255 fit");
      }
      out.uint8(part.length());
      out.bytes(part);
    }
    return out.toBytes();
  }

  static Optional<List<Bytes>> readLengthPrefixed(Bytes bytes) {
    List<Bytes> parts = new ArrayList<>();
    Cursor in = new Cursor(bytes);
    while (in.has(1)) {
      int length = in.uint8();
      if (!in.has(length)) {
        return Optional.empty();
      }
      parts.add(in.take(length));
    }
    return Optional.of(List.copyOf(parts));
  }

  static OptionType<UserClass> type() {
    return new MappedType<>(OptionTypes.BINARY, UserClass::new, UserClass::bytes);
  }
}

package org.lessor.wire;

/// Bytes written as hexadecimal digits for people: blanks and line breaks where they help, and what
/// stands behind a `#` up to the end of its line is a note.
final class AnnotatedHex {
  private AnnotatedHex() {}

  static Bytes bytes(String annotated) {
    return Bytes.ofHex(
        annotated
            .lines()
            .map(line -> line.replaceAll("#.*", ""))
            .reduce("", String::concat)
            .replaceAll("\\s", ""));
  }

  /// A message with zero in all fixed fields but `op` 1, `htype` 1, `hlen` 6, the cookie, and with
  /// these bytes as options field.
  static Bytes request(String options) {
    return Bytes.ofHex("01010600" + "00".repeat(232) + "63825363").plus(bytes(options));
  }
}

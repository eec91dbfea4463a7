package org.lessor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// Texts that stand for something, read with a complaint where they do not.
final class Values {
  private Values() {}

  static Optional<Ipv4> ipv4(Section section, String key, String text) {
    Optional<Ipv4> address = Ipv4.parse(text);
    if (address.isEmpty()) {
      section.error(key, "\"" + text + "\" is not an IPv4 address", "write it as 192.0.2.1");
    }
    return address;
  }

  static List<Ipv4> ipv4List(Section section, String key) {
    List<Ipv4> addresses = new ArrayList<>();
    for (Section.Text text : section.texts(key)) {
      Ipv4.parse(text.value())
          .ifPresentOrElse(
              addresses::add,
              () ->
                  section.problem(
                      text,
                      "\"" + text.value() + "\" is not an IPv4 address",
                      "write it as 192.0.2.1"));
    }
    return addresses;
  }

  /// Bytes as Kea writes identifiers: hexadecimal digits with or without `:` or `0x` in front, or a
  /// text in single quotes.
  static Optional<Bytes> identifier(Section section, String key, String text) {
    String trimmed = text.trim();
    if (trimmed.length() >= 2 && trimmed.startsWith("'") && trimmed.endsWith("'")) {
      return nonEmpty(section, key, Bytes.ofText(trimmed.substring(1, trimmed.length() - 1)));
    }
    Optional<Bytes> bytes = hex(trimmed);
    if (bytes.isEmpty()) {
      section.error(
          key,
          "\"" + text + "\" is neither hexadecimal digits nor a text in single quotes",
          "write 01:02:03 or 'text'");
      return Optional.empty();
    }
    return nonEmpty(section, key, bytes.get());
  }

  private static Optional<Bytes> nonEmpty(Section section, String key, Bytes bytes) {
    if (bytes.isEmpty()) {
      section.error(key, "is empty", "");
      return Optional.empty();
    }
    return Optional.of(bytes);
  }

  /// Hexadecimal digits: pairs with `:` or blanks between them (a single digit between colons is a
  /// byte), or one run with or without `0x` in front (an odd count gets a leading zero).
  static Optional<Bytes> hex(String text) {
    String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
    if (digits.matches("[0-9A-Fa-f]{1,2}([: ][0-9A-Fa-f]{1,2})+")) {
      StringBuilder padded = new StringBuilder();
      for (String part : digits.split("[: ]", -1)) {
        padded.append(part.length() == 1 ? "0" : "").append(part);
      }
      return Optional.of(Bytes.ofHex(padded.toString()));
    }
    if (!digits.matches("[0-9A-Fa-f]*")) {
      return Optional.empty();
    }
    return Optional.of(Bytes.ofHex(digits.length() % 2 == 0 ? digits : "0" + digits));
  }
}

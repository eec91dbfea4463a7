package org.lessor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Parsed;

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

  /// Bytes as Kea writes identifiers and binary option data: hexadecimal digits with or without `:`
  /// or `0x` in front, or a text in single quotes; at least one byte.
  static Optional<Bytes> identifier(Section section, String key, String text) {
    return switch (Bytes.parseHexOrQuoted(text.strip())) {
      case Parsed.Invalid<Bytes>(String reason) -> {
        section.error(key, reason, "write 01:02:03 or 'text'");
        yield Optional.empty();
      }
      case Parsed.Ok<Bytes>(Bytes bytes) -> {
        if (bytes.isEmpty()) {
          section.error(key, "is empty", "");
        }
        yield Optional.of(bytes).filter(found -> !found.isEmpty());
      }
    };
  }
}

package org.lessor.lab.sidebyside;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lessor.wire.Bytes;
import org.lessor.wire.DomainName;
import org.lessor.wire.Ipv4;

/// The words of a line of a scenario file, and the values in them.
final class Words {
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\S)+");
  private static final Pattern TERM = Pattern.compile("'[^']*'|[^+']+");
  private static final Pattern ADDRESSES = Pattern.compile("[0-9]+(\\.[0-9]+){3}(,[0-9.]+)*");

  private Words() {}

  /// The words of a line; blanks inside of single quotes do not end one.
  static List<String> of(String line) {
    return WORD.matcher(line).results().map(match -> match.group()).toList();
  }

  /// The bytes that a value stands for: terms such as `192.0.2.1,192.0.2.2`, `'text'`, `u8:1,3,6`,
  /// `u16:300`, `u32:3600`, `name:host.example.` (as RFC 1035 has it) or hexadecimal digits, with a
  /// `+` between them; nothing for nothing.
  static Bytes bytes(String value) {
    Bytes all = Bytes.EMPTY;
    Matcher term = TERM.matcher(value);
    while (term.find()) {
      all = all.plus(term(term.group()));
    }
    return all;
  }

  private static Bytes term(String term) {
    if (term.startsWith("'")) {
      return Bytes.of(term.substring(1, term.length() - 1).getBytes(StandardCharsets.UTF_8));
    } else if (ADDRESSES.matcher(term).matches()) {
      return joined(Arrays.stream(term.split(",")).map(Ipv4::of).map(Ipv4::toBytes).toList());
    } else if (term.startsWith("name:")) {
      return DomainName.of(term.substring("name:".length())).wire();
    } else if (term.startsWith("u")) {
      String[] parts = term.split(":", 2);
      return joined(
          Arrays.stream(parts[1].split(","))
              .map(n -> number(parts[0], Long.parseLong(n)))
              .toList());
    }
    return Bytes.ofHex(term);
  }

  private static Bytes number(String type, long value) {
    return switch (type) {
      case "u8" -> Bytes.ofUnsigned((int) value);
      case "u16" -> Bytes.ofUint16((int) value);
      case "u32" -> Bytes.ofUint32(value);
      default -> throw new IllegalArgumentException("no such type of number: " + type);
    };
  }

  private static Bytes joined(List<Bytes> parts) {
    return parts.stream().reduce(Bytes.EMPTY, Bytes::plus);
  }

  /// The parts of `text` between commas.
  static List<String> list(String text) {
    return new ArrayList<>(List.of(text.split(",")));
  }
}

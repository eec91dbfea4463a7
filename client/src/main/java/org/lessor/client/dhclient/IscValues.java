package org.lessor.client.dhclient;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.client.dhclient.IscWords.Kind;
import org.lessor.client.dhclient.IscWords.Word;
import org.lessor.client.hook.IscOptions;
import org.lessor.wire.Bytes;
import org.lessor.wire.DomainName;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionType;
import org.lessor.wire.Parsed;

/// The bytes of an option whose value stands in ISC's notation.
final class IscValues {
  private static final int POINTER_FREE = 119;
  private static final int CLASSLESS_ROUTES = 121;
  private static final int MICROSOFT_CLASSLESS_ROUTES = 249;

  private IscValues() {}

  /// The bytes of option `code` for the words between its name and the semicolon; empty where they
  /// do not fit.
  static Optional<Bytes> read(int code, List<Word> words, IscOptions options) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Optional<OptionDefinition<?>> known = options.definition(code);
    if (code == CLASSLESS_ROUTES || code == MICROSOFT_CLASSLESS_ROUTES) {
      return numbers(words);
    }
    if (words.getFirst().kind() == Kind.QUOTED) {
      boolean named = known.isPresent() && known.get().type().name().contains("fqdn");
      return named || code == POINTER_FREE ? names(known.orElseThrow(), words) : text(words);
    }
    if (known.isEmpty()) {
      return hex(words);
    }
    String type = known.get().type().name();
    return type.startsWith("binary") || type.equals("empty") || type.startsWith("internal")
        ? hex(words)
        : byType(known.get().type(), words);
  }

  private static <T> Optional<Bytes> byType(OptionType<T> type, List<Word> words) {
    if (type.name().startsWith("string")) {
      return Optional.of(bytes(words.getFirst().text()));
    }
    StringBuilder text = new StringBuilder();
    Word before = null;
    for (Word word : words) {
      // Pairs of addresses stand without a comma between them.
      boolean apart = before != null && !word.isMark(',') && !before.isMark(',');
      text.append(apart ? "," : "").append(truth(word.text()));
      before = word;
    }
    return type.parse(text.toString()) instanceof Parsed.Ok<T>(T value)
        ? Optional.of(type.encode(value))
        : Optional.empty();
  }

  private static String truth(String word) {
    return switch (word) {
      case "on" -> "true";
      case "off" -> "false";
      default -> word;
    };
  }

  private static Optional<Bytes> text(List<Word> words) {
    StringBuilder text = new StringBuilder();
    words.stream().filter(word -> word.kind() == Kind.QUOTED).forEach(w -> text.append(w.text()));
    return Optional.of(bytes(text.toString()));
  }

  static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static <T> Optional<Bytes> names(OptionDefinition<T> definition, List<Word> words) {
    List<String> names = new ArrayList<>();
    for (Word word : words) {
      if (word.kind() == Kind.QUOTED) {
        if (!(DomainName.parse(word.text()) instanceof Parsed.Ok<DomainName> _)) {
          return Optional.empty();
        }
        names.add(word.text());
      }
    }
    return definition.type().parse(String.join(",", names)) instanceof Parsed.Ok<T>(T value)
        ? Optional.of(definition.type().encode(value))
        : Optional.empty();
  }

  /// `24,198,51,100` as bytes.
  private static Optional<Bytes> numbers(List<Word> words) {
    Bytes bytes = Bytes.EMPTY;
    for (Word word : words) {
      if (!word.isMark(',')) {
        if (!word.text().matches("[0-9]{1,3}") || Integer.parseInt(word.text()) > 255) {
          return Optional.empty();
        }
        bytes = bytes.plus(Bytes.ofUnsigned(Integer.parseInt(word.text())));
      }
    }
    return Optional.of(bytes);
  }

  /// `1:2:ab` as bytes.
  private static Optional<Bytes> hex(List<Word> words) {
    String digits = words.getFirst().text();
    if (words.size() != 1 || !digits.matches("[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2})*")) {
      return Optional.empty();
    }
    Bytes bytes = Bytes.EMPTY;
    for (String each : digits.split(":", -1)) {
      bytes = bytes.plus(Bytes.ofUnsigned(Integer.parseInt(each, 16)));
    }
    return Optional.of(bytes);
  }
}

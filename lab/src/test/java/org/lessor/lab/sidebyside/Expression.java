package org.lessor.lab.sidebyside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lessor.lab.sidebyside.Step.Listed;
import org.lessor.wire.Bytes;

/// An expression whose outcome shows in an option of its own in each reply of its scenario: that of
/// a class whose test it is, or that which the hook library flex_option adds.
///
/// @param line of the scenario file
/// @param text the expression
/// @param kind what it yields
/// @param code the option that shows it
/// @param outcomes by case: the value of the option; none where it is not there
/// @param listed by case: why Kea's outcome is another one
record Expression(
    int line,
    String text,
    Kind kind,
    int code,
    Map<String, Bytes> outcomes,
    Map<String, String> listed) {
  /// Codes that nobody has defined: any value will do.
  private static final List<Integer> CODES =
      Stream.of(
              IntStream.rangeClosed(102, 107),
              IntStream.rangeClosed(126, 127),
              IntStream.rangeClosed(129, 135),
              IntStream.rangeClosed(163, 174),
              IntStream.rangeClosed(178, 207),
              IntStream.rangeClosed(214, 219),
              IntStream.rangeClosed(222, 223),
              IntStream.rangeClosed(225, 254))
          .flatMap(IntStream::boxed)
          .toList();

  /// What an expression yields.
  enum Kind {
    /// True or false.
    TEST,
    /// Bytes.
    TEXT
  }

  /// Reads the line `? CASE ... | EXPRESSION` of a test, with the cases in which it is true, or `=
  /// CASE:VALUE ... | EXPRESSION` of a text, with its values where it is not empty.
  ///
  /// @param number how many stand before it in the file
  static Expression of(int line, int number, String words) {
    int bar = words.indexOf(" | ");
    if (bar < 0 || number >= CODES.size()) {
      throw new IllegalArgumentException(
          bar < 0 ? "no \" | \"" : "more than " + CODES.size() + " expressions");
    }
    Kind kind = words.startsWith("?") ? Kind.TEST : Kind.TEXT;
    Map<String, Bytes> outcomes = new LinkedHashMap<>();
    for (String word : Words.of(words.substring(1, bar))) {
      String[] pair = word.split(":", 2);
      outcomes.put(pair[0], kind == Kind.TEST ? Bytes.ofUnsigned(1) : Words.bytes(pair[1]));
    }
    return new Expression(
        line,
        words.substring(bar + 3).strip(),
        kind,
        CODES.get(number),
        outcomes,
        new LinkedHashMap<>());
  }

  /// What the reply in a case of this name shows, for the expectation of one program.
  Map<String, Optional<String>> expected(String name) {
    Optional<String> value = Optional.ofNullable(outcomes.get(name)).map(Bytes::toHex);
    return Map.of("" + code, value);
  }

  /// The difference that is known in a case of this name.
  Optional<Listed> listed(String name) {
    return Optional.ofNullable(listed.get(name))
        .map(id -> new Listed(id, new TreeSet<>(List.of("" + code))));
  }

  /// The configuration, with these expressions in the place of `$CLASSES` and `$ACTIONS`.
  static String configure(String configuration, List<Expression> expressions) {
    return configuration
        .replace("$CLASSES", all(expressions, Kind.TEST))
        .replace("$ACTIONS", all(expressions, Kind.TEXT));
  }

  private static String all(List<Expression> expressions, Kind kind) {
    return expressions.stream()
        .filter(expression -> expression.kind == kind)
        .map(Expression::json)
        .collect(Collectors.joining(",\n"));
  }

  private String json() {
    String quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return switch (kind) {
      case TEST ->
          """
            { "name": "line-%d", "test": %s, "option-data": [
              { "code": %d, "csv-format": false, "data": "01", "always-send": true } ] }\
          """
              .formatted(line, quoted, code);
      case TEXT ->
          """
            { "code": %d, "csv-format": false, "add": %s }\
          """
              .formatted(code, quoted);
    };
  }
}

package org.lessor.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with a text that is not JSON, in words for who wrote it.
///
/// @param message what is wrong
/// @param remedy what to write
record JsonFault(String message, String remedy) {
  private static final Pattern FOUND = Pattern.compile("Unexpected character \\('(.)'.*");
  private static final Pattern WORD = Pattern.compile("Unrecognized token '(.*?)'.*");
  private static final String VALUES =
      "write a text in double quotes, a number, true, false, a list or a map";

  /// What the parser says of a fault, by a part of its message, and what is to be done about it.
  private record Known(String part, String message, String remedy) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("was expecting comma", "a comma is missing", "write it in front of this"),
          new Known("double-quote to start", "a key is not in double quotes", "write \"key\""),
          new Known("colon to separate", "a colon is missing", "write \"key\": value"),
          new Known("plus sign", "a number has a plus sign", "leave it out"),
          new Known("hexadecimal", "a number is hexadecimal", "write it in decimal digits"),
          new Known("Leading zeroes", "a number begins with 0", "leave the 0 out"),
          new Known("CTRL-CHAR", "a text has a tab or a line end in it", "write \\t or \\n there"),
          new Known("in a comment", "a comment does not end", "write */ where it ends"),
          new Known("end-of-input", "the text ends too early", "close each { and each ["));

  /// The fault of which the parser says this.
  static JsonFault of(String said) {
    String line = said.lines().findFirst().orElse(said);
    for (Known known : KNOWN) {
      if (line.contains(known.part)) {
        return new JsonFault(known.message, known.remedy);
      }
    }
    Matcher word = WORD.matcher(line);
    if (word.matches()) {
      return new JsonFault("\"" + word.group(1) + "\" is no value", VALUES);
    }
    Matcher found = FOUND.matcher(line);
    if (found.matches()) {
      return new JsonFault("there is no value in front of " + found.group(1), VALUES);
    }
    return new JsonFault(line.replaceFirst("[:;,]? *[^:;,]*`JsonReadFeature.*", ""), "");
  }
}

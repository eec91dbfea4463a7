package org.lessor.cli.demo;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines.
final class TextWrap {
  private TextWrap() {}

  /// `text` in lines of at most `columns` characters: broken at blanks, else after commas, else
  /// anywhere.
  static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > columns) {
      int blank = rest.lastIndexOf(' ', columns);
      int comma = rest.lastIndexOf(',', columns - 1) + 1;
      int end = blank > 0 ? blank : comma > 0 ? comma : columns;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /// The same, with all lines but the first indented by so many columns.
  static List<String> hanging(String text, int columns, int indent) {
    List<String> lines = new ArrayList<>();
    List<String> first = lines(text, columns);
    lines.add(first.getFirst());
    if (first.size() > 1) {
      String rest = text.substring(first.getFirst().length()).stripLeading();
      for (String line : lines(rest, columns - indent)) {
        lines.add(" ".repeat(indent) + line);
      }
    }
    return lines;
  }
}

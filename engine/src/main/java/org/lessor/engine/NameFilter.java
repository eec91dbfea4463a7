package org.lessor.engine;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What is taken out of the names that clients say, and what is put in its place (Kea:
/// hostname-char-set, hostname-char-replacement). Immutable; any number of threads may use one.
public final class NameFilter {
  /// Kea's default: nothing but letters, digits, dots and dashes stays.
  public static final NameFilter STANDARD = of("[^A-Za-z0-9.-]", "");

  /// Everything stays.
  public static final NameFilter NONE = of("", "");

  private static final int BYTES = 256;

  private final String unwanted;
  private final String replacement;
  private final Pattern pattern;
  private final String template;

  // For each byte whether it stays, where the expression is about single characters: then names
  // are mostly found good without any matching.
  private final boolean[] good;

  private NameFilter(String unwanted, String replacement, Pattern pattern) {
    this.unwanted = unwanted;
    this.replacement = replacement;
    this.pattern = pattern;
    this.template = template(replacement);
    this.good = new boolean[BYTES];
    for (int i = 0; i < BYTES && isOneBracket(unwanted); i++) {
      good[i] = !pattern.matcher(String.valueOf((char) i)).matches();
    }
  }

  /// A filter of what this POSIX extended regular expression matches; an empty one matches nothing.
  /// In the replacement `$&` stands for what was matched, and `$1` to `$9` for its groups. Throws
  /// [IllegalArgumentException] if it is no expression.
  public static NameFilter of(String unwanted, String replacement) {
    try {
      // Characters are bytes here, as names come: nothing is to be known of Unicode.
      Pattern pattern = Pattern.compile(unwanted.isEmpty() ? "(?!)" : translated(unwanted));
      return new NameFilter(unwanted, replacement, pattern);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "\"" + unwanted + "\" is not a regular expression: " + wrong.getDescription(), wrong);
    }
  }

  /// The expression that it was made of.
  public String unwanted() {
    return unwanted;
  }

  /// What it was made with to put in the place of what it takes out.
  public String replacement() {
    return replacement;
  }

  /// The name, of which each character is a byte, without what no name may have in it.
  String filtered(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!good[name.charAt(i)]) {
        return pattern.matcher(name).replaceAll(template);
      }
    }
    return name;
  }

  /// Whether the expression is one set in brackets, so that it matches single characters.
  private static boolean isOneBracket(String expression) {
    return expression.startsWith("[") && endOfBracket(expression, 0) == expression.length();
  }

  /// The position behind the bracket expression that begins at `from`: a `]` in its first place, or
  /// in a class such as `[:alpha:]`, does not end it. The length of the text where nothing does.
  private static int endOfBracket(String expression, int from) {
    int at = from + 1;
    if (at < expression.length() && expression.charAt(at) == '^') {
      at++;
    }
    int first = at;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      if (c == ']' && at > first) {
        return at + 1;
      }
      int end = c == '[' ? endOfNamed(expression, at) : -1;
      at = end < 0 ? at + 1 : end;
    }
    return expression.length() + 1;
  }

  private static int endOfNamed(String expression, int from) {
    if (!expression.startsWith("[:", from)) {
      return -1;
    }
    int end = expression.indexOf(":]", from + 2);
    return end < 0 ? -1 : end + 2;
  }

  /// The same expression as Java writes it: within brackets, a backslash and an `&` mean
  /// themselves, and classes of characters have other names.
  private static String translated(String expression) {
    StringBuilder java = new StringBuilder();
    int at = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      if (c == '\\' && at + 1 < expression.length()) {
        java.append(Pattern.quote(expression.substring(at + 1, at + 2)));
        at += 2;
      } else if (c == '[') {
        int end = Math.min(endOfBracket(expression, at), expression.length());
        bracket(expression.substring(at + 1, end), java);
        at = end;
      } else {
        java.append(c);
        at++;
      }
    }
    return java.toString();
  }

  private static void bracket(String content, StringBuilder java) {
    java.append('[');
    int at = 0;
    if (content.startsWith("^")) {
      java.append('^');
      at = 1;
    }
    int last = content.endsWith("]") ? content.length() - 1 : content.length();
    while (at < last) {
      int end = endOfNamed(content, at);
      if (end > 0) {
        java.append(named(content.substring(at + 2, end - 2)));
        at = end;
      } else {
        char c = content.charAt(at++);
        boolean special = c == '\\' || c == '[' || c == ']' || c == '&' || c == '^';
        java.append(special ? "\\" + c : String.valueOf(c));
      }
    }
    java.append(content.endsWith("]") ? "]" : "");
  }

  private static String named(String name) {
    return switch (name) {
      case "alpha" -> "\\p{Alpha}";
      case "digit" -> "\\p{Digit}";
      case "alnum" -> "\\p{Alnum}";
      case "upper" -> "\\p{Upper}";
      case "lower" -> "\\p{Lower}";
      case "punct" -> "\\p{Punct}";
      case "space" -> "\\p{Space}";
      case "blank" -> "\\p{Blank}";
      case "cntrl" -> "\\p{Cntrl}";
      case "graph" -> "\\p{Graph}";
      case "print" -> "\\p{Print}";
      case "xdigit" -> "\\p{XDigit}";
      default ->
          throw new PatternSyntaxException("there is no class of characters " + name, name, 0);
    };
  }

  /// The replacement as Java writes it.
  private static String template(String replacement) {
    StringBuilder java = new StringBuilder();
    int at = 0;
    while (at < replacement.length()) {
      char c = replacement.charAt(at++);
      char next = at < replacement.length() ? replacement.charAt(at) : ' ';
      if (c == '$' && (next == '&' || next == '$' || Character.isDigit(next))) {
        java.append(next == '&' ? "$0" : next == '$' ? "\\$" : "$" + next);
        at++;
      } else {
        java.append(Matcher.quoteReplacement(String.valueOf(c)));
      }
    }
    return java.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameFilter filter
        && unwanted.equals(filter.unwanted)
        && replacement.equals(filter.replacement);
  }

  @Override
  public int hashCode() {
    return Objects.hash(unwanted, replacement);
  }

  @Override
  public String toString() {
    return unwanted + " -> " + replacement;
  }
}

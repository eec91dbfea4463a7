package org.lessor.cli;

import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/// A span of time on the command line: `90`, `90s`, `30m`, `1h`, `7d`, `infinite`.
///
/// @param value seconds, 1 to 4294967295; the largest means for ever
record Seconds(long value) {
  private static final long INFINITE = 0xffffffffL;

  static final Flags.Form<Seconds> FORM = Flags.Form.of(Seconds.class, Seconds::read);

  private static Seconds read(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("infinite")) {
      return new Seconds(INFINITE);
    }
    if (!lower.matches("[0-9]{1,10}[smhd]?")) {
      throw new TypeConversionException(
          "'" + text + "' is not a span of time: write 90s, 30m, 1h, 7d or infinite");
    }
    char unit = lower.charAt(lower.length() - 1);
    String digits = Character.isDigit(unit) ? lower : lower.substring(0, lower.length() - 1);
    long factor =
        switch (unit) {
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86_400;
          default -> 1;
        };
    long seconds = Long.parseLong(digits) * factor;
    if (seconds < 1 || seconds > INFINITE) {
      throw new TypeConversionException("'" + text + "' is out of range: 1s to " + INFINITE + "s");
    }
    return new Seconds(seconds);
  }
}

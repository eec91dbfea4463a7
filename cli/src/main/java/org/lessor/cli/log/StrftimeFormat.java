package org.lessor.cli.log;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// Times in the form of strftime(3), as far as Kea's log patterns have it, and `%q` and `%Q` for
/// milliseconds with and without three more digits.
final class StrftimeFormat {
  private final String format;

  StrftimeFormat(String format) {
    this.format = format;
  }

  void write(ZonedDateTime time, StringBuilder out) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        i++;
        part(format.charAt(i), time, out);
      } else {
        out.append(c);
      }
    }
  }

  private static void part(char letter, ZonedDateTime time, StringBuilder out) {
    switch (letter) {
      case 'Y' -> out.append(time.getYear());
      case 'm' -> number(time.getMonthValue(), 2, out);
      case 'd' -> number(time.getDayOfMonth(), 2, out);
      case 'H' -> number(time.getHour(), 2, out);
      case 'M' -> number(time.getMinute(), 2, out);
      case 'S' -> number(time.getSecond(), 2, out);
      case 'q' -> number(time.getNano() / 1_000_000, 3, out);
      case 'Q' -> {
        number(time.getNano() / 1_000_000, 3, out);
        number(time.getNano() / 1000 % 1000, 3, out.append('.'));
      }
      default -> rare(letter, time, out);
    }
  }

  private static void rare(char letter, ZonedDateTime time, StringBuilder out) {
    switch (letter) {
      case 'y' -> number(time.getYear() % 100, 2, out);
      case 'I' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, out);
      case 'j' -> number(time.getDayOfYear(), 3, out);
      case 'w' -> out.append(time.getDayOfWeek().getValue() % 7);
      case 'U' -> number(week(time, DayOfWeek.SUNDAY), 2, out);
      case 'W' -> number(week(time, DayOfWeek.MONDAY), 2, out);
      case 'a' -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT));
      case 'A' -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'b' -> out.append(time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'p' -> out.append(time.getHour() < 12 ? "AM" : "PM");
      case 'Z' -> out.append(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time));
      case 'c' -> new StrftimeFormat("%a %b %d %H:%M:%S %Y").write(time, out);
      case 'x' -> new StrftimeFormat("%m/%d/%y").write(time, out);
      case 'X' -> new StrftimeFormat("%H:%M:%S").write(time, out);
      case '%' -> out.append('%');
      default -> out.append('%').append(letter);
    }
  }

  /// The week of the year; days before the first `first` are in week 0.
  private static int week(ZonedDateTime time, DayOfWeek first) {
    int sinceFirst = Math.floorMod(time.getDayOfWeek().getValue() - first.getValue(), 7);
    return (time.getDayOfYear() - 1 + 7 - sinceFirst) / 7;
  }

  private static void number(int value, int digits, StringBuilder out) {
    String text = Integer.toString(value);
    out.repeat('0', Math.max(0, digits - text.length())).append(text);
  }
}

package org.lessor.client.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One notice with its particulars.
///
/// @param notice what happened
/// @param details the particulars, in order
public record Report(Notice notice, List<Detail> details) {
  /// One particular.
  ///
  /// @param key what it is, such as `xid`
  /// @param value as text
  public record Detail(String key, String value) {}

  /// Keeps an immutable copy of the list.
  public Report {
    details = List.copyOf(details);
  }

  /// A notice without particulars.
  public static Report of(Notice notice) {
    return new Report(notice, List.of());
  }

  /// This report with one more particular.
  public Report and(String key, Object value) {
    List<Detail> more = new ArrayList<>(details);
    more.add(new Detail(key, value.toString()));
    return new Report(notice, more);
  }

  /// This report with one more particular, before the others.
  public Report about(String key, String value) {
    List<Detail> more = new ArrayList<>(details);
    more.addFirst(new Detail(key, value));
    return new Report(notice, more);
  }

  /// `LSR-C-101 discovering xid=0x3903f326 secs=0`: values with blanks, quotes or control
  /// characters are quoted, so that a server's text cannot forge a line.
  public String line() {
    StringBuilder line = new StringBuilder(notice.id());
    line.append(' ').append(notice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    for (Detail detail : details) {
      line.append(' ').append(detail.key()).append('=');
      appendValue(line, detail.value());
    }
    return line.toString();
  }

  private static void appendValue(StringBuilder line, String value) {
    boolean plain = !value.isEmpty();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      plain &= c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
    }
    if (plain) {
      line.append(value);
      return;
    }
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (Character.isISOControl(c) || Character.isSurrogate(c) || isLineBreak(c)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  private static boolean isLineBreak(char c) {
    return c == 0x2028 || c == 0x2029;
  }
}

package org.lessor.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.lessor.cli.demo.Palette.Ink;

/// The picture: the client's line of life on the left, the server's on the right, and between them
/// what passes. Knows nothing of DHCP.
///
/// ```
///     0.003 |<--------------------------------------------------- unicast: DHCPOFFER --|
///           |                 Ethernet  02:00:00:00:00:01 > 02:00:00:00:00:02          |
/// ```
///
/// Used by one thread at a time.
final class Ladder {
  /// The width of everything, in characters.
  static final int COLUMNS = 92;

  private static final int TIME_COLUMNS = 8;
  private static final int INNER_COLUMNS = COLUMNS - TIME_COLUMNS - 3;
  private static final int CLIENT_INDENT = 3;
  private static final int SERVER_INDENT = 19;
  private static final int HANGING_INDENT = 4;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintWriter out;
  private final Palette palette;

  Ladder(PrintWriter out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  /// A paragraph over the whole width.
  void paragraph(Ink ink, String text) {
    for (String line : TextWrap.lines(text, COLUMNS)) {
      out.println(palette.paint(ink, line));
    }
    out.flush();
  }

  /// An empty line.
  void gap() {
    out.println();
    out.flush();
  }

  /// A heading over the whole width, with an explanation below it.
  void heading(String title, String explanation) {
    gap();
    paragraph(Ink.HEADING, title);
    paragraph(Ink.EXPLANATION, explanation);
  }

  /// The names of the two sides.
  void sides(String client, String server) {
    int room = INNER_COLUMNS - client.length() - server.length();
    row("time, s", Ink.HEADING, client + " ".repeat(Math.max(1, room)) + server);
  }

  /// A packet: an arrow from one side to the other, and what is in it.
  void packet(long atNanos, Side from, String label, List<String> details) {
    int dashes = INNER_COLUMNS - label.length() - 6;
    switch (from) {
      case CLIENT -> {
        row(
            time(atNanos),
            Ink.CLIENT,
            "-- " + label + " " + "-".repeat(Math.max(1, dashes)) + "->");
        block(Ink.CLIENT, CLIENT_INDENT, details);
      }
      case SERVER -> {
        row(
            time(atNanos),
            Ink.SERVER,
            "<-" + "-".repeat(Math.max(1, dashes)) + " " + label + " --");
        block(Ink.SERVER, SERVER_INDENT, details);
      }
    }
    out.flush();
  }

  /// Something that happened on one side: a star at its line of life.
  void event(long atNanos, Side side, String what, List<String> details) {
    switch (side) {
      case CLIENT -> {
        List<String> lines = TextWrap.lines(what, INNER_COLUMNS - CLIENT_INDENT - 1);
        row(time(atNanos), Ink.CLIENT, "*" + " ".repeat(CLIENT_INDENT - 1) + lines.getFirst());
        block(Ink.CLIENT, CLIENT_INDENT, lines.subList(1, lines.size()));
        block(Ink.CLIENT, CLIENT_INDENT + 2, details);
      }
      case SERVER -> {
        int room = INNER_COLUMNS - SERVER_INDENT - 2;
        List<String> lines = TextWrap.lines(what, room);
        String first = lines.getFirst();
        String padding = " ".repeat(room - first.length() + 1);
        row(time(atNanos), Ink.SERVER, " ".repeat(SERVER_INDENT) + first + padding + "*");
        block(Ink.SERVER, SERVER_INDENT, lines.subList(1, lines.size()));
        block(Ink.SERVER, SERVER_INDENT + 2, details);
      }
    }
    out.flush();
  }

  private void block(Ink ink, int indent, List<String> texts) {
    for (String text : texts) {
      for (String line : TextWrap.hanging(text, INNER_COLUMNS - indent - 1, HANGING_INDENT)) {
        row("", ink, " ".repeat(indent) + line);
      }
    }
  }

  private void row(String time, Ink ink, String content) {
    String padded = String.format(Locale.ROOT, "%-" + INNER_COLUMNS + "s", content);
    String shownTime = String.format(Locale.ROOT, "%" + TIME_COLUMNS + "s", time);
    out.println((palette.paint(Ink.TIME, shownTime) + " |") + palette.paint(ink, padded) + "|");
  }

  private static String time(long atNanos) {
    return String.format(Locale.ROOT, "%.3f", atNanos / NANOS_PER_SECOND);
  }
}

package org.lessor.cli;

import java.io.PrintWriter;
import org.lessor.linux.Terminal;
import org.lessor.load.LoadReport;
import org.lessor.load.ReportText;

/// Tells on standard error how far a load is: on a terminal in place, elsewhere line by line. Used
/// by one thread at a time.
final class ProgressLine {
  /// No line is short enough to be told in place.
  static final int LINE_BY_LINE = 0;

  private final PrintWriter err;
  private final int columns;

  /// In place on a terminal with so many columns, or [#LINE_BY_LINE].
  ProgressLine(PrintWriter err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  /// The columns of the terminal that standard error is; [#LINE_BY_LINE] where it is none.
  static int columnsOfTerminal() {
    return Terminal.is(Terminal.STANDARD_ERROR)
        ? Terminal.columns(Terminal.STANDARD_ERROR)
        : LINE_BY_LINE;
  }

  boolean inPlace() {
    return columns != LINE_BY_LINE;
  }

  /// Tells how far it is; `label` says of what.
  void tell(String label, LoadReport before, LoadReport now) {
    String name = label.isEmpty() ? "" : label + ": ";
    if (inPlace()) {
      // Some terminals begin a new line when the last column is full.
      int most = columns - 1 - name.length();
      err.print("\r" + name + ReportText.progress(before, now, most) + "\033[K");
    } else {
      err.println(name + ReportText.progress(before, now));
    }
    err.flush();
  }

  /// Takes the line away that stands in place.
  void end() {
    if (inPlace()) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}

package org.lessor.linux;

import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.TerminalCalls;

/// Whether somebody looks at what this process writes, stream by stream: [java.io.Console] only
/// tells of input and output together, and not of errors. Any thread may call.
public final class Terminal {
  /// The descriptor of standard error.
  public static final int STANDARD_ERROR = 2;

  /// The width of a terminal that does not tell its own.
  public static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /// Whether an open file of this process, by its number, is a terminal.
  public static boolean is(int descriptor) {
    return TerminalCalls.isatty(CallState.ofThread(), descriptor) == 1;
  }

  /// How many characters a line of that terminal has; [#USUAL_COLUMNS] where it does not tell.
  public static int columns(int descriptor) {
    int columns = TerminalCalls.columns(CallState.ofThread(), descriptor);
    return columns > 0 ? columns : USUAL_COLUMNS;
  }
}

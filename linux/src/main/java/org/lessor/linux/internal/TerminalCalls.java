package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// What the C library knows of terminals. Each method returns a value, or `-errno`.
public final class TerminalCalls {
  private static final CFunction ISATTY = CFunction.of("isatty");
  private static final CFunction IOCTL = CFunction.of("ioctl");

  /// As most platforms have it; on the others the kernel refuses it.
  private static final long TIOCGWINSZ = 0x5413;

  /// `struct winsize`: rows, columns, and two numbers that nobody uses.
  private static final int WINSIZE_BYTES = 8;

  private static final int COLUMNS = 2;

  private TerminalCalls() {}

  /// isatty(3): 1 for a terminal, otherwise 0 as the function has it.
  public static int isatty(CallState state, int fd) {
    return ISATTY.call(state, fd);
  }

  /// How many columns the terminal has (ioctl_tty(2)); 0 where it has no size.
  public static int columns(CallState state, int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(WINSIZE_BYTES, Long.BYTES);
      int result;
      try {
        result = IOCTL.call(state, fd, TIOCGWINSZ, pointer(size));
      } finally {
        Reference.reachabilityFence(size);
      }
      return result < 0 ? result : Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS));
    }
  }
}

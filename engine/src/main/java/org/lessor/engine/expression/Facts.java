package org.lessor.engine.expression;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Reception;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.DhcpMessage;

/// What expressions may ask about: one packet, how it came in, and the classes that it belongs to
/// so far.
///
/// For one thread. Holds the working memory of evaluations, so that these allocate next to nothing:
/// make one a packet and ask all expressions with it.
public final class Facts {
  private static final int FIRST_WINDOWS = 4;
  private static final int FIRST_SCRATCH = 128;

  private final DhcpMessage message;
  private final Reception reception;
  private final Predicate<String> classes;

  /*
   * Windows are lent and taken back like a stack. Scratch holds what functions compute and is only
   * ever appended to during an evaluation; where it must grow, a new array takes over and windows
   * on the old one stay right.
   */
  private @Nullable ByteWindow[] windows = new @Nullable ByteWindow[FIRST_WINDOWS];
  private int lent;
  private byte[] scratch = new byte[0];
  private int filled;
  private boolean failed;
  private BytePattern.@Nullable Memory patternMemory;

  /// Facts about `message`.
  ///
  /// @param message what was received
  /// @param reception how
  /// @param classes whether the packet is in the class of that name now; asked again each time
  public Facts(DhcpMessage message, Reception reception, Predicate<String> classes) {
    this.message = message;
    this.reception = reception;
    this.classes = classes;
  }

  /// What was received.
  public DhcpMessage message() {
    return message;
  }

  /// How it was received.
  public Reception reception() {
    return reception;
  }

  /// Whether the packet is in the class of that name.
  public boolean isMember(String name) {
    return classes.test(name);
  }

  /// Where an evaluation began, so that one may run inside another.
  record Mark(int lent, int filled, boolean failed) {}

  private static final Mark FRESH = new Mark(0, 0, false);

  Mark enter() {
    Mark mark = lent == 0 && filled == 0 && !failed ? FRESH : new Mark(lent, filled, failed);
    failed = false;
    return mark;
  }

  /// Ends what began at `mark`; whether it failed.
  boolean leave(Mark mark) {
    boolean outcome = failed;
    lent = mark.lent;
    filled = mark.filled;
    failed = mark.failed;
    return outcome;
  }

  /// The evaluation has no result, whatever it goes on to compute.
  void fail() {
    failed = true;
  }

  /// An empty window, until it is given back.
  ByteWindow borrow() {
    if (lent == windows.length) {
      windows = Arrays.copyOf(windows, 2 * lent);
    }
    ByteWindow window = windows[lent];
    if (window == null) {
      window = new ByteWindow();
      windows[lent] = window;
    } else {
      window.clear();
    }
    lent++;
    return window;
  }

  /// Gives back the `count` windows that were borrowed last.
  void giveBack(int count) {
    lent -= count;
  }

  /// Takes `size` bytes of [#scratch()]; where they begin. The rest of what it holds stays.
  int claim(int size) {
    if (size > scratch.length - filled) {
      scratch = new byte[Math.max(FIRST_SCRATCH, Math.max(2 * scratch.length, size))];
      filled = 0;
    }
    int from = filled;
    filled += size;
    return from;
  }

  /// What matching a pattern needs while it does.
  BytePattern.Memory patternMemory() {
    if (patternMemory == null) {
      patternMemory = new BytePattern.Memory();
    }
    return patternMemory;
  }

  /// The array in which [#claim] took bytes last.
  byte[] scratch() {
    return scratch;
  }

  /// Lets `window` show a text of ASCII characters.
  void show(String ascii, ByteWindow window) {
    int length = ascii.length();
    int from = claim(length);
    for (int i = 0; i < length; i++) {
      scratch[from + i] = (byte) ascii.charAt(i);
    }
    window.set(scratch, from, length);
  }

  /// Lets `window` show four bytes, most significant first.
  void show(int number, ByteWindow window) {
    int from = claim(4);
    for (int i = 0; i < 4; i++) {
      scratch[from + i] = (byte) (number >>> (24 - 8 * i));
    }
    window.set(scratch, from, 4);
  }
}

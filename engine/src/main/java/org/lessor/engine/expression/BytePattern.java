package org.lessor.engine.expression;

import java.util.Arrays;
import org.lessor.wire.ByteWindow;

/// A compiled regular expression over bytes, which says of a value whether it fits as a whole.
///
/// Immutable, safe for any thread; the [Memory] belongs to one.
final class BytePattern {
  /*
   * Thompson's construction: a program of instructions, and a set of places in it that are reached
   * at once. Each byte of the value moves the whole set on, so that the work is at most the length
   * of the value times that of the program, whatever the pattern and whatever a client sends: there
   * is no backtracking that could be made to explode.
   *
   * code[i] says what instruction i does; next[i] and other[i] are where it goes on.
   */
  private static final byte TAKE = 0;
  private static final byte SPLIT = 1;
  private static final byte JUMP = 2;
  private static final byte ACCEPT = 3;
  private static final byte START = 4;
  private static final byte END = 5;
  private static final byte WORD_EDGE = 6;
  private static final byte NO_WORD_EDGE = 7;

  private final byte[] code;
  private final int[] next;
  private final int[] other;
  private final ByteSet[] sets;

  private BytePattern(byte[] code, int[] next, int[] other, ByteSet[] sets) {
    this.code = code;
    this.next = next;
    this.other = other;
    this.sets = sets;
  }

  /// What holds between two bytes.
  enum Assertion {
    /// `^`.
    START(BytePattern.START),
    /// `$`.
    END(BytePattern.END),
    /// `\b`.
    WORD_EDGE(BytePattern.WORD_EDGE),
    /// `\B`.
    NO_WORD_EDGE(BytePattern.NO_WORD_EDGE);

    private final byte instruction;

    Assertion(byte instruction) {
      this.instruction = instruction;
    }
  }

  /// Working memory of one thread, for patterns of any size.
  static final class Memory {
    private int[] now = new int[0];
    private int[] then = new int[0];
    private int[] stack = new int[0];
    private int[] seen = new int[0];
    private int round;
    private int count;

    private void prepare(int size) {
      if (seen.length < size) {
        now = new int[size];
        then = new int[size];
        stack = new int[2 * size];
        seen = new int[size];
        round = 0;
      }
    }

    private void nextRound() {
      if (++round == Integer.MAX_VALUE) {
        Arrays.fill(seen, 0);
        round = 1;
      }
      count = 0;
    }
  }

  /// Whether all bytes of `value` fit.
  boolean matches(ByteWindow value, Memory memory) {
    memory.prepare(code.length);
    memory.nextRound();
    boolean accepted = reach(0, value, 0, memory);
    for (int at = 0; at < value.length(); at++) {
      int[] from = memory.then;
      int reached = memory.count;
      memory.then = memory.now;
      memory.now = from;
      memory.nextRound();
      accepted = false;
      int taken = value.at(at);
      for (int i = 0; i < reached; i++) {
        if (sets[from[i]].contains(taken)) {
          accepted |= reach(next[from[i]], value, at + 1, memory);
        }
      }
      if (memory.count == 0 && !accepted) {
        return false;
      }
    }
    return accepted;
  }

  /// Adds all places that lie behind `place` without a byte between; whether the end is among them.
  private boolean reach(int place, ByteWindow value, int at, Memory memory) {
    boolean accepted = false;
    int height = 0;
    memory.stack[height++] = place;
    while (height > 0) {
      int here = memory.stack[--height];
      if (memory.seen[here] == memory.round) {
        continue;
      }
      memory.seen[here] = memory.round;
      switch (code[here]) {
        case TAKE -> memory.then[memory.count++] = here;
        case SPLIT -> {
          memory.stack[height++] = other[here];
          memory.stack[height++] = next[here];
        }
        case JUMP -> memory.stack[height++] = next[here];
        case ACCEPT -> accepted = true;
        default -> {
          if (holds(code[here], value, at)) {
            memory.stack[height++] = next[here];
          }
        }
      }
    }
    return accepted;
  }

  private static boolean holds(byte assertion, ByteWindow value, int at) {
    return switch (assertion) {
      case START -> at == 0;
      case END -> at == value.length();
      case WORD_EDGE -> isWord(value, at - 1) != isWord(value, at);
      case NO_WORD_EDGE -> isWord(value, at - 1) == isWord(value, at);
      default -> throw new AssertionError("instruction " + assertion);
    };
  }

  private static boolean isWord(ByteWindow value, int at) {
    return at >= 0 && at < value.length() && ByteSet.WORD.contains(value.at(at));
  }

  /// A program being written. Places are numbers of instructions.
  static final class Program {
    private byte[] code = new byte[16];
    private int[] next = new int[16];
    private int[] other = new int[16];
    private ByteSet[] sets = new ByteSet[16];
    private int size;

    /// The next instruction's place.
    int here() {
      return size;
    }

    void take(ByteSet set) {
      int place = add(TAKE, size + 1, 0);
      sets[place] = set;
    }

    void assertion(Assertion assertion) {
      add(assertion.instruction, size + 1, 0);
    }

    /// Goes on behind it and, once [#patch] says where, elsewhere too; its place.
    int split() {
      return add(SPLIT, size + 1, 0);
    }

    /// Goes on where [#patch] says; its place.
    int jump() {
      return add(JUMP, 0, 0);
    }

    /// Lets the split or jump at `place` lead to `target`.
    void patch(int place, int target) {
      if (code[place] == SPLIT) {
        other[place] = target;
      } else {
        next[place] = target;
      }
    }

    BytePattern finish() {
      add(ACCEPT, 0, 0);
      return new BytePattern(
          Arrays.copyOf(code, size),
          Arrays.copyOf(next, size),
          Arrays.copyOf(other, size),
          Arrays.copyOf(sets, size));
    }

    private int add(byte instruction, int onward, int second) {
      if (size == code.length) {
        code = Arrays.copyOf(code, 2 * size);
        next = Arrays.copyOf(next, 2 * size);
        other = Arrays.copyOf(other, 2 * size);
        sets = Arrays.copyOf(sets, 2 * size);
      }
      code[size] = instruction;
      next[size] = onward;
      other[size] = second;
      sets[size] = ByteSet.NONE;
      return size++;
    }
  }
}

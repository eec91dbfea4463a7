package org.lessor.store;

import java.util.Arrays;

/// Finds the end of a line and the commas in it, both in one pass over its bytes. For one thread.
final class LineSplitter {
  private byte[] source = new byte[0];
  private int start;
  private int end;
  private int next;
  private int[] commas = new int[32];
  private int commaCount;

  /// Takes the line that begins at `from`, and returns whether it ends before `limit`.
  boolean next(byte[] bytes, int from, int limit) {
    source = bytes;
    start = from;
    commaCount = 0;
    for (int at = from; at < limit; at++) {
      byte value = bytes[at];
      // Digits, letters, colons and points are above the comma: there is one branch for most bytes.
      if (value <= ',') {
        if (value == ',') {
          addComma(at);
        } else if (value == '\n') {
          next = at + 1;
          end = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
          return true;
        }
      }
    }
    next = limit;
    end = limit;
    return false;
  }

  private void addComma(int at) {
    if (commaCount == commas.length) {
      commas = Arrays.copyOf(commas, commaCount * 2);
    }
    commas[commaCount++] = at;
  }

  byte[] source() {
    return source;
  }

  int start() {
    return start;
  }

  /// Where the newline is, or the carriage return before it that some editors write.
  int end() {
    return end;
  }

  /// Where the next line begins.
  int next() {
    return next;
  }

  /// The number of parts between commas: 1 and up.
  int parts() {
    return commaCount + 1;
  }

  int partStart(int part) {
    return part == 0 ? start : commas[part - 1] + 1;
  }

  int partEnd(int part) {
    return part == commaCount ? end : commas[part];
  }
}

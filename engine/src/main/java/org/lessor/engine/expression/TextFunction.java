package org.lessor.engine.expression;

import java.util.List;
import org.lessor.wire.ByteWindow;

/// The functions from bytes to bytes.
sealed interface TextFunction extends Value {
  /// Kea's `all`, as a length.
  int ALL = Integer.MAX_VALUE;

  /// `substring(value, start, length)`. A negative start counts from the end; a negative length
  /// takes what lies in front of the start. Nothing where the start lies outside.
  record Substring(Value value, int start, int length) implements TextFunction {
    @Override
    public void read(Facts facts, ByteWindow out) {
      value.read(facts, out);
      int size = out.length();
      if (start < -size || start >= size) {
        out.clear();
        return;
      }
      int pivot = start < 0 ? size + start : start;
      if (length < 0) {
        out.narrow((int) Math.max(0, (long) pivot + length), pivot);
      } else {
        out.narrow(pivot, (int) Math.min(size, (long) pivot + length));
      }
    }
  }

  /// `split(value, delimiters, field)`: each byte of `delimiters` ends a field, of which the first
  /// is number 1. Without delimiters the value itself; nothing where there is no such field.
  record Split(Value value, Value delimiters, int field) implements TextFunction {
    @Override
    public void read(Facts facts, ByteWindow out) {
      value.read(facts, out);
      ByteWindow ends = facts.borrow();
      delimiters.read(facts, ends);
      if (!ends.isEmpty()) {
        narrowToField(out, ends);
      }
      facts.giveBack(1);
    }

    private void narrowToField(ByteWindow out, ByteWindow ends) {
      int from = 0;
      int number = 1;
      for (int i = 0; i <= out.length(); i++) {
        if (i < out.length() && !contains(ends, out.at(i))) {
          continue;
        }
        if (number == field) {
          out.narrow(from, i);
          return;
        }
        number++;
        from = i + 1;
      }
      out.clear();
    }

    private static boolean contains(ByteWindow window, int wanted) {
      for (int i = 0; i < window.length(); i++) {
        if (window.at(i) == wanted) {
          return true;
        }
      }
      return false;
    }
  }

  /// `concat` and `+`: one behind the other.
  record Concat(List<Value> parts) implements TextFunction {
    @Override
    public void read(Facts facts, ByteWindow out) {
      int size = 0;
      ByteWindow[] windows = new ByteWindow[parts.size()];
      for (int i = 0; i < windows.length; i++) {
        windows[i] = facts.borrow();
        parts.get(i).read(facts, windows[i]);
        size += windows[i].length();
      }
      int from = facts.claim(size);
      int filled = from;
      for (ByteWindow window : windows) {
        window.copyTo(facts.scratch(), filled);
        filled += window.length();
      }
      facts.giveBack(windows.length);
      out.set(facts.scratch(), from, size);
    }
  }

  /// `ifelse`: only the value that is wanted is computed.
  record IfElse(Truth condition, Value yes, Value no) implements TextFunction {
    @Override
    public void read(Facts facts, ByteWindow out) {
      (condition.holds(facts) ? yes : no).read(facts, out);
    }
  }

  /// `sifelse`: both values are computed, so that a failure of either counts.
  record StrictIfElse(Truth condition, Value yes, Value no) implements TextFunction {
    @Override
    public void read(Facts facts, ByteWindow out) {
      boolean holds = condition.holds(facts);
      (holds ? no : yes).read(facts, facts.borrow());
      facts.giveBack(1);
      (holds ? yes : no).read(facts, out);
    }
  }

  /// `hexstring(value, separator)`: two lower-case digits a byte, the separator between bytes.
  record HexString(Value value, Value separator) implements TextFunction {
    private static final byte[] DIGITS = {
      '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    @Override
    public void read(Facts facts, ByteWindow out) {
      ByteWindow between = facts.borrow();
      value.read(facts, out);
      separator.read(facts, between);
      int count = out.length();
      int size = count == 0 ? 0 : 2 * count + (count - 1) * between.length();
      int from = facts.claim(size);
      byte[] digits = facts.scratch();
      int position = from;
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          between.copyTo(digits, position);
          position += between.length();
        }
        digits[position++] = DIGITS[out.at(i) >>> 4];
        digits[position++] = DIGITS[out.at(i) & 0xf];
      }
      facts.giveBack(1);
      out.set(digits, from, size);
    }
  }

  /// `lcase` and `ucase`: the letters A to Z change, nothing else does.
  record ChangeCase(Value value, Case wanted) implements TextFunction {
    /// Which letters come out.
    enum Case {
      LOWER,
      UPPER
    }

    private static final int DISTANCE = 'a' - 'A';

    @Override
    public void read(Facts facts, ByteWindow out) {
      value.read(facts, out);
      int size = out.length();
      int from = facts.claim(size);
      byte[] changed = facts.scratch();
      char first = wanted == Case.LOWER ? 'A' : 'a';
      int shift = wanted == Case.LOWER ? DISTANCE : -DISTANCE;
      for (int i = 0; i < size; i++) {
        int letter = out.at(i);
        boolean changes = letter >= first && letter < first + 26;
        changed[from + i] = (byte) (changes ? letter + shift : letter);
      }
      out.set(changed, from, size);
    }
  }
}

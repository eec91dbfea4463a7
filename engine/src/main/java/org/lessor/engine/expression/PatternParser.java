package org.lessor.engine.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads regular expressions as ECMAScript writes them, over bytes. What needs memory of what was
/// matched is refused: references to groups, and looking ahead.
final class PatternParser {
  private static final int UNLIMITED = -1;
  private static final int MAX_REPEAT = 1000;
  private static final int MAX_DEPTH = 50;

  /// Instructions; a value costs at most its length times this.
  private static final int MAX_SIZE = 4096;

  /// Parts written, empty ones included.
  private static final int MAX_STEPS = 20_000;

  private final byte[] pattern;
  private final int base;
  private int position;
  private int depth;
  private int steps;
  private int single;

  private PatternParser(String pattern, int base) {
    this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
    this.base = base;
  }

  /// A part of a pattern.
  private sealed interface Part {
    record One(ByteSet set) implements Part {}

    record Between(BytePattern.Assertion assertion) implements Part {}

    record Sequence(List<Part> parts) implements Part {}

    record Either(List<Part> parts) implements Part {}

    record Repeat(Part part, int least, int most) implements Part {}
  }

  /// Compiles `pattern`, whose first character stands at `base` of the source.
  static BytePattern parse(String pattern, int base) throws Fault {
    PatternParser parser = new PatternParser(pattern, base);
    Part whole = parser.either();
    if (!parser.atEnd()) {
      throw parser.fault("this \")\" closes nothing");
    }
    BytePattern.Program program = new BytePattern.Program();
    parser.write(whole, program);
    return program.finish();
  }

  private Fault fault(String reason) {
    int characters = new String(pattern, 0, position, StandardCharsets.UTF_8).length();
    return new Fault(base + characters, "in this regular expression: " + reason);
  }

  private boolean atEnd() {
    return position == pattern.length;
  }

  private int peek() {
    return atEnd() ? -1 : pattern[position] & 0xff;
  }

  private boolean accept(int wanted) {
    boolean fits = peek() == wanted;
    if (fits) {
      position++;
    }
    return fits;
  }

  private int take(String what) throws Fault {
    if (atEnd()) {
      throw fault("it ends where " + what + " should be");
    }
    return pattern[position++] & 0xff;
  }

  private Part either() throws Fault {
    if (++depth > MAX_DEPTH) {
      throw fault("nested more than " + MAX_DEPTH + " deep");
    }
    List<Part> parts = new ArrayList<>();
    parts.add(sequence());
    while (accept('|')) {
      parts.add(sequence());
    }
    depth--;
    return parts.size() == 1 ? parts.getFirst() : new Part.Either(parts);
  }

  private Part sequence() throws Fault {
    List<Part> parts = new ArrayList<>();
    while (!atEnd() && peek() != '|' && peek() != ')') {
      Part part = atom();
      parts.add(part instanceof Part.Between ? part : repeated(part));
    }
    return new Part.Sequence(parts);
  }

  private Part repeated(Part part) throws Fault {
    int least;
    int most;
    if (accept('*')) {
      least = 0;
      most = UNLIMITED;
    } else if (accept('+')) {
      least = 1;
      most = UNLIMITED;
    } else if (accept('?')) {
      least = 0;
      most = 1;
    } else if (accept('{')) {
      least = count();
      most = least;
      if (accept(',')) {
        most = peek() == '}' ? UNLIMITED : count();
      }
      if (!accept('}')) {
        throw fault("expected \"}\"");
      }
      if (most != UNLIMITED && most < least) {
        throw fault(least + " is more than " + most);
      }
    } else {
      return part;
    }
    // A question mark would have it match as little as possible: no difference to whether it fits.
    accept('?');
    if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') {
      throw fault("there is nothing to repeat");
    }
    return new Part.Repeat(part, least, most);
  }

  private int count() throws Fault {
    int value = 0;
    int start = position;
    while (ByteSet.DIGIT.contains(Math.max(0, peek()))) {
      value = value * 10 + peek() - '0';
      if (value > MAX_REPEAT) {
        throw fault("more than " + MAX_REPEAT + " times");
      }
      position++;
    }
    if (position == start) {
      throw fault("expected a number");
    }
    return value;
  }

  private Part atom() throws Fault {
    int c = take("something");
    return switch (c) {
      case '^' -> new Part.Between(BytePattern.Assertion.START);
      case '$' -> new Part.Between(BytePattern.Assertion.END);
      case '.' -> new Part.One(ByteSet.ANY);
      case '(' -> group();
      case '[' -> new Part.One(bracketed());
      case '\\' -> escaped();
      case '*', '+', '?', '{' -> {
        position--;
        throw fault("there is nothing to repeat");
      }
      default -> new Part.One(ByteSet.range(c, c));
    };
  }

  private Part group() throws Fault {
    if (accept('?') && !accept(':')) {
      throw fault("looking ahead is not supported; use \"and\" and \"not\" around match(...)");
    }
    Part inner = either();
    if (!accept(')')) {
      throw fault("expected \")\"");
    }
    return inner;
  }

  private Part escaped() throws Fault {
    int c = take("what is escaped");
    if (c == 'b') {
      return new Part.Between(BytePattern.Assertion.WORD_EDGE);
    }
    if (c == 'B') {
      return new Part.Between(BytePattern.Assertion.NO_WORD_EDGE);
    }
    if (c >= '1' && c <= '9') {
      throw fault("references to groups are not supported");
    }
    return new Part.One(escape(c));
  }

  /// What an escape stands for, inside brackets and outside.
  private ByteSet escape(int c) throws Fault {
    return switch (c) {
      case 'd' -> ByteSet.DIGIT;
      case 'D' -> ByteSet.DIGIT.inverse();
      case 'w' -> ByteSet.WORD;
      case 'W' -> ByteSet.WORD.inverse();
      case 's' -> ByteSet.SPACE;
      case 'S' -> ByteSet.SPACE.inverse();
      default -> {
        int value = escapedByte(c);
        yield ByteSet.range(value, value);
      }
    };
  }

  private int escapedByte(int c) throws Fault {
    return switch (c) {
      case '0' -> 0;
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0b;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'c' -> {
        int letter = take("a letter");
        if (!ByteSet.ALPHA.contains(letter)) {
          throw fault("expected a letter behind \\c");
        }
        yield letter & 0x1f;
      }
      case 'x' -> hexadecimal(2);
      case 'u' -> {
        int value = hexadecimal(4);
        if (value > 0xff) {
          throw fault("this matches bytes, of which the last is \\u00ff");
        }
        yield value;
      }
      default -> c;
    };
  }

  private int hexadecimal(int digits) throws Fault {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(take("a hexadecimal digit"), 16);
      if (digit < 0) {
        throw fault("expected " + digits + " hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private ByteSet bracketed() throws Fault {
    boolean inverted = accept('^');
    ByteSet set = ByteSet.NONE;
    while (!accept(']')) {
      ByteSet first = member();
      int low = single;
      if (peek() == '-' && position + 1 < pattern.length && pattern[position + 1] != ']') {
        position++;
        member();
        if (low < 0 || single < 0) {
          throw fault("a range goes from one character to another");
        }
        if (low > single) {
          throw fault("this range ends before it begins");
        }
        first = ByteSet.range(low, single);
      }
      set = set.or(first);
    }
    return inverted ? set.inverse() : set;
  }

  /// Reads one member of a set in brackets; [#single] is its only byte, or -1 where it has several.
  private ByteSet member() throws Fault {
    int c = take("\"]\"");
    single = c;
    if (c == '[' && accept(':')) {
      single = -1;
      return named();
    }
    if (c != '\\') {
      return ByteSet.range(c, c);
    }
    int escaped = take("what is escaped");
    if ("dDwWsS".indexOf(escaped) >= 0) {
      single = -1;
      return escape(escaped);
    }
    single = escaped == 'b' ? '\b' : escapedByte(escaped);
    return ByteSet.range(single, single);
  }

  private ByteSet named() throws Fault {
    int start = position;
    while (peek() >= 'a' && peek() <= 'z') {
      position++;
    }
    String name = new String(pattern, start, position - start, StandardCharsets.US_ASCII);
    ByteSet set = ByteSet.NAMED.get(name);
    if (set == null) {
      throw fault("there is no [:" + name + ":]");
    }
    if (!accept(':') || !accept(']')) {
      throw fault("expected \":]\"");
    }
    return set;
  }

  private void write(Part part, BytePattern.Program program) throws Fault {
    if (++steps > MAX_STEPS || program.here() > MAX_SIZE) {
      position = 0;
      throw fault("it is too large once its repetitions are written out");
    }
    switch (part) {
      case Part.One(ByteSet set) -> program.take(set);
      case Part.Between(BytePattern.Assertion assertion) -> program.assertion(assertion);
      case Part.Sequence(List<Part> parts) -> {
        for (Part each : parts) {
          write(each, program);
        }
      }
      case Part.Either(List<Part> parts) -> writeEither(parts, program);
      case Part.Repeat repeat -> writeRepeat(repeat, program);
    }
  }

  private void writeEither(List<Part> parts, BytePattern.Program program) throws Fault {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      int split = last ? 0 : program.split();
      write(parts.get(i), program);
      if (!last) {
        ends.add(program.jump());
        program.patch(split, program.here());
      }
    }
    ends.forEach(jump -> program.patch(jump, program.here()));
  }

  private void writeRepeat(Part.Repeat repeat, BytePattern.Program program) throws Fault {
    for (int i = 0; i < repeat.least; i++) {
      write(repeat.part, program);
    }
    if (repeat.most == UNLIMITED) {
      int split = program.split();
      write(repeat.part, program);
      program.patch(program.jump(), split);
      program.patch(split, program.here());
      return;
    }
    List<Integer> exits = new ArrayList<>();
    for (int i = repeat.least; i < repeat.most; i++) {
      exits.add(program.split());
      write(repeat.part, program);
    }
    exits.forEach(split -> program.patch(split, program.here()));
  }
}

package org.lessor.linux.packet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The assembler behind [BpfProgram#assemble], whose doc says what the notation is.
///
/// One pass finds the labels, a second one turns each line into one instruction.
final class Bpf {
  private static final int LD = 0x00;
  private static final int LDX = 0x01;
  private static final int ALU = 0x04;
  private static final int JMP = 0x05;
  private static final int RET = 0x06;
  private static final int MISC = 0x07;

  private static final int H = 0x08;
  private static final int B = 0x10;
  private static final int ABS = 0x20;
  private static final int IND = 0x40;
  private static final int LEN = 0x80;
  private static final int MSH = 0xa0;

  private static final int X = 0x08;
  private static final int A = 0x10;
  private static final int TXA = 0x80;

  private static final int JA = 0x00;
  private static final int JEQ = 0x10;
  private static final int JGT = 0x20;
  private static final int JGE = 0x30;
  private static final int JSET = 0x40;

  private static final Map<String, Integer> ARITHMETIC =
      Map.of(
          "add", 0x00, "sub", 0x10, "mul", 0x20, "div", 0x30, "or", 0x40, "and", 0x50, "lsh", 0x60,
          "rsh", 0x70, "xor", 0xa0);
  private static final Map<String, Integer> JUMPS =
      Map.of("jeq", JEQ, "jgt", JGT, "jge", JGE, "jset", JSET);

  /// Jumps that BPF has only the other way round.
  private static final Map<String, Integer> INVERSE_JUMPS =
      Map.of("jne", JEQ, "jle", JGT, "jlt", JGE);

  private static final Pattern LINE = Pattern.compile("(?:(\\w+):)?\\s*(?:(\\w+)\\s*(.*?))?\\s*");
  private static final Pattern NUMBER = Pattern.compile("#(-?(?:0x[0-9a-f]+|[0-9]+))");
  private static final Pattern ABSOLUTE = Pattern.compile("\\[(-?(?:0x[0-9a-f]+|[0-9]+))]");
  private static final Pattern INDIRECT =
      Pattern.compile("\\[x\\s*\\+\\s*(-?(?:0x[0-9a-f]+|[0-9]+))]");
  private static final Pattern HEADER_SIZE =
      Pattern.compile("4\\s*\\*\\s*\\(\\s*\\[([0-9]+)]\\s*&\\s*0xf\\s*\\)");

  private record Line(int number, String text, String operation, String operands) {}

  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  private Bpf() {}

  /// The instructions of `text`.
  ///
  /// @throws IllegalArgumentException where a line cannot be understood; the message quotes it
  static List<BpfProgram.Instruction> assemble(String text) {
    Bpf assembler = new Bpf();
    assembler.split(text);
    List<BpfProgram.Instruction> instructions = new ArrayList<>();
    for (Line line : assembler.lines) {
      instructions.add(assembler.encode(line, instructions.size()));
    }
    return instructions;
  }

  private void split(String text) {
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      int comment = raw.indexOf(';');
      String code = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      Matcher matcher = LINE.matcher(code.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw wrong(number, raw, "is no instruction");
      }
      String label = matcher.group(1);
      if (label != null && labels.put(label, lines.size()) != null) {
        throw wrong(number, raw, "repeats a label");
      }
      String operation = matcher.group(2);
      if (operation != null) {
        lines.add(new Line(number, raw.strip(), operation, matcher.group(3)));
      }
    }
  }

  private static IllegalArgumentException wrong(int number, String text, String why) {
    return new IllegalArgumentException("BPF line %d (%s) %s".formatted(number, text, why));
  }

  private static IllegalArgumentException wrong(Line line, String why) {
    return wrong(line.number(), line.text(), why);
  }

  private BpfProgram.Instruction encode(Line line, int at) {
    return switch (line.operation()) {
      case "ld" -> load(line, LD, 0);
      case "ldh" -> load(line, LD, H);
      case "ldb" -> load(line, LD, B);
      case "ldx" -> plain(LDX, number(line, line.operands()));
      case "ldxb" -> plain(LDX | B | MSH, inside(line, HEADER_SIZE));
      case "tax" -> plain(MISC, 0);
      case "txa" -> plain(MISC | TXA, 0);
      case "ret" ->
          line.operands().equals("a")
              ? plain(RET | A, 0)
              : plain(RET, number(line, line.operands()));
      case "jmp" -> plain(JMP | JA, distance(line, line.operands(), at));
      default -> arithmeticOrJump(line, at);
    };
  }

  private BpfProgram.Instruction arithmeticOrJump(Line line, int at) {
    Integer arithmetic = ARITHMETIC.get(line.operation());
    if (arithmetic != null) {
      return withOperand(line, ALU | arithmetic, line.operands(), 0, 0);
    }
    Integer jump = JUMPS.get(line.operation());
    if (jump != null) {
      Branches branches = branches(line, at);
      return withOperand(line, JMP | jump, branches.operand, branches.holds, branches.fails);
    }
    Integer inverse = INVERSE_JUMPS.get(line.operation());
    if (inverse != null) {
      Branches branches = branches(line, at);
      return withOperand(line, JMP | inverse, branches.operand, branches.fails, branches.holds);
    }
    throw wrong(line, "has no operation that is known");
  }

  private record Branches(String operand, int holds, int fails) {}

  private Branches branches(Line line, int at) {
    String[] operands = line.operands().split("\\s*,\\s*", -1);
    if (operands.length < 2 || operands.length > 3) {
      throw wrong(line, "must name a value and one or two labels");
    }
    int holds = shortDistance(line, operands[1], at);
    int fails = operands.length == 3 ? shortDistance(line, operands[2], at) : 0;
    return new Branches(operands[0], holds, fails);
  }

  private BpfProgram.Instruction withOperand(
      Line line, int code, String operand, int holds, int fails) {
    return operand.equals("x")
        ? new BpfProgram.Instruction(code | X, holds, fails, 0)
        : new BpfProgram.Instruction(code, holds, fails, number(line, operand));
  }

  private BpfProgram.Instruction load(Line line, int kind, int size) {
    String operand = line.operands();
    if (operand.equals("#len")) {
      return plain(kind | LEN, 0);
    }
    if (NUMBER.matcher(operand).matches()) {
      return plain(kind, number(line, operand));
    }
    Matcher indirect = INDIRECT.matcher(operand);
    if (indirect.matches()) {
      return plain(kind | size | IND, Long.decode(indirect.group(1)).intValue());
    }
    return plain(kind | size | ABS, inside(line, ABSOLUTE));
  }

  private static BpfProgram.Instruction plain(int code, int k) {
    return new BpfProgram.Instruction(code, 0, 0, k);
  }

  private static int number(Line line, String operand) {
    Matcher matcher = NUMBER.matcher(operand);
    if (!matcher.matches()) {
      throw wrong(line, "has an operand that is no #number");
    }
    return Long.decode(matcher.group(1)).intValue();
  }

  private static int inside(Line line, Pattern pattern) {
    Matcher matcher = pattern.matcher(line.operands());
    if (!matcher.matches()) {
      throw wrong(line, "has an operand that does not fit the operation");
    }
    return Long.decode(matcher.group(1)).intValue();
  }

  private int shortDistance(Line line, String label, int at) {
    int distance = distance(line, label, at);
    if (distance > 0xff) {
      throw wrong(line, "jumps over more than 255 instructions");
    }
    return distance;
  }

  private int distance(Line line, String label, int at) {
    Integer target = labels.get(label);
    if (target == null) {
      throw wrong(line, "jumps to a label that does not exist");
    }
    if (target <= at) {
      throw wrong(line, "jumps back, which BPF cannot");
    }
    return target - at - 1;
  }
}

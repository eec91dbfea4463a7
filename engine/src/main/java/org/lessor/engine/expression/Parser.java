package org.lessor.engine.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv6;
import org.lessor.wire.Parsed;

/// Turns the words of one source into parts that can be evaluated. From the weakest operator to the
/// strongest: `sor`, `or`, `sand`, `and`, `not`, `==`, `+`.
///
/// What yields bytes and what is true or false may both stand in parentheses, so everything is read
/// as a [Node] first and its kind is asked for where it matters.
final class Parser {
  /// Deeper sources are refused, so that reading and evaluating them cannot exhaust the stack.
  private static final int MAX_DEPTH = 100;

  private record Operator(String word, Function<List<Truth>, Truth> combine) {}

  private static final List<Operator> WEAKEST_FIRST =
      List.of(
          new Operator("sor", Truth.StrictAnyOf::new),
          new Operator("or", Truth.AnyOf::new),
          new Operator("sand", Truth.StrictAllOf::new),
          new Operator("and", Truth.AllOf::new));

  private final TokenStream in;
  private final ExpressionCompiler known;
  private final OptionParser options;
  private final Set<String> memberships = new LinkedHashSet<>();
  private int depth;

  Parser(String source, ExpressionCompiler known) throws Fault {
    this.in = new TokenStream(source);
    this.known = known;
    this.options = new OptionParser(in, known.spaces());
  }

  /// The classes that were asked for.
  Set<String> memberships() {
    return memberships;
  }

  Truth wholeTruth() throws Fault {
    Truth truth = truth();
    requireEnd();
    return truth;
  }

  Value wholeValue() throws Fault {
    Value value = value();
    requireEnd();
    return value;
  }

  private void requireEnd() throws Fault {
    if (in.peek().kind() != Token.Kind.END) {
      throw in.expected("an operator or the end");
    }
  }

  private Truth truth() throws Fault {
    int offset = in.offset();
    return asTruth(any(), offset);
  }

  private Value value() throws Fault {
    int offset = in.offset();
    return asValue(any(), offset);
  }

  private static Truth asTruth(Node node, int offset) throws Fault {
    return switch (node) {
      case Truth truth -> truth;
      case Value _ ->
          throw new Fault(
              offset,
              "expected what is true or false, but this yields bytes; compare them with == or ask"
                  + " for .exists");
    };
  }

  private static Value asValue(Node node, int offset) throws Fault {
    return switch (node) {
      case Value value -> value;
      case Truth _ ->
          throw new Fault(
              offset,
              "expected what yields bytes, but this is true or false; ifelse(..., 'a', 'b') makes"
                  + " bytes of it");
    };
  }

  private Node any() throws Fault {
    enter();
    Node node = logical(0);
    depth--;
    return node;
  }

  private void enter() throws Fault {
    if (++depth > MAX_DEPTH) {
      throw new Fault(in.offset(), "nested more than " + MAX_DEPTH + " deep");
    }
  }

  private Node logical(int level) throws Fault {
    if (level == WEAKEST_FIRST.size()) {
      return negation();
    }
    Operator operator = WEAKEST_FIRST.get(level);
    int offset = in.offset();
    Node first = logical(level + 1);
    if (!in.peek().is(Token.Kind.WORD, operator.word)) {
      return first;
    }
    List<Truth> parts = new ArrayList<>();
    parts.add(asTruth(first, offset));
    while (in.acceptWord(operator.word)) {
      int next = in.offset();
      parts.add(asTruth(logical(level + 1), next));
    }
    return operator.combine.apply(List.copyOf(parts));
  }

  private Node negation() throws Fault {
    if (!in.acceptWord("not")) {
      return comparison();
    }
    enter();
    int offset = in.offset();
    Truth negated = new Truth.Not(asTruth(negation(), offset));
    depth--;
    return negated;
  }

  private Node comparison() throws Fault {
    int offset = in.offset();
    Node left = sum();
    if (!in.acceptSymbol("==")) {
      return left;
    }
    Value leftValue = asValue(left, offset);
    int right = in.offset();
    return new Truth.Equal(leftValue, asValue(sum(), right));
  }

  private Node sum() throws Fault {
    int offset = in.offset();
    Node first = operand();
    if (!in.peek().is(Token.Kind.SYMBOL, "+")) {
      return first;
    }
    List<Value> parts = new ArrayList<>();
    parts.add(asValue(first, offset));
    while (in.acceptSymbol("+")) {
      int next = in.offset();
      parts.add(asValue(operand(), next));
    }
    return new TextFunction.Concat(List.copyOf(parts));
  }

  private Node operand() throws Fault {
    Token token = in.peek();
    return switch (token.kind()) {
      case TEXT -> new Value.Literal(Bytes.ofText(in.take().text()));
      case HEX -> new Value.Literal(Bytes.ofHex(in.take().text()));
      case INTEGER -> new Value.Literal(Bytes.ofUint32(in.expectInteger("number", 0, 0xffffffffL)));
      case ADDRESS -> new Value.Literal(address(in.take()));
      case SYMBOL -> {
        if (!in.acceptSymbol("(")) {
          throw in.expected("an operand");
        }
        Node inner = any();
        in.expectSymbol(")");
        yield inner;
      }
      case WORD -> word(in.take());
      case END -> throw in.expected("an operand");
    };
  }

  private static Bytes address(Token token) throws Fault {
    var ipv4 = Ipv4.parse(token.text());
    if (ipv4.isPresent()) {
      return ipv4.get().toBytes();
    }
    return switch (Ipv6.parse(token.text())) {
      case Parsed.Ok<Ipv6>(Ipv6 ipv6) -> ipv6.address();
      case Parsed.Invalid<Ipv6> _ ->
          throw new Fault(token.offset(), token.text() + " is no IP address");
    };
  }

  private Node word(Token word) throws Fault {
    return switch (word.text()) {
      case "option" -> options.option();
      case "relay4" -> options.relay();
      case "vendor" -> options.vendor();
      case "vendor-class" -> options.vendorClass();
      case "pkt", "pkt4" -> field(word.text());
      case "member" -> member();
      case "match" -> match();
      case "substring" -> substring();
      case "split" -> split();
      case "concat" -> concat();
      case "ifelse" -> choice(TextFunction.IfElse::new);
      case "sifelse" -> choice(TextFunction.StrictIfElse::new);
      case "hexstring" -> hexString();
      case "lcase" -> new TextFunction.ChangeCase(only(), TextFunction.ChangeCase.Case.LOWER);
      case "ucase" -> new TextFunction.ChangeCase(only(), TextFunction.ChangeCase.Case.UPPER);
      case "relay6", "pkt6" ->
          throw new Fault(word.offset(), word.text() + " is for DHCPv6 and has no meaning here");
      case "known", "unknown" ->
          throw new Fault(
              word.offset(),
              "write member('" + (word.text().equals("known") ? "KNOWN" : "UNKNOWN") + "')");
      default -> numberToText(word);
    };
  }

  private Node numberToText(Token word) throws Fault {
    for (NumberToText.Kind kind : NumberToText.Kind.values()) {
      if (kind.functionName().equals(word.text())) {
        return new NumberToText(only(), kind);
      }
    }
    throw new Fault(word.offset(), "there is no " + word + " in this language");
  }

  private Node field(String group) throws Fault {
    in.expectSymbol(".");
    Token member = in.peek();
    var field = PacketField.named(group, member.text());
    if (member.kind() != Token.Kind.WORD || field.isEmpty()) {
      throw in.expected("one of " + PacketField.membersOf(group));
    }
    in.take();
    return field.get();
  }

  private Node member() throws Fault {
    in.expectSymbol("(");
    Token name = in.expectText("the name of a class");
    in.expectSymbol(")");
    if (!known.classes().test(name.text())) {
      throw new Fault(
          name.offset(),
          "there is no class "
              + name
              + " that is built in or defined before the one that asks for it");
    }
    memberships.add(name.text());
    return new Truth.Member(name.text());
  }

  private Node match() throws Fault {
    in.expectSymbol("(");
    Token pattern = in.expectText("a regular expression");
    BytePattern compiled = PatternParser.parse(pattern.text(), pattern.offset() + 1);
    in.expectSymbol(",");
    Value value = value();
    in.expectSymbol(")");
    return new Truth.Matches(compiled, value);
  }

  private Value substring() throws Fault {
    in.expectSymbol("(");
    Value value = value();
    in.expectSymbol(",");
    int start = (int) in.expectInteger("start", Integer.MIN_VALUE, Integer.MAX_VALUE);
    in.expectSymbol(",");
    int length =
        in.acceptWord("all")
            ? TextFunction.ALL
            : (int) in.expectInteger("length", Integer.MIN_VALUE, Integer.MAX_VALUE);
    in.expectSymbol(")");
    return new TextFunction.Substring(value, start, length);
  }

  private Value split() throws Fault {
    in.expectSymbol("(");
    Value value = value();
    in.expectSymbol(",");
    Value delimiters = value();
    in.expectSymbol(",");
    int field = (int) in.expectInteger("field", Integer.MIN_VALUE, Integer.MAX_VALUE);
    in.expectSymbol(")");
    return new TextFunction.Split(value, delimiters, field);
  }

  private Value concat() throws Fault {
    in.expectSymbol("(");
    Value first = value();
    in.expectSymbol(",");
    Value second = value();
    in.expectSymbol(")");
    return new TextFunction.Concat(List.of(first, second));
  }

  @FunctionalInterface
  private interface Choice {
    Value of(Truth condition, Value yes, Value no);
  }

  private Value choice(Choice choice) throws Fault {
    in.expectSymbol("(");
    Truth condition = truth();
    in.expectSymbol(",");
    Value yes = value();
    in.expectSymbol(",");
    Value no = value();
    in.expectSymbol(")");
    return choice.of(condition, yes, no);
  }

  private Value hexString() throws Fault {
    in.expectSymbol("(");
    Value value = value();
    in.expectSymbol(",");
    Value separator = value();
    in.expectSymbol(")");
    return new TextFunction.HexString(value, separator);
  }

  /// The argument of a function that has one.
  private Value only() throws Fault {
    in.expectSymbol("(");
    Value value = value();
    in.expectSymbol(")");
    return value;
  }
}

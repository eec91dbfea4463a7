package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lessor.engine.Reception;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.MessageView;
import org.lessor.wire.Op;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.Xid;

/// A packet to ask expressions about, once as a value and once as received bytes.
record Sample(Message message, Reception reception, Set<String> classes, OptionSpaces spaces) {
  static final Reception RECEPTION =
      new Reception(
          new Reception.Inlet("eth7", Ipv4.of("192.0.2.1"), List.of(Ipv4.of("192.0.2.1"))),
          Ipv4.of("192.0.2.77"),
          68,
          Ipv4.of("192.0.2.1"));

  /// A DHCPDISCOVER without further options.
  static Sample discover() {
    Message message =
        Message.of(
            Op.BOOTREQUEST,
            MessageType.DHCPDISCOVER,
            new Xid(0x01020304),
            new HardwareAddress(1, Bytes.ofHex("02005e10a0ff")),
            changes -> changes);
    return new Sample(message, RECEPTION, Set.of(), OptionSpaces.STANDARD);
  }

  Sample option(int code, String hex) {
    return new Sample(
        message.with(builder -> builder.option(code, Bytes.ofHex(hex))),
        reception,
        classes,
        spaces);
  }

  Sample text(int code, String value) {
    return option(code, Bytes.ofText(value).toHex());
  }

  Sample with(Message changed) {
    return new Sample(changed, reception, classes, spaces);
  }

  Sample in(String... names) {
    return new Sample(message, reception, Set.of(names), spaces);
  }

  Sample knowing(OptionSpaces known) {
    return new Sample(message, reception, classes, known);
  }

  private ExpressionCompiler compiler() {
    return new ExpressionCompiler(spaces, _ -> true);
  }

  static <T extends Expression> T compiled(Compiled<T> outcome) {
    return switch (outcome) {
      case Compiled.Ok<T>(T expression) -> expression;
      case Compiled.Wrong<T>(int offset, String reason) ->
          throw new AssertionError("at " + offset + ": " + reason);
    };
  }

  Expression.Outcome outcome(String source) {
    Expression.Condition condition = compiled(compiler().condition(source));
    Expression.Outcome outcome =
        condition.outcome(new Facts(message, reception, classes::contains));
    assertThat(condition.outcome(new Facts(received(), reception, classes::contains)))
        .as("the same of the received bytes: " + source)
        .isEqualTo(outcome);
    if (outcome == Expression.Outcome.TRUE) {
      Facts facts = new Facts(message, reception, classes::contains);
      assertThat(ConditionIndex.of(List.of(Optional.of(condition))).candidates(facts))
          .as("it is among those that can be true: " + source)
          .containsExactly(1);
    }
    return outcome;
  }

  boolean holds(String source) {
    return outcome(source) == Expression.Outcome.TRUE;
  }

  Optional<Bytes> value(String source) {
    Expression.Text text = compiled(compiler().text(source));
    Optional<Bytes> value = text.value(new Facts(message, reception, classes::contains));
    assertThat(text.value(new Facts(received(), reception, classes::contains)))
        .as("the same of the received bytes: " + source)
        .isEqualTo(value);
    return value;
  }

  /// The value as characters; `failed` where there is none.
  String shown(String source) {
    return value(source).map(Bytes::toText).orElse("failed");
  }

  /// The value as hexadecimal digits; `failed` where there is none.
  String hex(String source) {
    return value(source).map(Bytes::toHex).orElse("failed");
  }

  private MessageView received() {
    Bytes payload = message.encode();
    MessageView view = new MessageView();
    assertThat(view.wrap(payload.toArray(), 0, payload.length())).isNull();
    return view;
  }
}

package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What holds for every message and every sequence of bytes.
class MessageProperties {
  @Provide
  Arbitrary<Message> messages() {
    return GeneratedMessages.messages();
  }

  @Provide
  Arbitrary<byte[]> garbage() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(700);
  }

  /// Bytes that get past the header: what follows the cookie is arbitrary, but made of the bytes
  /// that matter there more often than chance would.
  @Provide
  Arbitrary<Bytes> nearlyMessages() {
    Arbitrary<Byte> options =
        Arbitraries.oneOf(
            Arbitraries.of(
                (byte) 52,
                (byte) 53,
                (byte) 82,
                (byte) 0,
                (byte) 255,
                (byte) 1,
                (byte) 2,
                (byte) 3,
                (byte) 4,
                (byte) 12),
            Arbitraries.bytes());
    Arbitrary<byte[]> fields = options.array(byte[].class).ofSize(192);
    Arbitrary<byte[]> rest = options.array(byte[].class).ofMaxSize(120);
    return net.jqwik.api.Combinators.combine(fields, rest)
        .as((texts, tail) ->
            Bytes.ofHex("01010600" + "00".repeat(40))
                .plus(Bytes.of(texts))
                .plus(Bytes.ofHex("63825363"))
                .plus(Bytes.of(tail)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aMessageThatWasWrittenIsReadAgain(@ForAll("messages") Message message) {
    assertThat(Message.decode(message.encode())).isEqualTo(new Decoded.Ok(message));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void withLittleRoomAllIsReadAgainButWhatIsNamed(
      @ForAll("messages") Message message, @ForAll @IntRange(min = 300, max = 1500) int room) {
    byte[] buffer = new byte[1600];
    Arrays.fill(buffer, (byte) 0xee);
    MessageEncoder.Encoded encoded = MessageEncoder.encode(message, buffer, room);
    assertThat(encoded.length()).isBetween(300, room);
    List<Integer> omitted = encoded.omitted();
    Message expected =
        message.with(m -> {
          omitted.forEach(m::without);
          return m;
        });
    assertThat(Message.decode(buffer, 0, encoded.length()))
        .isInstanceOfSatisfying(
            Decoded.Ok.class, ok -> assertSameUpToOrder(ok.message(), expected));
    assertThat(buffer[room]).isEqualTo((byte) 0xee);
  }

  /// Overload moves options behind others, so only their order may differ.
  private static void assertSameUpToOrder(Message actual, Message expected) {
    assertThat(actual.options().asList())
        .containsExactlyInAnyOrderElementsOf(expected.options().asList());
    assertThat(actual.with(m -> m.options(expected.options()))).isEqualTo(expected);
  }

  @Property
  void nothingMakesTheDecoderThrow(@ForAll("garbage") byte[] payload) {
    assertThat(Message.decode(payload, 0, payload.length)).isNotNull();
  }

  @Property
  void whateverIsAcceptedCanBeWrittenAndReadAgain(@ForAll("nearlyMessages") Bytes payload) {
    if (Message.decode(payload) instanceof Decoded.Ok(Message message)) {
      Decoded again = Message.decode(message.encode());
      assertThat(again)
          .isInstanceOfSatisfying(
              Decoded.Ok.class, ok -> assertSameUpToOrder(ok.message(), message));
      assertThat(MessagePrinter.STANDARD.line(message)).doesNotContain("\n", "\r", "\u001b");
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void everyPrefixOfAMessageIsAMessageOrHasAReason(@ForAll("messages") Message message) {
    byte[] payload = message.encode().toArray();
    MessageView view = new MessageView();
    for (int length = 0; length <= payload.length; length++) {
      MalformedReason reason = view.wrap(payload, 0, length);
      if (reason != null) {
        assertThat(view.malformedOffset()).isBetween(0, length);
      } else {
        assertThat(view.toMessage().xid()).isEqualTo(message.xid());
      }
    }
  }
}

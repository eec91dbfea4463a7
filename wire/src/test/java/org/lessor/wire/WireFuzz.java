package org.lessor.wire;

/// Looks for bytes that break a promise of this module. The bytes are a UDP payload; what the
/// decoder accepts goes through everything else: types, texts, printer, encoder.
///
/// Jazzer calls [#fuzzerTestOneInput], see README.md of this module; [WireFuzzCorpusTest] calls it
/// for each file of the corpus.
public final class WireFuzz {
  private static final int ROOM = 1000;

  private static final MessageView VIEW = new MessageView();

  private WireFuzz() {}

  /// Throws [AssertionError] where a promise is broken.
  public static void fuzzerTestOneInput(byte[] payload) {
    MalformedReason reason = VIEW.wrap(payload, 0, payload.length);
    if (reason != null) {
      require(VIEW.malformedOffset() >= 0 && VIEW.malformedOffset() <= payload.length, "offset");
      return;
    }
    Message message = VIEW.toMessage();
    require(VIEW.messageType().equals(message.messageType()), "type");
    require(!MessagePrinter.STANDARD.line(message).contains("\n"), "one line");
    MessagePrinter.STANDARD.lines(message);
    RelayAgentOptions.of(message).ifPresent(SubOptions::encode);
    message.option(61).flatMap(ClientId::decode).ifPresent(ClientId::bytes);
    for (Option option : message.options()) {
      StandardOptions.SPACE
          .byCode(option.code())
          .ifPresent(definition -> checkType(definition, option.value()));
    }
    checkEncoder(message);
  }

  private static <T> void checkType(OptionDefinition<T> definition, Bytes bytes) {
    OptionType<T> type = definition.type();
    type.decode(bytes)
        .ifPresent(value -> {
          require(type.decode(type.encode(value)).orElseThrow().equals(value), type.name());
          type.parse(type.print(value));
        });
    // The same bytes once more, as what an operator might have written.
    if (type.parse(bytes.toText()) instanceof Parsed.Ok<T>(T value)) {
      require(type.decode(type.encode(value)).isPresent(), definition.name());
      require(
          type.parse(type.print(value)) instanceof Parsed.Ok<T>, "text of " + definition.name());
    }
  }

  private static void checkEncoder(Message message) {
    Bytes written = message.encode();
    require(sameButOrder(decoded(written.toArray(), written.length()), message), "all written");
    byte[] buffer = new byte[ROOM];
    MessageEncoder.Encoded encoded = MessageEncoder.encode(message, buffer, ROOM);
    Message rest =
        message.with(m -> {
          encoded.omitted().forEach(m::without);
          return m;
        });
    require(sameButOrder(decoded(buffer, encoded.length()), rest), "all but the omitted written");
  }

  private static Message decoded(byte[] buffer, int length) {
    return switch (Message.decode(buffer, 0, length)) {
      case Decoded.Ok(Message message) -> message;
      case Decoded.Malformed malformed -> throw new AssertionError("wrote " + malformed);
    };
  }

  private static boolean sameButOrder(Message left, Message right) {
    return left.with(m -> m.options(right.options())).equals(right)
        && left.options().asList().size() == right.options().asList().size()
        && right.options().asList().stream()
            .allMatch(option -> left.option(option.code()).equals(right.option(option.code())));
  }

  private static void require(boolean holds, String promise) {
    if (!holds) {
      throw new AssertionError(promise);
    }
  }
}

package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.wire.AnnotatedHex.bytes;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Messages to bytes: order, splitting, overload, what is left out.
class MessageEncoderTest {
  private static final HardwareAddress LAPTOP = HardwareAddress.ethernet("02:00:5e:00:00:01");

  private static Message ack(UnaryOperator<Message.Builder> changes) {
    return Message.of(Op.BOOTREPLY, MessageType.DHCPACK, new Xid(7), LAPTOP, changes);
  }

  private static Bytes text(int length) {
    return Bytes.ofText("x".repeat(length));
  }

  /// What is written with room for `maxPayload` bytes, into a buffer full of other bytes.
  private static Bytes written(Message message, int maxPayload, Integer... omitted) {
    byte[] buffer = new byte[maxPayload + 100];
    Arrays.fill(buffer, (byte) 0xee);
    MessageEncoder.Encoded encoded = MessageEncoder.encode(message, buffer, maxPayload);
    assertThat(encoded.omitted()).containsExactly(omitted);
    assertThat(encoded.length()).isBetween(MessageEncoder.MIN_PAYLOAD, maxPayload);
    assertThat(buffer[maxPayload]).as("what is behind the limit").isEqualTo((byte) 0xee);
    return Bytes.copyOf(buffer, 0, encoded.length());
  }

  private static Message read(Bytes payload) {
    Decoded decoded = Message.decode(payload);
    assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    return ((Decoded.Ok) decoded).message();
  }

  @Test
  void everyFieldIsWhereRfc2131Figure1HasIt() {
    Message message =
        new Message(
            Op.BOOTREPLY,
            3,
            new Xid(0x3903f326),
            0x0102,
            0x8000,
            Ipv4.of("192.0.2.1"),
            Ipv4.of("192.0.2.2"),
            Ipv4.of("192.0.2.3"),
            Ipv4.of("192.0.2.4"),
            LAPTOP,
            Bytes.ofText("sn"),
            Bytes.ofText("file"),
            Options.of(new Option(53, Bytes.ofHex("05")), new Option(1, Bytes.ofHex("ffffff00"))));
    assertThat(message.encode())
        .isEqualTo(
            bytes(
                """
                02 01 06 03  3903f326  0102 8000
                c0000201 c0000202 c0000203 c0000204
                02005e000001 00000000000000000000
                736e\
                """
                    + "00".repeat(62)
                    + "66696c65"
                    + "00".repeat(124)
                    + """
                    63825363
                    3501 05
                    0104 ffffff00
                    ff\
                    """
                    + "00".repeat(50)));
  }

  @Test
  void theTypeComesFirstAndTheRelaysInformationLast() {
    Message message =
        ack(m ->
            m.options(
                Options.of(
                    new Option(82, Bytes.ofHex("0101ff")),
                    new Option(1, Bytes.ofHex("ffffff00")),
                    new Option(53, Bytes.ofHex("05")),
                    new Option(3, Bytes.ofHex("c0000201")))));
    assertThat(written(message, 548).slice(240, 261))
        .isEqualTo(bytes("350105 0104ffffff00 0304c0000201 52030101ff ff"));
  }

  @Test
  void aLongValueIsSplitIntoFullParts() {
    Message message = ack(m -> m.option(15, text(600)));
    Bytes payload = written(message, 1500);
    assertThat(payload.slice(243, 245)).isEqualTo(bytes("0f ff"));
    assertThat(payload.slice(500, 502)).isEqualTo(bytes("0f ff"));
    assertThat(payload.slice(757, 759)).isEqualTo(bytes("0f 5a"));
    assertThat(read(payload)).isEqualTo(message);
  }

  @Test
  void emptyOptionsAreWrittenWithLengthZero() {
    Message message = ack(m -> m.option(80, Bytes.EMPTY));
    assertThat(written(message, 300).slice(243, 246)).isEqualTo(bytes("5000 ff"));
  }

  @Test
  void optionsWithRoomToTheLastByteAreWrittenAsWithMoreRoom() {
    for (int length = 40; length < 60; length++) {
      int size = length;
      Message message =
          ack(m ->
              m.option(82, Bytes.ofHex("0101ff"))
                  .option(60, text(size))
                  .option(15, Bytes.ofText("lan")));
      int needed = MessageEncoder.sizeOf(message);
      Bytes tight = written(message, needed);
      assertThat(tight).isEqualTo(written(message, 1500));
      assertThat(read(tight)).isEqualTo(read(written(message, 1500)));
      if (needed > MessageEncoder.MIN_PAYLOAD) {
        assertThat(written(message, needed - 1).slice(243, 246)).isEqualTo(bytes("340101"));
      }
    }
  }

  @Test
  void whatDoesNotFitGoesToFileThenSname() {
    Message message = ack(m -> m.option(60, text(40)).option(15, text(100)).option(17, text(50)));
    Bytes payload = written(message, 300);
    assertThat(payload.slice(240, 246)).isEqualTo(bytes("350105 340103"));
    assertThat(payload.slice(Layout.FILE, Layout.FILE + 2)).isEqualTo(bytes("0f 64"));
    assertThat(payload.at(Layout.FILE + 102)).as("END in file").isEqualTo(255);
    assertThat(payload.slice(Layout.SNAME, Layout.SNAME + 2)).isEqualTo(bytes("11 32"));
    assertThat(payload.at(Layout.SNAME + 52)).as("END in sname").isEqualTo(255);
    assertThat(read(payload)).isEqualTo(message);
  }

  @Test
  void aFieldThatHoldsAnameIsNotOverloaded() {
    Message message =
        ack(m -> m.file(Bytes.ofText("boot")).option(60, text(40)).option(15, text(60)));
    Bytes payload = written(message, 300);
    assertThat(payload.slice(243, 246)).isEqualTo(bytes("340102"));
    assertThat(read(payload)).isEqualTo(message);
  }

  @Test
  void withoutAnyFreeFieldWhatIsTooMuchIsLeftOut() {
    Message message =
        ack(m ->
            m.file(Bytes.ofText("boot"))
                .sname(Bytes.ofText("host"))
                .option(60, text(54))
                .option(15, text(60)));
    Bytes payload = written(message, 300, 15);
    assertThat(payload.slice(240, 245)).as("no overload option").isEqualTo(bytes("350105 3c36"));
    assertThat(payload.at(299)).isEqualTo(255);
  }

  @Test
  void aLongValueGoesOverAllFieldsInTheOrderInWhichTheyAreJoined() {
    StringBuilder counting = new StringBuilder();
    for (int i = 0; counting.length() < 230; i++) {
      counting.append(i).append('.');
    }
    Message message = ack(m -> m.option(15, Bytes.ofText(counting.toString())));
    Bytes payload = written(message, 300);
    assertThat(payload.slice(243, 246)).isEqualTo(bytes("340103"));
    assertThat(read(payload)).isEqualTo(message);
  }

  @Test
  void aValueOfFixedLengthIsNeverHalvedByOverload() {
    // Three bytes are left in the options field, and the other fields are full.
    Message message =
        ack(m ->
            m.option(60, text(49))
                .option(61, text(125))
                .option(12, text(61))
                .option(54, Ipv4.of("192.0.2.1").toBytes()));
    Message kept = read(written(message, 300, 54));
    assertThat(kept).isEqualTo(message.with(m -> m.without(54)));
  }

  @Test
  void theRelaysInformationKeepsItsPlaceWhateverElseIsTooMuch() {
    Message message =
        ack(m ->
            m.file(Bytes.ofText("f"))
                .sname(Bytes.ofText("s"))
                .option(60, text(50))
                .option(82, Bytes.ofHex("0101ff")));
    assertThat(read(written(message, 300, 60)).option(82)).contains(Bytes.ofHex("0101ff"));
  }

  @Test
  void whatCannotBeSentAnywhereIsNamedInOrder() {
    Message message = ack(m -> m.option(60, text(300)).option(15, text(20)).option(17, text(400)));
    assertThat(read(written(message, 300, 60, 17)).get(StandardOptions.DOMAIN_NAME)).isPresent();
  }

  @Test
  void theGapForAnOverloadThatDoesNotHappenIsClosed() {
    // The only option too many fits no other field either.
    Message message = ack(m -> m.option(15, text(20)).option(54, text(300)));
    Bytes payload = written(message, 300, 54);
    assertThat(payload.slice(240, 245)).isEqualTo(bytes("350105 0f14"));
    assertThat(payload.from(266)).isEqualTo(bytes("00".repeat(34)));
  }

  @Test
  void thePayloadIsNeverShorterThan300Bytes() {
    assertThat(ack(m -> m).encode().length()).isEqualTo(300);
    assertThat(MessageEncoder.sizeOf(ack(m -> m.option(15, text(56))))).isEqualTo(302);
  }

  @Test
  void aLimitThatMakesNoSenseIsRefused() {
    Message message = ack(m -> m);
    assertThatThrownBy(() -> MessageEncoder.encode(message, new byte[300], 299))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MessageEncoder.encode(message, new byte[300], 301))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreThanAnyDatagramHoldsCannotBeEncodedWhole() {
    Message message = ack(m -> m.option(15, text(60_000)).option(17, text(10_000)));
    assertThatThrownBy(message::encode).hasMessage("no room for options [17]");
  }

  @Test
  void aViewIsWrittenLikeTheMessageItShows() {
    Message message = ack(m -> m.option(15, text(300)).option(12, text(3)));
    byte[] payload = message.encode().toArray();
    MessageView view = new MessageView();
    assertThat(view.wrap(payload, 0, payload.length)).isNull();
    byte[] again = new byte[2000];
    MessageEncoder.Encoded encoded = MessageEncoder.encode(view, again, again.length);
    assertThat(Bytes.copyOf(again, 0, encoded.length())).isEqualTo(Bytes.of(payload));
    assertThat(encoded.omitted()).isEqualTo(List.of());
  }
}

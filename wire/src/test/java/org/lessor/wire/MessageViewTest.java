package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.wire.AnnotatedHex.bytes;
import static org.lessor.wire.AnnotatedHex.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes to messages: what is accepted, what is refused and why, and where.
class MessageViewTest {
  private static Message decoded(Bytes payload) {
    Decoded decoded = Message.decode(payload);
    assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    return ((Decoded.Ok) decoded).message();
  }

  private static void refused(Bytes payload, MalformedReason reason, int offset) {
    assertThat(Message.decode(payload)).isEqualTo(new Decoded.Malformed(reason, offset));
  }

  private static Bytes with(Bytes payload, int offset, String hex) {
    Bytes inserted = bytes(hex);
    return payload.slice(0, offset).plus(inserted).plus(payload.from(offset + inserted.length()));
  }

  /// Options field, `sname` and `file` of a request.
  private static Bytes overloaded(String options, String sname, String file) {
    return with(with(request(options), Layout.SNAME, sname), Layout.FILE, file);
  }

  private static long peeked(Bytes message, int length) {
    byte[] buffer = bytes("ffff").plus(message).toArray();
    return MessageView.peekEthernet(buffer, 2, length);
  }

  @Test
  void anEthernetAddressIsThereBeforeTheMessageIsLookedAt() {
    Bytes message = with(request("ff"), Layout.CHADDR, "fe005e000001");
    assertThat(peeked(message, message.length())).isEqualTo(0xfe00_5e00_0001L);
    assertThat(peeked(message, Layout.SNAME)).isEqualTo(0xfe00_5e00_0001L);
    assertThat(peeked(message, Layout.SNAME - 1)).isEqualTo(-1);
    assertThat(peeked(message, 0)).isEqualTo(-1);
    assertThat(peeked(with(message, Layout.HTYPE, "06"), message.length())).isEqualTo(-1);
    assertThat(peeked(with(message, Layout.HLEN, "07"), message.length())).isEqualTo(-1);
  }

  @Test
  void everyFieldIsWhereRfc2131Figure1HasIt() {
    Message message =
        decoded(
            bytes(
                """
                02 06 06 03         # op htype hlen hops
                3903f326            # xid
                0102 8001           # secs flags
                c0000201 c0000202   # ciaddr yiaddr
                c0000203 c0000204   # siaddr giaddr
                02005e000001 ff ff 000000000000 0000   # chaddr: 6 bytes count
                736e 00 78\
                """
                    + "00".repeat(60) // sname
                    + "66696c65"
                    + "00".repeat(124) // file
                    + "63825363 ff"));
    assertThat(message)
        .isEqualTo(
            new Message(
                Op.BOOTREPLY,
                3,
                new Xid(0x3903f326),
                0x0102,
                0x8001,
                Ipv4.of("192.0.2.1"),
                Ipv4.of("192.0.2.2"),
                Ipv4.of("192.0.2.3"),
                Ipv4.of("192.0.2.4"),
                new HardwareAddress(6, Bytes.ofHex("02005e000001")),
                Bytes.ofText("sn"), // what stands behind the first zero is not the name
                Bytes.ofText("file"),
                Options.NONE));
    assertThat(message.broadcast()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 44, 235, 236, 239})
  void whatIsShorterThanFieldsAndCookieIsTruncated(int length) {
    refused(request("").slice(0, length), MalformedReason.TRUNCATED, length);
  }

  @Test
  void headersThatMakeNoSenseAreRefused() {
    refused(with(request("ff"), Layout.OP, "00"), MalformedReason.BAD_OP, 0);
    refused(with(request("ff"), Layout.OP, "03"), MalformedReason.BAD_OP, 0);
    refused(with(request("ff"), Layout.HLEN, "11"), MalformedReason.BAD_HLEN, 2);
    refused(with(request("ff"), Layout.COOKIE, "63825364"), MalformedReason.NO_MAGIC_COOKIE, 236);
    assertThat(decoded(with(request("ff"), Layout.HLEN, "10")).hlen()).isEqualTo(16);
    assertThat(decoded(with(request("ff"), Layout.HLEN, "00")).chaddr().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          35,           OPTION_WITHOUT_LENGTH, 240
          3502 01,      OPTION_OVERRUN,        240
          0c,           OPTION_WITHOUT_LENGTH, 240
          0c05 350101,  OPTION_OVERRUN,        240
          3502 0101 ff, BAD_OPTION_LENGTH,     242
          3500 ff,      BAD_OPTION_LENGTH,     242
          3203 c00002,  BAD_OPTION_LENGTH,     242
          3305 0000000001, BAD_OPTION_LENGTH,  242
          3901 ff,      BAD_OPTION_LENGTH,     242
          5001 00,      BAD_OPTION_LENGTH,     242
          340100,       BAD_OVERLOAD,          242
          """)
  void optionsThatDoNotAddUpAreRefused(String options, MalformedReason reason, int offset) {
    refused(request(options), reason, offset);
  }

  private static MalformedReason leftOut(Bytes payload) {
    MessageView view = new MessageView();
    byte[] buffer = payload.toArray();
    assertThat(view.wrap(buffer, 0, buffer.length)).isNull();
    return view.leftOut();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          350101 0c01 61 32,         OPTION_WITHOUT_LENGTH
          350101 0c01 61 3205,       OPTION_OVERRUN
          350101 0c01 61 320a 00 ff, OPTION_OVERRUN
          350101 0c01 61 3503 01,    OPTION_OVERRUN
          340100 350101 0c01 61,     BAD_OVERLOAD
          340104 350101 0c01 61,     BAD_OVERLOAD
          3400 350101 0c01 61,       BAD_OVERLOAD
          34020101 350101 0c01 61,   BAD_OVERLOAD
          340101340101 350101 0c01 61, BAD_OVERLOAD
          """)
  void anOptionThatCannotBeReadIsLeftOutAndWhatIsBeforeItKept(
      String options, MalformedReason reason) {
    Bytes payload = overloaded(options, "0f0162", "0f0163");
    Message message = decoded(payload);
    assertThat(message.options())
        .isEqualTo(
            Options.of(new Option(53, Bytes.ofHex("01")), new Option(12, Bytes.ofText("a"))));
    assertThat(message.file()).as("not overloaded").isEqualTo(Bytes.ofHex("0f0163"));
    assertThat(leftOut(payload)).isEqualTo(reason);
  }

  @Test
  void whatAnOverloadedFieldHoldsBeforeGarbageIsRead() {
    Bytes payload = overloaded("340103 350101 ff", "0c0162 ff", "0c0161 3cff 00");
    assertThat(decoded(payload).get(StandardOptions.HOST_NAME)).contains("ab");
    assertThat(leftOut(payload)).isEqualTo(MalformedReason.OPTION_OVERRUN);
    assertThat(leftOut(request("350101 ff"))).isNull();
  }

  @Test
  void aTypeThatStandsInFileIsReadThoughTheOptionsFieldIsCutShort() {
    Message message = decoded(overloaded("340101 0c05", "", "350101 ff"));
    assertThat(message.messageType()).contains(MessageType.DHCPDISCOVER);
    assertThat(message.has(12)).isFalse();
  }

  @Test
  void padsAreSkippedAndNothingBehindTheEndIsRead() {
    Message message = decoded(request("00 00 350101 00 ff 0c"));
    assertThat(message.options()).isEqualTo(Options.of(new Option(53, Bytes.ofHex("01"))));
  }

  @Test
  void aMissingEndIsTolerated() {
    assertThat(decoded(request("350101")).messageType()).contains(MessageType.DHCPDISCOVER);
    assertThat(decoded(request("")).options()).isEqualTo(Options.NONE);
  }

  @Test
  void partsOfOneOptionAreJoinedInOrder() {
    // RFC 3396 section 7, with another option between the parts.
    Message message = decoded(request("0c02 6162 0f01 78 0c00 0c01 63 ff"));
    assertThat(message.get(StandardOptions.HOST_NAME)).contains("abc");
    assertThat(message.options().asList()).extracting(Option::code).containsExactly(12, 15);
  }

  @Test
  void overloadedFieldsAreReadFileFirst() {
    // RFC 3396 section 5: options field, file, sname.
    Message message = decoded(overloaded("340103 0c01 61 ff", "0c01 63 ff", "0c01 62 4301 66 ff"));
    assertThat(message.get(StandardOptions.HOST_NAME)).contains("abc");
    assertThat(message.get(StandardOptions.BOOT_FILE_NAME)).contains("f");
    assertThat(message.sname()).isEqualTo(Bytes.EMPTY);
    assertThat(message.file()).isEqualTo(Bytes.EMPTY);
    assertThat(message.has(52)).isFalse();
    assertThat(message.option(52)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"01, 0f0162, ''", "02, '', 0c0162", "03, '', ''"})
  void onlyTheNamedFieldsHoldOptions(String overload, String sname, String file) {
    Message message = decoded(overloaded("3401" + overload, "0f0162 00", "0c0162 00"));
    assertThat(message.sname()).isEqualTo(Bytes.ofHex(sname));
    assertThat(message.file()).isEqualTo(Bytes.ofHex(file));
  }

  @Test
  void anOverloadedFieldIsHeldToItsOwnEnd() {
    // 63 bytes reach from the first byte of sname behind code and length one byte into file.
    Bytes payload = overloaded("350101 340102 ff", "0c 3f", "");
    assertThat(decoded(payload).has(12)).isFalse();
    assertThat(leftOut(payload)).isEqualTo(MalformedReason.OPTION_OVERRUN);
    assertThat(decoded(overloaded("340102 ff", "0c 3e", "")).option(12).orElseThrow().length())
        .isEqualTo(62);
  }

  @Test
  void anOptionOfFixedLengthThatSaysTheSameTwiceIsTakenOnce() {
    Message message = decoded(request("350101 3204 c0000207 3204 c0000207 350101 ff"));
    assertThat(message.get(StandardOptions.DHCP_REQUESTED_ADDRESS)).contains(Ipv4.of("192.0.2.7"));
    assertThat(message.messageType()).contains(MessageType.DHCPDISCOVER);
    assertThat(message.options().asList()).hasSize(2);
  }

  @Test
  void anOptionOfFixedLengthThatContradictsItselfIsRefused() {
    refused(request("3204 c0000207 3204 c0000208 ff"), MalformedReason.BAD_OPTION_LENGTH, 242);
    refused(request("3302 0000 3302 0001 ff"), MalformedReason.BAD_OPTION_LENGTH, 242);
  }

  @Test
  void anEmptyPartOfTheTypeAtTheEndOfTheBufferIsNotReadBeyondIt() {
    // The options field ends with an empty part of 53; the type itself stands in file.
    refused(overloaded("340101 3500", "", "350101 ff"), MalformedReason.BAD_OPTION_LENGTH, 245);
  }

  @Test
  void moreThanAThousandPartsAreRefused() {
    assertThat(decoded(request("0c00".repeat(MessageView.MAX_PARTS))).has(12)).isTrue();
    refused(
        request("0c00".repeat(MessageView.MAX_PARTS + 1)),
        MalformedReason.TOO_MANY_OPTIONS,
        240 + 2 * MessageView.MAX_PARTS);
  }

  @Test
  void aViewReadsWhereItIsToldTo() {
    Bytes payload = request("350101 0c02 6869 ff");
    byte[] buffer = Bytes.ofHex("aabb").plus(payload).plus(Bytes.ofHex("0c05")).toArray();
    MessageView view = new MessageView();
    assertThat(view.wrap(buffer, 2, payload.length())).isNull();
    assertThat(view.toMessage()).isEqualTo(decoded(payload));
    assertThat(view.optionLength(12)).isEqualTo(2);
    assertThat(view.optionLength(15)).isEqualTo(-1);
    assertThatThrownBy(() -> view.wrap(buffer, 2, buffer.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aViewForgetsThePacketBefore() {
    MessageView view = new MessageView();
    List<Bytes> packets =
        List.of(
            request("350101 0c01 61 3204 c0000207 ff"),
            request("0c05"),
            overloaded("340103 0f01 62 ff", "0c01 63 ff", ""),
            request("3304 00000e10 ff"));
    List<Optional<Message>> reused = new ArrayList<>();
    List<Optional<Message>> fresh = new ArrayList<>();
    for (Bytes packet : packets) {
      byte[] buffer = packet.toArray();
      boolean ok = view.wrap(buffer, 0, buffer.length) == null;
      reused.add(ok ? Optional.of(view.toMessage()) : Optional.empty());
      fresh.add(
          Message.decode(packet) instanceof Decoded.Ok(Message message)
              ? Optional.of(message)
              : Optional.empty());
    }
    assertThat(reused).isEqualTo(fresh).hasSize(4);
    assertThat(reused.get(1)).isEmpty();
  }

  @Test
  void aTypeThatIanaHasNotAssignedIsNoType() {
    assertThat(decoded(request("3501 13 ff")).messageType()).isEmpty();
    assertThat(decoded(request("3501 00 ff")).messageType()).isEmpty();
    assertThat(decoded(request("3501 12 ff")).messageType()).contains(MessageType.DHCPTLS);
  }

  @Test
  void aTypedOptionWithOtherBytesIsAbsentToWhoAsksForItsValue() {
    Message message = decoded(request("0303 c00002 ff"));
    assertThat(message.get(StandardOptions.ROUTERS)).isEmpty();
    assertThat(message.has(StandardOptions.ROUTERS)).isTrue();
  }
}

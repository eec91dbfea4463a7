package org.lessor.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;

class ArpMessageTest {
  private static final LinkAddress OWN = LinkAddress.of("02:00:00:00:00:01");
  private static final LinkAddress OTHER = LinkAddress.of("02:00:00:00:00:02");
  private static final Ip4 ADDRESS = Ip4.of("192.0.2.9");

  private static byte[] bytes(ArpMessage message) {
    byte[] packet = new byte[ArpMessage.SIZE_BYTES];
    assertThat(message.write(packet, 0)).isEqualTo(28);
    return packet;
  }

  @Test
  void aProbeIsWrittenByteForByte() {
    assertThat(HexFormat.of().formatHex(bytes(ArpMessage.probe(OWN, ADDRESS))))
        .isEqualTo(
            "0001"
                + "0800"
                + "06"
                + "04"
                + "0001" // Ethernet, IPv4, sizes, request
                + "020000000001"
                + "00000000" // our MAC, no address
                + "000000000000"
                + "c0000209");
  }

  @Test
  void whatWasWrittenIsReadAlsoWithPadding() {
    ArpMessage question =
        new ArpMessage(ArpMessage.Operation.REQUEST, OTHER, Ip4.of("192.0.2.2"), OWN, ADDRESS);
    ArpMessage reply = ArpMessage.replyTo(question, OWN);
    assertThat(reply)
        .isEqualTo(
            new ArpMessage(ArpMessage.Operation.REPLY, OWN, ADDRESS, OTHER, Ip4.of("192.0.2.2")));
    byte[] padded = new byte[50];
    reply.write(padded, 3);
    assertThat(ArpMessage.read(padded, 3, 46)).isEqualTo(reply);
    assertThat(ArpMessage.read(bytes(question), 0, 28)).isEqualTo(question);
  }

  @Test
  void probesAndAnnouncementsAreToldApart() {
    assertThat(ArpMessage.probe(OWN, ADDRESS).isProbe()).isTrue();
    assertThat(ArpMessage.announcement(OWN, ADDRESS).isProbe()).isFalse();
    assertThat(ArpMessage.announcement(OWN, ADDRESS).sender()).isEqualTo(ADDRESS);
  }

  private static ArpReading changed(int at, int value) {
    byte[] packet = bytes(ArpMessage.probe(OWN, ADDRESS));
    packet[at] = (byte) value;
    return ArpMessage.read(packet, 0, packet.length);
  }

  @Test
  void eachFaultIsNamed() {
    byte[] good = bytes(ArpMessage.probe(OWN, ADDRESS));
    assertThat(ArpMessage.read(good, 0, 27))
        .isEqualTo(new ArpReading.Malformed(ArpReading.Reason.TOO_SHORT));
    assertThat(changed(1, 32))
        .isEqualTo(new ArpReading.Malformed(ArpReading.Reason.OTHER_HARDWARE));
    assertThat(changed(4, 8)).isEqualTo(new ArpReading.Malformed(ArpReading.Reason.OTHER_HARDWARE));
    assertThat(changed(2, 0x86))
        .isEqualTo(new ArpReading.Malformed(ArpReading.Reason.OTHER_PROTOCOL));
    assertThat(changed(5, 16))
        .isEqualTo(new ArpReading.Malformed(ArpReading.Reason.OTHER_PROTOCOL));
    assertThat(changed(7, 3))
        .isEqualTo(new ArpReading.Malformed(ArpReading.Reason.OTHER_OPERATION));
    assertThat(changed(1, 6)).as("IEEE 802 counts as Ethernet").isInstanceOf(ArpMessage.class);
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(826);
    byte[] good = bytes(ArpMessage.probe(OWN, ADDRESS));
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(40));
      for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(ArpMessage.read(bytes, 0, bytes.length)).isNotNull();
    }
  }

  @Test
  void otherThanSixOctetsAreRefused() {
    assertThatThrownBy(() -> ArpMessage.probe(LinkAddress.EMPTY, ADDRESS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

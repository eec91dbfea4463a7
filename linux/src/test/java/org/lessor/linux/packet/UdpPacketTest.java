package org.lessor.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.linux.Ip4;
import org.lessor.linux.packet.UdpPacket.Outcome;

class UdpPacketTest {
  private static final UdpHeaders HEADERS = UdpHeaders.between(Ip4.ANY, 68, Ip4.BROADCAST, 67);

  private final UdpPacket window = new UdpPacket();

  private static byte[] packet(UdpHeaders headers, byte[] payload) {
    byte[] packet = new byte[UdpHeaders.SIZE_BYTES + payload.length];
    System.arraycopy(payload, 0, packet, UdpHeaders.SIZE_BYTES, payload.length);
    assertThat(headers.write(packet, 0, payload.length)).isEqualTo(packet.length);
    return packet;
  }

  private Outcome read(byte[] packet) {
    return window.read(packet, 0, packet.length, ChecksumState.COMPLETE);
  }

  /// A checksum written independently, straight from RFC 1071: 16 bits at a time, carries added at
  /// once.
  private static int checksum(byte[] bytes, int from, int to, int start) {
    int sum = start;
    for (int at = from; at < to; at += 2) {
      sum += (bytes[at] & 0xff) << 8 | (at + 1 < to ? bytes[at + 1] & 0xff : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  @Test
  void headersAreWrittenByteForByte() {
    byte[] packet =
        packet(
            new UdpHeaders(
                Ip4.of("192.0.2.1").bits(), 67, Ip4.of("192.0.2.9").bits(), 68, 0x10, 128),
            new byte[] {1, 2, 3});
    // Both checksums were computed by another program, after RFC 1071.
    assertThat(HexFormat.of().formatHex(packet))
        .isEqualTo("4510001f00004000801176b3c0000201c0000209" + "00430044000b7744" + "010203");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 300, 1472, 65507})
  void whatWasWrittenIsRead(int sizeBytes) {
    byte[] payload = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(payload);
    byte[] packet = packet(HEADERS, payload);
    assertThat(read(packet)).isEqualTo(Outcome.UDP);
    assertThat(window.sourceAddress()).isZero();
    assertThat(window.destinationAddress()).isEqualTo(-1);
    assertThat(window.sourcePort()).isEqualTo(68);
    assertThat(window.destinationPort()).isEqualTo(67);
    assertThat(window.timeToLive()).isEqualTo(64);
    assertThat(
            Arrays.copyOfRange(
                packet, window.payloadOffset(), window.payloadOffset() + window.payloadBytes()))
        .isEqualTo(payload);
    int pseudo = checksumOfPseudoHeader(packet);
    assertThat(checksum(packet, 20, packet.length, pseudo)).isZero();
    assertThat(checksum(packet, 0, 20, 0)).isZero();
  }

  private static int checksumOfPseudoHeader(byte[] packet) {
    byte[] pseudo = new byte[12];
    System.arraycopy(packet, 12, pseudo, 0, 8);
    pseudo[9] = 17;
    System.arraycopy(packet, 24, pseudo, 10, 2);
    return ~checksum(pseudo, 0, 12, 0) & 0xffff;
  }

  @Test
  void aChecksumOfZeroIsSentAsAllOnes() {
    // The payload is chosen such that the sum of everything else is cancelled.
    byte[] packet = packet(HEADERS, new byte[2]);
    byte[] cancelling = {packet[26], packet[27]};
    byte[] zero = packet(HEADERS, cancelling);
    assertThat(Octets.unsignedShort(zero, 26)).isEqualTo(0xffff);
    assertThat(read(zero)).isEqualTo(Outcome.UDP);
  }

  @Test
  void paddingBehindThePacketIsLeftOut() {
    byte[] padded = Arrays.copyOf(packet(HEADERS, new byte[] {1, 2, 3}), 60);
    assertThat(read(padded)).isEqualTo(Outcome.UDP);
    assertThat(window.payloadBytes()).isEqualTo(3);
  }

  @Test
  void aMissingUdpChecksumIsAccepted() {
    byte[] packet = packet(HEADERS, new byte[] {1, 2, 3});
    Octets.putShort(packet, 26, 0);
    assertThat(read(packet)).isEqualTo(Outcome.UDP);
  }

  @Test
  void aChecksumThatIsNotReadyIsNotChecked() {
    byte[] packet = packet(HEADERS, new byte[] {1, 2, 3});
    Octets.putShort(packet, 26, 0x1234);
    assertThat(read(packet)).isEqualTo(Outcome.WRONG_UDP_CHECKSUM);
    assertThat(window.read(packet, 0, packet.length, ChecksumState.NOT_READY))
        .isEqualTo(Outcome.UDP);
  }

  @Test
  void ipOptionsArePassedOver() {
    byte[] plain = packet(HEADERS, new byte[] {9});
    byte[] packet = new byte[plain.length + 4];
    System.arraycopy(plain, 0, packet, 0, 20);
    System.arraycopy(plain, 20, packet, 24, plain.length - 20);
    packet[0] = 0x46;
    Octets.putShort(packet, 2, packet.length);
    repairHeader(packet, 24);
    assertThat(read(packet)).isEqualTo(Outcome.UDP);
    assertThat(packet[window.payloadOffset()]).isEqualTo((byte) 9);
  }

  private static void repairHeader(byte[] packet, int headerBytes) {
    Octets.putShort(packet, 10, 0);
    Octets.putShort(packet, 10, checksum(packet, 0, headerBytes, 0));
  }

  private static byte[] changed(int at, int value) {
    byte[] packet = packet(HEADERS, new byte[] {1, 2, 3});
    packet[at] = (byte) value;
    if (at < 20) {
      repairHeader(packet, 20);
    }
    return packet;
  }

  @Test
  void eachFaultIsNamed() {
    byte[] good = packet(HEADERS, new byte[] {1, 2, 3});
    assertThat(read(Arrays.copyOf(good, 19))).isEqualTo(Outcome.SHORT_IP_HEADER);
    assertThat(read(new byte[0])).isEqualTo(Outcome.SHORT_IP_HEADER);
    assertThat(read(changed(0, 0x65))).isEqualTo(Outcome.NOT_IPV4);
    assertThat(read(changed(0, 0x44))).isEqualTo(Outcome.WRONG_IP_HEADER_SIZE);
    assertThat(read(changed(0, 0x4f))).isEqualTo(Outcome.SHORT_IP_HEADER);
    assertThat(read(changed(3, 19))).isEqualTo(Outcome.WRONG_IP_LENGTH);
    assertThat(read(changed(3, 32))).isEqualTo(Outcome.WRONG_IP_LENGTH);
    assertThat(read(changed(9, 6))).isEqualTo(Outcome.NOT_UDP);
    assertThat(read(changed(6, 0x20))).isEqualTo(Outcome.FRAGMENT);
    assertThat(read(changed(7, 1))).isEqualTo(Outcome.FRAGMENT);
    assertThat(read(changed(3, 27))).isEqualTo(Outcome.SHORT_UDP_HEADER);
    assertThat(read(changed(25, 7))).isEqualTo(Outcome.WRONG_UDP_LENGTH);
    assertThat(read(changed(25, 12))).isEqualTo(Outcome.WRONG_UDP_LENGTH);
    assertThat(read(changed(30, 0))).isEqualTo(Outcome.WRONG_UDP_CHECKSUM);
    byte[] wrongSum = good.clone();
    wrongSum[8]++;
    assertThat(read(wrongSum)).isEqualTo(Outcome.WRONG_IP_CHECKSUM);
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(20);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length >= 20 && random.nextInt(4) > 0) {
        bytes[0] = (byte) (0x45 + random.nextInt(3));
        bytes[2] = 0;
        bytes[3] = (byte) random.nextInt(70);
        bytes[6] &= (byte) 0xc0;
        bytes[7] = 0;
        bytes[9] = 17;
        int header = (bytes[0] & 0xf) * 4;
        if (header <= bytes.length) {
          repairHeader(bytes, header);
        }
      }
      int offset = random.nextInt(3);
      byte[] shifted = new byte[offset + bytes.length];
      System.arraycopy(bytes, 0, shifted, offset, bytes.length);
      if (window.read(shifted, offset, bytes.length, ChecksumState.NOT_READY) == Outcome.UDP) {
        assertThat(window.payloadOffset() + window.payloadBytes())
            .isLessThanOrEqualTo(shifted.length);
      }
    }
  }
}

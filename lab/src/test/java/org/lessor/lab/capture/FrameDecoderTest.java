package org.lessor.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.lab.capture.Frame.Arp;
import org.lessor.lab.capture.Frame.Checksum;
import org.lessor.lab.capture.Frame.Direction;
import org.lessor.lab.capture.Frame.Icmp;
import org.lessor.lab.capture.Frame.Other;
import org.lessor.lab.capture.Frame.Udp;
import org.lessor.lab.capture.FrameDecoder.Checksums;
import org.lessor.lab.capture.FrameDecoder.Reception;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

class FrameDecoderTest {
  private static final String ADDRESSES = "ffffffffffff 020000000201 ";
  private static final String ARP_PROBE =
      "0806 0001 0800 06 04 0001 020000000201 00000000 000000000000 c0000264";

  /// 192.0.2.1:67 to 192.0.2.100:68, three bytes, the checksum worked out by hand.
  private static final String UDP =
      "0800 4500001f 00000000 40110000 c0000201 c0000264 0043 0044 000b 76e9 010203";

  private static final String ECHO_REQUEST =
      "0800 4500001c 00000000 40010000 c0000201 c0000264 0800 f7fc 00010002";

  @Test
  void anArpProbeIsTakenApart() {
    Frame frame = decode(ADDRESSES + ARP_PROBE, Checksums.FILLED_IN);

    assertThat(frame.isEthernetBroadcast()).isTrue();
    assertThat(frame.source()).isEqualTo(HardwareAddress.ethernet("02:00:00:00:02:01"));
    assertThat(frame.vlan()).isEmpty();
    Arp arp = frame.arp().orElseThrow();
    assertThat(arp.senderHardware()).isEqualTo(frame.source());
    assertThat(arp.probes(Ipv4.of("192.0.2.100"))).isTrue();
    assertThat(arp.announces(Ipv4.of("192.0.2.100"))).isFalse();
  }

  @Test
  void aTagInTheFrameIsTakenOut() {
    Frame frame = decode(ADDRESSES + "8100 2005 " + ARP_PROBE, Checksums.FILLED_IN);

    assertThat(frame.vlan()).hasValue(5);
    assertThat(frame.vlanTag()).isEqualTo(0x2005);
    assertThat(frame.arp()).isPresent();
    assertThat(frame.bytes()).isEqualTo(Bytes.ofHex(ADDRESSES + ARP_PROBE));
  }

  @Test
  void aTagThatTheKernelTookOutIsKept() {
    Bytes bytes = Bytes.ofHex(ADDRESSES + ARP_PROBE);
    Frame frame =
        FrameDecoder.decode(
            bytes, new Reception(Instant.EPOCH, Direction.IN, 7, Checksums.FILLED_IN));

    assertThat(frame.vlan()).hasValue(7);
  }

  @Test
  void aUdpDatagramIsTakenApartWithoutThePaddingBehindIt() {
    Udp udp = decode(ADDRESSES + UDP + "0000000000", Checksums.FILLED_IN).udp().orElseThrow();

    assertThat(udp.source()).isEqualTo(Ipv4.of("192.0.2.1"));
    assertThat(udp.sourcePort()).isEqualTo(67);
    assertThat(udp.destination()).isEqualTo(Ipv4.of("192.0.2.100"));
    assertThat(udp.destinationPort()).isEqualTo(68);
    assertThat(udp.ttl()).isEqualTo(64);
    assertThat(udp.payload()).isEqualTo(Bytes.ofHex("010203"));
    assertThat(udp.checksum()).isEqualTo(Checksum.RIGHT);
  }

  @Test
  void theStateOfTheUdpChecksumIsTold() {
    assertThat(checksum(UDP.replace("76e9", "76ea"), Checksums.FILLED_IN))
        .isEqualTo(Checksum.WRONG);
    assertThat(checksum(UDP.replace("76e9", "0000"), Checksums.FILLED_IN))
        .isEqualTo(Checksum.ABSENT);
    assertThat(checksum(UDP.replace("76e9", "1234"), Checksums.NOT_READY))
        .isEqualTo(Checksum.NOT_READY);
  }

  private static Checksum checksum(String packet, Checksums checksums) {
    return decode(ADDRESSES + packet, checksums).udp().orElseThrow().checksum();
  }

  @Test
  void anEchoRequestIsTakenApart() {
    Icmp icmp = decode(ADDRESSES + ECHO_REQUEST, Checksums.FILLED_IN).icmp().orElseThrow();

    assertThat(icmp.type()).isEqualTo(Icmp.ECHO_REQUEST);
    assertThat(icmp.destination()).isEqualTo(Ipv4.of("192.0.2.100"));
    assertThat(icmp.rest()).isEqualTo(Bytes.ofHex("00010002"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "86dd 6000",
        "0800",
        "0800 4500",
        "0800 6500001f 00000000 40110000 c0000201 c0000264 0043 0044 000b 0000 010203",
        "0800 4400001f 00000000 40110000 c0000201 c0000264 0043 0044 000b 0000 010203",
        "0800 4500ff1f 00000000 40110000 c0000201 c0000264 0043 0044 000b 0000 010203",
        "0800 4500001f 00002000 40110000 c0000201 c0000264 0043 0044 000b 0000 010203",
        "0800 4500001f 00000001 40110000 c0000201 c0000264 0043 0044 000b 0000 010203",
        "0800 4500001f 00000000 40110000 c0000201 c0000264 0043 0044 0007 0000 010203",
        "0800 4500001f 00000000 40110000 c0000201 c0000264 0043 0044 000c 0000 010203",
        "0800 45000017 00000000 40010000 c0000201 c0000264 080000",
        "0806 0001 0800",
        "0806 0006 0800 06 04 0001 020000000201 00000000 000000000000 c0000264"
      })
  void whatDoesNotFitItsFormatIsOther(String packet) {
    assertThat(decode(ADDRESSES + packet, Checksums.FILLED_IN).content()).isInstanceOf(Other.class);
  }

  private static Frame decode(String hex, Checksums checksums) {
    return FrameDecoder.decode(
        Bytes.ofHex(hex), new Reception(Instant.EPOCH, Direction.IN, -1, checksums));
  }
}

package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.linux.packet.ChecksumState;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.EthernetHeader;
import org.lessor.linux.packet.UdpHeaders;
import org.lessor.server.Ports;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

class FrameReaderTest {
  private static final int ETHERNET = EthernetHeader.SIZE_BYTES;
  private static final LinkAddress CLIENT = LinkAddress.of("02:00:00:00:00:02");
  private static final HardwareAddress CHADDR = HardwareAddress.ethernet("02:00:00:00:00:02");
  private static final Message DISCOVER =
      Message.of(Op.BOOTREQUEST, MessageType.DHCPDISCOVER, new Xid(0xcafe), CHADDR, b -> b);

  private final FrameReader reader = new FrameReader(Ports.STANDARD);

  private static byte[] discover(int port) {
    Bytes payload = DISCOVER.encode();
    byte[] frame = new byte[ETHERNET + UdpHeaders.SIZE_BYTES + payload.length()];
    new EthernetHeader(LinkAddress.BROADCAST, CLIENT, EtherType.IPV4).write(frame, 0);
    payload.copyTo(frame, ETHERNET + UdpHeaders.SIZE_BYTES);
    new UdpHeaders(0, 68, -1, port, 0, UdpHeaders.DEFAULT_TIME_TO_LIVE)
        .write(frame, ETHERNET, payload.length());
    return frame;
  }

  private Optional<Observed.Packet> read(byte[] frame) {
    return reader.read(frame, frame.length, ChecksumState.COMPLETE);
  }

  @Test
  void tellsADhcpMessageWithAllItsAddresses() {
    Observed seen = read(discover(67)).orElseThrow();

    assertThat(seen)
        .isInstanceOfSatisfying(
            Observed.Dhcp.class,
            dhcp -> {
              assertThat(dhcp.message()).isEqualTo(DISCOVER);
              assertThat(dhcp.passage().fromLink()).isEqualTo(CHADDR);
              assertThat(dhcp.passage().toLink()).hasToString("ff:ff:ff:ff:ff:ff");
              assertThat(dhcp.passage().from()).hasToString("0.0.0.0:68");
              assertThat(dhcp.passage().to()).hasToString("255.255.255.255:67");
            });
  }

  @Test
  void tellsArp() {
    byte[] frame = new byte[60];
    new EthernetHeader(LinkAddress.BROADCAST, CLIENT, EtherType.ARP).write(frame, 0);
    ArpMessage probe = ArpMessage.probe(CLIENT, Ip4.of("192.0.2.100"));
    probe.write(frame, ETHERNET);

    assertThat(read(frame))
        .contains(new Observed.Arp(CHADDR, HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff"), probe));
  }

  @Test
  void tellsEchoRequests() {
    byte[] frame =
        Bytes.ofHex(
                // Ethernet, then an IPv4 header from 192.0.2.1 to 192.0.2.100, then an echo
                // request.
                "020000000002 020000000001 0800".replace(" ", "")
                    + "4500001c 00000000 40010000 c0000201 c0000264".replace(" ", "")
                    + "0800f7ff 00000000".replace(" ", ""))
            .toArray();

    assertThat(read(frame).orElseThrow())
        .isInstanceOfSatisfying(
            Observed.Echo.class,
            echo -> {
              assertThat(echo.kind()).isEqualTo(Observed.EchoKind.REQUEST);
              assertThat(echo.passage().from().address()).hasToString("192.0.2.1");
              assertThat(echo.passage().to().address()).hasToString("192.0.2.100");
            });
  }

  @Test
  void passesOverWhatIsNotOfThisKind() {
    assertThat(read(discover(53))).isEmpty();
    byte[] ipv6 = discover(67);
    ipv6[12] = (byte) 0x86;
    ipv6[13] = (byte) 0xdd;
    assertThat(read(ipv6)).isEmpty();
    assertThat(read(new byte[13])).isEmpty();
  }

  @Property(tries = 500)
  void noFrameMakesItFail(@ForAll byte[] tail, @ForAll boolean isArp) {
    byte[] frame = Arrays.copyOf(new byte[0], ETHERNET + tail.length);
    int type = isArp ? EtherType.ARP : EtherType.IPV4;
    new EthernetHeader(LinkAddress.BROADCAST, CLIENT, type).write(frame, 0);
    System.arraycopy(tail, 0, frame, ETHERNET, tail.length);
    assertThat(read(frame)).isNotNull();
  }
}

package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.wire.AnnotatedHex.bytes;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Whole messages in the manner of well-known senders. The bytes are made by hand after what these
/// programs are known to send; addresses and names are invented.
class ClientMessagesTest {
  private static final String SNAME_AND_FILE = "00".repeat(64 + 128);

  private static Message read(String hex) {
    Decoded decoded = Message.decode(bytes(hex));
    assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    return ((Decoded.Ok) decoded).message();
  }

  @Test
  void udhcpcDiscovers() {
    Message message =
        read(
            """
            01 01 06 00  5a1b2c3d  0000 0000
            00000000 00000000 00000000 00000000
            02005e000001 00000000000000000000
            """
                + SNAME_AND_FILE
                + """
                63825363
                35 01 01                          # DHCPDISCOVER
                3d 07 01 02005e000001             # client identifier: htype and MAC
                39 02 0240                        # takes 576 bytes
                37 07 01 03 06 0c 0f 1c 2a        # parameter request list
                3c 0c 756468637020312e33362e31    # udhcp 1.36.1
                ff
                """
                + "00".repeat(17));
    assertThat(message.messageType()).contains(MessageType.DHCPDISCOVER);
    assertThat(message.get(StandardOptions.DHCP_MAX_MESSAGE_SIZE)).contains(576L);
    assertThat(message.get(StandardOptions.VENDOR_CLASS_IDENTIFIER))
        .contains(Bytes.ofText("udhcp 1.36.1"));
    assertThat(message.get(StandardOptions.DHCP_CLIENT_IDENTIFIER).flatMap(ClientId::decode))
        .contains(new ClientId.Hardware(message.chaddr()));
    assertThat(MessagePrinter.STANDARD.line(message))
        .isEqualTo(
            "DHCPDISCOVER xid=0x5a1b2c3d chaddr=02:00:5e:00:00:01"
                + " dhcp-client-identifier=0102005e000001 dhcp-max-message-size=576"
                + " dhcp-parameter-request-list=\"1, 3, 6, 12, 15, 28, 42\""
                + " vendor-class-identifier=\"udhcp 1.36.1\"");
  }

  @Test
  void windowsRequests() {
    Message message =
        read(
            """
            01 01 06 00  11223344  0000 0000
            00000000 00000000 00000000 00000000
            02005e000002 00000000000000000000
            """
                + SNAME_AND_FILE
                + """
                63825363
                35 01 03                          # DHCPREQUEST
                3d 07 01 02005e000002
                32 04 c0000264                    # requested address
                36 04 c0000201                    # server identifier
                0c 07 4445534b544f50              # DESKTOP
                51 0a 00 00 00 4445534b544f50     # FQDN in ASCII: flags 0, name without domain
                3c 08 4d53465420352e30            # MSFT 5.0
                37 0e 01 03 06 0f 1f 21 2b 2c 2e 2f 77 79 f9 fc
                ff
                """);
    assertThat(message.get(StandardOptions.DHCP_REQUESTED_ADDRESS))
        .contains(Ipv4.of("192.0.2.100"));
    assertThat(message.get(StandardOptions.DHCP_SERVER_IDENTIFIER)).contains(Ipv4.of("192.0.2.1"));
    assertThat(message.get(StandardOptions.FQDN))
        .contains(new ClientFqdn(0, 0, 0, DomainName.of("DESKTOP")));
    assertThat(message.get(StandardOptions.DHCP_PARAMETER_REQUEST_LIST))
        .contains(Bytes.ofUnsigned(1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252));
  }

  @Test
  void networkdRenewsWithInterfaceAndNode() {
    Message message =
        read(
            """
            01 01 06 00  0badcafe  0007 0000
            c0000264 00000000 00000000 00000000
            02005e000003 00000000000000000000
            """
                + SNAME_AND_FILE
                + """
                63825363
                35 01 03
                3d 13 ff 5e000003 0002 0000ab11 1122334455667788
                37 08 01 03 06 0c 0f 1a 21 79
                39 02 05dc
                0c 02 7063
                ff
                """);
    assertThat(message.ciaddr()).isEqualTo(Ipv4.of("192.0.2.100"));
    assertThat(message.secs()).isEqualTo(7);
    assertThat(message.get(StandardOptions.DHCP_CLIENT_IDENTIFIER).flatMap(ClientId::decode))
        .containsInstanceOf(ClientId.Node.class);
  }

  @Test
  void firmwareBootsThroughARelay() {
    Message message =
        read(
            """
            01 01 06 01  4e5f6071  0004 8000    # one hop, broadcast flag
            00000000 00000000 00000000 c0000201
            02005e000004 00000000000000000000
            """
                + SNAME_AND_FILE
                + """
                63825363
                35 01 01
                39 02 05a0
                5d 02 0007                        # x64 UEFI
                5e 03 01 03 10                    # UNDI 3.16
                61 11 00 00112233445566778899aabbccddeeff
                3c 20 505845436c69656e743a417263683a30303030373a554e44493a303033303136
                4d 04 69505845                    # user class, bare: iPXE
                af 06 b10104 eb0101               # sub-options of iPXE's own
                52 12 01 06 657468302e37 02 08 0001 aabbccddeeff
                ff
                """);
    assertThat(message.broadcast()).isTrue();
    assertThat(message.get(StandardOptions.CLIENT_SYSTEM)).contains(List.of(7L));
    assertThat(message.get(StandardOptions.USER_CLASS).orElseThrow().classes())
        .containsExactly(Bytes.ofText("iPXE"));
    SubOptions relay = RelayAgentOptions.of(message).orElseThrow();
    assertThat(relay.get(RelayAgentOptions.CIRCUIT_ID)).contains(Bytes.ofText("eth0.7"));
    assertThat(relay.get(RelayAgentOptions.REMOTE_ID)).contains(Bytes.ofHex("0001aabbccddeeff"));
    assertThat(MessagePrinter.STANDARD.lines(message))
        .isEqualTo(
            """
            op     BOOTREQUEST
            htype  1
            hlen   6
            hops   1
            xid    0x4e5f6071
            secs   4
            flags  0x8000 broadcast
            ciaddr 0.0.0.0
            yiaddr 0.0.0.0
            siaddr 0.0.0.0
            giaddr 192.0.2.1
            chaddr 02:00:5e:00:00:04
            sname
            file
               53 dhcp-message-type DHCPDISCOVER
               57 dhcp-max-message-size 1440
               93 client-system 7
               94 client-ndi 1, 3, 16
               97 uuid-guid 0, 00112233445566778899aabbccddeeff
               60 vendor-class-identifier PXEClient:Arch:00007:UNDI:003016
               77 user-class 69505845
              175 option-175 b10104eb0101
               82 dhcp-agent-options
                  1 circuit-id 657468302e37
                  2 remote-id 0001aabbccddeeff
            """);
  }

  @Test
  void aServerAcknowledges() {
    Message message =
        read(
            """
            02 01 06 00  5a1b2c3d  0000 0000
            00000000 c0000264 c0000201 00000000
            02005e000001 00000000000000000000
            """
                + SNAME_AND_FILE
                + """
                63825363
                35 01 05
                36 04 c0000201
                33 04 00000e10
                3a 04 00000708
                3b 04 00000c4e
                01 04 ffffff00
                03 04 c0000201
                06 08 c0000201 c6336435
                77 0a 03 656e67 02 6578 00 c004   # eng.ex., ex.
                79 0c 00 c0000201 10 0a11 c0000202
                """
                + "ff");
    assertThat(message.get(StandardOptions.DHCP_LEASE_TIME)).contains(3600L);
    assertThat(MessagePrinter.STANDARD.line(message))
        .isEqualTo(
            "DHCPACK xid=0x5a1b2c3d chaddr=02:00:5e:00:00:01 yiaddr=192.0.2.100 siaddr=192.0.2.1"
                + " dhcp-server-identifier=192.0.2.1 dhcp-lease-time=3600 dhcp-renewal-time=1800"
                + " dhcp-rebinding-time=3150 subnet-mask=255.255.255.0 routers=192.0.2.1"
                + " domain-name-servers=\"192.0.2.1, 198.51.100.53\""
                + " domain-search=\"eng.ex., ex.\""
                + " classless-static-route=\"0.0.0.0/0 - 192.0.2.1, 10.17.0.0/16 - 192.0.2.2\"");
  }
}

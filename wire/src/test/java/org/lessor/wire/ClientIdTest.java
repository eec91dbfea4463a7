package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.wire.AnnotatedHex.bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Client identifiers and DUIDs. Bytes are made by hand after the RFC that is named.
class ClientIdTest {
  private static final HardwareAddress LAPTOP = HardwareAddress.ethernet("02:00:5e:00:00:01");

  @Test
  void mostClientsSendTheirHardwareAddress() {
    // As dhclient, udhcpc and Windows do: htype and MAC address (RFC 2132 section 9.14).
    ClientId id = ClientId.decode(bytes("01 02005e000001")).orElseThrow();
    assertThat(id).isEqualTo(new ClientId.Hardware(LAPTOP));
    assertThat(id).hasToString("01:02:00:5e:00:00:01");
  }

  @Test
  void modernClientsSendInterfaceAndNode() {
    // As systemd-networkd does: RFC 4361 section 6.1 with a DUID-EN of enterprise 43793.
    ClientId id =
        ClientId.decode(bytes("ff 5e000001 0002 0000ab11 1122334455667788")).orElseThrow();
    assertThat(id)
        .isEqualTo(
            new ClientId.Node(0x5e000001, Duid.enterprise(43793, Bytes.ofHex("1122334455667788"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 68656c6c6f", // type 0: a name
        "61 62636465", // a bare text
        "01 02005e0000", // five bytes of MAC address
        "ff 5e000001 0002", // a DUID too short to be one
        "ff 00", // RFC 4361 in its first byte only
      })
  void allElseIsOpaque(String hex) {
    assertThat(ClientId.decode(bytes(hex))).contains(new ClientId.Opaque(bytes(hex)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0102005e000001",
        "ff5e0000010003000102005e000001",
        "0068656c6c6f",
        "ff00",
        "1b0102030405060708"
      })
  void takingApartLosesNothing(String hex) {
    assertThat(ClientId.decode(Bytes.ofHex(hex)).orElseThrow().bytes()).isEqualTo(Bytes.ofHex(hex));
  }

  @Test
  void lessThanTwoBytesAreNoIdentifier() {
    assertThat(ClientId.decode(Bytes.EMPTY)).isEmpty();
    assertThat(ClientId.decode(Bytes.ofHex("01"))).isEmpty();
    assertThat(ClientId.parse("01")).isInstanceOf(Parsed.Invalid.class);
    assertThat(ClientId.parse("'printer'"))
        .isEqualTo(Parsed.ok(new ClientId.Opaque(Bytes.ofText("printer"))));
  }

  @Test
  void duidsHaveTheFormsOfRfc8415Section11() {
    assertThat(Duid.linkLayerTime(LAPTOP, 0x01020304L))
        .isEqualTo(new Duid(bytes("0001 0001 01020304 02005e000001")));
    assertThat(Duid.linkLayer(LAPTOP)).isEqualTo(new Duid(bytes("0003 0001 02005e000001")));
    assertThat(Duid.enterprise(9, Bytes.ofHex("0cc084d303000912")))
        .isEqualTo(new Duid(bytes("0002 00000009 0cc084d303000912")));
    assertThat(Duid.uuid(Bytes.ofHex("11".repeat(16))).type()).isEqualTo(Duid.UUID);
    assertThat(Duid.linkLayer(LAPTOP)).hasToString("00:03:00:01:02:00:5e:00:00:01");
  }

  @Test
  void duidsHaveThreeToAHundredAndThirtyBytes() {
    assertThatThrownBy(() -> new Duid(Bytes.ofHex("0001")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Duid(Bytes.ofHex("00".repeat(131))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Duid.parse("00:01:02")).isEqualTo(Parsed.ok(new Duid(Bytes.ofHex("000102"))));
    assertThat(Duid.parse("00")).isInstanceOf(Parsed.Invalid.class);
  }
}

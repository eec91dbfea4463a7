package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTypesTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "192.0.2.1", "10.200.3.40"})
  void anAddressIsPrintedAsItWasRead(String text) {
    assertThat(Ip4.of(text)).hasToString(text);
  }

  @Test
  void theFirstOctetIsTheHighest() {
    assertThat(Ip4.of("192.0.2.1").bits()).isEqualTo(0xC0000201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.",
        "1..2.3",
        " 1.2.3.4",
        "1.2.3.-4",
        "a.b.c.d",
        "1.2.3.9999999999"
      })
  void otherTextsAreNoAddress(String text) {
    assertThat(Ip4.parse(text)).isEmpty();
    assertThatThrownBy(() -> Ip4.of(text)).hasMessage("not an IPv4 address: " + text);
  }

  @Test
  void addressesAreOrderedWithoutSign() {
    assertThat(List.of(Ip4.BROADCAST, Ip4.of("128.0.0.0"), Ip4.LOOPBACK, Ip4.ANY).stream().sorted())
        .containsExactly(Ip4.ANY, Ip4.LOOPBACK, Ip4.of("128.0.0.0"), Ip4.BROADCAST);
  }

  @Test
  void aLinkAddressIsAValue() {
    byte[] octets = {2, 0, 0, 0, 0, (byte) 0xab};
    LinkAddress address = LinkAddress.of(octets);
    octets[0] = 9;
    assertThat(address)
        .hasToString("02:00:00:00:00:ab")
        .isEqualTo(LinkAddress.of("02:00:00:00:00:AB"))
        .hasSameHashCodeAs(LinkAddress.of("02:00:00:00:00:ab"))
        .isNotEqualTo(LinkAddress.BROADCAST);
    address.toBytes()[0] = 9;
    assertThat(address.toBytes()[0]).isEqualTo((byte) 2);
    assertThat(address.sizeBytes()).isEqualTo(6);
    assertThat(LinkAddress.EMPTY.sizeBytes()).isZero();
    assertThat(LinkAddress.EMPTY).hasToString("");
  }

  @Test
  void wrongLinkAddressesAreRefused() {
    assertThatThrownBy(() -> LinkAddress.of("02:00:00:00:00:0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LinkAddress.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void errorsAreNamed() {
    assertThat(Errno.describe(Errno.EADDRINUSE)).isEqualTo("EADDRINUSE (address in use)");
    assertThat(Errno.name(71)).isEqualTo("errno 71");
    assertThat(new ErrnoException("try it", Errno.EIO))
        .hasMessage("try it: EIO (input/output error)");
    assertThat(new ErrnoException("try it", 71, "try again"))
        .hasMessage("try it: errno 71: try again");
  }
}

package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClientId;
import org.lessor.wire.HardwareAddress;

class ClientIdentityTest {
  private static final HardwareAddress ONE = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final HardwareAddress TWO = HardwareAddress.ethernet("02:00:00:00:00:02");

  private static Bytes value(String text, HardwareAddress chaddr, String machineId) {
    return ClientIdentity.parse(text).orElseThrow().optionValue("eth0", chaddr, machineId);
  }

  @Test
  void macIsHardwareTypeAndAddress() {
    assertThat(value("mac", ONE, "m")).isEqualTo(Bytes.ofHex("01020000000001"));
  }

  @Test
  void noneIsNothing() {
    assertThat(value("none", ONE, "m")).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void duidStaysAndDiffersBetweenClonesAndMachines() {
    Bytes value = value("duid", ONE, "m");
    assertThat(ClientId.decode(value)).get().isInstanceOf(ClientId.Node.class);
    assertThat(value("duid", ONE, "m")).isEqualTo(value);
    assertThat(value("duid", TWO, "m")).isNotEqualTo(value);
    assertThat(value("duid", ONE, "n")).isNotEqualTo(value);
    assertThat(new ClientIdentity.Node().optionValue("eth1", ONE, "m")).isNotEqualTo(value);
    assertThat(value("duid", ONE, "")).isNotEqualTo(value("duid", TWO, ""));
  }

  @Test
  void hexIsTakenAsItIs() {
    assertThat(value("hex:ff00", ONE, "m")).isEqualTo(Bytes.ofHex("ff00"));
    assertThat(value("00:AB:cd", ONE, "m")).isEqualTo(Bytes.ofHex("00abcd"));
  }

  @Test
  void anythingElseIsNoIdentity() {
    for (String text : new String[] {"", "hex:", "ff", "ff:", "abc", "zz00", "hex:0g", "MAC"}) {
      assertThat(ClientIdentity.parse(text)).as(text).isEqualTo(Optional.empty());
    }
  }
}

package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.ClientProfile.BroadcastFlag;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Option;

class ClientSettingsTest {
  private static final HardwareAddress CHADDR = HardwareAddress.ethernet("02:00:00:00:00:01");

  @Test
  void theProfileFollowsFromSettingsAndInterface() {
    ClientSettings settings =
        ClientSettings.of(
            "eth0",
            b ->
                b.hostName("laptop")
                    .sentOptions(List.of(new Option(60, Bytes.ofText("x"))))
                    .broadcastFlag(BroadcastFlag.SET));
    ClientProfile profile = settings.profile(CHADDR, 9000, "m");
    assertThat(profile.chaddr()).isEqualTo(CHADDR);
    assertThat(profile.clientId()).isEqualTo(Bytes.ofHex("01020000000001"));
    assertThat(profile.sentOptions())
        .containsExactly(new Option(12, Bytes.ofText("laptop")), new Option(60, Bytes.ofText("x")));
    assertThat(profile.maxMessageSize()).isEqualTo(1500);
    assertThat(settings.profile(CHADDR, 1400, "m").maxMessageSize()).isEqualTo(1400);
    assertThat(settings.profile(CHADDR, 68, "m").maxMessageSize()).isEqualTo(576);
    assertThat(profile.broadcastFlag()).isEqualTo(BroadcastFlag.SET);
    assertThat(profile.requestedOptions()).startsWith(1, 121, 3, 33);
  }

  @Test
  void anOptionToSendReplacesTheHostName() {
    ClientSettings settings =
        ClientSettings.of(
            "eth0",
            b -> b.hostName("laptop").sentOptions(List.of(new Option(12, Bytes.ofText("x")))));
    assertThat(settings.profile(CHADDR, 1500, "").sentOptions())
        .containsExactly(new Option(12, Bytes.ofText("x")));
  }

  @Test
  void onInfinibandTheAddressIsLeftOutAndRepliesAreBroadcast() {
    HardwareAddress infiniband =
        new HardwareAddress(HardwareAddress.INFINIBAND, Bytes.ofHex("0102030405060708"));
    ClientProfile profile = ClientSettings.of("ib0", b -> b).profile(infiniband, 2044, "");
    assertThat(profile.chaddr().address()).isEqualTo(Bytes.EMPTY);
    assertThat(profile.broadcastFlag()).isEqualTo(BroadcastFlag.SET);
  }

  @Test
  void whatCannotBeIsRefusedWithItsValue() {
    for (String name : new String[] {"", "a/b", "..", "a b", "eth0:1", "0123456789abcdef", "ä"}) {
      assertThatThrownBy(() -> ClientSettings.of(name, b -> b))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + name + "\"");
    }
    assertThatThrownBy(() -> ClientSettings.of("eth0", b -> b.hostName("a b")))
        .hasMessageContaining("a b");
    assertThatThrownBy(() -> ClientSettings.of("eth0", b -> b.timeout(Duration.ZERO)))
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> ClientSettings.of("eth0", b -> b.host(h -> h.withMetric(-1))))
        .hasMessageContaining("-1");
  }
}

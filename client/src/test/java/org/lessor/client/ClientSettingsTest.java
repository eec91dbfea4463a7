package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.ClientProfile.BroadcastFlag;
import org.lessor.client.machine.Extension;
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
  void theFullNameGoesInTheWireFormAndInThePlaceOfTheHostName() {
    ClientSettings settings =
        ClientSettings.of(
            "eth0",
            b ->
                b.hostName("laptop")
                    .fullName(FullName.of("laptop.example.org", FullName.Updates.SERVER)));
    // Flags E and S, no rcodes, labels with their lengths and the root.
    Bytes full = Bytes.ofHex("050000" + "066c6170746f70" + "076578616d706c65" + "036f7267" + "00");
    assertThat(settings.profile(CHADDR, 1500, "").sentOptions())
        .containsExactly(new Option(81, full));
  }

  @Test
  void aNameOfOneLabelHasNoEndSinceTheServerCompletesIt() {
    assertThat(FullName.of("laptop", FullName.Updates.NOBODY).option())
        .isEqualTo(new Option(81, Bytes.ofHex("0c0000" + "066c6170746f70")));
    assertThat(FullName.of("a.b.", FullName.Updates.CLIENT).option())
        .isEqualTo(new Option(81, Bytes.ofHex("040000" + "0161" + "0162" + "00")));
    for (String wrong : new String[] {"", ".", "a..b", "-a", "a b", "a\nb", "x".repeat(64)}) {
      assertThatThrownBy(() -> FullName.of(wrong, FullName.Updates.SERVER))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whoStaysUnknownLooksLikeManyOthersAndMayNotTellMore() {
    Set<Extension> anonymous = Set.of(Extension.ANONYMITY);
    ClientProfile profile =
        ClientSettings.of("eth0", b -> b.extensions(anonymous)).profile(CHADDR, 1500, "m");
    assertThat(profile.clientId()).isEqualTo(Bytes.ofHex("01020000000001"));
    assertThat(profile.sentOptions()).isEmpty();
    assertThat(profile.requestedOptions()).startsWith(1, 3, 6, 15, 31, 33).hasSize(14);
    assertThatThrownBy(
            () -> ClientSettings.of("eth0", b -> b.extensions(anonymous).hostName("laptop")))
        .hasMessageContaining("RFC 7844");
    ClientIdentity node = new ClientIdentity.Node();
    assertThatThrownBy(() -> ClientSettings.of("eth0", b -> b.extensions(anonymous).identity(node)))
        .hasMessageContaining("RFC 7844");
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

package org.lessor.client.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.netlink.Link;

class InterfaceChoiceTest {
  private static final int BROADCAST = 0x2;
  private static final int LOOPBACK = 0x8;
  private static final InterfaceChoice ALL = new InterfaceChoice(List.of(), List.of());

  private static Link link(String name, String kind) {
    return link(name, kind, BROADCAST, Link.ARPHRD_ETHER);
  }

  private static Link link(String name, String kind, int flags, int hardwareType) {
    return new Link(
        7, name, flags, hardwareType, LinkAddress.EMPTY, LinkAddress.EMPTY, 1500, kind, 0, 0, 0);
  }

  private static boolean takes(InterfaceChoice choice, Link link) {
    return choice.takes(link, Optional.empty());
  }

  @ParameterizedTest(name = "hardware and \"{0}\" are taken without being named")
  @ValueSource(strings = {"", "vlan", "bond", "macvlan"})
  void whatAHostUsesItself(String kind) {
    assertThat(takes(ALL, link("eth0", kind))).isTrue();
  }

  @ParameterizedTest(name = "{0} is left alone unless it is named")
  @ValueSource(strings = {"bridge", "veth", "tun", "dummy", "ifb"})
  void whatAHostMakesForGuests(String kind) {
    assertThat(takes(ALL, link("x0", kind))).isFalse();
    assertThat(takes(new InterfaceChoice(List.of("x*"), List.of()), link("x0", kind))).isTrue();
  }

  @Test
  void neverWhatIsNoEthernetOrCannotBroadcast() {
    InterfaceChoice any = new InterfaceChoice(List.of("*"), List.of());
    assertThat(takes(any, link("lo", "", LOOPBACK, 772))).isFalse();
    assertThat(takes(any, link("wg0", "wireguard", 0, 65534))).isFalse();
    assertThat(takes(any, link("eth0", "", 0, Link.ARPHRD_ETHER))).isFalse();
  }

  @Test
  void portsOfBridgesAndBondsHaveNoAddressOfTheirOwnButThoseOfVrfsDo() {
    InterfaceChoice named = new InterfaceChoice(List.of("eth0"), List.of());
    assertThat(named.takes(link("eth0", ""), Optional.of(link("br0", "bridge")))).isFalse();
    assertThat(named.takes(link("eth0", ""), Optional.of(link("bond0", "bond")))).isFalse();
    assertThat(named.takes(link("eth0", ""), Optional.of(link("red", "vrf")))).isTrue();
    assertThat(takes(ALL, link("red", "vrf"))).isFalse();
  }

  @Test
  void exclusionHasTheLastWord() {
    InterfaceChoice choice = new InterfaceChoice(List.of("eth*", "wlan?"), List.of("eth1"));
    assertThat(takes(choice, link("eth0", ""))).isTrue();
    assertThat(takes(choice, link("eth1", ""))).isFalse();
    assertThat(takes(choice, link("eth10", ""))).isTrue();
    assertThat(takes(choice, link("wlan0", ""))).isTrue();
    assertThat(takes(choice, link("wlan10", ""))).isFalse();
    assertThat(takes(choice, link("enp0s3", ""))).isFalse();
  }

  @ParameterizedTest(name = "\"{0}\" is no pattern")
  @ValueSource(strings = {"", "a/b", "a b", "é"})
  void patternsThatCannotMatch(String pattern) {
    assertThatThrownBy(() -> new InterfaceChoice(List.of(pattern), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDotInAPatternIsADot() {
    InterfaceChoice choice = new InterfaceChoice(List.of("eth0.5"), List.of());
    assertThat(takes(choice, link("eth0.5", "vlan"))).isTrue();
    assertThat(takes(choice, link("eth0x5", "vlan"))).isFalse();
  }
}

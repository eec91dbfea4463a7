package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Links that are tapped, cut and changed under those who use them.
class SimulatedLinkTest {
  private static final HardwareAddress ASKING = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final HardwareAddress ASKED = HardwareAddress.ethernet("02:00:00:00:00:02");
  private static final Ipv4 ADDRESS = Ipv4.of("192.0.2.10");

  private final SimulatedNetwork network = new SimulatedNetwork(42);
  private final SimulatedLink lan = network.link("lan");
  private final SimulatedLink other = network.link("other");
  private final SimulatedHost host = network.host("asking");
  private final SimulatedInterface near = host.attach(lan, ASKING);
  private final SimulatedInterface far = network.host("asked").attach(lan, ASKED);
  private final SimulatedClientPort port = host.clientPort(near, 68);

  @BeforeEach
  void giveAnAddress() {
    near.add(Ipv4.of("192.0.2.1"));
    far.add(ADDRESS);
    port.listenToArp();
  }

  private boolean isAnswered() {
    port.sendArp(ArpPacket.probe(ASKING, ADDRESS));
    network.advance(0);
    return port.receiveArp().isPresent();
  }

  @Test
  void aTapSeesWhatIsSentWhateverBecomesOfIt() {
    List<SimulatedFrame> seen = new ArrayList<>();
    lan.tap(seen::add);
    lan.conditions(Conditions.PERFECT.losing(1));
    assertThat(isAnswered()).isFalse();
    assertThat(seen)
        .containsExactly(
            new SimulatedFrame(
                ASKING,
                SimulatedFrame.EVERYONE,
                new SimulatedFrame.Arp(ArpPacket.probe(ASKING, ADDRESS))));
  }

  @Test
  void whoIsCutOffNeitherHearsNorIsHeardAndDoesNotNotice() {
    SimulatedEchoProbe echo = host.echoProbe();
    far.cutOff();
    assertThat(isAnswered()).isFalse();
    assertThat(lan.lost()).isEqualTo(1);
    assertThat(echo.ask(near.index(), ADDRESS, 1)).as("it can be tried").isZero();
    assertThat(host.unreachable()).as("but nobody answers ARP").isEqualTo(1);
    far.reconnect();
    assertThat(isAnswered()).isTrue();
    near.cutOff();
    assertThat(isAnswered()).isFalse();
    near.reconnect();
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void whatIsPluggedIntoAnotherLinkIsHeardThereAndWhatWasOnItsWayIsLost() {
    lan.conditions(Conditions.PERFECT.delaying(10, 10));
    port.sendArp(ArpPacket.probe(ASKING, ADDRESS));
    far.plugInto(other);
    network.advance(100);
    assertThat(port.receiveArp()).isEmpty();
    assertThat(lan.lost()).isEqualTo(1);
    assertThat(lan.delivered()).isZero();
    near.plugInto(other);
    assertThat(near.link()).isEqualTo(other);
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void aLinkHasALinkAddressOnce() {
    network.host("twin").attach(other, ASKED);
    assertThatThrownBy(() -> far.plugInto(other)).hasMessageContaining("has 02:00:00:00:00:02");
    assertThat(far.link()).isEqualTo(lan);
    assertThat(isAnswered()).isTrue();
  }
}

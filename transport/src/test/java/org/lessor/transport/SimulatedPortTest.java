package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

class SimulatedPortTest extends PacketPortContract {
  private SimulatedHost anyone;

  @Override
  PortEnds open() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork(1);
    SimulatedLink lan = network.link("lan");
    return new PortEnds(
        end(network, lan, "02:00:00:00:00:01", "192.0.2.1"),
        end(network, lan, "02:00:00:00:00:02", "192.0.2.2"),
        () -> {});
  }

  @Override
  void sendFromElsewhere(byte[] payload, Endpoint to) {
    SimulatedFrame.Udp udp = new SimulatedFrame.Udp(4000, to.port(), Bytes.of(payload));
    anyone.send(null, SimulatedFrame.Ip.of(Ipv4.of("192.0.2.2"), to.address(), udp));
  }

  private PortEnds.End end(
      SimulatedNetwork network, SimulatedLink lan, String hardware, String address)
      throws Exception {
    SimulatedHost host = network.host(address);
    anyone = host;
    SimulatedInterface on = host.attach(lan, HardwareAddress.ethernet(hardware));
    on.add(Ipv4.of(address));
    SimulatedServerPort port = host.serverPort(67);
    port.listen(on);
    return new PortEnds.End(port, new Endpoint(Ipv4.of(address), 67), on.index());
  }

  @Test
  void aPortThatIsTakenIsRefused() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork(1);
    SimulatedHost host = network.host("server");
    SimulatedInterface on =
        host.attach(network.link("lan"), HardwareAddress.ethernet("02:00:00:00:00:01"));
    SimulatedServerPort first = host.serverPort(67);
    SimulatedServerPort second = host.serverPort(67);
    first.listen(on);
    assertThatThrownBy(() -> second.listen(on)).isInstanceOf(BindException.class);
    assertThat(first.leave(on.index())).isTrue();
    assertThat(first.leave(on.index())).isFalse();
    second.listen(on);
  }

  @Test
  void waitingForeverForNothingIsABugOfTheTest() {
    SimulatedHost host = new SimulatedNetwork(1).host("server");
    assertThatThrownBy(() -> host.serverPort(67).await(Readiness.FOREVER_NANOS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("forever");
  }

  @Test
  void anEventMayLookButNotWait() {
    SimulatedNetwork network = new SimulatedNetwork(1);
    SimulatedServerPort port = network.host("server").serverPort(67);
    network.after(5, () -> port.await(0));
    network.after(6, () -> port.await(1));
    assertThat(network.step()).isTrue();
    assertThatThrownBy(network::step).isInstanceOf(IllegalStateException.class);
  }
}

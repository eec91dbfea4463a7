package org.lessor.transport;

import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Two hosts with a UDP port each, on one link of a simulated network.
final class SimulatedPair {
  static final HardwareAddress NEAR = HardwareAddress.ethernet("02:00:00:00:00:01");
  static final HardwareAddress FAR = HardwareAddress.ethernet("02:00:00:00:00:02");

  final SimulatedNetwork network = new SimulatedNetwork(1);
  final SimulatedLink lan = network.link("lan");
  final SimulatedInterface near = attach(NEAR, "192.0.2.1");
  final SimulatedInterface far = attach(FAR, "192.0.2.2");

  private SimulatedInterface attach(HardwareAddress hardware, String address) {
    SimulatedInterface attached = network.host(address).attach(lan, hardware);
    attached.add(Ipv4.of(address));
    return attached;
  }

  PortEnds.End open(SimulatedInterface on) throws Exception {
    SimulatedServerPort port = on.host().serverPort(67);
    port.listen(on);
    return new PortEnds.End(port, new Endpoint(on.firstAddress(), 67), on.index());
  }
}

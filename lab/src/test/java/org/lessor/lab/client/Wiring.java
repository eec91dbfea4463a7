package org.lessor.lab.client;

import java.util.function.Supplier;
import org.lessor.lab.needs.Need;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;

/// What lies between a server and a client.
enum Wiring {
  CABLE,
  /// The same cable, with a VLAN on it.
  VLAN,
  SWITCH;

  private static final int VLAN_ID = 5;

  /// The interfaces of a network.
  ///
  /// @param server the server's
  /// @param client the client's
  /// @param third makes the interface of a third host
  record Network(Link server, Link client, Supplier<Link> third) {}

  /// Lays it. Skips the test where the kernel cannot have it.
  Network lay(Lab lab) {
    return switch (this) {
      case CABLE -> {
        Cable cable = cable(lab);
        yield shared(lab, cable.left(), cable.right());
      }
      case VLAN -> {
        new Need.LinkKind("vlan").require();
        Cable cable = cable(lab);
        yield shared(lab, cable.left().vlan(VLAN_ID), cable.right().vlan(VLAN_ID));
      }
      case SWITCH -> {
        Segment segment = lab.segment("switch");
        yield new Network(
            segment.attach(lab.host("server"), "eth0"),
            segment.attach(lab.host("client"), "eth0"),
            () -> segment.attach(lab.host("third"), "eth0"));
      }
    };
  }

  private static Cable cable(Lab lab) {
    return lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
  }

  /// A third host shares the server's end of the cable.
  private static Network shared(Lab lab, Link server, Link client) {
    return new Network(server, client, () -> server.shared(lab.host("third"), "eth0"));
  }
}

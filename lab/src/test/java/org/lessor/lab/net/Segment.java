package org.lessor.lab.net;

/// One Ethernet network that any number of hosts are attached to: a bridge, in a host of its own.
public final class Segment {
  private static final String BRIDGE = "bridge0";

  private final Host host;
  private int portCount;

  private Segment(Host host) {
    this.host = host;
  }

  static Segment in(Host host) {
    host.ip("link", "add", BRIDGE, "type", "bridge", "stp_state", "0", "forward_delay", "0");
    host.ip("link", "set", BRIDGE, "up");
    return new Segment(host);
  }

  /// Attaches `other` by a cable that ends there in a new interface called `name`.
  public Link attach(Host other, String name) {
    String port = "port" + ++portCount;
    Cable cable = Cable.between(host, port, other, name);
    host.ip("link", "set", port, "master", BRIDGE);
    return cable.right();
  }

  /// The bridge itself, where a capture sees what everyone sees: broadcasts, and unicast frames for
  /// addresses that the bridge has not learnt.
  public Host host() {
    return host;
  }
}

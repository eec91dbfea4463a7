package org.lessor.transport;

import java.util.ArrayList;
import java.util.List;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// A [SimulatedHost]'s connection to a [SimulatedLink]: link address, IP addresses, up or down.
public final class SimulatedInterface {
  private final SimulatedHost host;
  private SimulatedLink link;
  private final HardwareAddress hardware;
  private final int index;
  private final List<Ipv4> addresses = new ArrayList<>();
  private boolean up = true;
  private boolean cutOff;

  SimulatedInterface(SimulatedHost host, SimulatedLink link, HardwareAddress hardware, int index) {
    this.host = host;
    this.link = link;
    this.hardware = hardware;
    this.index = index;
  }

  /// Its index, of which there is one in the whole network.
  public int index() {
    return index;
  }

  /// A name made of its index, such as `sim3`.
  public String name() {
    return "sim" + index;
  }

  /// Its Ethernet address.
  public HardwareAddress hardware() {
    return hardware;
  }

  /// The link that it is attached to.
  public SimulatedLink link() {
    return link;
  }

  /// Its addresses, in the order in which they were added.
  public List<Ipv4> addresses() {
    return List.copyOf(addresses);
  }

  /// Has `address` from now on, also where another interface has it. Does nothing where it has it.
  public void add(Ipv4 address) {
    if (!addresses.contains(address)) {
      addresses.add(address);
    }
  }

  /// Has `address` no longer. Returns whether it had it.
  public boolean remove(Ipv4 address) {
    return addresses.remove(address);
  }

  /// Sends and receives from now on.
  public void up() {
    up = true;
  }

  /// Neither sends nor receives from now on; it keeps its addresses.
  public void down() {
    up = false;
  }

  /// Plugs it into another link, with its addresses. What is on its way to it here is lost.
  ///
  /// @throws IllegalArgumentException where that link has its link address already
  public void plugInto(SimulatedLink other) {
    if (other != link) {
      other.attach(this);
      link.detach(this);
      link = other;
    }
  }

  /// Loses all that it sends and that is sent to it from now on, and does not notice: as behind a
  /// switch that fails.
  public void cutOff() {
    cutOff = true;
  }

  /// Is cut off no longer.
  public void reconnect() {
    cutOff = false;
  }

  boolean isCutOff() {
    return cutOff;
  }

  boolean isUp() {
    return up;
  }

  boolean has(Ipv4 address) {
    return addresses.contains(address);
  }

  SimulatedHost host() {
    return host;
  }

  Ipv4 firstAddress() {
    return addresses.isEmpty() ? Ipv4.UNSPECIFIED : addresses.getFirst();
  }

  void arrived(SimulatedFrame frame) {
    if (up) {
      host.arrived(this, frame);
    }
  }

  void send(HardwareAddress destination, SimulatedFrame.Content content) {
    if (up) {
      link.transmit(this, new SimulatedFrame(hardware, destination, content));
    }
  }

  @Override
  public String toString() {
    return host.name() + "/" + name();
  }
}

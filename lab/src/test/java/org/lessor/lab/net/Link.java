package org.lessor.lab.net;

import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// A network interface of a host, in the kernel's word a link. It is up from the start, and has no
/// address.
///
/// @param host where it is
/// @param name its name there, such as `eth0`
/// @param hardwareAddress its Ethernet address
public record Link(Host host, String name, HardwareAddress hardwareAddress) {

  /// Adds an address such as `192.0.2.1/24`; the kernel adds the route to its subnet.
  public Link address(String addressAndLength) {
    host.ip("address", "add", addressAndLength, "broadcast", "+", "dev", name);
    return this;
  }

  /// Adds the address `address` in `subnet`.
  public Link address(Ipv4 address, Ipv4Prefix subnet) {
    return address(address + "/" + subnet.length());
  }

  /// Brings the link up, as it is at first.
  public Link up() {
    host.ip("link", "set", name, "up");
    return this;
  }

  /// Takes the link down: the other end loses its carrier.
  public Link down() {
    host.ip("link", "set", name, "down");
    return this;
  }

  /// Makes an interface such as `eth0.5` on top of this one that sends and receives with VLAN tag
  /// `id` (1 to 4094). The kernel must know VLANs (802.1Q).
  public Link vlan(int id) {
    String vlanName = name + "." + id;
    host.ip("link", "add", "link", name, "name", vlanName, "type", "vlan", "id", "" + id);
    host.ip("link", "set", vlanName, "up");
    return new Link(host, vlanName, hardwareAddress);
  }

  /// Makes an interface called `otherName` of `other` that sends and receives through this one (a
  /// macvlan): as if both were on a switch at this end of the cable. The two do not hear each
  /// other.
  public Link shared(Host other, String otherName) {
    HardwareAddress address = other.nextHardwareAddress();
    host.ip(
        "link",
        "add",
        "link",
        name,
        "name",
        otherName,
        "netns",
        other.namespace(),
        "address",
        "" + address,
        "type",
        "macvlan",
        "mode",
        "bridge");
    return new Link(other, otherName, address).up();
  }

  /// The index of this interface, by which the kernel numbers it.
  public int index() {
    return Integer.parseInt(host.run("cat", "/sys/class/net/" + name + "/ifindex").strip());
  }

  @Override
  public String toString() {
    return host.name() + "/" + name;
  }
}

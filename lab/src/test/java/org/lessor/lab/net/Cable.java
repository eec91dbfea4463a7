package org.lessor.lab.net;

import org.lessor.wire.HardwareAddress;

/// A cable between two hosts (a veth pair): what goes in at one end comes out at the other.
///
/// @param left the one end
/// @param right the other end
public record Cable(Link left, Link right) {

  static Cable between(Host left, String leftName, Host right, String rightName) {
    HardwareAddress leftAddress = left.nextHardwareAddress();
    HardwareAddress rightAddress = right.nextHardwareAddress();
    Commands.run(
        "ip",
        "link",
        "add",
        leftName,
        "netns",
        left.namespace(),
        "address",
        "" + leftAddress,
        "type",
        "veth",
        "peer",
        "name",
        rightName,
        "netns",
        right.namespace(),
        "address",
        "" + rightAddress);
    Cable cable =
        new Cable(new Link(left, leftName, leftAddress), new Link(right, rightName, rightAddress));
    cable.left.up();
    cable.right.up();
    return cable;
  }
}

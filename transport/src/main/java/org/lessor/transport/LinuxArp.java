package org.lessor.transport;

import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// ARP packets of this module as those of the Linux module, and back.
final class LinuxArp {
  private LinuxArp() {}

  static ArpMessage message(ArpPacket packet) {
    return new ArpMessage(
        switch (packet.operation()) {
          case REQUEST -> ArpMessage.Operation.REQUEST;
          case REPLY -> ArpMessage.Operation.REPLY;
        },
        LinkAddress.of(packet.senderHardware().address().toArray()),
        new Ip4(packet.sender().bits()),
        LinkAddress.of(packet.targetHardware().address().toArray()),
        new Ip4(packet.target().bits()));
  }

  static ArpPacket packet(ArpMessage message) {
    return new ArpPacket(
        switch (message.operation()) {
          case REQUEST -> ArpPacket.Operation.REQUEST;
          case REPLY -> ArpPacket.Operation.REPLY;
        },
        ethernet(message.senderHardware()),
        new Ipv4(message.sender().bits()),
        ethernet(message.targetHardware()),
        new Ipv4(message.target().bits()));
  }

  private static HardwareAddress ethernet(LinkAddress address) {
    return new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(address.toBytes()));
  }
}

package org.lessor.transport;

import org.jspecify.annotations.Nullable;
import org.lessor.linux.UdpSocket;
import org.lessor.linux.packet.PacketSocket;

/// The sockets by which packets leave on one interface.
///
/// @param udp null where there is no UDP socket at the moment
/// @param frames null where frames cannot be sent
record LinuxOutlet(int interfaceIndex, @Nullable UdpSocket udp, @Nullable PacketSocket frames) {
  void close() {
    if (udp != null) {
      udp.close();
    }
    if (frames != null) {
      frames.close();
    }
  }
}

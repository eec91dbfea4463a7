package org.lessor.transport;

import org.lessor.wire.HardwareAddress;

/// The link addresses of this host's interfaces, for those who show or record packets.
@FunctionalInterface
public interface LocalLink {
  /// Nothing is known.
  LocalLink UNKNOWN = interfaceIndex -> TracedPacket.UNKNOWN;

  /// The link address of the interface with this index; [TracedPacket#UNKNOWN] where there is none.
  HardwareAddress hardware(int interfaceIndex);
}

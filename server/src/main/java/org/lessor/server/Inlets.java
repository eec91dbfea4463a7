package org.lessor.server;

import java.util.Optional;
import org.lessor.engine.Reception;
import org.lessor.wire.Ipv4;

/// The interfaces that the server listens on, as the packet path sees them. Any thread may ask;
/// what it gets is a value of that moment.
public interface Inlets {
  /// The interface with this index; empty where the server does not listen on it.
  Optional<Reception.Inlet> inlet(int interfaceIndex);

  /// Whether the kernel can send to `address` on this interface without a router.
  Reach reach(int interfaceIndex, Ipv4 address);
}

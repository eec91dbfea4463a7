package org.lessor.server;

import java.util.Optional;
import org.lessor.engine.Reception;

/// The interfaces that the server listens on, as the packet path sees them. Any thread may ask; what
/// it gets is a value of that moment.
interface Inlets {
  /// The interface with this index; empty where the server does not listen on it.
  Optional<Reception.Inlet> inlet(int interfaceIndex);
}

package org.lessor.server;

import org.lessor.engine.Reception;
import org.lessor.wire.DhcpMessage;

/// A message being answered, and how it came.
///
/// @param request the message
/// @param reception how it came, as decisions see it
/// @param interfaceIndex by which interface, for the way back
record Exchange(DhcpMessage request, Reception reception, int interfaceIndex) {}

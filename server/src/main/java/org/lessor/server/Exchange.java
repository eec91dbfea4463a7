package org.lessor.server;

import org.lessor.engine.Reception;
import org.lessor.wire.DhcpMessage;

/// A message being answered, and how it came.
///
/// @param request the message
/// @param reception how it came, as decisions see it
/// @param interfaceIndex by which interface, for the way back
record Exchange(DhcpMessage request, Reception reception, int interfaceIndex) {
  /// The message in the words of a log line.
  String describe() {
    String relay = request.giaddr().isUnspecified() ? "" : " giaddr=" + request.giaddr();
    return "type="
        + request.messageType().map(Enum::name).orElse("none")
        + " xid="
        + request.xid()
        + " chaddr="
        + request.chaddr()
        + " interface="
        + reception.inlet().name()
        + relay;
  }
}

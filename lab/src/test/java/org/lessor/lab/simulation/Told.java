package org.lessor.lab.simulation;

import java.util.Optional;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// The options of a message that matter here.
final class Told {
  private Told() {}

  static Optional<Ipv4> server(Message message) {
    return message.get(StandardOptions.DHCP_SERVER_IDENTIFIER);
  }

  static Optional<Ipv4> requested(Message message) {
    return message.get(StandardOptions.DHCP_REQUESTED_ADDRESS);
  }

  static Optional<Long> leaseSeconds(Message message) {
    return message.get(StandardOptions.DHCP_LEASE_TIME);
  }

  /// Option 54, 50 or 51 in words, with a blank before; nothing where it is not there.
  static String option(Message message, String name) {
    Optional<?> value =
        switch (name) {
          case "server" -> server(message);
          case "requested" -> requested(message);
          default -> leaseSeconds(message);
        };
    return value.map(it -> " " + name + "=" + it).orElse("");
  }
}

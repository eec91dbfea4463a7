package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Ipv4;

/// By what addresses this server goes in option 54 (RFC 2131 section 4.1, RFC 5107). Immutable.
final class ServerIdentity {
  private final Settings settings;
  private final Topology topology;

  ServerIdentity(Settings settings, Topology topology) {
    this.settings = settings;
    this.topology = topology;
  }

  /// Whom a server identifier means.
  enum Whose {
    /// This server and no other.
    OWN,
    /// This server, but perhaps others as well: an address that the configuration or a relay agent
    /// puts in the place of its own, or any address where that is not looked at.
    SHARED,
    /// Another server.
    FOREIGN
  }

  /// Whom `named` means in a message that came in that way.
  Whose of(Ipv4 named, Reception reception, RelayAgent relay) {
    if (named.equals(reception.inlet().address())
        || reception.inlet().addresses().contains(named)
        || settings.serverIdentifiers().contains(named)) {
      return Whose.OWN;
    }
    boolean overridden =
        relay.serverIdOverride().isPresent() && relay.serverIdOverride().get().equals(named);
    return overridden
            || topology.isConfiguredServerId(named)
            || settings
                .compatibility()
                .makes(Compatibility.Concession.IGNORE_DHCP_SERVER_IDENTIFIER)
        ? Whose.SHARED
        : Whose.FOREIGN;
  }

  /// What goes out as option 54, to a client with these options: what the relay agent wants, what
  /// the configuration sets, or the address that the message was sent to.
  Ipv4 toSend(OptionSet options, Reception reception, Optional<Ipv4> override) {
    if (override.isPresent()) {
      return override.get();
    }
    Ipv4 configured = options.address(OptionCodes.SERVER_IDENTIFIER);
    if (configured != null) {
      return configured;
    }
    Ipv4 address = reception.serverAddress();
    if (!address.isUnspecified()) {
      return address;
    }
    return settings.serverIdentifiers().isEmpty()
        ? reception.destination()
        : settings.serverIdentifiers().getFirst();
  }
}

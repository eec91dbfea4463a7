package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What is kept ready for one client (Kea: reservations).
///
/// @param key by what the client is known
/// @param address its address, inside or outside pools; empty where only other things are reserved
/// @param hostname its name
/// @param boot fields for its bootstrap
/// @param options options for this client alone
public record Reservation(
    Key key,
    Optional<Ipv4> address,
    Optional<String> hostname,
    BootFields boot,
    List<ConfiguredOption> options) {
  /// Copies the list.
  public Reservation {
    options = List.copyOf(options);
  }

  /// By what a client is known.
  public sealed interface Key {
    /// Kea: hw-address.
    record HwAddress(HardwareAddress chaddr) implements Key {}

    /// Kea: client-id, the whole value of option 61.
    record ClientId(Bytes value) implements Key {}

    /// Kea: duid, inside an RFC 4361 client identifier.
    record Duid(Bytes value) implements Key {}

    /// Kea: circuit-id, sub-option 1 of option 82.
    record CircuitId(Bytes value) implements Key {}
  }
}

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
    /// Which of the four it is.
    default Kind kind() {
      return switch (this) {
        case HwAddress _ -> Kind.HW_ADDRESS;
        case Duid _ -> Kind.DUID;
        case CircuitId _ -> Kind.CIRCUIT_ID;
        case ClientId _ -> Kind.CLIENT_ID;
      };
    }

    /// Kea: hw-address.
    record HwAddress(HardwareAddress chaddr) implements Key {}

    /// Kea: client-id, the whole value of option 61.
    record ClientId(Bytes value) implements Key {}

    /// Kea: duid, inside an RFC 4361 client identifier.
    record Duid(Bytes value) implements Key {}

    /// Kea: circuit-id, sub-option 1 of option 82.
    record CircuitId(Bytes value) implements Key {}
  }

  /// The kinds of key (Kea: host-reservation-identifiers), in the order in which Kea looks.
  public enum Kind {
    /// `htype` and `chaddr`.
    HW_ADDRESS,
    /// The DUID inside an RFC 4361 client identifier.
    DUID,
    /// Sub-option 1 of option 82.
    CIRCUIT_ID,
    /// Option 61.
    CLIENT_ID
  }
}

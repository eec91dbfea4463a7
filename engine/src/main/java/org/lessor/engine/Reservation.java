package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
/// @param classes names of classes that the client belongs to
public record Reservation(
    Key key,
    Optional<Ipv4> address,
    Optional<String> hostname,
    BootFields boot,
    List<ConfiguredOption> options,
    List<String> classes) {
  /// Copies the lists.
  public Reservation {
    options = List.copyOf(options);
    classes = List.copyOf(classes);
  }

  /// A reservation of which nothing else is said.
  public static Reservation of(Key key) {
    return new Reservation(
        key, Optional.empty(), Optional.empty(), BootFields.NONE, List.of(), List.of());
  }

  /// This reservation with that address.
  public Reservation withAddress(Optional<Ipv4> value) {
    return changed(draft -> draft.address = value);
  }

  /// This reservation with that name.
  public Reservation withHostname(Optional<String> value) {
    return changed(draft -> draft.hostname = value);
  }

  /// This reservation with those boot fields.
  public Reservation withBoot(BootFields value) {
    return changed(draft -> draft.boot = value);
  }

  /// This reservation with other options.
  public Reservation withOptions(List<ConfiguredOption> value) {
    return changed(draft -> draft.options = value);
  }

  /// This reservation with other classes.
  public Reservation withClasses(List<String> value) {
    return changed(draft -> draft.classes = value);
  }

  private Reservation changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// All components while one is changed.
  private static final class Draft {
    private Key key;
    private Optional<Ipv4> address;
    private Optional<String> hostname;
    private BootFields boot;
    private List<ConfiguredOption> options;
    private List<String> classes;

    Draft(Reservation from) {
      key = from.key;
      address = from.address;
      hostname = from.hostname;
      boot = from.boot;
      options = from.options;
      classes = from.classes;
    }

    Reservation made() {
      return new Reservation(key, address, hostname, boot, options, classes);
    }
  }

  /// By what a client is known.
  public sealed interface Key {
    /// Which of the five it is.
    default Kind kind() {
      return switch (this) {
        case HwAddress _ -> Kind.HW_ADDRESS;
        case Duid _ -> Kind.DUID;
        case CircuitId _ -> Kind.CIRCUIT_ID;
        case ClientId _ -> Kind.CLIENT_ID;
        case FlexId _ -> Kind.FLEX_ID;
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

    /// Kea: flex-id, computed from the message.
    record FlexId(Bytes value) implements Key {}
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
    CLIENT_ID,
    /// What the operator's expression makes of the message; not looked for unless it is named.
    FLEX_ID
  }

  /// The kinds that are looked for where nothing is said.
  public static final List<Kind> STANDARD_KINDS =
      List.of(Kind.HW_ADDRESS, Kind.DUID, Kind.CIRCUIT_ID, Kind.CLIENT_ID);
}

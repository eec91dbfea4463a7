package org.lessor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lessor.engine.BootFields;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Reservation;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// Reads reservations of one level, and finds those that clash.
final class ReservationReader {
  private static final Map<String, Function<Bytes, Reservation.Key>> IDENTIFIERS =
      Map.of(
          "hw-address",
          bytes ->
              new Reservation.Key.HwAddress(new HardwareAddress(HardwareAddress.ETHERNET, bytes)),
          "client-id",
          Reservation.Key.ClientId::new,
          "duid",
          Reservation.Key.Duid::new,
          "circuit-id",
          Reservation.Key.CircuitId::new,
          "flex-id",
          Reservation.Key.FlexId::new);

  private static final int MAX_HARDWARE_ADDRESS = 16;

  private final OptionReader options;
  private final ClassReader classes;
  private final Sharing sharing;

  ReservationReader(OptionReader options, ClassReader classes, Sharing sharing) {
    this.options = options;
    this.classes = classes;
    this.sharing = sharing;
  }

  /// The reservations of `parent`; of a subnet where `prefix` is there.
  List<Reservation> read(Section parent, Optional<Ipv4Prefix> prefix) {
    List<Reservation> found = new ArrayList<>();
    Map<Reservation.Key, Section> keys = new HashMap<>();
    Map<Ipv4, Section> addresses = new HashMap<>();
    for (Section section : parent.sections("reservations")) {
      Optional<Reservation> reservation = reservation(section, prefix);
      section.onlyDefault("metadata", "");
      section.finish();
      reservation.ifPresent(entry -> {
        Section clash = keys.putIfAbsent(entry.key(), section);
        if (clash != null) {
          section.error("", "is for the same client as " + place(clash), "keep one of them");
        }
        entry.address().ifPresent(address -> claim(section, address, addresses));
        found.add(entry);
      });
    }
    return found;
  }

  private void claim(Section section, Ipv4 address, Map<Ipv4, Section> addresses) {
    Section clash = addresses.putIfAbsent(address, section);
    if (clash != null && sharing == Sharing.REFUSED) {
      section.error(
          "ip-address",
          address + " is also reserved by " + place(clash),
          "give each client its own, or set ip-reservations-unique to false");
    }
  }

  /// Where an entry stands, in the keys and in the text.
  private static String place(Section entry) {
    return entry.path() + " at " + entry.position("");
  }

  /// Whether clients may share an address (Kea: ip-reservations-unique).
  enum Sharing {
    /// Whoever of them comes first has it.
    ALLOWED,
    /// Each address is for one client.
    REFUSED
  }

  private Optional<Reservation> reservation(Section section, Optional<Ipv4Prefix> prefix) {
    Optional<Reservation.Key> key = key(section);
    Optional<Ipv4> address =
        section
            .string("ip-address")
            .filter(text -> !text.isEmpty())
            .flatMap(text -> Values.ipv4(section, "ip-address", text));
    if (prefix.isPresent() && address.isPresent() && !prefix.get().contains(address.get())) {
      section.error(
          "ip-address",
          address.get() + " lies outside " + prefix.get(),
          "reserve an address of the subnet");
    }
    Optional<String> hostname = section.string("hostname").filter(text -> !text.isEmpty());
    BootFields boot = Scope.boot(section);
    if (boot.siaddr().filter(Ipv4::isLimitedBroadcast).isPresent()) {
      section.error("next-server", "is the address of everybody", "give that of a TFTP server");
    }
    List<ConfiguredOption> optionData = options.read(section);
    List<String> reserved = classes.reserved(section);
    return key.map(id ->
        Reservation.of(id)
            .withAddress(address)
            .withHostname(hostname)
            .withBoot(boot)
            .withOptions(optionData)
            .withClasses(reserved));
  }

  private Optional<Reservation.Key> key(Section section) {
    List<String> given = new ArrayList<>();
    for (String identifier : List.of("hw-address", "duid", "client-id", "circuit-id", "flex-id")) {
      if (section.has(identifier)) {
        given.add(identifier);
      }
    }
    if (given.size() != 1) {
      section.error(
          "",
          given.isEmpty() ? "names no client" : "names its client twice: " + given,
          "give exactly one of hw-address, duid, client-id, circuit-id, flex-id");
      return Optional.empty();
    }
    String identifier = given.getFirst();
    return section
        .string(identifier)
        .flatMap(text -> Values.identifier(section, identifier, text))
        .filter(bytes -> fits(section, identifier, bytes))
        .flatMap(
            bytes -> Optional.ofNullable(IDENTIFIERS.get(identifier)).map(f -> f.apply(bytes)));
  }

  private static boolean fits(Section section, String identifier, Bytes bytes) {
    if (identifier.equals("hw-address") && bytes.length() > MAX_HARDWARE_ADDRESS) {
      section.error(identifier, "has " + bytes.length() + " bytes", "use at most 16");
      return false;
    }
    return true;
  }
}

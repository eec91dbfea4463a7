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
          Reservation.Key.CircuitId::new);

  private static final int MAX_HARDWARE_ADDRESS = 16;

  private final OptionReader options;
  private final ClassReader classes;

  ReservationReader(OptionReader options, ClassReader classes) {
    this.options = options;
    this.classes = classes;
  }

  /// The reservations of `parent`; of a subnet where `prefix` is there.
  List<Reservation> read(Section parent, Optional<Ipv4Prefix> prefix) {
    List<Reservation> found = new ArrayList<>();
    Map<Reservation.Key, String> keys = new HashMap<>();
    Map<Ipv4, String> addresses = new HashMap<>();
    for (Section section : parent.sections("reservations")) {
      Optional<Reservation> reservation = reservation(section, prefix);
      section.onlyDefault("metadata", "");
      section.finish();
      reservation.ifPresent(entry -> {
        String clash = keys.putIfAbsent(entry.key(), section.path());
        if (clash != null) {
          section.error("", "is for the same client as " + clash, "keep one of them");
        }
        entry.address().ifPresent(address -> claim(section, address, addresses));
        found.add(entry);
      });
    }
    return found;
  }

  private static void claim(Section section, Ipv4 address, Map<Ipv4, String> addresses) {
    String clash = addresses.putIfAbsent(address, section.path());
    if (clash != null) {
      section.error(
          "ip-address", address + " is also reserved by " + clash, "give each client its own");
    }
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
    BootFields boot = Scope.boot(section, BootFields.NONE);
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
    for (String identifier : List.of("hw-address", "duid", "client-id", "circuit-id")) {
      if (section.has(identifier)) {
        given.add(identifier);
      }
    }
    if (section.has("flex-id")) {
      section.error("flex-id", "is not supported yet", "use another identifier");
      return Optional.empty();
    }
    if (given.size() != 1) {
      section.error(
          "",
          given.isEmpty() ? "names no client" : "names its client twice: " + given,
          "give exactly one of hw-address, duid, client-id, circuit-id");
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

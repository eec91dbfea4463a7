package org.lessor.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Network;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;

/// Reads Kea's `Dhcp4` configuration. All that is wrong is told at once. Safe for any thread.
public final class Dhcp4Reader {
  private static final long MAX_SECONDS = 0xffffffffL;
  private static final long DECLINE_PROBATION_SECONDS = 86_400;

  private Dhcp4Reader() {}

  /// Reads a file and those that it includes.
  public static Loaded readFile(Path file) {
    Problems problems = new Problems();
    try {
      return read(SourceText.ofFile(file, problems), problems);
    } catch (IOException failure) {
      Position start = new Position(file.toString(), 1, 1);
      problems.error(
          start,
          "",
          "cannot read the configuration: " + Reasons.of(failure),
          "correct the name or make the file readable");
      return new Loaded.Refused(problems.list());
    }
  }

  /// Reads a text; its positions carry the file name `-`.
  public static Loaded readText(String text) {
    Problems problems = new Problems();
    return read(SourceText.ofText(text, problems), problems);
  }

  private static Loaded read(SourceText source, Problems problems) {
    Optional<JsonValue> value = JsonText.read(source, problems);
    if (value.isPresent() && value.get() instanceof JsonValue.Obj top) {
      Section root = new Section(top, "", source, problems);
      if (!root.has("Dhcp4")) {
        root.error("", "there is no \"Dhcp4\" at the top", "put all keys into {\"Dhcp4\": {...}}");
      }
      Optional<Configuration> configuration =
          root.section("Dhcp4").map(global -> configuration(global, problems));
      root.finish();
      if (configuration.isPresent() && !problems.hasErrors()) {
        return new Loaded.Ok(configuration.get().withWarnings(problems.list()));
      }
    } else if (value.isPresent()) {
      problems.error(source.position(0), "", "is " + value.get().kind() + ", not a map", "");
    }
    return new Loaded.Refused(problems.list());
  }

  private static Configuration configuration(Section global, Problems problems) {
    OptionReader options = OptionReader.withDefinitions(global);
    Scope scope = Scope.read(global, Scope.DEFAULTS);
    ReservationReader reservations = new ReservationReader(options);
    List<ConfiguredOption> optionData = options.read(global);
    List<Network> networks = new NetworkReader(options, reservations).read(global, scope);
    List<Reservation> globalReservations = reservations.read(global, Optional.empty());
    if (!globalReservations.isEmpty()) {
      global.warning(
          "reservations",
          "global reservations are looked up in every subnet",
          "set reservations-global as you mean it once it is supported");
    }
    boolean echo = global.bool("echo-client-id").orElse(true);
    long probation =
        global
            .integer("decline-probation-period", 0, MAX_SECONDS)
            .orElse(DECLINE_PROBATION_SECONDS);
    Settings settings =
        new Settings(
            networks,
            optionData,
            globalReservations,
            scope.authority(),
            echo ? Settings.ClientIdEcho.ECHO : Settings.ClientIdEcho.OMIT,
            probation,
            List.of(),
            HookReader.pingCheck(global));
    Configuration configuration =
        new Configuration(
            settings,
            RuntimeReader.interfaces(global),
            RuntimeReader.leaseDatabase(global),
            RuntimeReader.expiry(global),
            RuntimeReader.logging(global),
            List.of());
    identifiers(global);
    Unsupported.globally(global);
    global.finish();
    return configuration;
  }

  /// Kea: host-reservation-identifiers. All four are looked up, in Kea's usual order.
  private static void identifiers(Section global) {
    for (Section.Text text : global.texts("host-reservation-identifiers")) {
      if (!List.of("hw-address", "duid", "circuit-id", "client-id").contains(text.value())) {
        global.problem(
            text,
            "\"" + text.value() + "\" is not supported yet",
            "use hw-address, duid, circuit-id, client-id");
      }
    }
  }
}

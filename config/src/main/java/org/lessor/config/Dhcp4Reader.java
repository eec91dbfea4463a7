package org.lessor.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lessor.engine.ClientClass;
import org.lessor.engine.Compatibility;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;

/// Reads Kea's `Dhcp4` configuration. All that is wrong is told at once. Safe for any thread.
public final class Dhcp4Reader {
  private static final long MAX_SECONDS = 0xffffffffL;

  private Dhcp4Reader() {}

  /// Reads a file and those that it includes.
  public static Loaded readFile(Path file) {
    return read(file).loaded();
  }

  /// Reads a text; its positions carry the file name `-`.
  public static Loaded readText(String text) {
    return parse(text).loaded();
  }

  /// Reads a file and those that it includes, and says what it comes to.
  public static Checked checkFile(Path file) {
    return read(file).checked();
  }

  /// Reads a text as [#checkFile] does; its positions carry the file name `-`.
  public static Checked checkText(String text) {
    return parse(text).checked();
  }

  /// What the readers do about keys, by the levels of a text that has all of them.
  static Map<String, Map<String, Reading.Handling>> handling(String text) {
    return parse(text).reading.levels();
  }

  /// What was read, with the text still at hand.
  private record Result(Loaded loaded, Reading reading, Optional<JsonValue.Obj> dhcp4) {
    Checked checked() {
      return switch (loaded) {
        case Loaded.Refused _ -> new Checked(loaded, Optional.empty());
        case Loaded.Ok(Configuration configuration) -> {
          List<Long> subnetIds =
              configuration.settings().networks().stream()
                  .flatMap(network -> network.subnets().stream())
                  .map(Subnet::id)
                  .toList();
          EffectiveReader reader = new EffectiveReader(reading, subnetIds);
          yield new Checked(
              loaded, dhcp4.map(map -> new EffectiveConfiguration(reader.whole(map))));
        }
      };
    }
  }

  private static Result read(Path file) {
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
      Reading nothing = new Reading(SourceText.ofText("", problems), problems);
      return new Result(new Loaded.Refused(problems.list()), nothing, Optional.empty());
    }
  }

  private static Result parse(String text) {
    Problems problems = new Problems();
    return read(SourceText.ofText(text, problems), problems);
  }

  private static Result read(SourceText source, Problems problems) {
    Reading reading = new Reading(source, problems);
    Optional<JsonValue> value = JsonText.read(source, problems);
    Optional<JsonValue.Obj> dhcp4 = Optional.empty();
    if (value.isPresent() && value.get() instanceof JsonValue.Obj top) {
      Section root = new Section(top, "", reading);
      if (!root.has("Dhcp4")) {
        root.error("", "there is no \"Dhcp4\" at the top", "put all keys into {\"Dhcp4\": {...}}");
      }
      dhcp4 = root.map("Dhcp4");
      Optional<Configuration> configuration = root.section("Dhcp4").map(Dhcp4Reader::configuration);
      root.finish();
      if (configuration.isPresent() && !problems.hasErrors()) {
        Configuration good = configuration.get().withWarnings(problems.list());
        return new Result(new Loaded.Ok(good), reading, dhcp4);
      }
    } else if (value.isPresent()) {
      problems.error(source.position(0), "", "is " + value.get().kind() + ", not a map", "");
    }
    return new Result(new Loaded.Refused(problems.list()), reading, dhcp4);
  }

  private static Configuration configuration(Section global) {
    OptionReader options = OptionReader.withDefinitions(global);
    HookReader hooks = HookReader.of(global);
    Scope scope = Scope.defaults(NameReader.dns(global)).read(global).with(hooks.pingCheck());
    LimitReader limits = hooks.limits();
    ClassReader classes = new ClassReader(options, limits);
    List<ClientClass> clientClasses = classes.read(global);
    ReservationReader reservations =
        new ReservationReader(
            options,
            classes,
            global.bool("ip-reservations-unique").orElse(true)
                ? ReservationReader.Sharing.REFUSED
                : ReservationReader.Sharing.ALLOWED);
    ExpiredLeases expiry = RuntimeReader.expiry(global);
    Interfaces interfaces = RuntimeReader.interfaces(global);
    Settings settings =
        Settings.of(
                new NetworkReader(options, reservations, classes, hooks, limits, interfaces)
                    .read(global, scope))
            .withOptions(options.read(global))
            .withClasses(clientClasses)
            .withReservations(reservations.read(global, Optional.empty()))
            .withReservationKinds(reservationKinds(global))
            .withAuthority(scope.values().authority())
            .withClientIdEcho(
                global.bool("echo-client-id").orElse(true)
                    ? Settings.ClientIdEcho.ECHO
                    : Settings.ClientIdEcho.OMIT)
            .withDeclineProbationSeconds(
                global
                    .integer("decline-probation-period", 0, MAX_SECONDS)
                    .orElse(Settings.DEFAULT_DECLINE_PROBATION_SECONDS))
            .withAgentOptions(
                global.bool("stash-agent-options").orElse(false)
                    ? Settings.AgentOptions.RESTORED
                    : Settings.AgentOptions.LEFT)
            .withHoldReclaimedSeconds(expiry.holdReclaimedTimeSeconds())
            .withEarlyReservations(
                global.bool("early-global-reservations-lookup").orElse(false)
                    ? Settings.EarlyReservations.LOOKED_UP
                    : Settings.EarlyReservations.OMITTED)
            .withCompatibility(compatibility(global))
            .withHooks(hooks.hooks(options, classes).withLimits(limits.limits()));
    classes.finish();
    Configuration configuration =
        new Configuration(
            settings,
            interfaces,
            RuntimeReader.leaseDatabase(global),
            RuntimeReader.leaseChecks(global),
            expiry,
            LoggingReader.read(global),
            hooks.script(),
            List.of());
    Unsupported.globally(global);
    global.finish();
    return configuration;
  }

  private static Compatibility compatibility(Section global) {
    Optional<Section> section = global.section("compatibility");
    if (section.isEmpty()) {
      return Compatibility.NONE;
    }
    Set<Compatibility.Concession> made = EnumSet.noneOf(Compatibility.Concession.class);
    for (Compatibility.Concession each : Compatibility.Concession.values()) {
      String key = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (section.get().bool(key).orElse(false)) {
        made.add(each);
      }
    }
    section
        .get()
        .withoutEffect("malformed options are left out one by one", "lenient-option-parsing");
    section.get().finish();
    return new Compatibility(made);
  }

  private static List<Reservation.Kind> reservationKinds(Section global) {
    if (!global.has("host-reservation-identifiers")) {
      return Reservation.STANDARD_KINDS;
    }
    List<Reservation.Kind> kinds = new ArrayList<>();
    for (Section.Text text : global.texts("host-reservation-identifiers")) {
      Optional<Reservation.Kind> kind =
          Arrays.stream(Reservation.Kind.values())
              .filter(each -> keaName(each).equals(text.value()))
              .findFirst();
      kind.ifPresentOrElse(
          kinds::add,
          () ->
              global.problem(
                  text,
                  "\"" + text.value() + "\" is no kind of identifier",
                  "use hw-address, duid, circuit-id, client-id, flex-id"));
    }
    return kinds;
  }

  private static String keaName(Reservation.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

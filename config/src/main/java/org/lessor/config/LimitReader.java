package org.lessor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lessor.engine.ClientClass;
import org.lessor.engine.Limit;
import org.lessor.engine.Limits;
import org.lessor.engine.PacketRate;

/// Reads limits of classes and subnets from their `user-context` (Kea: library limits). One reader
/// reads one configuration.
final class LimitReader {
  private static final long MAX_LIMIT = 0xffffffffL;
  private static final Pattern RATE =
      Pattern.compile("([0-9]{1,10}) packets? per (second|minute|hour|day|week|month|year)");
  private static final long DAY_SECONDS = 86_400;

  /// Whether the configuration asks for the library.
  enum Library {
    LOADED,
    MISSING
  }

  private final Library library;
  private final Map<Long, Limit> subnets = new HashMap<>();
  private final Map<String, Limit> classes = new HashMap<>();
  private final List<String> templates = new ArrayList<>();

  LimitReader(Library library) {
    this.library = library;
  }

  /// Reads what is said of that subnet.
  void subnet(Section subnet, long id) {
    limit(subnet).ifPresent(limit -> subnets.put(id, limit));
  }

  /// Reads what is said of that class.
  void clientClass(Section section, ClientClass read) {
    if (read.test() instanceof ClientClass.Test.Template) {
      templates.add(read.name());
    }
    Optional<Limit> limit = limit(section);
    if (limit.isEmpty()) {
      return;
    }
    classes.put(read.name(), limit.get());
    if (read.moment() == ClientClass.Moment.IF_ADDITIONAL) {
      section.warning(
          "user-context",
          "the limits of this class have no effect: it is evaluated when an address is chosen",
          "take them out, or only-in-additional-list");
    }
  }

  private Optional<Limit> limit(Section owner) {
    Optional<Section> context = owner.section("user-context");
    if (context.isEmpty() || !context.get().has("limits")) {
      return Optional.empty();
    }
    if (library == Library.MISSING) {
      context
          .get()
          .warning(
              "limits",
              "has no effect without the library limits",
              "add { \"library\": \"libdhcp_limits.so\" } to hooks-libraries");
      return Optional.empty();
    }
    return context.get().section("limits").map(LimitReader::read);
  }

  private static Limit read(Section section) {
    OptionalLong addresses = section.integer("address-limit", 0, MAX_LIMIT);
    section.withoutEffect("it is for DHCPv6", "prefix-limit");
    Optional<PacketRate> packets =
        section.string("rate-limit").flatMap(text -> rate(section, text));
    section.finish();
    return new Limit(addresses, packets);
  }

  private static Optional<PacketRate> rate(Section section, String text) {
    Matcher matcher = RATE.matcher(text.strip());
    long packets = matcher.matches() ? Long.parseLong(matcher.group(1)) : MAX_LIMIT + 1;
    if (packets > MAX_LIMIT) {
      section.error(
          "rate-limit",
          "\"" + text + "\" is no rate of packets",
          "write 1000 packets per second; or minute, hour, day, week, month, year");
      return Optional.empty();
    }
    return Optional.of(new PacketRate(packets, seconds(matcher.group(2)), text.strip()));
  }

  private static long seconds(String unit) {
    return switch (unit) {
      case "second" -> 1;
      case "minute" -> 60;
      case "hour" -> 3600;
      case "day" -> DAY_SECONDS;
      case "week" -> 7 * DAY_SECONDS;
      case "month" -> 30 * DAY_SECONDS;
      case "year" -> 365 * DAY_SECONDS;
      default -> throw new AssertionError("no unit of time: " + unit);
    };
  }

  /// All that was read; empty where the library is not loaded.
  Optional<Limits> limits() {
    return library == Library.LOADED
        ? Optional.of(new Limits(subnets, classes, templates))
        : Optional.empty();
  }
}

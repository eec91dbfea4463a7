package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One route of option 121 (RFC 3442), and of option 249, in which Microsoft's clients ask for the
/// same.
///
/// @param destination where the route leads; 0.0.0.0/0 is the default route
/// @param router the next hop; 0.0.0.0 means that the destination is on the link itself
public record ClasslessRoute(Ipv4Prefix destination, Ipv4 router) {

  /// `destination - router`, as Kea writes it.
  @Override
  public String toString() {
    return destination + " - " + router;
  }

  /// Reads `destination - router`, such as `10.0.0.0/8 - 192.0.2.1`.
  public static Parsed<ClasslessRoute> parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return invalid(text);
    }
    Optional<Ipv4Prefix> destination = Ipv4Prefix.parse(text.substring(0, dash).strip());
    Optional<Ipv4> router = Ipv4.parse(text.substring(dash + 1).strip());
    return destination.isEmpty() || router.isEmpty()
        ? invalid(text)
        : Parsed.ok(new ClasslessRoute(destination.get(), router.get()));
  }

  private static Parsed<ClasslessRoute> invalid(String text) {
    return Parsed.invalid(
        "\"" + text + "\" is not a route (destination - router, such as 10.0.0.0/8 - 192.0.2.1)");
  }

  /// For each route the prefix length, the bytes of the destination that it covers, the router.
  record ListType() implements OptionType<List<ClasslessRoute>> {
    @Override
    public Optional<List<ClasslessRoute>> decode(Bytes bytes) {
      List<ClasslessRoute> routes = new ArrayList<>();
      Cursor in = new Cursor(bytes);
      while (in.has(1)) {
        int length = in.uint8();
        int significant = significantBytes(length);
        if (length > 32 || !in.has(significant + 4)) {
          return Optional.empty();
        }
        int destination = 0;
        for (int i = 0; i < significant; i++) {
          destination |= in.uint8() << (24 - 8 * i);
        }
        Ipv4Prefix prefix = Ipv4Prefix.containing(new Ipv4(destination), length);
        routes.add(new ClasslessRoute(prefix, new Ipv4((int) in.uint32())));
      }
      return routes.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(routes));
    }

    private static int significantBytes(int length) {
      return (length + 7) / 8;
    }

    @Override
    public Bytes encode(List<ClasslessRoute> value) {
      ByteSink out = new ByteSink();
      for (ClasslessRoute route : value) {
        int length = route.destination().length();
        out.uint8(length);
        out.bytes(route.destination().network().toBytes().slice(0, significantBytes(length)));
        out.uint32(route.router().bits());
      }
      return out.toBytes();
    }

    @Override
    public String print(List<ClasslessRoute> value) {
      return value.stream().map(ClasslessRoute::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Parsed<List<ClasslessRoute>> parse(String text) {
      List<ClasslessRoute> routes = new ArrayList<>();
      for (String field : CsvText.split(text, ',')) {
        switch (ClasslessRoute.parse(field)) {
          case Parsed.Ok<ClasslessRoute>(ClasslessRoute route) -> routes.add(route);
          case Parsed.Invalid<ClasslessRoute>(String reason) -> {
            return Parsed.invalid(reason);
          }
        }
      }
      return routes.isEmpty() ? Parsed.invalid("no route") : Parsed.ok(List.copyOf(routes));
    }

    @Override
    public String name() {
      return "internal";
    }

    @Override
    public int maxSizeBytes() {
      return Integer.MAX_VALUE;
    }
  }
}

package org.lessor.lab.net;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the kernel of one host holds, read afresh at each call, from what `ip -j` prints.
public final class Kernel {
  private static final JsonMapper JSON = new JsonMapper();

  /// The lifetime of an address that the kernel is not told to remove.
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /// How `ip` prints it.
  private static final long FOREVER_SECONDS = 0xffff_ffffL;

  private final Host host;

  Kernel(Host host) {
    this.host = host;
  }

  /// An IPv4 address of an interface.
  ///
  /// @param address the address
  /// @param prefixLength the length of its subnet's prefix, 0 to 32
  /// @param broadcast its broadcast address, 0.0.0.0 if it has none
  /// @param interfaceName the interface
  /// @param validFor how long the kernel keeps it, [#FOREVER] if it is not told to remove it
  /// @param preferredFor how long the kernel prefers it, [#FOREVER] as before
  public record Address(
      Ipv4 address,
      int prefixLength,
      Ipv4 broadcast,
      String interfaceName,
      Duration validFor,
      Duration preferredFor) {}

  /// A route of the main table.
  ///
  /// @param destination where to; 0.0.0.0/0 is the default route
  /// @param gateway the router, 0.0.0.0 when the destination is on the link
  /// @param interfaceName the interface
  /// @param protocol who made it: `kernel`, `dhcp`, `boot` (an `ip` command), ...
  /// @param source the preferred source address, 0.0.0.0 if none is set
  /// @param metric the smaller one wins, 0 if none is set
  public record Route(
      Ipv4Prefix destination,
      Ipv4 gateway,
      String interfaceName,
      String protocol,
      Ipv4 source,
      int metric) {

    /// Whether this is the default route.
    public boolean isDefault() {
      return destination.length() == 0;
    }
  }

  /// An entry of the neighbour (ARP) table.
  ///
  /// @param address the neighbour's address
  /// @param interfaceName the interface
  /// @param hardwareAddress its Ethernet address; empty while it is not known
  /// @param states such as `REACHABLE`, `STALE`, `PERMANENT`, `FAILED`
  public record Neighbour(
      Ipv4 address, String interfaceName, HardwareAddress hardwareAddress, Set<String> states) {}

  /// The IPv4 addresses of all interfaces but the loopback one.
  public List<Address> addresses() {
    return parseAddresses(host.ip("-j", "-4", "address", "show"));
  }

  /// The IPv4 addresses of one interface.
  public List<Address> addresses(Link link) {
    return addresses().stream().filter(a -> a.interfaceName().equals(link.name())).toList();
  }

  /// The routes of the main table.
  public List<Route> routes() {
    return parseRoutes(host.ip("-j", "-4", "route", "show"));
  }

  /// The default route with the smallest metric.
  public Optional<Route> defaultRoute() {
    return routes().stream().filter(Route::isDefault).min(Comparator.comparingInt(Route::metric));
  }

  /// The neighbour table.
  public List<Neighbour> neighbours() {
    return parseNeighbours(host.ip("-j", "-4", "neighbour", "show", "nud", "all"));
  }

  /// The neighbour table's entry for `address`.
  public Optional<Neighbour> neighbour(Ipv4 address) {
    return neighbours().stream().filter(n -> n.address().equals(address)).findFirst();
  }

  /// Waits until the neighbour table says nothing about where `address` is: it has no entry, or one
  /// without a hardware address.
  public void awaitNoNeighbour(Ipv4 address, Duration limit) {
    long startNanos = System.nanoTime();
    while (neighbour(address).filter(n -> !n.hardwareAddress().address().isEmpty()).isPresent()) {
      if (System.nanoTime() - startNanos > limit.toNanos()) {
        throw new LabException(host + " still knows where " + address + " is: " + neighbours());
      }
    }
  }

  static List<Address> parseAddresses(String json) {
    return elements(json)
        .filter(link -> !link.path("ifname").asString("").equals("lo"))
        .flatMap(link ->
            children(link.path("addr_info"))
                .filter(address -> address.path("family").asString("").equals("inet"))
                .map(address -> address(link.path("ifname").asString(), address)))
        .toList();
  }

  private static Address address(String interfaceName, JsonNode node) {
    return new Address(
        ipv4(node, "local"),
        node.path("prefixlen").asInt(),
        ipv4(node, "broadcast"),
        interfaceName,
        lifetime(node.path("valid_life_time")),
        lifetime(node.path("preferred_life_time")));
  }

  private static Duration lifetime(JsonNode node) {
    long seconds = node.asLong(FOREVER_SECONDS);
    return seconds == FOREVER_SECONDS ? FOREVER : Duration.ofSeconds(seconds);
  }

  static List<Route> parseRoutes(String json) {
    return elements(json)
        .map(node ->
            new Route(
                destination(node.path("dst").asString()),
                ipv4(node, "gateway"),
                node.path("dev").asString(""),
                node.path("protocol").asString("boot"), // the one that ip leaves out
                ipv4(node, "prefsrc"),
                node.path("metric").asInt(0)))
        .toList();
  }

  private static Ipv4Prefix destination(String text) {
    if (text.equals("default")) {
      return new Ipv4Prefix(Ipv4.UNSPECIFIED, 0);
    }
    return Ipv4Prefix.of(text.contains("/") ? text : text + "/32");
  }

  static List<Neighbour> parseNeighbours(String json) {
    return elements(json)
        .map(node ->
            new Neighbour(
                ipv4(node, "dst"),
                node.path("dev").asString(""),
                new HardwareAddress(
                    HardwareAddress.ETHERNET, Bytes.ofHex(node.path("lladdr").asString(""))),
                children(node.path("state"))
                    .map(state -> state.asString())
                    .collect(Collectors.toUnmodifiableSet())))
        .toList();
  }

  private static Ipv4 ipv4(JsonNode node, String field) {
    return node.has(field) ? Ipv4.of(node.path(field).asString()) : Ipv4.UNSPECIFIED;
  }

  /// `ip` prints nothing, or empty objects, where it has nothing to show.
  private static Stream<JsonNode> elements(String json) {
    return json.isBlank()
        ? Stream.empty()
        : children(JSON.readTree(json)).filter(node -> !node.isEmpty());
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}

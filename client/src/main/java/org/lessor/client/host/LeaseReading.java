package org.lessor.client.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.client.host.HostRoute.Reach;
import org.lessor.client.machine.Lease;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClasslessRoute;
import org.lessor.wire.DomainName;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.StandardOptions;

/// What the options of a lease mean for the host.
///
/// @param configuration what is to be configured
/// @param complaints what the server sent and cannot be used, and why
public record LeaseReading(LinkConfiguration configuration, List<String> complaints) {
  /// Option 249: the code by which Microsoft's clients asked for option 121 before it had one.
  private static final int MICROSOFT_CLASSLESS_ROUTES = 249;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// Keeps an immutable copy of the list.
  public LeaseReading {
    complaints = List.copyOf(complaints);
  }

  /// Reads `lease` as of `nowNanos`. Throws [IllegalArgumentException] if it is expired.
  public static LeaseReading of(Lease lease, long nowNanos) {
    return new Reader(lease).read(nowNanos);
  }

  /// Collects complaints while it reads one lease.
  private static final class Reader {
    private final Lease lease;
    private final Message ack;
    private final Ipv4Prefix subnet;
    private final List<String> complaints = new ArrayList<>();

    Reader(Lease lease) {
      this.lease = lease;
      this.ack = lease.terms().message();
      this.subnet = lease.terms().subnet();
    }

    LeaseReading read(long nowNanos) {
      long validSeconds = validSeconds(nowNanos);
      LinkConfiguration configuration =
          new LinkConfiguration(
              lease.address(),
              subnet.length(),
              broadcast(),
              validSeconds,
              Math.min(validSeconds, lease.secondsToRebind(nowNanos)),
              routes(),
              mtu(),
              new NameServers(servers(), search()));
      return new LeaseReading(configuration, complaints);
    }

    /// How long the kernel keeps the address by itself: never beyond the lease, but for one that is
    /// over within a second.
    private long validSeconds(long nowNanos) {
      long leftNanos = lease.expiryNanos() - nowNanos;
      return lease.expiryNanos() == Lease.NEVER
          ? LinkConfiguration.FOREVER_SECONDS
          : Math.max(1, leftNanos / NANOS_PER_SECOND);
    }

    /// The value of an option; a complaint where its bytes do not fit.
    private <T> Optional<T> get(OptionDefinition<T> definition) {
      Optional<T> value = ack.get(definition);
      if (value.isEmpty() && ack.has(definition)) {
        complaints.add(definition.name() + " is malformed");
      }
      return value;
    }

    /// Option 28 where it is everyone's address in the subnet by either custom, else the last
    /// address.
    private Ipv4 broadcast() {
      Ipv4 usual = subnet.length() > 30 ? Ipv4.UNSPECIFIED : subnet.last();
      Ipv4 told = get(StandardOptions.BROADCAST_ADDRESS).orElse(usual);
      if (told.equals(usual) || told.isLimitedBroadcast() || told.equals(subnet.network())) {
        return told;
      }
      complaints.add("broadcast-address " + told + " is not that of " + subnet);
      return usual;
    }

    /// RFC 3442: a client that has classless routes (121) ignores routers (3) and static routes
    /// (33).
    private List<HostRoute> routes() {
      List<HostRoute> routes = new ArrayList<>();
      if (subnet.length() < 32) {
        routes.add(new HostRoute(subnet, Ipv4.UNSPECIFIED, Reach.ON_LINK));
      }
      Optional<List<ClasslessRoute>> classless = get(StandardOptions.CLASSLESS_STATIC_ROUTE);
      if (classless.isEmpty()) {
        classless = microsoftRoutes();
      }
      if (classless.isPresent()) {
        classless.get().forEach(route -> add(routes, route.destination(), route.router()));
      } else {
        addStaticRoutes(routes);
        addDefaultRoute(routes);
      }
      return routes;
    }

    private Optional<List<ClasslessRoute>> microsoftRoutes() {
      return ack.option(MICROSOFT_CLASSLESS_ROUTES)
          .flatMap(StandardOptions.CLASSLESS_STATIC_ROUTE.type()::decode);
    }

    private void add(List<HostRoute> routes, Ipv4Prefix destination, Ipv4 router) {
      if (routes.stream().anyMatch(route -> route.destination().equals(destination))) {
        // Of two routes to one place the first counts; that of the subnet is there already.
        return;
      }
      if (router.isUnspecified()) {
        routes.add(new HostRoute(destination, router, Reach.ON_LINK));
      } else if (!router.isHost() || router.equals(lease.address())) {
        complaints.add("the router of route " + destination + " via " + router + " cannot be one");
      } else {
        boolean near = subnet.length() < 32 && subnet.contains(router);
        routes.add(
            new HostRoute(destination, router, near ? Reach.BY_SUBNET : Reach.TAKEN_TO_BE_ON_LINK));
      }
    }

    /// RFC 2132 section 5.8: pairs of destination and router; the class of the destination says how
    /// many of its bits count. It must not be the default route.
    private void addStaticRoutes(List<HostRoute> routes) {
      List<Ipv4> pairs = get(StandardOptions.STATIC_ROUTES).orElse(List.of());
      if (pairs.size() % 2 != 0) {
        complaints.add("static-routes has a destination without a router");
        return;
      }
      for (int i = 0; i < pairs.size(); i += 2) {
        Ipv4 destination = pairs.get(i);
        if (destination.isHost()) {
          add(
              routes,
              Ipv4Prefix.containing(destination, classLength(destination)),
              pairs.get(i + 1));
        } else {
          complaints.add("static-routes leads to " + destination);
        }
      }
    }

    private static int classLength(Ipv4 address) {
      int first = address.bits() >>> 24;
      return first < 128 ? 8 : first < 192 ? 16 : 24;
    }

    /// The first router that can be one.
    private void addDefaultRoute(List<HostRoute> routes) {
      int before = routes.size();
      for (Ipv4 router : get(StandardOptions.ROUTERS).orElse(List.of())) {
        if (routes.size() == before) {
          if (router.isUnspecified()) {
            complaints.add("routers names 0.0.0.0");
          } else {
            add(routes, Ipv4Prefix.containing(Ipv4.UNSPECIFIED, 0), router);
          }
        }
      }
    }

    private int mtu() {
      long mtu = get(StandardOptions.INTERFACE_MTU).orElse(0L);
      if (mtu != 0 && mtu < LinkConfiguration.MIN_MTU) {
        complaints.add("interface-mtu " + mtu + " is below 68");
        return 0;
      }
      return (int) mtu;
    }

    private List<Ipv4> servers() {
      List<Ipv4> servers = new ArrayList<>();
      for (Ipv4 server : get(StandardOptions.DOMAIN_NAME_SERVERS).orElse(List.of())) {
        // A resolver on the host itself is 127.0.0.1, and a server may well say so.
        if (!server.isHost() && !server.isLoopback()) {
          complaints.add("domain-name-servers names " + server);
        } else if (!servers.contains(server)) {
          servers.add(server);
        }
      }
      return servers;
    }

    /// Option 119 (RFC 3397); without it option 15, in which many servers put several domains.
    private List<String> search() {
      List<String> search = new ArrayList<>();
      Optional<List<DomainName>> domains = get(StandardOptions.DOMAIN_SEARCH);
      if (domains.isPresent()) {
        domains.get().forEach(domain -> addDomain(search, "domain-search", domain.toString()));
        return search;
      }
      String domain = ack.option(StandardOptions.DOMAIN_NAME.code()).map(Bytes::toText).orElse("");
      for (String word : domain.strip().split("[ ,\0]+", -1)) {
        if (!word.isEmpty()) {
          addDomain(search, StandardOptions.DOMAIN_NAME.name(), word);
        }
      }
      return search;
    }

    private void addDomain(List<String> search, String option, String domain) {
      String plain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
      if (!NameServers.isPlain(plain)) {
        complaints.add(option + " names \"" + domain + "\", which is no plain domain name");
      } else if (!search.contains(plain)) {
        search.add(plain);
      }
    }
  }
}

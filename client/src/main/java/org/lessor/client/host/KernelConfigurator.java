package org.lessor.client.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Route;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.wire.Ipv4;

/// Configures an interface of this host: address, routes and MTU by rtnetlink(7), name servers by
/// the host's own way.
///
/// The kernel removes the address by itself when the lease ends, should this program not live to do
/// it; the routes go with it, as each has the address as its source.
public final class KernelConfigurator implements HostConfigurator {
  /// Marks our addresses (`IFA_PROTO`, Linux 5.18), so that a later run can tell them.
  static final int ADDRESS_PROTOCOL = 76;

  private final Rtnetlink kernel;
  private final int interfaceIndex;
  private final Routing routing;
  private final NameResolution names;
  private @Nullable LinkConfiguration current;
  private Ownership address = Ownership.NONE;
  private @Nullable Supplier<Changes> rest;
  private int mtuBefore;
  private int mtuSet;

  private enum Ownership {
    /// We added it.
    OURS,
    /// It was there when we came.
    NONE
  }

  /// Configures the interface with this index.
  ///
  /// @param routing where the routes go
  public KernelConfigurator(
      Rtnetlink kernel, int interfaceIndex, Routing routing, NameResolution names) {
    this.kernel = kernel;
    this.interfaceIndex = interfaceIndex;
    this.routing = routing;
    this.names = names;
  }

  @Override
  public Adoption adopt(Optional<LinkConfiguration> remembered) throws IOException {
    List<String> done = new ArrayList<>();
    Presence presence = Presence.ABSENT;
    for (InterfaceAddress there : kernel.addresses(interfaceIndex)) {
      boolean wanted = remembered.filter(old -> isAddressOf(old, there)).isPresent();
      boolean marked = there.protocol() == ADDRESS_PROTOCOL;
      if (wanted && (marked || there.validSeconds() != InterfaceAddress.FOREVER)) {
        presence = Presence.PRESENT;
      } else if (marked) {
        removeLeftover(there, done);
      }
    }
    if (presence == Presence.PRESENT) {
      current = remembered.orElseThrow();
      address = Ownership.OURS;
    } else {
      rest = () -> attempt(names::restore, "", "name servers as before");
    }
    return new Adoption(presence, new Changes(done, List.of()));
  }

  private static boolean isAddressOf(LinkConfiguration configuration, InterfaceAddress there) {
    return there.local().equals(ip4(configuration.address()))
        && there.prefixLength() == configuration.prefixLength();
  }

  private void removeLeftover(InterfaceAddress there, List<String> done) throws IOException {
    for (Route route : kernel.routes()) {
      if (route.interfaceIndex() == interfaceIndex
          && route.protocol() == routing.protocol()
          && route.preferredSource().equals(there.local())) {
        kernel.deleteRoute(route);
        done.add("no route " + route.cidr());
      }
    }
    takeAway(there);
    done.add("no address " + there.cidr());
  }

  /// Without the sysctl `promote_secondaries` the kernel takes the later addresses of a subnet away
  /// with the first, and their routes: those of others are put there once more. Whether `ours` was
  /// there.
  private boolean takeAway(InterfaceAddress ours) throws IOException {
    List<InterfaceAddress> others = new ArrayList<>(kernel.addresses(interfaceIndex));
    others.removeIf(
        there -> there.local().equals(ours.local()) || there.protocol() == ADDRESS_PROTOCOL);
    List<Route> routes = others.isEmpty() ? List.of() : kernel.routes();
    boolean wasThere = kernel.deleteAddress(ours);
    if (others.isEmpty()) {
      return wasThere;
    }
    List<String> left =
        kernel.addresses(interfaceIndex).stream().map(InterfaceAddress::cidr).toList();
    others.removeIf(there -> left.contains(there.cidr()));
    for (InterfaceAddress lost : others) {
      kernel.replaceAddress(lost);
    }
    for (Route route : others.isEmpty() ? List.<Route>of() : routes) {
      boolean theirs =
          route.protocol() != routing.protocol() && route.protocol() != Route.RTPROT_KERNEL;
      if (theirs && route.interfaceIndex() == interfaceIndex) {
        putBack(route);
      }
    }
    return wasThere;
  }

  private void putBack(Route route) {
    try {
      kernel.addRoute(route);
    } catch (ErrnoException refusal) {
      // It is still there, or was good for nothing without our address.
      return;
    }
  }

  @Override
  public Changes apply(LinkConfiguration wanted) throws IOException {
    List<String> done = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    LinkConfiguration old = current;
    putAddress(wanted, old, done, refused);
    current = wanted;
    putMtu(wanted.mtu(), done, refused);
    putRoutes(wanted, old, done, refused);
    if (old != null) {
      removeOld(old, wanted, done);
    }
    rest = putNames(wanted.nameServers(), old);
    return new Changes(done, refused);
  }

  /// An address that is there for ever was given by somebody else, and stays as it is.
  private void putAddress(
      LinkConfiguration wanted,
      @Nullable LinkConfiguration old,
      List<String> done,
      List<String> refused)
      throws IOException {
    boolean added =
        address == Ownership.OURS && old != null && old.address().equals(wanted.address());
    for (InterfaceAddress there : kernel.addresses(interfaceIndex)) {
      boolean ours = added || there.protocol() == ADDRESS_PROTOCOL;
      if (isAddressOf(wanted, there) && !ours && there.validSeconds() == InterfaceAddress.FOREVER) {
        address = Ownership.NONE;
        refused.add("address " + there.cidr() + " was there already and is left as it is");
        return;
      }
    }
    kernel.replaceAddress(
        InterfaceAddress.of(interfaceIndex, ip4(wanted.address()), wanted.prefixLength())
            .withBroadcast(ip4(wanted.broadcast()))
            .withLifetime(wanted.validSeconds(), wanted.preferredSeconds())
            .withFlags(InterfaceAddress.IFA_F_NOPREFIXROUTE)
            // Nobody behind a router could answer a link-local one (RFC 3927 section 2.7).
            .withScope(
                wanted.address().isLinkLocal() ? Route.RT_SCOPE_LINK : Route.RT_SCOPE_UNIVERSE)
            .withProtocol(ADDRESS_PROTOCOL));
    address = Ownership.OURS;
    done.add(Description.address(wanted));
  }

  private void putMtu(int wanted, List<String> done, List<String> refused) throws IOException {
    int now = kernel.link(interfaceIndex).map(Link::mtu).orElse(0);
    if (mtuSet == 0) {
      mtuBefore = now;
    }
    if (wanted > mtuBefore) {
      refused.add("interface-mtu " + wanted + " is above the link's own " + mtuBefore);
    }
    int target = wanted == 0 ? mtuBefore : Math.min(wanted, mtuBefore);
    if (target == now || (wanted == 0 && mtuSet == 0)) {
      return;
    }
    try {
      kernel.change().setMtu(interfaceIndex, target);
      mtuSet = target == mtuBefore ? 0 : target;
      done.add("MTU " + target + " (was " + now + ")");
    } catch (ErrnoException failure) {
      refused.add("MTU " + target + ": " + failure.getMessage());
    }
  }

  private void putRoutes(
      LinkConfiguration wanted,
      @Nullable LinkConfiguration old,
      List<String> done,
      List<String> refused)
      throws IOException {
    List<HostRoute> before =
        old == null || !old.address().equals(wanted.address()) ? List.of() : old.routes();
    for (HostRoute hostRoute : wanted.routes()) {
      try {
        Optional<Route> other = putRoute(route(wanted, hostRoute));
        if (other.isPresent()) {
          refused.add(
              "route "
                  + hostRoute
                  + ": one with metric "
                  + routing.metric()
                  + " is there already, made by protocol "
                  + other.get().protocol()
                  + " on interface "
                  + other.get().interfaceIndex());
        } else if (!before.contains(hostRoute)) {
          done.add("route " + hostRoute + " metric " + routing.metric());
        }
      } catch (ErrnoException failure) {
        refused.add("route " + hostRoute + ": " + failure.getMessage());
      }
    }
  }

  /// Puts a route there, unless one is in its way that is not ours: that one. All routes of the
  /// host, which may be many, are looked through only where there is one already.
  private Optional<Route> putRoute(Route route) throws ErrnoException {
    try {
      kernel.addRoute(route);
      return Optional.empty();
    } catch (ErrnoException refusal) {
      if (refusal.errno() != Errno.EEXIST) {
        throw refusal;
      }
    }
    Optional<Route> other =
        kernel.routes().stream().filter(there -> isInTheWay(there, route)).findFirst();
    if (other.isEmpty()) {
      kernel.replaceRoute(route);
    }
    return other;
  }

  /// The kernel keeps one route for destination, table and metric; one that is not ours stays.
  private boolean isInTheWay(Route there, Route wanted) {
    boolean same =
        there.destination().equals(wanted.destination())
            && there.prefixLength() == wanted.prefixLength()
            && there.table() == wanted.table()
            && there.metric() == wanted.metric();
    boolean ours =
        there.interfaceIndex() == interfaceIndex && there.protocol() == routing.protocol();
    return same && !ours;
  }

  private Route route(LinkConfiguration configuration, HostRoute route) {
    Route base =
        Route.to(ip4(route.destination().network()), route.destination().length(), interfaceIndex)
            .withProtocol(routing.protocol())
            .withMetric(routing.metric())
            .withTable(routing.table())
            .withPreferredSource(ip4(configuration.address()));
    return switch (route.reach()) {
      case ON_LINK -> base;
      case BY_SUBNET -> base.withGateway(ip4(route.router()));
      case TAKEN_TO_BE_ON_LINK -> base.withGateway(ip4(route.router())).withGatewayOnLink();
    };
  }

  /// Without the sysctl `promote_secondaries` the kernel takes the later addresses of a subnet away
  /// with the first, so what is wanted is put there once more.
  private void removeOld(LinkConfiguration old, LinkConfiguration wanted, List<String> done)
      throws IOException {
    boolean moved =
        !old.address().equals(wanted.address()) || old.prefixLength() != wanted.prefixLength();
    for (HostRoute hostRoute : old.routes()) {
      boolean stays = wanted.routes().contains(hostRoute);
      boolean replaced =
          wanted.routes().stream()
              .anyMatch(route -> route.destination().equals(hostRoute.destination()));
      if (!stays && !replaced && kernel.deleteRoute(route(old, hostRoute))) {
        done.add("no route " + hostRoute);
      }
    }
    if (moved) {
      takeAway(InterfaceAddress.of(interfaceIndex, ip4(old.address()), old.prefixLength()));
      done.add("no address " + old.address() + "/" + old.prefixLength());
      putAddress(wanted, wanted, new ArrayList<>(), new ArrayList<>());
      putRoutes(wanted, wanted, new ArrayList<>(), new ArrayList<>());
    }
  }

  private @Nullable Supplier<Changes> putNames(
      NameServers wanted, @Nullable LinkConfiguration old) {
    NameServers before = old == null ? NameServers.NONE : old.nameServers();
    if (wanted.equals(before)) {
      return null;
    }
    return wanted.isEmpty()
        ? this::restoreNames
        : () -> attempt(() -> names.use(wanted), "in", "name servers " + wanted);
  }

  private Changes restoreNames() {
    return attempt(names::restore, "in", "name servers as before");
  }

  /// A way to change who resolves names, which may fail.
  private interface Attempt {
    void make() throws IOException;
  }

  /// @param where the word between `what` and the description; empty where success is not told
  private Changes attempt(Attempt change, String where, String what) {
    try {
      change.make();
      return where.isEmpty()
          ? Changes.NONE
          : new Changes(List.of(what + " " + where + " " + names.description()), List.of());
    } catch (IOException failure) {
      return new Changes(List.of(), List.of(what + ": " + failure.getMessage()));
    }
  }

  @Override
  public Optional<Supplier<Changes>> takeRest() {
    Optional<Supplier<Changes>> taken = Optional.ofNullable(rest);
    rest = null;
    return taken;
  }

  @Override
  public Changes clear() throws IOException {
    LinkConfiguration old = current;
    if (old == null) {
      return Changes.NONE;
    }
    List<String> done = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    if (!old.nameServers().isEmpty()) {
      rest = this::restoreNames;
    }
    for (HostRoute hostRoute : old.routes().reversed()) {
      if (kernel.deleteRoute(route(old, hostRoute))) {
        done.add("no route " + hostRoute);
      }
    }
    if (address == Ownership.OURS) {
      InterfaceAddress there =
          InterfaceAddress.of(interfaceIndex, ip4(old.address()), old.prefixLength());
      if (takeAway(there)) {
        done.add("no address " + there.cidr());
      }
    }
    restoreMtu(done, refused);
    current = null;
    address = Ownership.NONE;
    return new Changes(done, refused);
  }

  private void restoreMtu(List<String> done, List<String> refused) throws IOException {
    Optional<Link> link = kernel.link(interfaceIndex);
    if (mtuSet != 0 && link.isPresent() && link.get().mtu() == mtuSet) {
      try {
        kernel.change().setMtu(interfaceIndex, mtuBefore);
        done.add("MTU " + mtuBefore + " (was " + mtuSet + ")");
      } catch (ErrnoException failure) {
        if (failure.errno() != Errno.ENODEV) {
          refused.add("MTU " + mtuBefore + ": " + failure.getMessage());
        }
      }
    }
    mtuSet = 0;
  }

  @Override
  public Optional<LinkConfiguration> current() {
    return Optional.ofNullable(current);
  }

  private static Ip4 ip4(Ipv4 address) {
    return new Ip4(address.bits());
  }
}

package org.lessor.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Capability;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.OpenDescriptors;
import org.lessor.linux.RequiresCapability;

@RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN})
class RtnetlinkTest {
  private static final Ip4 HOST = Ip4.of("192.0.2.1");
  private static final Ip4 ROUTER = Ip4.of("192.0.2.254");
  private static final LinkAddress MAC = LinkAddress.of("02:00:00:00:00:01");

  private NetworkNamespace namespace;
  private Rtnetlink kernel;
  private int cable;

  @BeforeEach
  void makeNamespaceWithACable() throws Exception {
    namespace = NetworkNamespace.create();
    kernel = namespace.inside(Rtnetlink::open);
    kernel.change().createVeth("lsr-d0", "lsr-d1");
    cable = kernel.link("lsr-d0").orElseThrow().index();
    kernel.change().up(cable);
    kernel.change().up(kernel.link("lsr-d1").orElseThrow().index());
  }

  @AfterEach
  void close() {
    kernel.close();
    namespace.close();
  }

  @Test
  void aLinkShowsWhatWasSet() throws Exception {
    kernel.change().setMtu(cable, 1400);
    kernel.change().setAddress(cable, MAC);
    Link link = kernel.link(cable).orElseThrow();
    assertThat(link.name()).isEqualTo("lsr-d0");
    assertThat(link.kind()).isEqualTo("veth");
    assertThat(link.mtu()).isEqualTo(1400);
    assertThat(link.address()).isEqualTo(MAC);
    assertThat(link.broadcastAddress()).isEqualTo(LinkAddress.BROADCAST);
    assertThat(link.hardwareType()).isEqualTo(Link.ARPHRD_ETHER);
    assertThat(link.isUp()).isTrue();
    assertThat(link.isRunning()).isTrue();
    assertThat(link.isLowerUp()).isTrue();
    assertThat(link.canBroadcast()).isTrue();
    assertThat(link.isWithoutArp()).isFalse();
    assertThat(link.isPointToPoint()).isFalse();
    assertThat(kernel.link("lo").orElseThrow().isLoopback()).isTrue();
    assertThat(link.isLoopback()).isFalse();
    assertThat(link.master()).isZero();
    kernel.change().down(cable);
    assertThat(kernel.link("lsr-d0").orElseThrow().isUp()).isFalse();
    assertThat(kernel.links()).extracting(Link::name).contains("lo", "lsr-d0");
  }

  @Test
  void aLinkThatIsNotThereIsEmpty() throws Exception {
    assertThat(kernel.link("lsr-none")).isEmpty();
    assertThat(kernel.link("a name that is longer than any interface may have")).isEmpty();
    assertThat(kernel.link("")).isEmpty();
    assertThat(kernel.link(9999)).isEmpty();
  }

  @Test
  void bridgesPortsAndNamesWork() throws Exception {
    LinkRequests change = kernel.change();
    change.createBridge("lsr-br");
    int bridge = kernel.link("lsr-br").orElseThrow().index();
    change.setMaster(cable, bridge);
    assertThat(kernel.link(cable).orElseThrow().master()).isEqualTo(bridge);
    change.setMaster(cable, 0);
    assertThat(kernel.link(cable).orElseThrow().master()).isZero();
    change.rename(bridge, "lsr-br2");
    assertThat(kernel.link("lsr-br2").orElseThrow().index()).isEqualTo(bridge);
    change.delete(bridge);
    assertThat(kernel.link("lsr-br2")).isEmpty();
  }

  @Test
  void dummiesAndVlansWorkWhereTheKernelHasThem() throws Exception {
    try {
      kernel.change().createDummy("lsr-dummy");
      kernel.change().createVlan("lsr-v7", cable, 7);
    } catch (ErrnoException failure) {
      Assumptions.assumeFalse(
          failure.errno() == Errno.EOPNOTSUPP, "this kernel cannot: " + failure.getMessage());
      throw failure;
    }
    assertThat(kernel.link("lsr-dummy").orElseThrow().kind()).isEqualTo("dummy");
    Link vlan = kernel.link("lsr-v7").orElseThrow();
    assertThat(vlan.kind()).isEqualTo("vlan");
    assertThat(vlan.parent()).isEqualTo(cable);
  }

  @Test
  void aCableCanLeadToAnotherNamespace() throws Exception {
    try (NetworkNamespace other = NetworkNamespace.create();
        Rtnetlink there = other.inside(Rtnetlink::open)) {
      kernel.change().createVeth("lsr-a", "lsr-b", other);
      Link near = kernel.link("lsr-a").orElseThrow();
      Link far = there.link("lsr-b").orElseThrow();
      assertThat(near.kind()).isEqualTo("veth");
      assertThat(near.parent()).isEqualTo(far.index());
      kernel.change().up(near.index());
      assertThat(kernel.link("lsr-a").orElseThrow().isLowerUp()).isFalse();
      there.change().up(far.index());
      assertThat(kernel.link("lsr-a").orElseThrow().isLowerUp()).isTrue();

      kernel.change().move(cable, other);
      assertThat(kernel.link("lsr-d0")).isEmpty();
      assertThat(there.link("lsr-d0")).isPresent();
      kernel.change().delete(near.index());
      assertThat(there.link("lsr-b")).isEmpty();
    }
  }

  @Test
  void anAddressShowsWhatWasSet() throws Exception {
    InterfaceAddress address =
        InterfaceAddress.of(cable, HOST, 24)
            .withLifetime(3600, 1800)
            .withLabel("lsr-d0:dhcp")
            .withFlags(InterfaceAddress.IFA_F_NOPREFIXROUTE)
            .withRouteMetric(77);
    kernel.addAddress(address);
    InterfaceAddress found = kernel.addresses(cable).getFirst();
    assertThat(found.cidr()).isEqualTo("192.0.2.1/24");
    assertThat(found.peer()).isEqualTo(HOST);
    assertThat(found.broadcast()).isEqualTo(Ip4.of("192.0.2.255"));
    assertThat(found.label()).isEqualTo("lsr-d0:dhcp");
    assertThat(found.validSeconds()).isBetween(3590L, 3600L);
    assertThat(found.preferredSeconds()).isBetween(1790L, 1800L);
    assertThat(found.routeMetric()).isEqualTo(77);
    assertThat(found.scope()).isEqualTo(Route.RT_SCOPE_UNIVERSE);
    assertThat(found.flags() & InterfaceAddress.IFA_F_NOPREFIXROUTE).isNotZero();
    assertThat(kernel.routes())
        .as("no route to the subnet")
        .noneMatch(route -> route.table() == Route.RT_TABLE_MAIN);

    kernel.replaceAddress(address.withLifetime(7200, 7200));
    assertThat(kernel.addresses(cable)).hasSize(1);
    assertThat(kernel.addresses(cable).getFirst().validSeconds()).isBetween(7190L, 7200L);
    kernel.replaceAddress(address.withLifetime(InterfaceAddress.FOREVER, InterfaceAddress.FOREVER));
    InterfaceAddress forever = kernel.addresses(cable).getFirst();
    assertThat(forever.validSeconds()).isEqualTo(InterfaceAddress.FOREVER);
    assertThat(forever.flags() & InterfaceAddress.IFA_F_PERMANENT).isNotZero();

    assertThat(kernel.deleteAddress(address)).isTrue();
    assertThat(kernel.deleteAddress(address)).isFalse();
    assertThat(kernel.addresses(cable)).isEmpty();
  }

  @Test
  void anAddressThatIsThereCannotBeAddedAgain() throws Exception {
    kernel.addAddress(InterfaceAddress.of(cable, HOST, 24));
    assertThatThrownBy(() -> kernel.addAddress(InterfaceAddress.of(cable, HOST, 24)))
        .isInstanceOfSatisfying(
            ErrnoException.class,
            failure -> {
              assertThat(failure.errno()).isEqualTo(Errno.EEXIST);
              assertThat(failure.attempted())
                  .isEqualTo("add address 192.0.2.1/24 on interface " + cable);
              assertThat(failure.remedy()).startsWith("the kernel says: ");
            });
  }

  @Test
  void broadcastAddressesAreThoseOfTheSubnet() {
    assertThat(InterfaceAddress.of(1, HOST, 24).broadcast()).hasToString("192.0.2.255");
    assertThat(InterfaceAddress.of(1, HOST, 30).broadcast()).hasToString("192.0.2.3");
    assertThat(InterfaceAddress.of(1, HOST, 31).broadcast()).isEqualTo(Ip4.ANY);
    assertThat(InterfaceAddress.of(1, HOST, 32).broadcast()).isEqualTo(Ip4.ANY);
    assertThat(InterfaceAddress.of(1, HOST, 0).broadcast()).isEqualTo(Ip4.BROADCAST);
  }

  @Test
  void aRouteShowsWhatWasSet() throws Exception {
    kernel.addAddress(InterfaceAddress.of(cable, HOST, 24));
    Route route =
        Route.defaultVia(ROUTER, cable)
            .withProtocol(Route.RTPROT_DHCP)
            .withMetric(100)
            .withPreferredSource(HOST)
            .withMtu(1280);
    kernel.addRoute(route);
    Route found =
        kernel.routes().stream()
            .filter(candidate -> candidate.prefixLength() == 0)
            .findFirst()
            .orElseThrow();
    assertThat(found).isEqualTo(route);
    assertThat(found.cidr()).isEqualTo("0.0.0.0/0");
    assertThatThrownBy(() -> kernel.addRoute(route))
        .isInstanceOfSatisfying(
            ErrnoException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.EEXIST));

    kernel.replaceRoute(route.withMtu(1400));
    assertThat(kernel.routes()).contains(route.withMtu(1400)).doesNotContain(route);
    assertThat(kernel.deleteRoute(route.withMtu(0))).isTrue();
    assertThat(kernel.deleteRoute(route.withMtu(0))).isFalse();
  }

  @Test
  void routesOfManyKindsAreKept() throws Exception {
    kernel.addAddress(InterfaceAddress.of(cable, HOST, 32));
    Ip4 farRouter = Ip4.of("198.51.100.1");
    List<Route> routes =
        List.of(
            Route.to(Ip4.of("203.0.113.0"), 24, cable),
            Route.to(Ip4.of("203.0.113.0"), 24, cable).withMetric(0xffff_ffffL),
            Route.to(Ip4.of("203.0.114.0"), 24, cable).withGateway(farRouter).withGatewayOnLink(),
            Route.to(Ip4.of("203.0.115.0"), 24, cable).withTable(1000));
    for (Route route : routes) {
      kernel.addRoute(route);
    }
    assertThat(kernel.routes()).containsAll(routes);
    assertThatThrownBy(() ->
            kernel.addRoute(Route.to(Ip4.of("203.0.116.0"), 24, cable).withGateway(farRouter)))
        .hasMessageContaining("route to 203.0.116.0/24 via 198.51.100.1")
        .hasMessageContaining("the kernel says: ");
  }

  @Test
  void theRouteToAnAddressIsTold() throws Exception {
    assertThat(kernel.routeTo(Ip4.of("203.0.113.9"))).isEmpty();
    kernel.addAddress(InterfaceAddress.of(cable, HOST, 24));
    kernel.addRoute(Route.defaultVia(ROUTER, cable));
    Route direct = kernel.routeTo(Ip4.of("192.0.2.9")).orElseThrow();
    assertThat(direct.hasGateway()).isFalse();
    assertThat(direct.interfaceIndex()).isEqualTo(cable);
    assertThat(direct.preferredSource()).isEqualTo(HOST);
    Route far = kernel.routeTo(Ip4.of("203.0.113.9")).orElseThrow();
    assertThat(far.gateway()).isEqualTo(ROUTER);
    assertThat(kernel.routeTo(HOST).orElseThrow().type()).isEqualTo(Route.RTN_LOCAL);
  }

  @Test
  void neighboursAreEnteredLookedUpAndForgotten() throws Exception {
    int link = cable;
    Ip4 address = Ip4.of("192.0.2.7");
    assertThat(kernel.neighbour(link, address)).isEmpty();

    Neighbour permanent = Neighbour.of(link, address, MAC, Neighbour.State.PERMANENT);
    kernel.addNeighbour(permanent);
    assertThat(kernel.neighbour(link, address)).contains(permanent);
    assertThatThrownBy(() -> kernel.addNeighbour(permanent))
        .isInstanceOfSatisfying(
            ErrnoException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.EEXIST));

    LinkAddress other = LinkAddress.of("02:00:00:00:00:02");
    kernel.replaceNeighbour(Neighbour.of(link, address, other, Neighbour.State.STALE));
    Neighbour stale = kernel.neighbour(link, address).orElseThrow();
    assertThat(stale.linkAddress()).isEqualTo(other);
    assertThat(stale.state()).isEqualTo(Neighbour.State.STALE);
    assertThat(stale.state().isValid()).isTrue();
    assertThat(kernel.neighbours()).contains(stale);

    kernel.replaceNeighbour(Neighbour.of(link, address, MAC, Neighbour.State.REACHABLE));
    assertThat(kernel.neighbour(link, address).orElseThrow().state())
        .isEqualTo(Neighbour.State.REACHABLE);

    assertThat(kernel.deleteNeighbour(link, address)).isTrue();
    assertThat(kernel.neighbour(link, address).map(Neighbour::linkAddress))
        .isIn(Optional.empty(), Optional.of(LinkAddress.EMPTY));
    assertThat(kernel.deleteNeighbour(link, Ip4.of("192.0.2.99"))).isFalse();
    assertThat(kernel.deleteNeighbour(9999, address)).isFalse();
  }

  @Test
  void manyNeighboursAreEnteredAtOnceAndEachRefusalIsKnown() throws Exception {
    int link = cable;
    List<Neighbour> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int where = i == 5 || i == 299 ? 9999 : link;
      many.add(Neighbour.of(where, new Ip4(0xc0000000 + i), MAC, Neighbour.State.REACHABLE));
    }
    int[] errors = kernel.replaceNeighbours(many);
    assertThat(errors).hasSize(300);
    for (int i = 0; i < 300; i++) {
      assertThat(errors[i]).isEqualTo(i == 5 || i == 299 ? -Errno.ENODEV : 0);
    }
    assertThat(kernel.neighbours().stream().filter(entry -> entry.linkAddress().equals(MAC)))
        .hasSize(298);
    assertThat(kernel.replaceNeighbours(List.of())).isEmpty();
  }

  @Test
  void aTableLargerThanOnePacketIsReadWhole() throws Exception {
    for (int i = 0; i < 2000; i++) {
      kernel.addRoute(Route.to(new Ip4(0x0a000000 + (i << 8)), 24, cable));
    }
    assertThat(kernel.routes().stream().filter(route -> route.prefixLength() == 24)).hasSize(2000);
  }

  @Test
  void closingGivesBackTheDescriptor() throws Exception {
    Set<String> before = OpenDescriptors.now();
    Rtnetlink.open().close();
    assertThat(OpenDescriptors.now()).isEqualTo(before);
  }
}

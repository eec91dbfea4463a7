package org.lessor.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Capability;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.RequiresCapability;

@RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN})
class RouteMonitorTest {
  private static final Ip4 HOST = Ip4.of("192.0.2.1");

  private final List<RouteEvent> events = new ArrayList<>();
  private NetworkNamespace namespace;
  private Rtnetlink kernel;

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = NetworkNamespace.create();
    kernel = namespace.inside(Rtnetlink::open);
  }

  @AfterEach
  void close() {
    kernel.close();
    namespace.close();
  }

  /// Changes are told before the request that made them is answered: nothing to wait for.
  private void assertTold(RouteMonitor monitor, Predicate<RouteEvent> expected) throws Exception {
    events.clear();
    monitor.receive(events::add);
    assertThat(events).anyMatch(expected);
  }

  @Test
  void eachChangeIsTold() throws Exception {
    EnumSet<RouteMonitor.Topic> all = EnumSet.allOf(RouteMonitor.Topic.class);
    try (RouteMonitor monitor = namespace.inside(() -> RouteMonitor.open(all))) {
      assertThat(monitor.receive(events::add)).isZero();

      kernel.change().createVeth("lsr-a", "lsr-b");
      int link = kernel.link("lsr-a").orElseThrow().index();
      assertTold(
          monitor,
          event ->
              event instanceof RouteEvent.LinkChanged(Link changed)
                  && changed.index() == link
                  && !changed.isUp());
      kernel.change().up(link);
      assertTold(
          monitor,
          event -> event instanceof RouteEvent.LinkChanged(Link changed) && changed.isUp());

      kernel.change().up(kernel.link("lsr-b").orElseThrow().index());

      InterfaceAddress address = InterfaceAddress.of(link, HOST, 24);
      kernel.addAddress(address);
      assertTold(
          monitor,
          event ->
              event instanceof RouteEvent.AddressChanged(InterfaceAddress changed)
                  && changed.local().equals(HOST));

      Route route = Route.defaultVia(Ip4.of("192.0.2.254"), link);
      kernel.addRoute(route);
      assertTold(monitor, event -> event.equals(new RouteEvent.RouteChanged(route)));
      kernel.deleteRoute(route);
      assertTold(monitor, event -> event.equals(new RouteEvent.RouteRemoved(route)));

      LinkAddress mac = LinkAddress.of("02:00:00:00:00:09");
      Neighbour neighbour = Neighbour.of(link, Ip4.of("192.0.2.9"), mac, Neighbour.State.PERMANENT);
      kernel.addNeighbour(neighbour);
      assertTold(monitor, event -> event.equals(new RouteEvent.NeighbourChanged(neighbour)));
      kernel.deleteNeighbour(link, neighbour.address());
      assertTold(
          monitor,
          event ->
              event instanceof RouteEvent.NeighbourRemoved(Neighbour removed)
                  && removed.address().equals(neighbour.address()));

      kernel.deleteAddress(address);
      assertTold(
          monitor,
          event ->
              event instanceof RouteEvent.AddressRemoved(InterfaceAddress removed)
                  && removed.local().equals(HOST));

      kernel.change().delete(link);
      assertTold(
          monitor,
          event ->
              event instanceof RouteEvent.LinkRemoved(Link removed) && removed.index() == link);
    }
  }

  @Test
  void onlyWhatWasAskedForIsTold() throws Exception {
    EnumSet<RouteMonitor.Topic> links = EnumSet.of(RouteMonitor.Topic.LINKS);
    try (RouteMonitor monitor = namespace.inside(() -> RouteMonitor.open(links))) {
      kernel.change().createVeth("lsr-d0", "lsr-d1");
      int link = kernel.link("lsr-d0").orElseThrow().index();
      monitor.receive(events::add);
      events.clear();
      kernel.addAddress(InterfaceAddress.of(link, HOST, 24));
      monitor.receive(events::add);
      assertThat(events).noneMatch(event -> event instanceof RouteEvent.AddressChanged);
    }
  }

  @Test
  void lostEventsAreToldAsAnOverrunAndThoseAfterItArrive() throws Exception {
    kernel.change().createVeth("lsr-d0", "lsr-d1");
    int link = kernel.link("lsr-d0").orElseThrow().index();
    kernel.change().up(link);
    kernel.change().up(kernel.link("lsr-d1").orElseThrow().index());
    EnumSet<RouteMonitor.Topic> routes = EnumSet.of(RouteMonitor.Topic.ROUTES);
    try (RouteMonitor monitor = namespace.inside(() -> RouteMonitor.open(routes, 4096))) {
      for (int i = 0; i < 200; i++) {
        kernel.addRoute(Route.to(new Ip4(0x0a000000 + (i << 8)), 24, link));
      }
      assertTold(monitor, event -> event instanceof RouteEvent.Overrun);
      assertThat(events).hasSizeLessThan(200);
      Route last = Route.to(Ip4.of("203.0.113.0"), 24, link);
      kernel.addRoute(last);
      assertTold(monitor, event -> event.equals(new RouteEvent.RouteChanged(last)));
    }
  }
}

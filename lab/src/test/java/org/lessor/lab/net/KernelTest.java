package org.lessor.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.lab.net.Kernel.Address;
import org.lessor.lab.net.Kernel.Neighbour;
import org.lessor.lab.net.Kernel.Route;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// What iproute2 6.1 printed, shortened.
class KernelTest {
  @Test
  void addressesComeWithTheirLifetimes() {
    String json =
        """
        [{"ifindex":1,"ifname":"lo","addr_info":[{"family":"inet","local":"127.0.0.1",
           "prefixlen":8,"scope":"host","label":"lo","valid_life_time":4294967295,
           "preferred_life_time":4294967295}]},
         {},
         {"ifindex":2,"ifname":"eth0","address":"02:00:00:00:02:01","addr_info":[
           {"family":"inet","local":"192.0.2.100","prefixlen":24,"broadcast":"192.0.2.255",
            "scope":"global","dynamic":true,"noprefixroute":true,"label":"eth0",
            "valid_life_time":3600,"preferred_life_time":3150},
           {"family":"inet6","local":"fe80::ff:fe00:201","prefixlen":64,"scope":"link"}]}]
        """;

    assertThat(Kernel.parseAddresses(json))
        .containsExactly(
            new Address(
                Ipv4.of("192.0.2.100"),
                24,
                Ipv4.of("192.0.2.255"),
                "eth0",
                Duration.ofSeconds(3600),
                Duration.ofSeconds(3150)));
  }

  @Test
  void routesAreDefaultOrToASubnetOrToAHost() {
    String json =
        """
        [{"dst":"default","gateway":"192.0.2.1","dev":"eth0","protocol":"dhcp",
          "prefsrc":"192.0.2.100","metric":1002,"flags":[]},
         {"dst":"192.0.2.0/24","dev":"eth0","protocol":"kernel","scope":"link",
          "prefsrc":"192.0.2.100","flags":[]},
         {"dst":"192.0.2.53","dev":"eth0","protocol":"dhcp","scope":"link","metric":1024,
          "flags":[]}]
        """;

    assertThat(Kernel.parseRoutes(json))
        .containsExactly(
            route("0.0.0.0/0", "192.0.2.1", "dhcp", "192.0.2.100", 1002),
            route("192.0.2.0/24", "0.0.0.0", "kernel", "192.0.2.100", 0),
            route("192.0.2.53/32", "0.0.0.0", "dhcp", "0.0.0.0", 1024));
    assertThat(Kernel.parseRoutes(json)).filteredOn(Route::isDefault).hasSize(1);
  }

  private static Route route(
      String destination, String gateway, String protocol, String source, int metric) {
    return new Route(
        Ipv4Prefix.of(destination), Ipv4.of(gateway), "eth0", protocol, Ipv4.of(source), metric);
  }

  @Test
  void neighboursMayHaveNoHardwareAddress() {
    String json =
        """
        [{"dst":"192.0.2.2","dev":"eth0","lladdr":"02:00:00:00:02:01","state":["PERMANENT"]},
         {"dst":"192.0.2.3","dev":"eth0","state":["FAILED"]}]
        """;

    assertThat(Kernel.parseNeighbours(json))
        .extracting(Neighbour::address, n -> n.hardwareAddress().toString(), Neighbour::states)
        .containsExactly(
            tuple(Ipv4.of("192.0.2.2"), "02:00:00:00:02:01", Set.of("PERMANENT")),
            tuple(Ipv4.of("192.0.2.3"), "", Set.of("FAILED")));
  }

  @Test
  void nothingAtAllIsNoEntries() {
    assertThat(Kernel.parseNeighbours("")).isEmpty();
    assertThat(Kernel.parseRoutes("[ ]")).isEmpty();
    assertThat(Kernel.parseAddresses("[{},{}]")).isEmpty();
  }
}

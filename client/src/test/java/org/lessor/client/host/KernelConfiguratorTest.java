package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.lessor.client.TwoHosts;
import org.lessor.linux.Ip4;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Route;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClasslessRoute;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// In a network namespace of its own.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class KernelConfiguratorTest extends HostConfiguratorContract {
  private static final long METRIC = 1042;
  private static final int PROTOCOL = Route.RTPROT_DHCP;

  private TwoHosts hosts;
  private Rtnetlink kernel;
  private int index;
  private final NotedNames names = new NotedNames();

  /// Name servers that are only noted.
  private static final class NotedNames implements NameResolution {
    private NameServers used = NameServers.NONE;
    private boolean fails;

    @Override
    public String description() {
      return "a note";
    }

    @Override
    public void use(NameServers servers) throws IOException {
      if (fails) {
        throw new IOException("no room for a note");
      }
      used = servers;
    }

    @Override
    public void restore() {
      used = NameServers.NONE;
    }
  }

  @BeforeEach
  void cable() throws Exception {
    hosts = new TwoHosts();
    kernel = hosts.clientKernel();
    index = hosts.clientLink().index();
    kernel.change().up(index);
  }

  @AfterEach
  void gone() {
    hosts.close();
  }

  @Override
  KernelConfigurator configurator() {
    return new KernelConfigurator(
        kernel, index, new Routing(METRIC, Route.RT_TABLE_MAIN, PROTOCOL), names);
  }

  private List<String> addresses() throws IOException {
    return kernel.addresses(index).stream().map(InterfaceAddress::cidr).toList();
  }

  private List<String> routes() throws IOException {
    return kernel.routes().stream()
        .filter(route -> route.interfaceIndex() == index)
        .filter(route -> route.table() == Route.RT_TABLE_MAIN)
        .map(KernelConfiguratorTest::words)
        .sorted()
        .toList();
  }

  private static String words(Route route) {
    return route.cidr()
        + (route.hasGateway() ? " via " + route.gateway() : "")
        + " from "
        + route.preferredSource()
        + " metric "
        + route.metric()
        + " proto "
        + route.protocol();
  }

  private static UnaryOperator<Message.Builder> mtu(int mtu) {
    return m -> m.option(26, Bytes.ofUint16(mtu));
  }

  @Test
  void theKernelHasAddressLifetimesAndRoutes() throws IOException {
    configurator().apply(plain("192.0.2.10"));
    InterfaceAddress address = kernel.addresses(index).getFirst();
    assertThat(address.cidr()).isEqualTo("192.0.2.10/24");
    assertThat(address.broadcast()).hasToString("192.0.2.255");
    assertThat(address.validSeconds()).isBetween(3590L, 3600L);
    assertThat(address.preferredSeconds()).isBetween(3140L, 3150L);
    assertThat(routes())
        .containsExactly(
            "0.0.0.0/0 via 192.0.2.1 from 192.0.2.10 metric 1042 proto 16",
            "192.0.2.0/24 from 192.0.2.10 metric 1042 proto 16");
  }

  @Test
  void aLeaseForEverIsAnAddressForEver() throws IOException {
    LinkConfiguration forEver =
        LeaseReading.of(org.lessor.client.machine.Leases.of("192.0.2.10", 0xffff_ffffL, m -> m), 0)
            .configuration();
    KernelConfigurator host = configurator();
    host.apply(forEver);
    assertThat(kernel.addresses(index).getFirst().validSeconds())
        .isEqualTo(InterfaceAddress.FOREVER);
    host.apply(forEver);
    host.clear();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void clearingTakesAwayWhatWasPutThereAndNothingElse() throws IOException {
    kernel.addAddress(InterfaceAddress.of(index, Ip4.of("198.51.100.7"), 24));
    Route others = Route.to(Ip4.of("203.0.113.0"), 24, index).withProtocol(Route.RTPROT_DHCP);
    kernel.addRoute(others);
    List<String> before = routes();
    KernelConfigurator host = configurator();
    host.apply(plain("192.0.2.10"));
    host.clear();
    assertThat(addresses()).containsExactly("198.51.100.7/24");
    assertThat(routes()).isEqualTo(before);
  }

  @Test
  void anAddressOfAnotherInTheSameSubnetStaysWithItsRoutesWhenOursGoes() throws IOException {
    KernelConfigurator configurator = configurator();
    configurator.apply(plain("192.0.2.10"));
    InterfaceAddress other = InterfaceAddress.of(index, Ip4.of("192.0.2.222"), 24);
    kernel.addAddress(other);
    kernel.addRoute(
        Route.to(Ip4.of("198.18.0.0"), 15, index)
            .withProtocol(Route.RTPROT_STATIC)
            .withGateway(Ip4.of("192.0.2.9")));

    configurator.clear();

    assertThat(addresses()).containsExactly("192.0.2.222/24");
    assertThat(routes()).anyMatch(route -> route.startsWith("198.18.0.0/15 via 192.0.2.9"));
  }

  @Test
  void aChangeOfAddressInTheSameSubnetLeavesTheNewOneWithItsRoutes() throws IOException {
    KernelConfigurator host = configurator();
    host.apply(plain("192.0.2.10"));
    host.apply(plain("192.0.2.11"));
    assertThat(addresses()).containsExactly("192.0.2.11/24");
    assertThat(routes())
        .containsExactly(
            "0.0.0.0/0 via 192.0.2.1 from 192.0.2.11 metric 1042 proto 16",
            "192.0.2.0/24 from 192.0.2.11 metric 1042 proto 16");
  }

  @Test
  void aRouteThatIsNoLongerWantedGoes() throws IOException {
    KernelConfigurator host = configurator();
    host.apply(
        lease(
            "192.0.2.10",
            m ->
                m.option(
                    StandardOptions.CLASSLESS_STATIC_ROUTE,
                    List.of(
                        new ClasslessRoute(
                            Ipv4Prefix.of("10.0.0.0/8"), Ipv4.of("198.51.100.1"))))));
    assertThat(routes().getFirst()).startsWith("10.0.0.0/8 via 198.51.100.1");
    host.apply(lease("192.0.2.10", m -> m));
    assertThat(routes()).containsExactly("192.0.2.0/24 from 192.0.2.10 metric 1042 proto 16");
  }

  @Test
  void whatOthersTookAwayIsPutThereAgain() throws IOException {
    KernelConfigurator host = configurator();
    host.apply(plain("192.0.2.10"));
    List<String> whole = routes();
    kernel.change().down(index);
    kernel.change().up(index);
    assertThat(routes()).isEmpty();
    host.apply(plain("192.0.2.10"));
    assertThat(routes()).isEqualTo(whole);
  }

  @Test
  void anotherMakersRouteIsInTheWayAndStays() throws IOException {
    // With the last address of an interface the kernel takes all its routes away.
    kernel.addAddress(InterfaceAddress.of(index, Ip4.of("198.51.100.7"), 24));
    Route others = Route.to(Ip4.ANY, 0, index).withMetric(METRIC);
    kernel.addRoute(others);
    KernelConfigurator host = configurator();
    Changes changes = host.apply(plain("192.0.2.10"));
    assertThat(changes.refused()).hasSize(1).first().asString().contains("default via 192.0.2.1");
    host.clear();
    assertThat(routes()).contains("0.0.0.0/0 from 0.0.0.0 metric 1042 proto 4");
  }

  @Test
  void anAddressThatWasThereForEverIsUsedAndLeft() throws IOException {
    kernel.addAddress(InterfaceAddress.of(index, Ip4.of("192.0.2.10"), 24));
    KernelConfigurator host = configurator();
    Changes changes = host.apply(plain("192.0.2.10"));
    assertThat(changes.refused()).hasSize(1);
    assertThat(kernel.addresses(index).getFirst().validSeconds())
        .isEqualTo(InterfaceAddress.FOREVER);
    host.clear();
    assertThat(addresses()).containsExactly("192.0.2.10/24");
  }

  @Test
  void theMtuIsSetAndComesBack() throws IOException {
    KernelConfigurator host = configurator();
    host.apply(lease("192.0.2.10", mtu(1400)));
    assertThat(hosts.clientLink().mtu()).isEqualTo(1400);
    host.apply(lease("192.0.2.10", mtu(1300)));
    assertThat(hosts.clientLink().mtu()).isEqualTo(1300);
    host.clear();
    assertThat(hosts.clientLink().mtu()).isEqualTo(1500);
  }

  @Test
  void anMtuAboveTheLinksOwnIsRefused() throws IOException {
    KernelConfigurator host = configurator();
    Changes changes = host.apply(lease("192.0.2.10", mtu(9000)));
    assertThat(changes.refused())
        .containsExactly("interface-mtu 9000 is above the link's own 1500");
    assertThat(hosts.clientLink().mtu()).isEqualTo(1500);
  }

  @Test
  void anMtuThatSomebodyElseSetSinceStays() throws IOException {
    KernelConfigurator host = configurator();
    host.apply(lease("192.0.2.10", mtu(1400)));
    kernel.change().setMtu(index, 1450);
    host.clear();
    assertThat(hosts.clientLink().mtu()).isEqualTo(1450);
  }

  @Test
  void nameServersAreUsedAndRestoredAndTheirFailureCostsNothingElse() throws IOException {
    UnaryOperator<Message.Builder> dns =
        m -> m.option(StandardOptions.DOMAIN_NAME_SERVERS, List.of(Ipv4.of("192.0.2.53")));
    KernelConfigurator host = configurator();
    host.apply(lease("192.0.2.10", dns));
    assertThat(names.used.isEmpty()).isTrue();
    Changes _ = host.takeRest().orElseThrow().get();
    assertThat(names.used.servers()).containsExactly(Ipv4.of("192.0.2.53"));
    assertThat(host.takeRest()).isEmpty();
    host.clear();
    Changes _ = host.takeRest().orElseThrow().get();
    assertThat(names.used.isEmpty()).isTrue();
    names.fails = true;
    host.apply(lease("192.0.2.10", dns));
    Changes changes = host.takeRest().orElseThrow().get();
    assertThat(changes.refused()).containsExactly("name servers 192.0.2.53: no room for a note");
    assertThat(addresses()).containsExactly("192.0.2.10/24");
  }

  @Test
  void whatACrashedRunLeftIsTakenOverWhereItIsRemembered() throws IOException {
    configurator().apply(plain("192.0.2.10"));
    KernelConfigurator nextRun = configurator();
    assertThat(nextRun.adopt(Optional.of(plain("192.0.2.10"))).inPlace())
        .isEqualTo(HostConfigurator.Presence.PRESENT);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    nextRun.clear();
    assertThat(addresses()).isEmpty();
    assertThat(routes()).isEmpty();
  }

  @Test
  void whatACrashedRunLeftIsTakenAwayWhereItIsNotRemembered() throws IOException {
    kernel.addAddress(InterfaceAddress.of(index, Ip4.of("198.51.100.7"), 24));
    configurator().apply(plain("192.0.2.10"));
    HostConfigurator.Adoption adoption = configurator().adopt(Optional.of(plain("192.0.2.11")));
    assertThat(adoption.inPlace()).isEqualTo(HostConfigurator.Presence.ABSENT);
    assertThat(adoption.changes().done())
        .contains("no address 192.0.2.10/24", "no route 0.0.0.0/0");
    assertThat(addresses()).containsExactly("198.51.100.7/24");
  }

  @Test
  void anInterfaceThatIsGoneIsClearedInSilence() throws IOException {
    KernelConfigurator host = configurator();
    host.apply(lease("192.0.2.10", mtu(1400)));
    hosts.serverKernel().change().delete(hosts.serverLink().index());
    Changes changes = host.clear();
    assertThat(changes.refused()).isEmpty();
    assertThat(host.current()).isEmpty();
  }
}

package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Leases;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClasslessRoute;
import org.lessor.wire.DomainName;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// What options mean for the host.
class LeaseReadingTest {
  private static LeaseReading read(UnaryOperator<Message.Builder> options) {
    return LeaseReading.of(Leases.of("192.0.2.10", 3600, options), 0);
  }

  private static List<String> routes(UnaryOperator<Message.Builder> options) {
    return read(options).configuration().routes().stream().map(Object::toString).toList();
  }

  private static Ipv4 ip(String text) {
    return Ipv4.of(text);
  }

  private static ClasslessRoute route(String destination, String router) {
    return new ClasslessRoute(Ipv4Prefix.of(destination), ip(router));
  }

  @Test
  void addressAndLifetimesComeFromTheLease() {
    LinkConfiguration configuration = read(m -> m).configuration();
    assertThat(configuration.address()).hasToString("192.0.2.10");
    assertThat(configuration.prefixLength()).isEqualTo(24);
    assertThat(configuration.broadcast()).hasToString("192.0.2.255");
    assertThat(configuration.validSeconds()).isEqualTo(3600);
    assertThat(configuration.preferredSeconds()).isEqualTo(3150);
    assertThat(configuration.routes())
        .extracting(Object::toString)
        .containsExactly("192.0.2.0/24 on link");
    assertThat(configuration.mtu()).isZero();
    assertThat(configuration.nameServers()).isEqualTo(NameServers.NONE);
  }

  @Test
  void theKernelKeepsTheAddressNoLongerThanTheLeaseWhenTheClientIsGone() {
    Lease lease = Leases.of("192.0.2.10", 3600, m -> m);
    long second = 1_000_000_000L;
    assertThat(LeaseReading.of(lease, 1).configuration().validSeconds()).isEqualTo(3599);
    assertThat(LeaseReading.of(lease, 9 * second / 2).configuration().validSeconds())
        .isEqualTo(3595);
    LinkConfiguration last = LeaseReading.of(lease, 3600 * second - 1).configuration();
    assertThat(last.validSeconds()).isEqualTo(1);
    assertThat(last.preferredSeconds()).isZero();
  }

  @Test
  void aLeaseForEverHasLifetimesForEver() {
    LinkConfiguration configuration =
        LeaseReading.of(Leases.of("192.0.2.10", 0xffff_ffffL, m -> m), 77).configuration();
    assertThat(configuration.validSeconds()).isEqualTo(LinkConfiguration.FOREVER_SECONDS);
    assertThat(configuration.preferredSeconds()).isEqualTo(LinkConfiguration.FOREVER_SECONDS);
  }

  @Test
  void theFirstRouterIsTheDefaultRoute() {
    assertThat(
            routes(
                m -> m.option(StandardOptions.ROUTERS, List.of(ip("192.0.2.1"), ip("192.0.2.2")))))
        .containsExactly("192.0.2.0/24 on link", "default via 192.0.2.1");
  }

  @Test
  void aRouterThatCannotBeOneIsPassedOver() {
    LeaseReading reading =
        read(m ->
            m.option(
                StandardOptions.ROUTERS,
                List.of(ip("0.0.0.0"), ip("192.0.2.10"), ip("255.255.255.255"), ip("192.0.2.1"))));
    assertThat(reading.configuration().routes().getLast()).hasToString("default via 192.0.2.1");
    assertThat(reading.complaints()).hasSize(3);
  }

  @Test
  void aRouterOutsideTheSubnetIsTakenToBeOnTheLink() {
    assertThat(routes(m -> m.option(StandardOptions.ROUTERS, List.of(ip("198.51.100.1")))))
        .containsExactly("192.0.2.0/24 on link", "default via 198.51.100.1 onlink");
  }

  @Test
  void aLeaseOfASingleAddressHasNoSubnetAndItsRouterOnTheLink() {
    LinkConfiguration configuration =
        read(m ->
                m.option(StandardOptions.SUBNET_MASK, ip("255.255.255.255"))
                    .option(StandardOptions.ROUTERS, List.of(ip("192.0.2.1"))))
            .configuration();
    assertThat(configuration.routes())
        .extracting(Object::toString)
        .containsExactly("default via 192.0.2.1 onlink");
    assertThat(configuration.broadcast().isUnspecified()).isTrue();
  }

  @Test
  void classlessRoutesReplaceRoutersAndStaticRoutes() {
    assertThat(
            routes(m ->
                m.option(StandardOptions.ROUTERS, List.of(ip("192.0.2.1")))
                    .option(StandardOptions.STATIC_ROUTES, List.of(ip("10.1.2.3"), ip("192.0.2.4")))
                    .option(
                        StandardOptions.CLASSLESS_STATIC_ROUTE,
                        List.of(
                            route("0.0.0.0/0", "192.0.2.9"),
                            route("198.51.100.0/24", "0.0.0.0"),
                            route("203.0.113.0/25", "198.51.100.1"),
                            route("192.0.2.0/24", "192.0.2.5"),
                            route("0.0.0.0/0", "192.0.2.7")))))
        .containsExactly(
            "192.0.2.0/24 on link",
            "default via 192.0.2.9",
            "198.51.100.0/24 on link",
            "203.0.113.0/25 via 198.51.100.1 onlink");
  }

  @Test
  void microsoftsCodeCountsOnlyWithoutTheStandardOne() {
    Bytes microsoft =
        StandardOptions.CLASSLESS_STATIC_ROUTE
            .type()
            .encode(List.of(route("10.0.0.0/8", "192.0.2.3")));
    assertThat(routes(m -> m.option(249, microsoft)))
        .containsExactly("192.0.2.0/24 on link", "10.0.0.0/8 via 192.0.2.3");
    assertThat(
            routes(m ->
                m.option(249, microsoft)
                    .option(
                        StandardOptions.CLASSLESS_STATIC_ROUTE,
                        List.of(route("10.0.0.0/8", "192.0.2.4")))))
        .containsExactly("192.0.2.0/24 on link", "10.0.0.0/8 via 192.0.2.4");
  }

  @Test
  void malformedClasslessRoutesAreNamedAndTheRoutersUsed() {
    LeaseReading reading =
        read(m ->
            m.option(121, Bytes.ofUnsigned(33, 1, 2, 3))
                .option(StandardOptions.ROUTERS, List.of(ip("192.0.2.1"))));
    assertThat(reading.configuration().routes().getLast()).hasToString("default via 192.0.2.1");
    assertThat(reading.complaints()).containsExactly("classless-static-route is malformed");
  }

  @Test
  void staticRoutesGoByTheClassOfTheirDestinationAndAreNeverTheDefault() {
    LeaseReading reading =
        read(m ->
            m.option(
                StandardOptions.STATIC_ROUTES,
                List.of(
                    ip("10.1.2.3"),
                    ip("192.0.2.2"),
                    ip("0.0.0.0"),
                    ip("192.0.2.2"),
                    ip("172.16.5.5"),
                    ip("192.0.2.3"))));
    assertThat(reading.configuration().routes())
        .extracting(Object::toString)
        .containsExactly(
            "192.0.2.0/24 on link", "10.0.0.0/8 via 192.0.2.2", "172.16.0.0/16 via 192.0.2.3");
    assertThat(reading.complaints()).containsExactly("static-routes leads to 0.0.0.0");
  }

  @Test
  void anMtuBelow68IsNone() {
    assertThat(read(m -> m.option(26, Bytes.ofUint16(68))).configuration().mtu()).isEqualTo(68);
    LeaseReading reading = read(m -> m.option(26, Bytes.ofUint16(67)));
    assertThat(reading.configuration().mtu()).isZero();
    assertThat(reading.complaints()).containsExactly("interface-mtu 67 is below 68");
  }

  @Test
  void aBroadcastAddressOfAnotherSubnetIsNotUsed() {
    LeaseReading reading =
        read(m -> m.option(StandardOptions.BROADCAST_ADDRESS, ip("198.51.100.255")));
    assertThat(reading.configuration().broadcast()).hasToString("192.0.2.255");
    assertThat(reading.complaints()).hasSize(1);
    assertThat(
            read(m -> m.option(StandardOptions.BROADCAST_ADDRESS, ip("255.255.255.255")))
                .configuration()
                .broadcast())
        .hasToString("255.255.255.255");
  }

  @Test
  void theSearchListReplacesTheDomainName() {
    assertThat(
            read(m ->
                    m.option(StandardOptions.DOMAIN_NAME, "old.example")
                        .option(
                            StandardOptions.DOMAIN_SEARCH,
                            List.of(DomainName.of("a.example."), DomainName.of("b.example."))))
                .configuration()
                .nameServers()
                .search())
        .containsExactly("a.example", "b.example");
    assertThat(
            read(m -> m.option(StandardOptions.DOMAIN_NAME, "one.example two.example\0"))
                .configuration()
                .nameServers()
                .search())
        .containsExactly("one.example", "two.example");
  }

  @Test
  void nothingThatCouldBecomeAnotherLineOfAFileIsADomain() {
    LeaseReading reading =
        read(m ->
            m.option(StandardOptions.DOMAIN_NAME, "good.example bad.example\nnameserver 6.6.6.6"));
    assertThat(reading.configuration().nameServers().search()).doesNotContain("6.6.6.6\n");
    assertThat(reading.configuration().nameServers().search())
        .allMatch(domain -> domain.matches("[a-z0-9.]+"));
    assertThat(read(m -> m.option(StandardOptions.DOMAIN_NAME, "$(reboot)")).complaints())
        .hasSize(1);
    assertThat(read(m -> m.option(StandardOptions.DOMAIN_NAME, "-x")).complaints()).hasSize(1);
  }

  @Test
  void resolversThatCannotBeHostsArePassedOver() {
    LeaseReading reading =
        read(m ->
            m.option(
                StandardOptions.DOMAIN_NAME_SERVERS,
                List.of(ip("0.0.0.0"), ip("192.0.2.53"), ip("255.255.255.255"), ip("192.0.2.53"))));
    assertThat(reading.configuration().nameServers().servers()).containsExactly(ip("192.0.2.53"));
    assertThat(reading.complaints()).hasSize(2);
  }
}

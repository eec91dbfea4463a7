package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientRunner.Outcome;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.ClientSettings.Stay;
import org.lessor.client.machine.Extension;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.Timing;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Route;
import org.lessor.transport.ArpPacket;
import org.lessor.transport.LinuxClientPort;
import org.lessor.transport.LinuxServerPort;
import org.lessor.transport.PacketEvent;
import org.lessor.transport.ServerPort;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// The runner between real kernels' sockets and interfaces, with a server of our own.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class ClientRunnerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final LinkedBlockingQueue<Notice> told = new LinkedBlockingQueue<>();
  private final List<PacketEvent> packets = new CopyOnWriteArrayList<>();
  private final List<String> dryRun = new CopyOnWriteArrayList<>();
  private TwoHosts hosts;
  private LinuxServerPort serverPort;
  private Thread serverThread;
  private TinyServer server;
  private volatile boolean serves = true;
  private Path resolvConf;

  @BeforeEach
  void begin() throws Exception {
    resolvConf = Files.writeString(directory.resolve("resolv.conf"), "nameserver 203.0.113.1\n");
    hosts = new TwoHosts();
    serverPort =
        hosts
            .server()
            .inside(() ->
                LinuxServerPort.open(
                    LinuxServerPort.Settings.of(67, LinuxServerPort.SocketType.RAW)));
    int index = hosts.serverLink().index();
    hosts
        .server()
        .inside(() -> {
          serverPort.listen(ServerPort.Listening.on(index, hosts.serverLink().name()));
          return serverPort;
        });
    server = new TinyServer(serverPort, index);
    serverThread = Thread.ofPlatform().start(this::serve);
  }

  private void serve() {
    try {
      while (serves) {
        serverPort.await(Duration.ofSeconds(1).toNanos());
        server.doWork();
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterEach
  void end() throws Exception {
    serves = false;
    serverPort.wakeUp();
    serverThread.join();
    serverPort.close();
    hosts.close();
  }

  private ClientRunner runner(UnaryOperator<ClientSettings.Builder> changes) {
    return runner(TwoHosts.INTERFACE, changes);
  }

  private ClientRunner runner(String name, UnaryOperator<ClientSettings.Builder> changes) {
    ClientSettings settings =
        ClientSettings.of(
            name,
            b ->
                changes.apply(
                    b.probing(ProbeTiming.FAST)
                        .leaseDirectory(directory.resolve("leases"))
                        .host(host -> host.withResolvConf(resolvConf))));
    return new ClientRunner(
        settings,
        new ClientRunner.Audience(
            news -> {
              if (news instanceof ClientNews.Told(var report)) {
                told.add(report.notice());
              }
            },
            packets::add,
            dryRun::add));
  }

  /// Runs on a thread of the client's host.
  private CompletableFuture<Outcome> run(ClientRunner runner) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    hosts
        .client()
        .inside(() ->
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    outcome.complete(runner.run());
                  } catch (IOException failure) {
                    outcome.completeExceptionally(failure);
                  }
                }));
    return outcome;
  }

  private static Outcome ended(CompletableFuture<Outcome> outcome) throws Exception {
    return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// What the client tells before it tells this.
  private List<Notice> noticesUntil(Notice wanted) throws InterruptedException {
    List<Notice> before = new ArrayList<>();
    Notice notice = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (notice != wanted) {
      assertThat(notice).as("%s did not come after %s", wanted, before).isNotNull();
      before.add(notice);
      notice = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    return before;
  }

  /// Waits until the client tells this.
  private void await(Notice wanted) throws InterruptedException {
    noticesUntil(wanted);
  }

  private List<String> addresses() throws IOException {
    return hosts.clientKernel().addresses(hosts.clientLink().index()).stream()
        .map(InterfaceAddress::cidr)
        .toList();
  }

  private Path leaseFile() {
    return directory.resolve("leases/client-" + TwoHosts.INTERFACE + ".lease");
  }

  @Test
  void aLeaseIsObtainedConfiguredRenewedAndReleased() throws Exception {
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.INTERFACE_SET_UP);
    await(Notice.BOUND);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    assertThat(hosts.clientLink().mtu()).isEqualTo(1400);
    assertThat(Files.readString(resolvConf)).contains("nameserver 192.0.2.1\n");
    runner.renew();
    await(Notice.RENEWED);
    assertThat(leaseFile()).exists();
    assertThat(server.last(MessageType.DHCPREQUEST).source()).hasToString("192.0.2.10");
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
    assertThat(server.awaitLast(MessageType.DHCPRELEASE).source()).hasToString("192.0.2.10");
    assertThat(addresses()).isEmpty();
    assertThat(hosts.clientLink().mtu()).isEqualTo(1500);
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
    assertThat(leaseFile()).content().doesNotContain("ack=").contains("192.0.2.10");
    assertThat(packets.stream().filter(PacketEvent.ArpSent.class::isInstance).count())
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void aClientThatStaysUntilItIsBoundLeavesItsLeaseForTheNextRun() throws Exception {
    assertThat(ended(run(runner(b -> b.stay(Stay.UNTIL_BOUND))))).isEqualTo(Outcome.BOUND);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    told.clear();
    ClientRunner next = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(next);
    await(Notice.REBOOTING);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    await(Notice.BOUND);
    next.stop(Farewell.KEEP_LEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
    assertThat(addresses()).isEmpty();
    assertThat(leaseFile()).exists();
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
  }

  @Test
  void aDryRunChangesNothingAndSaysWhatItWould() throws Exception {
    int index = hosts.clientLink().index();
    hosts.clientKernel().change().up(index);
    assertThat(ended(run(runner(b -> b.hostChanges(HostChanges.PRINT))))).isEqualTo(Outcome.BOUND);
    assertThat(addresses()).isEmpty();
    assertThat(leaseFile()).doesNotExist();
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
    assertThat(dryRun)
        .contains(
            "would set on " + TwoHosts.INTERFACE + ": route default via 192.0.2.1",
            "would set on " + TwoHosts.INTERFACE + ": MTU 1400");
    assertThat(told).contains(Notice.RELEASED).doesNotContain(Notice.NOT_SENT);
  }

  @Test
  void aClientThatStaysUntilItIsBoundDoesNotWaitWhereTheNetworkWantsNoIpv4() throws Exception {
    server.prefersIpv6();
    assertThat(
            ended(
                run(runner(b -> b.stay(Stay.UNTIL_BOUND).extensions(Set.of(Extension.IPV6_ONLY))))))
        .isEqualTo(Outcome.IPV6_ONLY);
    assertThat(told).contains(Notice.IPV6_ONLY);
    assertThat(addresses()).isEmpty();
  }

  @Test
  void withoutAServerTheTimeoutEndsTheRun() throws Exception {
    server.feels(TinyServer.Mood.SILENT);
    CompletableFuture<Outcome> outcome =
        run(runner(b -> b.stay(Stay.UNTIL_BOUND).timeout(Duration.ofMillis(300))));
    assertThat(ended(outcome)).isEqualTo(Outcome.NO_LEASE);
    assertThat(addresses()).isEmpty();
  }

  @Test
  void anInterfaceThatIsNotThereIsWaitedFor() throws Exception {
    hosts.serverKernel().change().delete(hosts.serverLink().index());
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.INTERFACE_MISSING);
    hosts.plug();
    await(Notice.DISCOVERING);
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void anInterfaceThatGoesAwayTakesTheLeaseAndIsWaitedFor() throws Exception {
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.BOUND);
    hosts.serverKernel().change().delete(hosts.serverLink().index());
    await(Notice.INTERFACE_GONE);
    await(Notice.INTERFACE_MISSING);
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void aLinkThatFailsAndComesBackKeepsItsAddress() throws Exception {
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.BOUND);
    hosts.serverKernel().change().down(hosts.serverLink().index());
    await(Notice.LINK_DOWN);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    hosts.serverKernel().change().up(hosts.serverLink().index());
    await(Notice.REBOOTING);
    await(Notice.BOUND);
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void whatThisHostSaysOfItsAddressByAnotherInterfaceIsNoConflict() throws Exception {
    hosts.clientKernel().change().createVeth("lsr-other0", "lsr-other1");
    HardwareAddress other = hardware(hosts.clientKernel().link("lsr-other0").orElseThrow());
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.BOUND);
    claim(other);
    claim(HardwareAddress.ethernet("02:00:00:00:00:99"));
    await(Notice.ADDRESS_DEFENDED);
    runner.renew();
    // The second claim in ten seconds would have ended it.
    assertThat(noticesUntil(Notice.RENEWED)).doesNotContain(Notice.ADDRESS_LOST);
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
  }

  private static HardwareAddress hardware(Link link) {
    return new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.address().toBytes()));
  }

  /// Says on the cable that the client's address is at `sender`.
  private void claim(HardwareAddress sender) throws Exception {
    Link cable = hosts.serverLink();
    LinuxClientPort.Settings settings =
        new LinuxClientPort.Settings(cable.index(), cable.name(), sender, 68);
    // ARP is heard only where the frame comes from who states to send it.
    hosts.serverKernel().change().setAddress(cable.index(), LinkAddress.of(sender.toString()));
    int errno =
        hosts
            .server()
            .inside(() -> {
              try (LinuxClientPort port = LinuxClientPort.open(settings)) {
                return port.sendArp(ArpPacket.announcement(sender, Ipv4.of("192.0.2.10")));
              }
            });
    hosts.serverKernel().change().setAddress(cable.index(), cable.address());
    assertThat(errno).isZero();
  }

  @Test
  void anAddressThatSomebodyElseRemovesIsPutBackAtOnce() throws Exception {
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.BOUND);
    InterfaceAddress held = hosts.clientKernel().addresses(hosts.clientLink().index()).getFirst();
    hosts.clientKernel().deleteAddress(held);
    await(Notice.ADDRESS_RESTORED);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    hosts.clientKernel().deleteAddress(held);
    await(Notice.ADDRESS_REMOVED);
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
    assertThat(addresses()).isEmpty();
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
  }

  @Test
  void withoutAServerTheInterfaceHasALinkLocalAddressUntilALeaseTakesItsPlace() throws Exception {
    server.feels(TinyServer.Mood.SILENT);
    ClientRunner runner =
        runner(b -> b.timing(Timing.FAST).extensions(Set.of(Extension.LINK_LOCAL)));
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.LINK_LOCAL);
    assertThat(addresses()).hasSize(1).first().asString().matches("169\\.254\\..*/16");
    // Or else it would be a source address for hosts behind a router.
    assertThat(hosts.clientKernel().addresses(hosts.clientLink().index()).getFirst().scope())
        .isEqualTo(Route.RT_SCOPE_LINK);
    server.feels(TinyServer.Mood.SERVES);
    await(Notice.BOUND);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
    assertThat(addresses()).isEmpty();
  }

  @Test
  void anInterfaceThatIsRenamedIsLeftAndTakenAgainUnderItsName() throws Exception {
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.BOUND);
    int index = hosts.clientLink().index();
    hosts.clientKernel().change().rename(index, "other0");
    await(Notice.INTERFACE_GONE);
    await(Notice.INTERFACE_MISSING);
    assertThat(hosts.clientKernel().addresses(index)).isEmpty();
    hosts.clientKernel().change().rename(index, TwoHosts.INTERFACE);
    await(Notice.BOUND);
    assertThat(addresses()).containsExactly("192.0.2.10/24");
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void anotherHardwareAddressIsAnotherClient() throws Exception {
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.BOUND);
    int index = hosts.clientLink().index();
    LinkAddress changed = LinkAddress.of("02:00:00:00:00:77");
    hosts.clientKernel().change().setAddress(index, changed);
    await(Notice.INTERFACE_GONE);
    await(Notice.BOUND);
    assertThat(server.last(MessageType.DHCPREQUEST).message().chaddr())
        .hasToString(changed.toString());
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void anInterfaceThatIsNoEthernetIsRefusedWithTheReason() throws Exception {
    CompletableFuture<Outcome> outcome = run(runner("lo", b -> b));
    assertThatThrownBy(() -> ended(outcome))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("lo")
        .hasMessageContaining("no Ethernet interface");
  }

  @Test
  void anAddressThatAnotherHostUsesIsDeclined() throws Exception {
    hosts
        .serverKernel()
        .addAddress(
            InterfaceAddress.of(
                hosts.serverLink().index(), org.lessor.linux.Ip4.of("192.0.2.10"), 24));
    ClientRunner runner = runner(b -> b);
    CompletableFuture<Outcome> outcome = run(runner);
    await(Notice.ADDRESS_TAKEN);
    assertThat(addresses()).isEmpty();
    runner.stop(Farewell.RELEASE);
    assertThat(ended(outcome)).isEqualTo(Outcome.STOPPED);
    assertThat(server.awaitLast(MessageType.DHCPDECLINE).message().option(50)).isPresent();
  }
}

package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lessor.client.host.Changes;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.host.MemoryConfigurator;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Extension;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.State;
import org.lessor.transport.ClientPort;
import org.lessor.transport.Conditions;
import org.lessor.transport.SimulatedClientPort;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedServerPort;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.MessageType;

/// The worker in a simulated network, at virtual time.
class WorkerTest {
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.10");
  private static final Ipv4 SECOND = Ipv4.of("192.0.2.11");
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:01");

  private final SimulatedNetwork network = new SimulatedNetwork(7);
  private final SimulatedLink lan = network.link("lan");
  private final SimulatedHost clientHost = network.host("client");
  private final SimulatedInterface eth0 = clientHost.attach(lan, CLIENT);
  private final TinyServer server = server();
  private final List<Notice> told = new ArrayList<>();
  private final KeptMemory memory = new KeptMemory();
  private final MemoryConfigurator configured = new MemoryConfigurator();
  private ClientWorker worker = boot();

  private TinyServer server() {
    try {
      SimulatedHost host = network.host("server");
      SimulatedInterface card = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:fe"));
      card.add(TinyServer.ADDRESS);
      SimulatedServerPort port = host.serverPort(67);
      port.listen(card);
      TinyServer made = new TinyServer(port, card.index());
      port.whenReady(made::doWork);
      return made;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// A client that has not started; the interface and the memory are those of the runs before.
  private ClientWorker boot() {
    return boot(UnaryOperator.identity());
  }

  private ClientWorker boot(UnaryOperator<ClientPort> wrapping) {
    return boot(wrapping, Set.of());
  }

  private ClientWorker boot(UnaryOperator<ClientPort> wrapping, Set<Extension> extensions) {
    SimulatedClientPort port = clientHost.clientPort(eth0, 68);
    ClientProfile profile =
        ClientSettings.of("sim", b -> b.probing(ProbeTiming.FAST).extensions(extensions))
            .profile(CLIENT, 1500, "");
    ClientWorker made =
        new ClientWorker(
            new ClientWorker.Parts(
                new ClientMachine(profile, new Random(3)),
                wrapping.apply(port),
                eth0.index(),
                67,
                new OnCard(configured, eth0),
                memory,
                new NetworkClock(network),
                news -> {
                  if (news instanceof ClientNews.Told(var report)) {
                    told.add(report.notice());
                  }
                }));
    port.whenReady(() -> work(made));
    return made;
  }

  private void work(ClientWorker client) {
    try {
      client.doWork();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void start() throws IOException {
    worker.start();
  }

  /// Virtual time goes by, and the client is woken when it asked to be.
  private void pass(Duration time) {
    long untilNanos = network.nanoTime() + time.toNanos();
    while (network.nanoTime() < untilNanos) {
      long waitNanos = worker.waitNanos();
      long stepNanos = untilNanos - network.nanoTime();
      if (waitNanos < stepNanos) {
        stepNanos = waitNanos;
      }
      long nextEvent = network.nextEventNanos().orElse(Long.MAX_VALUE);
      long target = Math.min(network.nanoTime() + stepNanos, nextEvent);
      network.runUntil(Math.max(target, network.nanoTime()));
      work(worker);
    }
  }

  @Test
  void aClientGetsALeaseChecksItAndConfiguresTheHost() throws IOException {
    start();
    pass(Duration.ofSeconds(5));
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    assertThat(eth0.addresses()).containsExactly(FIRST);
    LinkConfiguration configuration = configured.current().orElseThrow();
    assertThat(configuration.routes().getLast()).hasToString("default via 192.0.2.1");
    assertThat(configuration.nameServers()).hasToString("192.0.2.1 search example.org");
    assertThat(configuration.mtu()).isEqualTo(1400);
    assertThat(server.heardTypes())
        .containsExactly(MessageType.DHCPDISCOVER, MessageType.DHCPREQUEST);
    assertThat(told)
        .containsSubsequence(
            Notice.DISCOVERING,
            Notice.OFFERED,
            Notice.REQUESTING,
            Notice.ACKNOWLEDGED,
            Notice.CONFIGURATION_RECEIVED,
            Notice.PROBING,
            Notice.CONFIGURED,
            Notice.BOUND);
  }

  @Test
  void theLeaseIsRenewedByUnicastForDays() throws IOException {
    start();
    pass(Duration.ofDays(2));
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    assertThat(told).doesNotContain(Notice.REBINDING, Notice.EXPIRED);
    assertThat(told.stream().filter(Notice.RENEWED::equals).count()).isBetween(94L, 98L);
    TinyServer.Heard renewal = server.last(MessageType.DHCPREQUEST);
    assertThat(renewal.source()).isEqualTo(FIRST);
    assertThat(renewal.message().ciaddr()).isEqualTo(FIRST);
  }

  @Test
  void aTakenAddressIsDeclinedAndTheNextOneUsed() throws IOException {
    network.host("squatter").attach(lan, HardwareAddress.ethernet("02:00:00:00:00:99")).add(FIRST);
    start();
    pass(Duration.ofSeconds(30));
    assertThat(told).contains(Notice.ADDRESS_TAKEN);
    assertThat(server.last(MessageType.DHCPDECLINE).message().option(50)).contains(FIRST.toBytes());
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    assertThat(eth0.addresses()).containsExactly(SECOND);
  }

  @Test
  void aReleaseLeavesFromTheAddressAndThenTheHostIsAsBefore() throws IOException {
    start();
    pass(Duration.ofSeconds(5));
    worker.post(new Event.ReleaseRequested());
    pass(Duration.ofSeconds(5));
    TinyServer.Heard release = server.last(MessageType.DHCPRELEASE);
    assertThat(release.source()).isEqualTo(FIRST);
    assertThat(release.message().ciaddr()).isEqualTo(FIRST);
    assertThat(worker.state()).isInstanceOf(State.Halted.class);
    assertThat(eth0.addresses()).isEmpty();
    assertThat(configured.current()).isEmpty();
    assertThat(memory.lease).isNull();
  }

  @Test
  void aClientThatComesBackAsksForItsAddressAndKeepsItWhileItAsks() throws IOException {
    start();
    pass(Duration.ofSeconds(5));
    worker.post(new Event.Detach());
    pass(Duration.ofSeconds(60));
    assertThat(eth0.addresses()).containsExactly(FIRST);
    told.clear();
    worker = boot();
    start();
    assertThat(eth0.addresses()).containsExactly(FIRST);
    pass(Duration.ofSeconds(5));
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    assertThat(told).contains(Notice.REBOOTING).doesNotContain(Notice.DISCOVERING);
  }

  @Test
  void aClientThatComesBackToAServerThatRefusesLosesItsAddressAtOnce() throws IOException {
    start();
    pass(Duration.ofSeconds(5));
    worker.post(new Event.Detach());
    pass(Duration.ofSeconds(60));
    server.feels(TinyServer.Mood.REFUSES);
    worker = boot();
    start();
    pass(Duration.ofSeconds(1));
    assertThat(eth0.addresses()).isEmpty();
    assertThat(memory.lease).isNull();
  }

  @Test
  void aServerThatFallsSilentCostsTheAddressWhenTheLeaseEndsAndNotBefore() throws IOException {
    start();
    pass(Duration.ofSeconds(5));
    server.feels(TinyServer.Mood.SILENT);
    pass(Duration.ofSeconds(3590));
    assertThat(eth0.addresses()).containsExactly(FIRST);
    assertThat(worker.state()).isInstanceOf(State.Rebinding.class);
    pass(Duration.ofSeconds(6));
    assertThat(eth0.addresses()).isEmpty();
    assertThat(told).contains(Notice.EXPIRED);
    server.feels(TinyServer.Mood.SERVES);
    pass(Duration.ofSeconds(130));
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
  }

  @Test
  void aNetworkThatLosesAThirdOfAllPacketsAndRepeatsSomeCostsNoAddressForLong() throws IOException {
    lan.conditions(
        Conditions.PERFECT
            .losing(0.33)
            .repeating(0.1)
            .delaying(0, Duration.ofMillis(400).toNanos()));
    start();
    pass(Duration.ofMinutes(10));
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    for (int hour = 0; hour < 200; hour++) {
      pass(Duration.ofHours(1));
      assertThat(worker.state()).isNotInstanceOf(State.Init.class);
    }
    assertThat(told).doesNotContain(Notice.EXPIRED).contains(Notice.RENEWED);
  }

  @Test
  void theHostsAddressIsAlwaysThatOfTheLease() throws IOException {
    lan.conditions(Conditions.PERFECT.losing(0.6));
    server.leases(120);
    start();
    for (int second = 0; second < 20_000; second++) {
      pass(Duration.ofSeconds(1));
      List<Ipv4> expected =
          worker.state() instanceof State.Holding holding
              ? List.of(holding.tenure().lease().address())
              : List.of();
      assertThat(eth0.addresses()).isEqualTo(expected);
    }
    assertThat(told).contains(Notice.EXPIRED, Notice.REBINDING, Notice.RENEWED);
  }

  @Test
  void aServerThatProvesToKnowTheNonceHasTheLeaseRenewed() throws Exception {
    server.knows(Bytes.ofHex("00112233445566778899aabbccddeeff"));
    worker = boot(UnaryOperator.identity(), Set.of(Extension.FORCE_RENEW));
    start();
    pass(Duration.ofSeconds(5));
    server.forceRenewal(FIRST, CLIENT, 2);
    pass(Duration.ofSeconds(1));
    assertThat(told).containsSubsequence(Notice.BOUND, Notice.RENEWAL_FORCED, Notice.RENEWED);
    server.knows(Bytes.ofHex("ffffffffffffffffffffffffffffffff"));
    server.forceRenewal(FIRST, CLIENT, 3);
    pass(Duration.ofSeconds(1));
    assertThat(told).endsWith(Notice.FORCE_RENEW_REFUSED);
  }

  @Test
  void withoutAServerALinkLocalAddressIsUsedUntilThereIsOne() throws IOException {
    server.feels(TinyServer.Mood.SILENT);
    worker = boot(UnaryOperator.identity(), Set.of(Extension.LINK_LOCAL));
    start();
    pass(Duration.ofSeconds(7));
    Ipv4 own = eth0.addresses().getFirst();
    assertThat(Ipv4Prefix.of("169.254.0.0/16").contains(own)).isTrue();
    LinkConfiguration configuration = configured.current().orElseThrow();
    assertThat(configuration.routes()).hasSize(1);
    server.feels(TinyServer.Mood.SERVES);
    pass(Duration.ofSeconds(20));
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    assertThat(eth0.addresses()).containsExactly(FIRST);
  }

  @Test
  void aLinkLocalAddressThatAnotherHostUsesIsNotTaken() throws IOException {
    server.feels(TinyServer.Mood.SILENT);
    worker = boot(UnaryOperator.identity(), Set.of(Extension.LINK_LOCAL));
    start();
    pass(Duration.ofSeconds(7));
    Ipv4 first = eth0.addresses().getFirst();
    worker.post(new Event.Stop());
    pass(Duration.ofSeconds(1));
    assertThat(eth0.addresses()).isEmpty();
    network.host("squatter").attach(lan, HardwareAddress.ethernet("02:00:00:00:00:99")).add(first);
    worker = boot(UnaryOperator.identity(), Set.of(Extension.LINK_LOCAL));
    start();
    pass(Duration.ofSeconds(9));
    assertThat(told).contains(Notice.LINK_LOCAL_TAKEN);
    assertThat(eth0.addresses()).hasSize(1).doesNotContain(first);
  }

  @Test
  void whereNoUdpPortCanBeHadTheLeaseIsExtendedAndGivenBackByFrames() throws IOException {
    worker = boot(PortTaken::new);
    start();
    pass(Duration.ofHours(3));
    assertThat(told).contains(Notice.PORT_TAKEN, Notice.RENEWED);
    assertThat(told).doesNotContain(Notice.NOT_SENT, Notice.REBINDING);
    assertThat(server.last(MessageType.DHCPREQUEST).source()).isEqualTo(FIRST);
    worker.post(new Event.ReleaseRequested());
    pass(Duration.ofSeconds(5));
    assertThat(server.last(MessageType.DHCPRELEASE).source()).isEqualTo(FIRST);
  }

  @Test
  void noPacketsOfWhateverBytesStopAClient() throws IOException {
    start();
    Random chance = new Random(5);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = new byte[chance.nextInt(600)];
      chance.nextBytes(bytes);
      if (i % 2 == 0 && bytes.length > 240) {
        bytes[0] = 2;
        bytes[2] = 6;
        System.arraycopy(new byte[] {99, (byte) 130, 83, 99}, 0, bytes, 236, 4);
      }
      server.say(bytes, CLIENT);
      pass(Duration.ofMillis(10));
    }
    pass(Duration.ofSeconds(5));
    assertThat(told).contains(Notice.MALFORMED);
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
  }

  @Test
  void ofMoreWishesThanCanWaitTheLastAreRefused() {
    int taken = 0;
    for (int i = 0; i < 1000; i++) {
      taken += worker.post(new Event.RenewRequested()) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(64);
  }

  /// Remembers as long as the test runs.
  private static final class KeptMemory implements LeaseMemory {
    private @Nullable Lease lease;

    @Override
    public Recollection recall(ClientProfile profile) {
      return lease == null ? new Recollection.Nothing() : new Recollection.Remembered(lease);
    }

    @Override
    public void save(Lease granted) {
      lease = granted;
    }

    @Override
    public void forget() {
      lease = null;
    }
  }

  /// Virtual time.
  record NetworkClock(SimulatedNetwork network) implements ClientClock {
    @Override
    public long nanos() {
      return network.nanoTime();
    }

    @Override
    public Instant wall() {
      return network.clock().instant();
    }

    @Override
    public String bootId() {
      return "simulated";
    }
  }

  /// Puts the address on the simulated interface too.
  private record OnCard(HostConfigurator inner, SimulatedInterface card)
      implements HostConfigurator {
    @Override
    public Adoption adopt(Optional<LinkConfiguration> remembered) throws IOException {
      Adoption adoption = inner.adopt(remembered);
      refresh();
      return adoption;
    }

    @Override
    public Changes apply(LinkConfiguration wanted) throws IOException {
      Changes changes = inner.apply(wanted);
      refresh();
      return changes;
    }

    @Override
    public Changes clear() throws IOException {
      Changes changes = inner.clear();
      refresh();
      return changes;
    }

    private void refresh() {
      card.addresses().forEach(card::remove);
      inner.current().ifPresent(configuration -> card.add(configuration.address()));
    }

    @Override
    public Optional<LinkConfiguration> current() {
      return inner.current();
    }
  }
}

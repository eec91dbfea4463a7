package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lessor.client.host.Changes;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.State;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedServerPort;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.MessageType;

/// What a client has done beside its own thread, by threads that run when the test says so.
class ErrandsTest {
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:01");

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private final Errands errands = Errands.by(waiting::add, () -> seen.add("wake up"));

  private void runAll() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  @Test
  void errandsRunOneAfterTheOtherAndAreTakenBackByTheClient() throws IOException {
    errands.send(() -> {
      seen.add("first");
      return () -> seen.add("first is back");
    });
    errands.send(() -> {
      seen.add("second");
      return () -> seen.add("second is back");
    });
    assertThat(waiting).hasSize(1);
    assertThat(errands.isIdle()).isFalse();
    runAll();
    assertThat(seen).containsExactly("first", "wake up", "second", "wake up");
    assertThat(errands.isIdle()).isFalse();
    errands.takeBack();
    assertThat(seen).endsWith("first is back", "second is back");
    assertThat(errands.isIdle()).isTrue();
  }

  @Test
  void aFaultOfAnErrandIsTheClientsAndTheNextErrandRuns() throws IOException {
    errands.send(() -> {
      throw new IllegalStateException("broken");
    });
    errands.send(() -> {
      seen.add("next");
      return () -> {};
    });
    runAll();
    assertThat(seen).contains("next");
    assertThatThrownBy(errands::takeBack)
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void aClientWithSlowNameServersIsBoundWhenTheyAreSetAndForgetsNothingMeanwhile()
      throws IOException {
    SimulatedNetwork network = new SimulatedNetwork(7);
    SimulatedLink lan = network.link("lan");
    SimulatedHost clientHost = network.host("client");
    SimulatedInterface eth0 = clientHost.attach(lan, CLIENT);
    SimulatedHost serverHost = network.host("server");
    SimulatedInterface card = serverHost.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:fe"));
    card.add(TinyServer.ADDRESS);
    SimulatedServerPort port = serverHost.serverPort(67);
    port.listen(card);
    TinyServer server = new TinyServer(port, card.index());
    port.whenReady(server::doWork);
    List<Notice> told = new ArrayList<>();
    SlowNames host = new SlowNames();
    ClientWorker worker =
        new ClientWorker(
            new ClientWorker.Parts(
                new ClientMachine(
                    ClientSettings.of("sim", b -> b.probing(ProbeTiming.OFF))
                        .profile(CLIENT, 1500, ""),
                    new Random(3)),
                clientHost.clientPort(eth0, 68),
                eth0.index(),
                67,
                host,
                new NoLeaseMemory(),
                new WorkerTest.NetworkClock(network),
                news -> {
                  if (news instanceof ClientNews.Told(var report)) {
                    told.add(report.notice());
                  }
                },
                List.of(),
                errands,
                address -> false));
    worker.start();
    for (int i = 0; i < 100 && !worker.isBusy(); i++) {
      network.advance(1_000_000);
      worker.doWork();
    }
    assertThat(worker.isBusy()).isTrue();
    assertThat(worker.waitNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(host.addressIsSet).isTrue();
    assertThat(told).contains(Notice.ACKNOWLEDGED).doesNotContain(Notice.CONFIGURED, Notice.BOUND);
    worker.post(new Event.ReleaseRequested());
    worker.doWork();
    assertThat(server.heardTypes()).doesNotContain(MessageType.DHCPRELEASE);
    runAll();
    errands.takeBack();
    assertThat(told).endsWith(Notice.CONFIGURED);
    assertThat(worker.isBusy()).as("the lease is being saved").isTrue();
    runAll();
    errands.takeBack();
    assertThat(told).endsWith(Notice.BOUND);
    assertThat(worker.state()).isInstanceOf(State.Bound.class);
    worker.doWork();
    network.advance(1_000_000);
    assertThat(server.heardTypes()).contains(MessageType.DHCPRELEASE);
  }

  /// Sets the address at once, name servers only when the rest is run.
  private static final class SlowNames implements HostConfigurator {
    private @Nullable LinkConfiguration current;
    private boolean addressIsSet;
    private boolean left;

    @Override
    public Adoption adopt(Optional<LinkConfiguration> remembered) {
      return new Adoption(Presence.ABSENT, Changes.NONE);
    }

    @Override
    public Changes apply(LinkConfiguration wanted) {
      current = wanted;
      addressIsSet = true;
      left = true;
      return new Changes(List.of("address", "route"), List.of());
    }

    @Override
    public Changes clear() {
      current = null;
      return Changes.NONE;
    }

    @Override
    public Optional<Supplier<Changes>> takeRest() {
      boolean taken = left;
      left = false;
      return taken
          ? Optional.of(() -> new Changes(List.of("name servers"), List.of()))
          : Optional.empty();
    }

    @Override
    public Optional<LinkConfiguration> current() {
      return Optional.ofNullable(current);
    }
  }
}

package org.lessor.lab.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.server.Inlets;
import org.lessor.server.Ports;
import org.lessor.server.Reach;
import org.lessor.server.ServerCore;
import org.lessor.server.Statistics;
import org.lessor.server.Steps;
import org.lessor.store.Compaction;
import org.lessor.store.DurableLeaseStore;
import org.lessor.store.FaultyDisk;
import org.lessor.store.LeaseFileEvent;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.transport.SimulatedEchoProbe;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedServerPort;
import org.lessor.wire.Ipv4;

/// One run of the server program on a machine, from its start to its end, with each of its threads
/// as a strand.
final class ServerProcess {
  static final String LEASE_FILE = "leases.csv";

  private static final int SERVER_PORT = 67;

  /// As the thread that commits does it.
  private static final long RETRY_NANOS = 200_000_000L;

  private static final long COMPACTION_WAIT_NANOS = 20_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final ServerMachine machine;
  private final SimulatedNetwork network;
  private final LeaseFileStore leases;
  private final Statistics statistics = new Statistics();
  private final SimulatedServerPort port;
  private final SimulatedEchoProbe echo;
  private final ServerCore core;
  private final Strand worker;
  private final Strand commit;
  private final Strand direct;
  private final Strand ping;
  private final Strand compacting;
  private final long compactionNanos;
  private @Nullable Compaction compaction;
  private Storage storage = Storage.WORKS;

  /// How it stands with stable storage.
  enum Storage {
    /// Leases reach it.
    WORKS,
    /// They will when there is room.
    STALLED,
    /// They never will.
    FAILED
  }

  /// @throws LeaseFileException where the lease file cannot be opened
  ServerProcess(ServerMachine machine, Plan plan, Settings settings, Sabotage sabotage)
      throws IOException, LeaseFileException {
    this.machine = machine;
    this.network = machine.network();
    this.leases =
        LeaseFileStore.open(
            new LeaseFileOptions(
                sabotage.disk().apply(machine.disk()), LEASE_FILE, 0, this::onEvent),
            settings,
            1,
            machine.wallClock().instant().getEpochSecond());
    this.port = machine.host().serverPort(SERVER_PORT);
    this.echo = machine.host().echoProbe();
    this.worker = new Strand(network, machine::schedulingNanos, this::work);
    this.commit = new Strand(network, machine::syncNanos, this::commit);
    this.direct = new Strand(network, machine::schedulingNanos, this::replyDirectly);
    this.ping = new Strand(network, machine::schedulingNanos, this::checkPings);
    this.compacting = new Strand(network, machine::schedulingNanos, this::compact);
    this.compactionNanos = plan.compactionSeconds() * SECOND_NANOS;
    DurableLeaseStore given = sabotage.leases().apply(leases);
    this.core =
        ServerCore.of(
            new ServerCore.World(
                sabotage.port().apply(port),
                echo,
                machine.host().neighbours(),
                new OneInlet(machine.on()),
                given,
                machine.wallClock(),
                network::nanoTime,
                Ports.STANDARD),
            direct::wake,
            settings,
            plan.reclaiming(),
            statistics);
    port.listen(machine.on());
    port.whenReady(worker::wake);
    echo.whenReady(ping::wake);
    worker.wake();
    if (compactionNanos > 0) {
      compacting.wake();
    }
  }

  /// The interface of the machine.
  private record OneInlet(SimulatedInterface on) implements Inlets {
    @Override
    public Optional<Reception.Inlet> inlet(int interfaceIndex) {
      List<Ipv4> addresses = on.addresses();
      return Optional.of(new Reception.Inlet(on.name(), addresses.getFirst(), addresses));
    }

    @Override
    public Reach reach(int interfaceIndex, Ipv4 address) {
      return Site.subnet(0).contains(address) ? Reach.ROUTE : Reach.NO_ROUTE;
    }
  }

  LeaseFileStore leases() {
    return leases;
  }

  Statistics statistics() {
    return statistics;
  }

  Storage storage() {
    return storage;
  }

  private void onEvent(LeaseFileEvent event) {
    machine.story().tell(() -> machine + " lease file: " + event);
    switch (event) {
      case LeaseFileEvent.Stalled _ -> storage = Storage.STALLED;
      case LeaseFileEvent.Failed _ -> storage = Storage.FAILED;
      case LeaseFileEvent.Resumed _ -> storage = Storage.WORKS;
      case LeaseFileEvent.Compacted _,
          LeaseFileEvent.CompactionFailed _,
          LeaseFileEvent.Astray _ -> {}
    }
  }

  private long step(Steps steps, Strand own) {
    if (steps.doWork(network.nanoTime()) > 0) {
      own.wake();
    }
    return steps.nextDeadlineNanos();
  }

  private long work() {
    long next = step(core.worker(), worker);
    commit.wake();
    return next;
  }

  private long replyDirectly() {
    return step(core.directReplies(), direct);
  }

  private long checkPings() {
    return step(core.pingChecks(), ping);
  }

  private long commit() {
    Storage before = storage;
    int done;
    try {
      done = leases.commitOnce();
    } catch (FaultyDisk.PowerCut _) {
      machine.losePower();
      return Strand.NEVER;
    }
    return switch (storage) {
      case FAILED -> Strand.NEVER;
      case STALLED -> network.nanoTime() + RETRY_NANOS;
      case WORKS -> {
        if (done > 0 || before == Storage.STALLED) {
          // More may have gathered.
          commit.wake();
        } else {
          machine.oracle().allWritten(machine);
        }
        yield Strand.NEVER;
      }
    };
  }

  private long compact() {
    if (compaction == null) {
      compaction = leases.compaction();
      return network.nanoTime() + (leases.compactionDue() ? 0 : compactionNanos);
    }
    Compaction.Progress progress;
    try {
      progress = compaction.step();
    } catch (FaultyDisk.PowerCut _) {
      machine.losePower();
      return Strand.NEVER;
    }
    return switch (progress) {
      case MORE -> network.nanoTime() + machine.syncNanos();
      case AFTER_COMMIT -> {
        commit.wake();
        yield network.nanoTime() + COMPACTION_WAIT_NANOS;
      }
      case DONE -> {
        compaction = leases.compaction();
        yield network.nanoTime() + compactionNanos;
      }
    };
  }

  /// Ends at once, in the midst of whatever it does.
  void die() {
    for (Strand strand : List.of(worker, commit, direct, ping, compacting)) {
      strand.end();
    }
    port.close();
    echo.close();
  }

  /// Ends in order: what is acknowledged is brought to its end first.
  void close() {
    for (Strand strand : List.of(worker, commit, direct, ping, compacting)) {
      strand.end();
    }
    leases.close();
    port.close();
    echo.close();
  }
}

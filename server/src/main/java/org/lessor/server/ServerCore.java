package org.lessor.server;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lessor.engine.Policy;
import org.lessor.engine.Settings;
import org.lessor.store.DurableLeaseStore;
import org.lessor.transport.EchoProbe;
import org.lessor.transport.Neighbours;
import org.lessor.transport.PacketPort;
import org.lessor.wire.Ipv4;

/// The parts of a running server, wired together but without threads: each is stepped by a thread
/// of its own in production, and all of them by one hand in a simulation.
public final class ServerCore {
  /// How many groups of replies can wait for the disk.
  private static final int GROUPS = 32;

  private final Worker worker;
  private final DirectReplies directReplies;
  private final PingChecks pingChecks;
  private final Answers answers;
  private final LongSupplier nanos;
  private List<Ipv4> own = List.of();

  private ServerCore(
      Worker worker,
      DirectReplies directReplies,
      PingChecks pingChecks,
      Answers answers,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.worker = worker;
    this.directReplies = directReplies;
    this.pingChecks = pingChecks;
    this.answers = answers;
  }

  /// The world that a server lives in.
  ///
  /// @param port where packets come in and go out
  /// @param echo for ping checks
  /// @param neighbours the kernel's ARP table
  /// @param inlets the interfaces
  /// @param leases the leases and their stable storage
  /// @param clock the time of day
  /// @param nanos a monotonic clock in nanoseconds
  /// @param ports the UDP ports of the protocol
  /// @param scripts where calls of the operator's script go
  /// @param departures sends replies that stable storage has set free, in the order given; what it
  ///   is given must not be lost, and takes no longer than sending does
  public record World(
      PacketPort port,
      EchoProbe echo,
      Neighbours neighbours,
      Inlets inlets,
      DurableLeaseStore leases,
      InstantSource clock,
      LongSupplier nanos,
      Ports ports,
      Scripts scripts,
      Executor departures) {
    /// A world without a script, in which the thread that commits sends what it has set free.
    public World(
        PacketPort port,
        EchoProbe echo,
        Neighbours neighbours,
        Inlets inlets,
        DurableLeaseStore leases,
        InstantSource clock,
        LongSupplier nanos,
        Ports ports) {
      this(
          port, echo, neighbours, inlets, leases, clock, nanos, ports, Scripts.NONE, Runnable::run);
    }
  }

  /// Wires the parts together.
  ///
  /// @param wakeDirectReplies ends the wait of the thread that steps the direct replies
  /// @param reclaiming how ended leases are put back
  public static ServerCore of(
      World world,
      Runnable wakeDirectReplies,
      Settings settings,
      Reclaiming reclaiming,
      Statistics statistics) {
    EventLog log = new EventLog(world.nanos);
    DirectReplies directReplies =
        new DirectReplies(world.port, world.neighbours, log, statistics, wakeDirectReplies);
    ReplyGroups groups = new ReplyGroups(GROUPS + 1, world.port::wakeUp);
    for (int i = 0; i <= GROUPS; i++) {
      groups.giveBack(
          new ReplyGroup(
              Answers.GROUP,
              groups,
              world.departures,
              world.port,
              directReplies,
              world.inlets,
              statistics,
              log,
              world.nanos,
              world.ports));
    }
    ReplyGroup immediate = Objects.requireNonNull(groups.take());
    PingChecks pingChecks =
        new PingChecks(world.echo, world.neighbours, world.port::wakeUp, statistics, log);
    Answers answers =
        new Answers(
            new Answers.Parts(
                world.leases,
                groups,
                new PingDesk(pingChecks),
                directReplies,
                immediate,
                world.inlets,
                new ScriptCalls(world.scripts, world.ports.server()),
                statistics,
                log),
            Policy.of(settings));
    Worker worker =
        new Worker(
            world.port,
            world.leases,
            world.inlets,
            answers,
            statistics,
            log,
            world.clock,
            reclaiming);
    return new ServerCore(worker, directReplies, pingChecks, answers, world.nanos);
  }

  /// Receives, decides, answers; waits at the packet port.
  public Steps worker() {
    return worker;
  }

  /// Answers clients without an address.
  public Steps directReplies() {
    return directReplies;
  }

  /// Asks whether addresses are in use; waits at the echo probe.
  public Steps pingChecks() {
    return pingChecks;
  }

  /// Ends the work: what was gathered for the disk is handed in, brought there, and said to the
  /// clients. Nobody may step any part by then, nor later.
  ///
  /// @param commitAll brings to stable storage what it has been given, and returns when it has
  public void finish(Runnable commitAll) {
    long now = nanos.getAsLong();
    sendDirectReplies(now);
    answers.finish();
    commitAll.run();
    sendDirectReplies(now);
  }

  private void sendDirectReplies(long nowNanos) {
    while (directReplies.doWork(nowNanos) > 0) {
      // Until none is left.
    }
  }

  /// Has all further decisions rest on these settings. Any thread may call, while packets are
  /// answered: each is answered by the old settings or by the new ones.
  ///
  /// @param leaseTable has the lease table follow the settings; called when all else is ready, just
  ///   before decisions do
  public synchronized void replaceSettings(Settings settings, Consumer<Settings> leaseTable) {
    Policy next = Policy.of(settings.withServerIdentifiers(own));
    leaseTable.accept(settings);
    answers.replacePolicy(next);
  }

  /// Puts ended leases back in this way from the next round on. Any thread may call.
  public void replaceReclaiming(Reclaiming reclaiming) {
    worker.reclaiming(reclaiming);
  }

  /// Has the server answer to these addresses in option 54, besides the one that a message came in
  /// at. Any thread may call.
  public synchronized void ownAddresses(List<Ipv4> addresses) {
    own = List.copyOf(addresses);
    replaceSettings(answers.policy().settings(), _ -> {});
  }
}

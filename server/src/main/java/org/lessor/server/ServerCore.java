package org.lessor.server;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.lessor.engine.LeaseStore;
import org.lessor.engine.Policy;
import org.lessor.engine.Settings;
import org.lessor.transport.EchoProbe;
import org.lessor.transport.Neighbours;
import org.lessor.transport.PacketPort;

/// The parts of a running server, wired together but without threads: each is stepped by a thread
/// of its own in production, and all of them by one hand in a simulation.
public final class ServerCore {
  /// How many batches can wait for the disk.
  private static final int GROUPS = 32;

  /// The world that a server lives in.
  ///
  /// @param port where packets come in and go out
  /// @param echo for ping checks
  /// @param neighbours the kernel's ARP table
  /// @param inlets the interfaces
  /// @param leases the lease table
  /// @param leaseLog its stable storage
  /// @param clock the time of day
  /// @param nanos a monotonic clock in nanoseconds
  /// @param ports the UDP ports of the protocol
  public record World(
      PacketPort port,
      EchoProbe echo,
      Neighbours neighbours,
      Inlets inlets,
      LeaseStore leases,
      LeaseLog leaseLog,
      InstantSource clock,
      LongSupplier nanos,
      Ports ports) {}

  /// Ends the waits of the threads that wait for each other.
  ///
  /// @param committer of the thread that steps the committer
  /// @param directReplies of the thread that steps the direct replies
  public record Bells(Runnable committer, Runnable directReplies) {}

  /// Wires the parts together.
  ///
  /// @param reclaiming how ended leases are put back
  public static ServerCore of(
      World world, Bells bells, Settings settings, Reclaiming reclaiming, Statistics statistics) {
    EventLog log = new EventLog(world.nanos);
    DirectReplies directReplies =
        new DirectReplies(world.port, world.neighbours, log, statistics, bells.directReplies);
    List<ReplyGroup> groups = new ArrayList<>();
    for (int i = 0; i <= GROUPS; i++) {
      groups.add(
          new ReplyGroup(
              Answers.GROUP,
              world.port,
              directReplies,
              world.inlets,
              statistics,
              log,
              world.ports));
    }
    ReplyGroup immediate = groups.removeLast();
    Committer committer =
        new Committer(world.leaseLog, groups, world.port::wakeUp, bells.committer, log);
    PingChecks pingChecks = new PingChecks(world.echo, world.neighbours, world.port::wakeUp);
    Answers answers =
        new Answers(
            new Answers.Parts(
                world.leases,
                committer,
                new PingDesk(pingChecks),
                directReplies,
                immediate,
                world.inlets,
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
    return new ServerCore(worker, committer, directReplies, pingChecks, answers);
  }

  private final Worker worker;
  private final Committer committer;
  private final DirectReplies directReplies;
  private final PingChecks pingChecks;
  private final Answers answers;

  private ServerCore(
      Worker worker,
      Committer committer,
      DirectReplies directReplies,
      PingChecks pingChecks,
      Answers answers) {
    this.worker = worker;
    this.committer = committer;
    this.directReplies = directReplies;
    this.pingChecks = pingChecks;
    this.answers = answers;
  }

  /// Receives, decides, answers; waits at the packet port.
  public Steps worker() {
    return worker;
  }

  /// Brings leases to stable storage, and sends what waited for that.
  public Steps committer() {
    return committer;
  }

  /// Answers clients without an address.
  public Steps directReplies() {
    return directReplies;
  }

  /// Asks whether addresses are in use; waits at the echo probe.
  public Steps pingChecks() {
    return pingChecks;
  }

  /// Has all further decisions rest on these settings. Any thread may call. The lease table must
  /// have them already.
  public void replaceSettings(Settings settings) {
    answers.replacePolicy(Policy.of(settings));
  }
}

package org.lessor.lab.simulation;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientClock;
import org.lessor.client.ClientNews;
import org.lessor.client.ClientWorker;
import org.lessor.client.LeaseMemory;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;
import org.lessor.client.machine.Timing;
import org.lessor.transport.SimulatedClientPort;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// A host with one interface and the client program, as it is shipped but for what it configures.
final class ClientHost {
  private static final int CLIENT_PORT = 68;
  private static final int SERVER_PORT = 67;
  private static final long SCHEDULING_NANOS = 1_000_000L;
  private static final long NEVER = Long.MAX_VALUE;
  private static final Set<Notice> FOR_OTHERS =
      EnumSet.of(Notice.REPLY_IGNORED, Notice.REPLY_REFUSED, Notice.OFFER_REFUSED);

  private final int number;
  private final SimulatedNetwork network;
  private final Oracle oracle;
  private final Story story;
  private final SplittableRandom chance;
  private final SimulatedHost host;
  private final SimulatedInterface on;
  private final ClientProfile profile;
  private final SimulatedKernel kernel;
  private final Sabotage sabotage;
  private final Flash flash = new Flash();
  private @Nullable Running running;
  private Power power = Power.OFF;
  private int link;
  private Plug plug = Plug.IN;
  private long stateSinceNanos;
  private long wellSinceNanos;

  /// Whether the machine works.
  enum Power {
    /// It does.
    ON,
    /// It sleeps.
    ASLEEP,
    /// It does not.
    OFF
  }

  private enum Plug {
    IN,
    OUT
  }

  /// The client program while it runs.
  private record Running(ClientWorker worker, SimulatedClientPort port, Strand strand) {}

  /// What remembers the lease when the program does not run.
  private static final class Flash implements LeaseMemory {
    private @Nullable Lease lease;

    @Override
    public Recollection recall(ClientProfile profile) {
      Lease known = lease;
      return known == null ? new Recollection.Nothing() : new Recollection.Remembered(known);
    }

    @Override
    public void save(Lease saved) {
      lease = saved;
    }

    @Override
    public void forget() {
      lease = null;
    }
  }

  private record Clock(SimulatedNetwork network) implements ClientClock {
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
      return "";
    }
  }

  ClientHost(
      int number,
      Plan plan,
      Sabotage sabotage,
      SimulatedNetwork network,
      int link,
      SimulatedLink there,
      Oracle oracle,
      Story story) {
    this.number = number;
    this.link = link;
    this.sabotage = sabotage;
    this.network = network;
    this.oracle = oracle;
    this.story = story;
    this.chance = plan.chance("client", number);
    this.host = network.host("client-" + number);
    this.on = host.attach(there, Site.clientHardware(number));
    this.profile = profile(on.hardware(), chance);
    this.kernel = new SimulatedKernel(network, on, () -> oracle.configured(this));
    on.down();
    if (chance.nextInt(4) == 0) {
      host.ignoreEcho();
    }
  }

  private static ClientProfile profile(HardwareAddress chaddr, SplittableRandom chance) {
    Bytes clientId =
        chance.nextBoolean()
            ? Bytes.EMPTY
            : Bytes.ofUnsigned(
                0, 'c', chaddr.address().at(4) & 0xff, chaddr.address().at(5) & 0xff);
    return new ClientProfile(
        chaddr,
        clientId,
        ClientProfile.DEFAULT_REQUESTED_OPTIONS,
        List.of(),
        1500,
        Plan.one(List.of(ClientProfile.BroadcastFlag.values()), chance),
        ClientProfile.ServerIdentifier.REQUIRED,
        Plan.one(List.of(ClientProfile.ConflictPolicy.values()), chance),
        Plan.one(List.of(Timing.USUAL, Timing.USUAL, Timing.RFC), chance),
        Plan.one(List.of(ProbeTiming.FULL, ProbeTiming.FAST, ProbeTiming.OFF), chance));
  }

  int number() {
    return number;
  }

  ClientProfile profile() {
    return profile;
  }

  HardwareAddress hardware() {
    return on.hardware();
  }

  Power power() {
    return power;
  }

  /// The number of the link that its cable is in.
  int link() {
    return link;
  }

  /// The address that it has configured; null for none.
  @Nullable Ipv4 address() {
    return kernel.address();
  }

  /// Where its program stands: halted where it does not run.
  State state() {
    Running now = running;
    return now == null ? new State.Halted() : now.worker().state();
  }

  /// When it came from using an address to looking for one, or back, or to neither.
  long stateSinceNanos() {
    return stateSinceNanos;
  }

  boolean runs() {
    return running != null;
  }

  // The program.

  /// Starts the program, and the machine where that is off.
  void start() {
    if (running != null) {
      return;
    }
    story.tell(() -> this + " starts, and remembers " + remembered());
    power = Power.ON;
    if (plug == Plug.IN) {
      on.up();
    }
    SimulatedClientPort port = host.clientPort(on, CLIENT_PORT);
    port.listenOnLink();
    ClientWorker worker =
        new ClientWorker(
            new ClientWorker.Parts(
                new ClientMachine(profile, chance.split()),
                port,
                on.index(),
                SERVER_PORT,
                sabotage.kernel().apply(kernel),
                flash,
                new Clock(network),
                this::hear));
    Strand strand = new Strand(network, () -> chance.nextLong(SCHEDULING_NANOS), this::work);
    running = new Running(worker, port, strand);
    stateSinceNanos = network.nanoTime();
    try {
      worker.start();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    if (plug == Plug.OUT) {
      post(new Event.LinkDown());
    }
    port.whenReady(strand::wake);
    strand.wake();
  }

  private String remembered() {
    Lease lease = flash.lease;
    return lease == null ? "nothing" : lease.address().toString();
  }

  private void hear(ClientNews news) {
    switch (news) {
      case ClientNews.Told(Report report) -> {
        // Everybody hears what is broadcast to others.
        if (!FOR_OTHERS.contains(report.notice())) {
          story.tell(() -> this + " says " + report.line());
        }
      }
      case ClientNews.Moved(State before, State after) -> moved(before, after);
      case ClientNews.Configured _, ClientNews.Deconfigured _ -> {}
    }
  }

  private void moved(State before, State after) {
    story.tell(() -> this + " is now " + after.getClass().getSimpleName());
    boolean sought = before instanceof State.Seeking && !(before instanceof State.Paused);
    boolean seeks = after instanceof State.Seeking && !(after instanceof State.Paused);
    if (sought != seeks) {
      stateSinceNanos = network.nanoTime();
    }
    oracle.moved(this, after);
  }

  private long work() {
    Running now = running;
    if (now == null || power != Power.ON) {
      return Strand.NEVER;
    }
    try {
      if (now.worker().doWork() > 0) {
        now.strand().wake();
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    if (now.worker().state() instanceof State.Halted) {
      end();
      return Strand.NEVER;
    }
    long wait = now.worker().waitNanos();
    return wait == Long.MAX_VALUE ? Strand.NEVER : network.nanoTime() + wait;
  }

  private void end() {
    Running now = running;
    if (now != null) {
      now.strand().end();
      now.port().close();
      running = null;
      stateSinceNanos = network.nanoTime();
      oracle.changed(this);
    }
  }

  /// Tells the program that something is wanted of it, or has happened to it.
  void post(Event event) {
    Running now = running;
    if (now != null) {
      story.tell(() -> this + " is told " + event);
      now.worker().post(event);
    }
  }

  /// The program is killed.
  void kill() {
    story.tell(() -> this + " is killed");
    end();
  }

  // The machine.

  /// The power goes, and with it all but what the flash remembers.
  void losePower() {
    story.tell(() -> this + " loses its power");
    end();
    power = Power.OFF;
    on.down();
    kernel.clear();
  }

  /// Forgets the lease that it remembers.
  void forget() {
    flash.forget();
  }

  void fallAsleep() {
    if (power == Power.ON) {
      story.tell(() -> this + " falls asleep");
      power = Power.ASLEEP;
      on.down();
    }
  }

  void wakeUp() {
    if (power == Power.ASLEEP) {
      story.tell(() -> this + " wakes up");
      power = Power.ON;
      stateSinceNanos = network.nanoTime();
      // The program runs before anything arrives.
      work();
      if (plug == Plug.IN) {
        on.up();
      }
      Running now = running;
      if (now != null) {
        now.strand().wake();
      }
      oracle.changed(this);
    }
  }

  void unplug() {
    if (plug == Plug.IN) {
      plug = Plug.OUT;
      on.down();
      post(new Event.LinkDown());
    }
  }

  /// Puts the cable into a link.
  void plugInto(int other, SimulatedLink there) {
    if (plug == Plug.OUT) {
      link = other;
      on.plugInto(there);
      plug = Plug.IN;
      if (power == Power.ON) {
        on.up();
      }
      post(new Event.LinkUp());
    }
  }

  /// Nobody hears it and it hears nobody.
  void cutOff() {
    wellSinceNanos = NEVER;
    on.cutOff();
  }

  void reconnect() {
    wellSinceNanos = network.nanoTime();
    on.reconnect();
  }

  boolean isWell() {
    return wellSinceNanos != NEVER;
  }

  /// Since when it is not cut off.
  long wellSinceNanos() {
    return wellSinceNanos;
  }

  @Override
  public String toString() {
    return host.name();
  }
}

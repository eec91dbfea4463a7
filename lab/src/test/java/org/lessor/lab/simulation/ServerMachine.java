package org.lessor.lab.simulation;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Settings;
import org.lessor.store.FaultyDisk;
import org.lessor.store.LeaseFileException;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;

/// A machine that the server runs on: interface, disk, clock, power.
final class ServerMachine {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long SCHEDULING_NANOS = 200_000L;
  private static final long SYNC_NANOS = 2_000_000L;

  private final int number;
  private final Plan plan;
  private final Settings settings;
  private final Sabotage sabotage;
  private final SimulatedNetwork network;
  private final Oracle oracle;
  private final Story story;
  private final SplittableRandom chance;
  private final SimulatedHost host;
  private final SimulatedInterface on;
  private FaultyDisk disk;
  private long clockAheadNanos;
  private long slowestSyncNanos = SYNC_NANOS;
  private long standsStillUntilNanos;
  private boolean reachable = true;
  private @Nullable ServerProcess process;
  private long clockSetNanos = -1;

  ServerMachine(
      int number,
      Plan plan,
      Settings settings,
      Sabotage sabotage,
      SimulatedNetwork network,
      SimulatedLink link,
      Oracle oracle,
      Story story) {
    this.number = number;
    this.plan = plan;
    this.settings = settings;
    this.sabotage = sabotage;
    this.network = network;
    this.oracle = oracle;
    this.story = story;
    this.chance = plan.chance("server", number);
    this.host = network.host("server-" + number);
    this.on = host.attach(link, Site.serverHardware(number));
    on.add(Site.serverAddress(number));
    this.disk = new FaultyDisk(new Random(chance.nextLong()));
  }

  int number() {
    return number;
  }

  SimulatedNetwork network() {
    return network;
  }

  Oracle oracle() {
    return oracle;
  }

  Story story() {
    return story;
  }

  SimulatedHost host() {
    return host;
  }

  SimulatedInterface on() {
    return on;
  }

  FaultyDisk disk() {
    return disk;
  }

  /// The running server; null where none runs.
  @Nullable ServerProcess process() {
    return process;
  }

  /// The time of day as this machine has it.
  InstantSource wallClock() {
    return () -> network.clock().instant().plusNanos(clockAheadNanos);
  }

  /// When that was last set; -1 for never.
  long clockSetNanos() {
    return clockSetNanos;
  }

  /// Whether it can do its work at the usual pace.
  boolean isWell() {
    return untilItGoesOn() == 0 && slowestSyncNanos == SYNC_NANOS && reachable;
  }

  /// Nobody hears it and it hears nobody.
  void cutOff() {
    story.tell(() -> this + " is cut off");
    reachable = false;
    on.cutOff();
  }

  void reconnect() {
    reachable = true;
    on.reconnect();
  }

  // Time that work takes.

  /// How long a thread that is woken waits until it runs.
  long schedulingNanos() {
    return untilItGoesOn() + chance.nextLong(SCHEDULING_NANOS);
  }

  /// How long the disk takes.
  long syncNanos() {
    return untilItGoesOn() + chance.nextLong(slowestSyncNanos);
  }

  private long untilItGoesOn() {
    return Math.max(0, standsStillUntilNanos - network.nanoTime());
  }

  // Trouble.

  /// All that it does takes until then.
  void standStillFor(long nanos) {
    story.tell(() -> this + " stands still for " + nanos / SECOND_NANOS + " s");
    standsStillUntilNanos = network.nanoTime() + nanos;
  }

  /// Syncs take up to that long.
  void syncWithin(long nanos) {
    slowestSyncNanos = nanos;
  }

  /// Syncs are quick again.
  void syncAsUsual() {
    slowestSyncNanos = SYNC_NANOS;
  }

  /// Sets the wall clock ahead, or back where negative.
  void setClockAhead(long nanos) {
    story.tell(() -> this + " sets its clock ahead by " + nanos / SECOND_NANOS + " s");
    clockAheadNanos += nanos;
    clockSetNanos = network.nanoTime();
    if (nanos > 0) {
      oracle.clockSetAhead(this, nanos);
    }
  }

  /// Starts the server; where its disk does not let it, again a little later, as a supervisor does.
  void start() {
    if (process != null) {
      return;
    }
    story.tell(() -> this + " starts");
    on.up();
    try {
      process = new ServerProcess(this, plan, settings, sabotage);
      oracle.started(this);
    } catch (LeaseFileException | IOException refused) {
      story.tell(() -> this + " cannot start: " + refused + " " + refused.getCause());
      network.after(10 * SECOND_NANOS, this::start);
    } catch (FaultyDisk.PowerCut _) {
      losePower();
    }
  }

  /// The server's process is killed and started again.
  void kill() {
    ServerProcess running = process;
    if (running != null) {
      story.tell(() -> this + " is killed");
      oracle.ending(this);
      running.die();
      process = null;
      disk = disk.reopened();
      network.after(chance.nextLong(SECOND_NANOS, 60 * SECOND_NANOS), this::start);
    }
  }

  /// The power goes, and comes back a while later.
  void losePower() {
    story.tell(() -> this + " loses its power");
    ServerProcess running = process;
    if (running != null) {
      oracle.ending(this);
      running.die();
      process = null;
    }
    on.down();
    disk = disk.restart();
    network.after(chance.nextLong(10 * SECOND_NANOS, 120 * SECOND_NANOS), this::start);
  }

  /// The server is stopped in order, and started again.
  void restart() {
    ServerProcess running = process;
    if (running != null) {
      story.tell(() -> this + " is stopped");
      oracle.ending(this);
      process = null;
      try {
        running.close();
        start();
      } catch (FaultyDisk.PowerCut _) {
        running.die();
        losePower();
      }
    }
  }

  @Override
  public String toString() {
    return host.name();
  }
}

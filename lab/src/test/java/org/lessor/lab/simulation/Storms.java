package org.lessor.lab.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.lessor.store.FaultyDisk;
import org.lessor.store.FaultyDisk.Operation;
import org.lessor.transport.Conditions;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;

/// Lets trouble come and go: times in which some of it strikes, and times in which all is well.
final class Storms {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long CALM_NANOS = 300 * SECOND_NANOS;
  private static final long DAY_SECONDS = 86_400;
  private static final long DELAY_NANOS = 2 * SECOND_NANOS;

  private final Plan plan;
  private final SimulatedNetwork network;
  private final List<SimulatedLink> links;
  private final List<ServerMachine> servers;
  private final List<ClientHost> clients;
  private final List<Squatter> squatters;
  private final Patience patience;
  private final SplittableRandom chance;
  private final Map<Trouble, Long> struck = new EnumMap<>(Trouble.class);
  private final long leaseNanos;

  Storms(
      Plan plan,
      SimulatedNetwork network,
      List<SimulatedLink> links,
      List<ServerMachine> servers,
      List<ClientHost> clients,
      List<Squatter> squatters,
      Patience patience) {
    this.plan = plan;
    this.network = network;
    this.links = links;
    this.servers = servers;
    this.clients = clients;
    this.squatters = squatters;
    this.patience = patience;
    this.chance = plan.chance("storms", 0);
    this.leaseNanos = plan.parameters().lifetimes().defaultSeconds() * SECOND_NANOS;
  }

  /// How often each trouble struck.
  Map<Trouble, Long> struck() {
    return struck;
  }

  /// Lets the first one come some time.
  void begin() {
    patience.calm(network.nanoTime());
    if (!plan.troubles().isEmpty()) {
      long calm = CALM_NANOS + chance.nextLong(plan.length().toNanos() / 5);
      network.after(calm, this::strike);
    }
  }

  private void strike() {
    Set<Trouble> now = EnumSet.noneOf(Trouble.class);
    for (Trouble each : Trouble.values()) {
      if (plan.troubles().contains(each) && chance.nextInt(3) == 0) {
        now.add(each);
      }
    }
    long length =
        5 * SECOND_NANOS
            + (chance.nextBoolean()
                ? chance.nextLong(120 * SECOND_NANOS)
                : chance.nextLong(Math.min(leaseNanos * 5 / 4, plan.length().toNanos() / 5)));
    for (Trouble each : now) {
      struck.merge(each, 1L, Long::sum);
    }
    conditions(now);
    for (Trouble each : now) {
      strike(each, length);
    }
    network.after(length, this::end);
  }

  private void conditions(Set<Trouble> now) {
    if (now.contains(Trouble.LOSS)
        || now.contains(Trouble.REPETITION)
        || now.contains(Trouble.DELAY)) {
      patience.storm();
    }
    for (SimulatedLink link : links) {
      Conditions conditions = Conditions.PERFECT.delaying(0, SECOND_NANOS / 1000);
      if (now.contains(Trouble.LOSS)) {
        conditions = conditions.losing(chance.nextDouble() * 0.7);
      }
      if (now.contains(Trouble.REPETITION)) {
        conditions = conditions.repeating(chance.nextDouble() * 0.5);
      }
      if (now.contains(Trouble.DELAY)) {
        conditions = conditions.delaying(0, chance.nextLong(DELAY_NANOS));
      }
      link.conditions(conditions);
    }
  }

  private void strike(Trouble trouble, long length) {
    ServerMachine server = Plan.one(servers, chance);
    FaultyDisk disk = server.disk();
    switch (trouble) {
      case LOSS, REPETITION, DELAY -> {}
      case SERVER_CUT_OFF -> server.cutOff();
      case CLIENT_CUT_OFF ->
          clients.stream().filter(each -> chance.nextInt(3) == 0).forEach(ClientHost::cutOff);
      case KILL -> sometime(length, server::kill);
      case POWER_CUT -> sometime(length, server::losePower);
      case POWER_CUT_IN_OPERATION -> disk.cutAfter(chance.nextInt(30));
      case DISK_FULL -> disk.capacityBytes(usedBytes(disk) + chance.nextInt(300));
      case SYNC_FAILURE -> disk.fail(Operation.SYNC, name -> true);
      case NAMES_FAILURE -> {
        List<Operation> some =
            List.of(
                Operation.OPEN,
                Operation.RENAME,
                Operation.DELETE,
                Operation.TRUNCATE,
                Operation.SYNC_NAMES);
        disk.fail(Plan.one(some, chance), name -> true);
      }
      case SHORT_WRITES -> disk.maxWriteBytes(1 + chance.nextInt(100));
      case SLOW_DISK -> server.syncWithin(1 + chance.nextLong(5 * SECOND_NANOS));
      case CLOCK_BACK -> server.setClockAhead(-clockStepNanos());
      case CLOCK_AHEAD -> server.setClockAhead(clockStepNanos());
      case PAUSE ->
          sometime(length, () -> server.standStillFor(chance.nextLong(30 * SECOND_NANOS)));
      case SQUATTER -> Plan.one(squatters, chance).toggle();
    }
  }

  private void sometime(long length, Runnable action) {
    network.after(chance.nextLong(length), action);
  }

  private long clockStepNanos() {
    long most = chance.nextBoolean() ? DAY_SECONDS : 2 * leaseNanos / SECOND_NANOS;
    return chance.nextLong(most * SECOND_NANOS);
  }

  private static long usedBytes(FaultyDisk disk) {
    long used = 0;
    for (String suffix : List.of("", ".1", ".2", ".completed", ".output")) {
      used += disk.content(ServerProcess.LEASE_FILE + suffix).map(it -> it.length).orElse(0);
    }
    return used;
  }

  private void end() {
    for (SimulatedLink link : links) {
      link.conditions(Conditions.PERFECT.delaying(0, SECOND_NANOS / 1000));
    }
    patience.calm(network.nanoTime());
    List<ServerMachine> broken = new ArrayList<>();
    for (ServerMachine server : servers) {
      server.reconnect();
      server.syncAsUsual();
      server.disk().heal();
      ServerProcess process = server.process();
      if (process != null && process.storage() == ServerProcess.Storage.FAILED) {
        broken.add(server);
      }
    }
    clients.forEach(ClientHost::reconnect);
    // Somebody has to look after those that do not recover by themselves.
    for (ServerMachine server : broken) {
      network.after(chance.nextLong(3600 * SECOND_NANOS), server::restart);
    }
    if (chance.nextInt(4) == 0) {
      network.after(chance.nextLong(60 * SECOND_NANOS), Plan.one(servers, chance)::restart);
    }
    long calm = CALM_NANOS + chance.nextLong(plan.length().toNanos() / 5);
    network.after(calm, this::strike);
  }
}

package org.lessor.engine;

import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.lessor.wire.Ipv4;

/// A program that measures what a [LeaseTable] costs: heap bytes a lease, and nanoseconds of
/// processor time an operation at several sizes and fills. It prints a table; nothing is asserted.
///
/// Argument: the number of leases, a million where there is none. Run it on the test class path
/// with a heap that is large enough (`-Xmx2g` for ten million).
final class LeaseTableMeasure {
  private static final int ROUNDS = 400_000;

  private final LeaseTable table;
  private final Pool pool;
  private final int leases;
  private final Random random = new Random(1);

  private LeaseTableMeasure(int leases) {
    this.leases = leases;
    Subnet subnet = subnet(1, "10.0.0.0/8", "10.0.0.0-" + Ipv4.of("10.0.0.0").plus(leases - 1));
    this.pool = subnet.pools().get(0);
    this.table = new LeaseTable(settings(subnet), 0x1234_5678_9abc_def0L);
  }

  public static void main(String[] arguments) {
    int leases = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    long before = usedBytes();
    LeaseTableMeasure measure = new LeaseTableMeasure(leases);
    long empty = usedBytes();
    measure.fill();
    long full = usedBytes();
    print("empty table, bytes", empty - before);
    print("bytes a lease", (double) (full - before) / leases);
    for (int warm = 0; warm < 2; warm++) {
      measure.operations();
    }
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  // Of this thread: others on the machine must not count.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-60s %12.1f%n", what, value);
  }

  private Lease lease(Ipv4 address, int n, long cltt) {
    return new Lease(
        address,
        client(n),
        LeaseState.ASSIGNED,
        cltt,
        3600,
        1,
        0,
        new LeaseNames("host" + (10_000_000 + n), false, false),
        "");
  }

  private void fill() {
    long start = cpuNanos();
    for (int n = 0; n < leases; n++) {
      Ipv4 address = table.available(pool, NOW).orElseThrow();
      Lease lease = lease(address, n, NOW + random.nextInt(3600));
      table.apply(List.of(new LeaseChange(address, Optional.empty(), Optional.of(lease))));
    }
    print("fill: available and apply, ns", (double) (cpuNanos() - start) / leases);
  }

  private Ipv4 randomAddress() {
    return pool.first().plus(random.nextInt(leases));
  }

  private void operations() {
    time("lookup by address, ns", () -> table.lease(randomAddress()));
    time(
        "lookup by client identifier, ns",
        () -> table.ofClientId(client(random.nextInt(leases)).clientId().orElseThrow()));
    time(
        "lookup by hardware address, ns",
        () -> table.ofHardwareAddress(client(random.nextInt(leases)).chaddr()));
    time("available in the full pool, ns", () -> table.available(pool, NOW - 1));
    time("renewal in the full pool: lookup and apply, ns", this::renew);
    for (int i = 0; i < leases / 100; i++) {
      table
          .lease(randomAddress())
          .ifPresent(lease ->
              table.apply(
                  List.of(new LeaseChange(lease.address(), Optional.of(lease), Optional.empty()))));
    }
    time("available at 99 %, in fragments, ns", () -> table.available(pool, NOW - 1));
    time("give and take back at 99 %: available and two apply, ns", this::giveAndTake);
    while (table.available(pool, NOW - 1).isPresent()) {
      Ipv4 address = table.available(pool, NOW - 1).orElseThrow();
      int n = (int) (address.unsigned() - pool.first().unsigned());
      table.apply(
          List.of(new LeaseChange(address, Optional.empty(), Optional.of(lease(address, n, NOW)))));
    }
  }

  private void renew() {
    Lease before = table.lease(randomAddress()).orElseThrow();
    Lease after =
        new Lease(
            before.address(),
            before.client(),
            before.state(),
            NOW + random.nextInt(3600),
            before.validLifetimeSeconds(),
            before.subnetId(),
            before.poolId(),
            before.names(),
            before.userContext());
    table.apply(
        List.of(new LeaseChange(before.address(), Optional.of(before), Optional.of(after))));
  }

  private void giveAndTake() {
    Ipv4 address = table.available(pool, NOW - 1).orElseThrow();
    Lease lease = lease(address, leases + random.nextInt(leases), NOW);
    table.apply(List.of(new LeaseChange(address, Optional.empty(), Optional.of(lease))));
    table.apply(List.of(new LeaseChange(address, Optional.of(lease), Optional.empty())));
  }

  private static void time(String what, Runnable operation) {
    for (int i = 0; i < ROUNDS / 4; i++) {
      operation.run();
    }
    long start = cpuNanos();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    print(what, (double) (cpuNanos() - start) / ROUNDS);
  }
}

package org.lessor.engine;

import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.changed;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.removed;
import static org.lessor.engine.LeaseFixtures.settings;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// A program that measures what it costs to find an address in one large pool, by each allocator
/// and at several fills: nanoseconds of processor time. It prints a table; nothing is asserted.
///
/// Argument: the number of addresses, a million where there is none. Run it on the test class path.
final class AllocatorMeasure {
  private static final int ROUNDS = 400_000;
  private static final Ipv4 FIRST = Ipv4.of("10.0.0.0");

  private final Allocator allocator;
  private final int size;
  private final Pool pool;
  private final LeaseTable table;
  private final Random random = new Random(1);

  private AllocatorMeasure(Allocator allocator, int size) {
    this.allocator = allocator;
    this.size = size;
    Subnet subnet =
        Subnet.of(
            1,
            Ipv4Prefix.of("10.0.0.0/8"),
            List.of(Pool.of(FIRST, FIRST.plus(size - 1))),
            Parameters.of(Lifetimes.fixed(3600)).withAllocator(allocator));
    this.pool = subnet.pools().getFirst();
    this.table = new LeaseTable(settings(subnet), 0x1234_5678_9abc_def0L);
  }

  public static void main(String[] arguments) {
    int size = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    for (int round = 0; round < 2; round++) {
      for (Allocator allocator : Allocator.values()) {
        new AllocatorMeasure(allocator, size).measure();
      }
    }
  }

  private void measure() {
    report("  0 %");
    for (int n = 0; n < size; n++) {
      take(n, NOW + random.nextInt(3600));
    }
    print("100 %, nothing to be had: find", time(() -> table.available(pool, NOW - 1)));
    for (int freed = 0; freed < size / 100; ) {
      Optional<Lease> lease = table.lease(FIRST.plus(random.nextInt(size)));
      if (lease.isPresent()) {
        table.apply(List.of(removed(lease.get())));
        freed++;
      }
    }
    report(" 99 %");
    while (table.available(pool, NOW - 1).isPresent()) {
      take(random.nextInt(size), NOW + 3600);
    }
    long late = NOW + 10_000;
    print("100 %, all leases ended: find", time(() -> table.available(pool, late)));
    print("100 %, all leases ended: find and take", time(() -> renew(late)));
  }

  private void take(int client, long cltt) {
    Ipv4 address = table.available(pool, NOW - 1).orElseThrow();
    table.apply(List.of(created(lease(address, client, LeaseState.ASSIGNED, cltt, 3600))));
  }

  private void renew(long now) {
    Lease ended = table.lease(table.available(pool, now).orElseThrow()).orElseThrow();
    Lease next = lease(ended.address(), random.nextInt(size), LeaseState.ASSIGNED, now, 1);
    table.apply(List.of(changed(ended, next)));
    int own = (int) (ended.address().unsigned() - FIRST.unsigned());
    Lease again = lease(ended.address(), own, LeaseState.RELEASED, now, 0);
    table.apply(List.of(changed(next, again)));
  }

  private void report(String fill) {
    print(fill + ": find", time(() -> table.available(pool, NOW - 1)));
    print(fill + ": find, take and give back", time(this::takeAndGive));
  }

  private void takeAndGive() {
    Ipv4 address = table.available(pool, NOW - 1).orElseThrow();
    Lease lease = lease(address, random.nextInt(size), LeaseState.ASSIGNED, NOW, 3600);
    table.apply(List.of(created(lease)));
    table.apply(List.of(removed(lease)));
  }

  private void print(String what, double nanos) {
    System.out.printf(Locale.ROOT, "%-16s %-40s %8.1f ns%n", allocator, what, nanos);
  }

  private static double time(Runnable operation) {
    for (int i = 0; i < ROUNDS / 4; i++) {
      operation.run();
    }
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    return (double) nanos / ROUNDS;
  }
}

package org.lessor.bench.micro;

import java.util.List;
import java.util.SplittableRandom;
import org.lessor.engine.Allocator;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// One subnet with one pool, and a table for its leases.
final class OnePool {
  /// The allocator of a server that was told of none.
  static final Allocator DEFAULT = Allocator.ITERATIVE;

  private static final Ipv4 FIRST = Ipv4.of("10.0.0.0");

  private final int size;
  private final Settings settings;
  private final Pool pool;
  private final LeaseTable table;

  OnePool(int size, Allocator allocator) {
    this.size = size;
    pool = Pool.of(FIRST, FIRST.plus(size - 1L));
    settings =
        Settings.of(
            List.of(
                Network.of(
                    Subnet.of(
                        1,
                        Ipv4Prefix.of("10.0.0.0/8"),
                        List.of(pool),
                        Parameters.of(Lifetimes.fixed(Clients.LIFETIME_SECONDS))
                            .withAllocator(allocator)))));
    table = new LeaseTable(settings, 0x1234_5678_9abc_def0L);
  }

  Settings settings() {
    return settings;
  }

  Pool pool() {
    return pool;
  }

  LeaseTable table() {
    return table;
  }

  Ipv4 address(int n) {
    return FIRST.plus(n);
  }

  Lease lease(int n) {
    return Clients.lease(address(n), n, Clients.NOW, 1);
  }

  /// Gives out every address.
  void fill() {
    for (int n = 0; n < size; n++) {
      table.apply(Clients.created(lease(n)));
    }
  }

  /// Takes so many back, by lot.
  void freeSome(int count, SplittableRandom random) {
    for (int freed = 0; freed < count; ) {
      Lease lease = table.lease(address(random.nextInt(size))).orElse(null);
      if (lease != null) {
        table.apply(Clients.removed(lease));
        freed++;
      }
    }
  }
}

package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lessor.engine.ClientIdentity;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseState;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.transport.ClientsPort;
import org.lessor.wire.Ipv4;

/// Several workers at the same time over one lease table, as more cores would have it.
class ManyWorkersTest {
  private static final int WORKERS = 4;
  private static final int EXCHANGES = 3_000;
  private static final int APART = 1_000_000;

  private final Settings settings = RelayedSite.settings();
  private final LeaseTable table = new LeaseTable(settings, 1);
  private final Statistics statistics = new Statistics();

  /// Serves clients of its own until so many have their address. Returns how many have.
  private long serve(int number) {
    ClientsPort port =
        new ClientsPort(16, RelayedSite.SERVER.bits(), RelayedSite.RELAY.bits(), number * APART);
    MemoryLeaseStore leases = new MemoryLeaseStore(table);
    ServerCore core =
        RelayedSite.core(
            port, leases, settings, InstantSource.system(), System::nanoTime, statistics);
    int done = 1;
    while (done > 0) {
      if (port.acks() >= EXCHANGES) {
        port.starting(false);
      }
      done = core.worker().doWork(System.nanoTime()) + leases.commitOnce();
    }
    assertThat(port.others()).as("refusals").isZero();
    return port.acks();
  }

  @Test
  void workersThatShareATableGiveNoAddressTwice() throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      int number = i;
      tasks.add(() -> serve(number));
    }
    long acknowledged = 0;
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (Future<Long> each : workers.invokeAll(tasks)) {
        acknowledged += each.get();
      }
    }
    Map<Ipv4, ClientIdentity> holders = new HashMap<>();
    Map<ClientIdentity, Ipv4> addresses = new HashMap<>();
    table.forEach(lease -> note(lease, holders, addresses));
    assertThat(acknowledged).isGreaterThanOrEqualTo((long) WORKERS * EXCHANGES);
    assertThat(holders).as("each acknowledged client has its address").hasSize((int) acknowledged);
    assertThat(addresses).as("and no two").hasSize((int) acknowledged);
    assertThat(statistics.value(Statistic.PKT4_PROCESSING_FAILED)).isZero();
  }

  private static void note(
      Lease lease, Map<Ipv4, ClientIdentity> holders, Map<ClientIdentity, Ipv4> addresses) {
    assertThat(lease.state()).isEqualTo(LeaseState.ASSIGNED);
    assertThat(holders.put(lease.address(), lease.client())).isNull();
    assertThat(addresses.put(lease.client(), lease.address())).isNull();
  }
}

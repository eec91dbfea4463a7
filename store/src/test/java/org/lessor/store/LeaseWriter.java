package org.lessor.store;

import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Settings;
import org.lessor.wire.Ipv4;

/// A program that changes leases as fast as it can until it is killed.
///
/// Arguments: a directory, and a number that decides what it does. It writes to standard output one
/// line for each lease that it knows to be durable, `address time`, where the time of an address
/// only grows. Each of its threads has addresses of its own.
final class LeaseWriter {
  static final String FILE = "leases.csv";
  static final Settings SETTINGS = settings(subnet(1, "10.0.0.0/16", "10.0.0.0-10.0.255.255"));
  private static final int THREADS = 2;
  private static final int ADDRESSES = 500;
  private static final int IN_FLIGHT = 64;

  private final LeaseFileStore store;
  private final int thread;
  private final Random random;
  private final Semaphore free = new Semaphore(IN_FLIGHT);

  private LeaseWriter(LeaseFileStore store, int thread, Random random) {
    this.store = store;
    this.thread = thread;
    this.random = random;
  }

  public static void main(String[] arguments) throws Exception {
    LeaseFileStore store =
        LeaseFileStore.open(
            new LeaseFileOptions(new NioDisk(Path.of(arguments[0])), FILE, 1, event -> {}),
            SETTINGS,
            1,
            NOW);
    CommitThread.start(store);
    CompactionThread.start(store, Duration.ofMillis(30));
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(Long.parseLong(arguments[1]) * 7919 + i);
      LeaseWriter writer = new LeaseWriter(store, i, random);
      Thread.ofPlatform().start(writer::run);
    }
  }

  private void run() {
    while (true) {
      free.acquireUninterruptibly();
      List<LeaseChange> changes = new ArrayList<>();
      StringBuilder said = new StringBuilder();
      int first = random.nextInt(ADDRESSES);
      for (int i = 0; i <= random.nextInt(4); i++) {
        Ipv4 address = Ipv4.of("10.0.0.0").plus((first + i) % ADDRESSES * THREADS + thread);
        Optional<Lease> before = store.lease(address);
        LeaseState state = random.nextInt(5) == 0 ? LeaseState.RELEASED : LeaseState.ASSIGNED;
        long time = before.map(Lease::clttSeconds).orElse(NOW) + 1;
        Lease after = lease(address, random.nextInt(1000), state, time, 3600);
        changes.add(new LeaseChange(address, before, Optional.of(after)));
        said.append(address).append(' ').append(time).append('\n');
      }
      if (!store.apply(changes)) {
        throw new AssertionError("somebody else changed our leases");
      }
      store.commit(new Said(said.toString()));
    }
  }

  private final class Said implements Commit {
    private final String text;

    Said(String text) {
      this.text = text;
    }

    @Override
    public void durable() {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
      free.release();
    }

    @Override
    public void lost() {
      System.err.println("lost");
    }
  }
}

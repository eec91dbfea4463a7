package org.lessor.engine;

import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// A program that measures how many bytes of heap a lease takes in a [LeaseTable], all indexes
/// counted. It prints what it finds; nothing is asserted. Times are told by the benchmarks in
/// `bench`.
///
/// Arguments: the number of leases, a million where there is none; `other` for client identifiers
/// that are not the client's hardware address behind its type. Run it on the test class path with a
/// heap that is large enough (`-Xmx2g` for ten million).
final class LeaseTableMeasure {
  private final LeaseTable table;
  private final Pool pool;
  private final int leases;
  private final boolean otherIds;
  private final Random random = new Random(1);

  private LeaseTableMeasure(int leases, boolean otherIds) {
    this.leases = leases;
    this.otherIds = otherIds;
    Subnet subnet = subnet(1, "10.0.0.0/8", "10.0.0.0-" + Ipv4.of("10.0.0.0").plus(leases - 1));
    this.pool = subnet.pools().get(0);
    this.table = new LeaseTable(settings(subnet), 0x1234_5678_9abc_def0L);
  }

  public static void main(String[] arguments) {
    int leases = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    boolean otherIds = arguments.length > 1 && arguments[1].equals("other");
    long before = usedBytes();
    LeaseTableMeasure measure = new LeaseTableMeasure(leases, otherIds);
    long empty = usedBytes();
    measure.fill();
    long full = usedBytes();
    Reference.reachabilityFence(measure); // or else there would be nothing to measure
    print("empty table, bytes", empty - before);
    print("bytes a lease", (double) (full - before) / leases);
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-60s %12.1f%n", what, value);
  }

  private Lease lease(Ipv4 address, int n, long cltt) {
    return new Lease(
        address,
        otherIds ? withOtherId(client(n)) : client(n),
        LeaseState.ASSIGNED,
        cltt,
        3600,
        1,
        0,
        new LeaseNames("host" + (10_000_000 + n), false, false),
        "");
  }

  private static ClientIdentity withOtherId(ClientIdentity client) {
    return new ClientIdentity(
        client.chaddr(), Optional.of(Bytes.ofUnsigned(0xff).plus(client.chaddr().address())));
  }

  private void fill() {
    for (int n = 0; n < leases; n++) {
      Ipv4 address = table.available(pool, NOW).orElseThrow();
      Lease lease = lease(address, n, NOW + random.nextInt(3600));
      table.apply(List.of(new LeaseChange(address, Optional.empty(), Optional.of(lease))));
    }
  }
}

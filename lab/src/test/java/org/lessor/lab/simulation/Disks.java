package org.lessor.lab.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseState;
import org.lessor.lab.simulation.Grants.Grant;
import org.lessor.lab.simulation.LeaseCsv.Row;
import org.lessor.store.FaultyDisk;
import org.lessor.store.LeaseFileStore;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// What is on the servers' disks, compared with what they say and with what they have in memory.
final class Disks {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long INFINITE_SECONDS = 0xffffffffL;
  private static final int ASSIGNED = 0;

  private final LeaseCsv[] durable;
  private final LeaseCsv[] written;

  Disks(int servers) {
    durable = new LeaseCsv[servers];
    written = new LeaseCsv[servers];
    for (int i = 0; i < servers; i++) {
      durable[i] = new LeaseCsv();
      written[i] = new LeaseCsv();
    }
  }

  private Map<Ipv4, Row> durable(ServerMachine machine) {
    FaultyDisk disk = machine.disk();
    return durable[machine.number()].read(ServerProcess.LEASE_FILE, disk::durableContent);
  }

  private Map<Ipv4, Row> written(ServerMachine machine) {
    FaultyDisk disk = machine.disk();
    return written[machine.number()].read(ServerProcess.LEASE_FILE, disk::content);
  }

  /// That what `ack` says is on stable storage while it leaves.
  ///
  /// @param leastEndSeconds the lease must last until then, since 1970
  void checkDurable(ServerMachine machine, Sighting ack, long leastEndSeconds) {
    Row row = durable(machine).get(ack.yiaddr());
    String chaddr = ack.message().chaddr().toString();
    if (row == null
        || row.state() != ASSIGNED
        || !row.chaddr().equals(chaddr)
        || endSeconds(row) < leastEndSeconds) {
      throw new Violation(
          Violation.Promise.DURABLE,
          machine
              + " says what its disk does not: it has "
              + row
              + ", should last until "
              + leastEndSeconds
              + ": "
              + ack);
    }
  }

  private static long endSeconds(Row row) {
    return row.lifetimeSeconds() == INFINITE_SECONDS ? Long.MAX_VALUE : row.expireSeconds();
  }

  /// That a server that has just started knows what it has promised.
  void checkRemembered(ServerMachine machine, Iterable<Grant> promised, long nowNanos) {
    Map<Ipv4, Row> rows = written(machine);
    long nowSeconds = machine.wallClock().instant().getEpochSecond();
    for (Grant grant : promised) {
      Row row = rows.get(grant.address);
      String chaddr = Site.clientHardware(grant.client).toString();
      long leftSeconds = (grant.serverEndNanos - nowNanos) / SECOND_NANOS;
      boolean kept =
          row != null
              && row.state() == ASSIGNED
              && row.chaddr().equals(chaddr)
              && endSeconds(row) >= nowSeconds + leftSeconds;
      if (!kept) {
        throw new Violation(
            Violation.Promise.REMEMBERED,
            machine
                + " has forgotten what it gave to client-"
                + grant.client
                + ": "
                + grant.address
                + " for another "
                + leftSeconds
                + " s from "
                + nowSeconds
                + ", has "
                + row);
      }
    }
  }

  /// That memory and file say the same. To be called when all is written.
  void checkSame(ServerMachine machine, LeaseFileStore store) {
    Map<Ipv4, Row> inMemory = new HashMap<>();
    store
        .table()
        .scanDurable(0, Integer.MAX_VALUE, lease -> inMemory.put(lease.address(), row(lease)));
    Map<Ipv4, Row> rows = written(machine);
    if (!inMemory.equals(rows)) {
      throw new Violation(
          Violation.Promise.SAME_ON_DISK, machine + ": " + difference(inMemory, rows));
    }
  }

  private static String difference(Map<Ipv4, Row> inMemory, Map<Ipv4, Row> rows) {
    StringBuilder text = new StringBuilder();
    inMemory.forEach((address, row) -> tellOdd(text, "in memory", row, rows.get(address)));
    rows.forEach((address, row) -> tellOdd(text, "on disk", row, inMemory.get(address)));
    return text.toString();
  }

  private static void tellOdd(StringBuilder text, String where, Row row, @Nullable Row other) {
    if (!row.equals(other)) {
      text.append(where).append(' ').append(row).append("; ");
    }
  }

  private static Row row(Lease lease) {
    int state =
        switch (lease.state()) {
          case OFFERED -> throw new AssertionError("an offer would outlive a restart: " + lease);
          case ASSIGNED -> ASSIGNED;
          case DECLINED -> 1;
          case EXPIRED_RECLAIMED -> 2;
          case RELEASED -> 3;
        };
    boolean nobody = lease.state() == LeaseState.DECLINED;
    return new Row(
        lease.address(),
        nobody ? "" : lease.client().chaddr().address().toHex(":"),
        nobody ? "" : lease.client().clientId().orElse(Bytes.EMPTY).toHex(":"),
        lease.validLifetimeSeconds(),
        lease.clttSeconds() + lease.validLifetimeSeconds(),
        state);
  }
}

package org.lessor.engine;

/// Looks at what the records of several clients need, so that the processor has it at hand when
/// they are asked for one by one. A look at memory takes as long as a hundred instructions, and one
/// client's looks depend on one another; but those of different clients do not, and the processor
/// waits for a dozen of them at once where there is little else between them. So each loop here
/// takes one step for all clients.
///
/// Nothing depends on what it finds. Called only by [LeaseTable], which says what protects it.
final class ReadAhead {
  /// Of fewer clients looks hardly overlap.
  private static final int FEW = 4;

  /// Fewer rows stay at hand by themselves.
  private static final int FEW_ROWS = 1 << 14;

  /// How far along a bucket it looks: few have more rows.
  private static final int STEPS = 3;

  private final LeaseRows rows;
  private final LeaseRecords records;
  private final HashIndex byAddress;
  private final ClientIndex byClient;
  private final KeyHash hash;

  ReadAhead(
      LeaseRows rows,
      LeaseRecords records,
      HashIndex byAddress,
      ClientIndex byClient,
      KeyHash hash) {
    this.rows = rows;
    this.records = records;
    this.byAddress = byAddress;
    this.byClient = byClient;
    this.hash = hash;
  }

  /// Returns a number that depends on all that was looked at, or else the compiler would leave that
  /// out.
  int of(ExpectedClients clients) {
    if (clients.count() < FEW || rows.used() < FEW_ROWS) {
      return 0;
    }
    find(clients);
    return sumOfRows(clients)
        + sumOfBlocks(clients)
        + sumOfNeighbours(clients)
        + sumOfClientIds(clients)
        + sumOfAddresses(clients);
  }

  /// Has [ExpectedClients#rows] name the row of each client, or nothing.
  private void find(ExpectedClients clients) {
    for (int i = 0; i < clients.count(); i++) {
      clients.hashes[i] = byClient.hashOf(clients.address(i));
    }
    HashIndex index = byClient.hardwareAddresses();
    for (int i = 0; i < clients.count(); i++) {
      clients.rows[i] = index.first(clients.hashes[i]);
    }
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < clients.count(); i++) {
        int link = clients.rows[i];
        if (link != 0 && rows.get(link - 1, LeaseRows.HARDWARE_HASH) != clients.hashes[i]) {
          clients.rows[i] = rows.get(link - 1, LeaseRows.HARDWARE_NEXT);
        }
      }
    }
  }

  // A row may begin in one line of the cache and end in the next.
  private int sumOfRows(ExpectedClients clients) {
    int sum = 0;
    for (int i = 0; i < clients.count(); i++) {
      int link = clients.rows[i];
      if (link != 0) {
        clients.others[i] = rows.get(link - 1, LeaseRows.HARDWARE_NEXT);
        sum += rows.get(link - 1, LeaseRows.ADDRESS) + rows.get(link - 1, LeaseRows.POOL);
      } else {
        clients.others[i] = 0;
      }
    }
    return sum + sumOfOthers(clients, LeaseRows.HARDWARE_HASH);
  }

  private int sumOfOthers(ExpectedClients clients, int field) {
    int sum = 0;
    for (int i = 0; i < clients.count(); i++) {
      int link = clients.others[i];
      if (link != 0) {
        sum += rows.get(link - 1, field);
      }
    }
    return sum;
  }

  private int sumOfBlocks(ExpectedClients clients) {
    int sum = 0;
    for (int i = 0; i < clients.count(); i++) {
      int link = clients.rows[i];
      if (link != 0) {
        sum += records.touch(link - 1);
      }
    }
    return sum;
  }

  /// Those that end in the same second: a renewal takes the row out from between them.
  private int sumOfNeighbours(ExpectedClients clients) {
    int sum = 0;
    for (int field : EXPIRY_LINKS) {
      for (int i = 0; i < clients.count(); i++) {
        int link = clients.rows[i];
        clients.others[i] = link == 0 ? 0 : rows.get(link - 1, field);
      }
      sum += sumOfOthers(clients, field);
    }
    return sum;
  }

  private static final int[] EXPIRY_LINKS = {LeaseRows.EXPIRY_NEXT, LeaseRows.EXPIRY_PREVIOUS};

  private int sumOfClientIds(ExpectedClients clients) {
    HashIndex index = byClient.clientIds();
    for (int i = 0; i < clients.count(); i++) {
      int link = clients.rows[i];
      clients.others[i] = link == 0 ? 0 : index.first(rows.get(link - 1, LeaseRows.CLIENT_HASH));
    }
    return sumAlong(clients, LeaseRows.CLIENT_NEXT);
  }

  private int sumOfAddresses(ExpectedClients clients) {
    for (int i = 0; i < clients.count(); i++) {
      int link = clients.rows[i];
      clients.others[i] =
          link == 0 ? 0 : byAddress.first(hash.of(rows.get(link - 1, LeaseRows.ADDRESS)));
    }
    return sumAlong(clients, LeaseRows.ADDRESS_NEXT);
  }

  /// From the first row of a bucket to the client's.
  private int sumAlong(ExpectedClients clients, int nextField) {
    int sum = 0;
    for (int step = 1; step < STEPS; step++) {
      for (int i = 0; i < clients.count(); i++) {
        int link = clients.others[i];
        if (link != 0 && link != clients.rows[i]) {
          clients.others[i] = rows.get(link - 1, nextField);
          sum += clients.others[i];
        }
      }
    }
    return sum;
  }
}

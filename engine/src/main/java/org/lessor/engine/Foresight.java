package org.lessor.engine;

/// Has the processor read what decisions about some clients will, so that it is in its cache then.
///
/// Among millions of leases each step from hash to row to block waits for memory. Here each loop
/// takes one such step for all clients before the next begins, and their waits are at the same
/// time.
///
/// Called only by [LeaseTable], which says what protects it.
final class Foresight {
  private final LeaseRows rows;
  private final LeaseRecords records;
  private final KeyHash hash;
  private final HashIndex byAddress;
  private final ClientIndex byClient;

  /// Looks along these.
  Foresight(
      LeaseRows rows,
      LeaseRecords records,
      KeyHash hash,
      HashIndex byAddress,
      ClientIndex byClient) {
    this.rows = rows;
    this.records = records;
    this.hash = hash;
    this.byAddress = byAddress;
    this.byClient = byClient;
  }

  /// Reads what there is of these clients, as far as their hardware addresses lead to it.
  void bringNear(ExpectedClients clients) {
    byClient.findRows(clients);
    int seen = 0;
    for (int i = 0; i < clients.count(); i++) {
      int slot = clients.link(i) - 1;
      if (slot >= 0) {
        seen +=
            byAddress.first(hash.of(rows.get(slot, LeaseRows.ADDRESS)))
                + byClient.firstOfSameId(slot)
                + records.under(slot)
                + neighbour(slot, LeaseRows.EXPIRY_NEXT)
                + neighbour(slot, LeaseRows.EXPIRY_PREVIOUS);
      }
    }
    clients.seen(seen);
  }

  private int neighbour(int slot, int field) {
    int link = rows.get(slot, field);
    return link == 0 ? 0 : rows.get(link - 1, LeaseRows.EXPIRY_NEXT);
  }
}

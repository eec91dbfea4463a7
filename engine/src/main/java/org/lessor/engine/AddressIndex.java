package org.lessor.engine;

/// Leads from addresses to their records.
///
/// Called only by [LeaseTable], which says what protects it.
final class AddressIndex {
  private final LeaseRows rows;
  private final LeaseRecords records;
  private final KeyHash hash;
  private final HashIndex index;

  AddressIndex(LeaseRows rows, LeaseRecords records, LeaseRoom room, KeyHash hash) {
    this.rows = rows;
    this.records = records;
    this.hash = hash;
    this.index = new HashIndex(room);
  }

  /// The number of rows.
  int count() {
    return index.count();
  }

  /// The row of the record of this address; -1 where there is none. A row that a client led to a
  /// moment ago is found again without a look at the index, whose bucket would have to come from
  /// memory.
  int find(int addressBits) {
    int recent = records.recent(addressBits);
    if (recent < rows.used()
        && rows.get(recent, LeaseRows.ADDRESS) == addressBits
        && records.isRecord(recent)) {
      return recent;
    }
    int keyHash = hash.of(addressBits);
    int steps = index.count();
    for (long at = index.first(keyHash); at != HashIndex.NONE; at = index.next(at, keyHash)) {
      int slot = index.slot(at);
      if (rows.get(slot, LeaseRows.ADDRESS) == addressBits) {
        return slot;
      }
      HashIndex.checkSteps(steps--);
    }
    return -1;
  }

  /// Enters a row that has its address.
  void enter(int slot) {
    index.add(hashOf(slot), slot);
  }

  /// Takes a row out that has its address still.
  void leave(int slot) {
    index.remove(hashOf(slot), slot);
  }

  private int hashOf(int slot) {
    return hash.of(rows.get(slot, LeaseRows.ADDRESS));
  }
}

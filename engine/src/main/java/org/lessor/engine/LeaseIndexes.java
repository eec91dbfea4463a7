package org.lessor.engine;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// The records of a [LeaseTable] with all that leads to them, without regard to threads: the table
/// says when what may be called.
final class LeaseIndexes {
  // How it is kept. A lease is a row of 44 bytes in LeaseRows and a block in ByteSlab for what has
  // no fixed length. An AddressIndex and a ClientIndex lead to rows, by address, client identifier
  // and hardware address; an ExpiryIndex has those that will end, another those that have been put
  // back. Each pool has a bitmap of addresses without a record and a list of rows that have ended.
  // Nothing of this is ever copied as a whole to make it larger.
  //
  // Who ends when. "pending" holds every record that is held until some second. Those whose second
  // is not above "settledThrough" are also in the list of their pool; the others join when somebody
  // who names a later time finds no other address. The list of a pool thus has exactly the records
  // that were put back and those that ended by then. If the one that goes next has not ended for a
  // caller, that caller's clock is behind, and the list is set back to that time.

  /// What [#candidate] says where there is no address: those are 0 to 2^32 - 1.
  static final long NONE = -1;

  /// What [#candidate] says where [#settle] must be called before it can tell.
  static final long UNSETTLED = -2;

  private final LeaseRoom room = new LeaseRoom();
  private final LeaseRows rows = new LeaseRows(room);
  private final LeasePlaces places = new LeasePlaces();
  private final LeaseRecords records = new LeaseRecords(rows, places, room);
  private final KeyHash hash;
  private final AddressIndex byAddress;
  private final ClientIndex byClient;
  private final ExpiryIndex pending = new ExpiryIndex(rows);
  private final ExpiryIndex putBack = new ExpiryIndex(rows);
  private final StateCounts counts = new StateCounts();
  private Settings settings;
  private LeasePools pools;
  private LimitCounts limits;
  private long settledThrough = -1;
  private boolean restoring;

  /// No records.
  LeaseIndexes(Settings settings, KeyHash hash) {
    this.settings = settings;
    this.hash = hash;
    this.pools = LeasePools.of(settings, rows, hash, List.of());
    this.limits = new LimitCounts(settings.hooks().limits());
    this.byAddress = new AddressIndex(rows, records, room, hash);
    this.byClient = new ClientIndex(rows, records, room, hash);
  }

  // ---- looking up

  /// Where arrays come from; any thread may make some ahead.
  LeaseRoom room() {
    return room;
  }

  /// One past the highest slot that has ever held a record.
  int end() {
    return rows.used();
  }

  /// The number of records.
  int size() {
    return counts.all();
  }

  Settings settings() {
    return settings;
  }

  /// The record in this slot; null where there is none.
  @Nullable Lease at(int slot) {
    return records.isRecord(slot) ? records.read(slot) : null;
  }

  /// The record in this slot if it outlives a restart, even where it lies under an offer; null
  /// where there is none.
  @Nullable Lease durableAt(int slot) {
    return records.isVacant(slot) || records.state(slot) == LeaseState.OFFERED
        ? null
        : records.read(slot);
  }

  /// What is asked of every record, without an object for it.
  interface Condition {
    boolean of(LeaseState state, long subnetId, Ipv4 address);
  }

  /// The record in this slot if the condition is true of it; null otherwise.
  @Nullable Lease at(int slot, Condition condition) {
    return records.isRecord(slot)
            && condition.of(records.state(slot), subnetId(slot), records.address(slot))
        ? records.read(slot)
        : null;
  }

  /// Reads what will be looked at for these clients, and returns them.
  ExpectedClients expect(ExpectedClients clients) {
    byClient.expect(clients);
    int took = 0;
    for (int i = 0; i < clients.count(); i++) {
      if (clients.leadsToARow(i)) {
        took += rows.peek(clients.slot(i));
      }
    }
    for (int i = 0; i < clients.count(); i++) {
      if (clients.leadsToARow(i)) {
        took += records.peek(clients.slot(i));
        took += pending.peek(clients.slot(i));
      }
    }
    clients.took(took);
    return clients;
  }

  private long subnetId(int slot) {
    return places.subnetId(rows.get(slot, LeaseRows.PLACE));
  }

  /// The record of `address`; null where there is none.
  @Nullable Lease lease(Ipv4 address) {
    int slot = byAddress.find(address.bits());
    return slot < 0 ? null : records.read(slot);
  }

  /// The records by client.
  ClientIndex clients() {
    return byClient;
  }

  /// An address that `pool` can give out, [#NONE] or [#UNSETTLED].
  long candidate(Pool pool, long nowSeconds) {
    PoolAddresses addresses = pools.of(pool);
    if (addresses == null) {
      return NONE;
    }
    long fresh = addresses.fresh();
    if (fresh >= 0) {
      return fresh;
    }
    int ended = addresses.ended();
    if (ended != 0) {
      boolean held = records.isHeld(ended - 1) && records.expiresSeconds(ended - 1) > nowSeconds;
      return held ? UNSETTLED : rows.get(ended - 1, LeaseRows.ADDRESS) & 0xffffffffL;
    }
    return settledThrough < nowSeconds && pending.from(settledThrough + 1) <= nowSeconds
        ? UNSETTLED
        : NONE;
  }

  /// Records held until a second not above `nowSeconds`, ascending.
  List<Lease> ended(long nowSeconds, int limit) {
    return pending.through(nowSeconds, limit, records);
  }

  /// Records put back whose time ended at or before `endedBySeconds`, ascending.
  List<Lease> former(long endedBySeconds, int limit) {
    return putBack.through(endedBySeconds, limit, records);
  }

  /// The second in which the next held record ends.
  long nextEndSeconds() {
    return pending.earliest();
  }

  LeaseCounts counts() {
    long free = 0;
    for (PoolAddresses pool : pools.all()) {
      free += pool.counts().free();
    }
    return counts.with(free);
  }

  LeaseCounts counts(Subnet subnet) {
    long free = 0;
    for (Pool pool : subnet.pools()) {
      free += counts(pool).free();
    }
    return places.countsOfSubnet(subnet.id()).with(free);
  }

  LeaseCounts counts(Pool pool) {
    PoolAddresses addresses = pools.of(pool);
    return addresses == null ? new LeaseCounts(0, 0, 0, 0, 0, 0) : addresses.counts();
  }

  boolean limiting() {
    return limits.counting();
  }

  Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    return limits.reached(changes);
  }

  // ---- changing

  /// Whether the believed record is the record.
  boolean isAsBelieved(LeaseChange change) {
    int slot = byAddress.find(change.address().bits());
    return change.believed().isEmpty()
        ? slot < 0
        : slot >= 0 && records.holds(slot, change.believed().get());
  }

  /// Puts this record in the place of any that its address has.
  void put(Lease lease) {
    int slot = byAddress.find(lease.address().bits());
    if (slot < 0) {
      enter(records.add(lease, 0), lease.client());
    } else {
      replace(slot, lease);
    }
  }

  private void replace(int slot, Lease lease) {
    if (lease.state() == LeaseState.OFFERED && records.state(slot) != LeaseState.OFFERED) {
      // First, so that nothing has changed where there is no room.
      int offer = records.add(lease, slot + 1);
      leave(slot);
      records.setCovered(slot);
      enter(offer, lease.client());
      return;
    }
    leaveState(slot);
    if (lease.state() != LeaseState.OFFERED) {
      forgetUnder(slot);
    }
    if (records.hasClient(slot, lease.client())) {
      records.rewrite(slot, lease);
    } else {
      byClient.leave(slot);
      records.rewrite(slot, lease);
      byClient.enter(slot, lease.client());
    }
    enterState(slot);
  }

  private void enter(int slot, ClientIdentity client) {
    byAddress.enter(slot);
    byClient.enter(slot, client);
    enterPool(slot);
    enterState(slot);
  }

  private void leave(int slot) {
    leaveState(slot);
    byClient.leave(slot);
    int pool = rows.get(slot, LeaseRows.POOL);
    if (pool != 0) {
      pools.get(pool - 1).give(rows.get(slot, LeaseRows.ADDRESS));
    }
    byAddress.leave(slot);
  }

  // What lies under an offer keeps its row, but nothing leads there except the offer.
  private void forgetUnder(int slot) {
    int under = records.under(slot);
    if (under != 0) {
      records.setUnder(slot, 0);
      records.erase(under - 1);
      rows.free(under - 1);
    }
  }

  private void enterPool(int slot) {
    int pool = pools.linkOf(records.address(slot));
    rows.set(slot, LeaseRows.POOL, pool);
    if (pool != 0) {
      pools.get(pool - 1).take(rows.get(slot, LeaseRows.ADDRESS));
    }
  }

  /// Removes the record of this address, if it has any. What lay under an offer is the record then.
  void remove(Ipv4 address) {
    int slot = byAddress.find(address.bits());
    if (slot < 0) {
      return;
    }
    leave(slot);
    int under = records.under(slot);
    records.erase(slot);
    rows.free(slot);
    if (under != 0) {
      records.setUncovered(under - 1);
      enter(under - 1, records.read(under - 1).client());
    }
  }

  private void enterState(int slot) {
    count(slot, 1);
    if (records.isHeld(slot)) {
      if (records.expiresSeconds(slot) != Long.MAX_VALUE) {
        pending.add(slot, records.expiresSeconds(slot));
      }
    } else {
      putBack.add(slot, records.endedSeconds(slot));
    }
    if (isListedAsEnded(slot)) {
      poolOf(slot).addEnded(slot);
    }
  }

  private void leaveState(int slot) {
    count(slot, -1);
    if (records.isHeld(slot)) {
      if (records.expiresSeconds(slot) != Long.MAX_VALUE) {
        pending.remove(slot, records.expiresSeconds(slot));
      }
    } else {
      putBack.remove(slot, records.endedSeconds(slot));
    }
    if (isListedAsEnded(slot)) {
      poolOf(slot).removeEnded(slot);
    }
  }

  private boolean isListedAsEnded(int slot) {
    return !restoring
        && rows.get(slot, LeaseRows.POOL) != 0
        && (!records.isHeld(slot) || records.expiresSeconds(slot) <= settledThrough);
  }

  private PoolAddresses poolOf(int slot) {
    return pools.get(rows.get(slot, LeaseRows.POOL) - 1);
  }

  private void count(int slot, int difference) {
    LeaseState state = records.state(slot);
    counts.add(state, difference);
    places.counts(rows.get(slot, LeaseRows.PLACE)).add(state, difference);
    int pool = rows.get(slot, LeaseRows.POOL);
    if (pool != 0) {
      pools.get(pool - 1).count(state, difference);
    }
    if (limits.counting()) {
      limits.add(records.read(slot), difference);
    }
  }

  /// Puts into the lists of their pools what has ended by now, or takes out what has not.
  void settle(long nowSeconds) {
    long from = Math.min(nowSeconds, settledThrough);
    long to = Math.max(nowSeconds, settledThrough);
    for (long second = pending.from(from + 1);
        second <= to && second != Long.MAX_VALUE;
        second = pending.from(second + 1)) {
      int link = pending.head(second);
      while (link != 0) {
        int slot = link - 1;
        if (rows.get(slot, LeaseRows.POOL) != 0) {
          if (settledThrough < nowSeconds) {
            poolOf(slot).addEnded(slot);
          } else {
            poolOf(slot).removeEnded(slot);
          }
        }
        link = rows.get(slot, LeaseRows.EXPIRY_NEXT);
      }
    }
    settledThrough = nowSeconds;
  }

  /// Takes addresses from the pools of these settings from now on.
  void settings(Settings next) {
    LeasePools before = pools;
    if (!settings.hooks().limits().equals(next.hooks().limits())) {
      limits = new LimitCounts(next.hooks().limits());
      for (int slot = 0; limits.counting() && slot < rows.used(); slot++) {
        Lease lease = at(slot);
        if (lease != null) {
          limits.add(lease, 1);
        }
      }
    }
    settings = next;
    pools = LeasePools.of(next, rows, hash, before.all());
    if (!before.all().equals(pools.all())) {
      move(before);
    }
  }

  private void move(LeasePools before) {
    IdentityHashMap<PoolAddresses, Integer> after = new IdentityHashMap<>();
    for (int i = 0; i < pools.all().size(); i++) {
      after.put(pools.get(i), i + 1);
    }
    int[] links = new int[before.all().size() + 1];
    boolean[] kept = new boolean[pools.all().size()];
    for (int i = 0; i < before.all().size(); i++) {
      links[i + 1] = after.getOrDefault(before.get(i), 0);
      if (links[i + 1] != 0) {
        kept[links[i + 1] - 1] = true;
      }
    }
    for (int slot = 0; slot < rows.used(); slot++) {
      if (records.isRecord(slot)) {
        int link = links[rows.get(slot, LeaseRows.POOL)];
        rows.set(slot, LeaseRows.POOL, link);
        if (link == 0) {
          rows.set(slot, LeaseRows.ENDED_NEXT, 0);
          rows.set(slot, LeaseRows.ENDED_PREVIOUS, 0);
          enterPool(slot);
          if (rows.get(slot, LeaseRows.POOL) != 0) {
            poolOf(slot).count(records.state(slot), 1);
          }
        }
      }
    }
    listEnded(settledThrough, kept);
  }

  // Fills the lists of all pools but those to be left alone, in the order of time.
  private void listEnded(long nowSeconds, boolean[] leave) {
    long held = pending.earliest();
    long back = putBack.earliest();
    while (held <= nowSeconds || back != Long.MAX_VALUE) {
      if (held <= nowSeconds && held <= back) {
        listEnded(pending.head(held), leave);
        held = pending.from(held + 1);
      } else {
        listEnded(putBack.head(back), leave);
        back = putBack.from(back + 1);
      }
    }
    settledThrough = nowSeconds;
  }

  private void listEnded(int head, boolean[] leave) {
    for (int link = head; link != 0; link = rows.get(link - 1, LeaseRows.EXPIRY_NEXT)) {
      int pool = rows.get(link - 1, LeaseRows.POOL);
      if (pool != 0 && !leave[pool - 1]) {
        pools.get(pool - 1).addEnded(link - 1);
      }
    }
  }

  // ---- filling from stable storage

  /// From here on until [#finishRestoring] records come in no order of time, by [#restore]. Only
  /// the index by address is kept meanwhile: most leases have further lines later in the file.
  void beginRestoring() {
    restoring = true;
  }

  /// Puts this in the place of any record that its address has, and returns the subnet id that that
  /// one named, or -1.
  long restore(StoredLease lease) {
    int slot = byAddress.find(lease.addressBits());
    if (slot < 0) {
      if (lease.isRecord()) {
        byAddress.enter(records.add(lease, 0));
      }
      return -1;
    }
    long subnetId = subnetId(slot);
    if (lease.isRecord()) {
      records.rewrite(slot, lease);
    } else {
      byAddress.leave(slot);
      records.erase(slot);
      rows.free(slot);
    }
    return subnetId;
  }

  /// What is to be done between the last [#restore] and [#finishRestoring]: parts that touch
  /// nothing that another changes, so that they may run at the same time.
  List<Runnable> restoringParts() {
    return List.of(() -> byClient.restore(byAddress.count()), this::enterPlaces);
  }

  private void enterPlaces() {
    for (int slot = 0; slot < rows.used(); slot++) {
      if (!records.isVacant(slot)) {
        enterPool(slot);
        enterState(slot);
      }
    }
  }

  /// Brings what had ended by `nowSeconds` into the order of time.
  void finishRestoring(long nowSeconds) {
    restoring = false;
    listEnded(nowSeconds, new boolean[pools.all().size()]);
  }
}

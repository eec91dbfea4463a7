package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// Leads from client identifiers and hardware addresses to the records of their clients.
///
/// Both are looked for in one place: most client identifiers are the hardware address behind its
/// type (RFC 2132 section 9.14), and such a record is entered once.
///
/// A client may send any number of other identifiers, and so have any number of records with its
/// hardware address. Whoever sends an identifier has nothing to do with those: they are entered
/// beside the hash of the hardware address, for clients without one, and only so many of them. So
/// no look and no change takes more steps because of what some client sends.
///
/// Called only by [LeaseTable], which says what protects it.
final class ClientIndex {
  /// How many records with identifiers of their own a hardware address leads to.
  static final int MAX_BESIDE = 64;

  private final LeaseRows rows;
  private final LeaseRecords records;
  private final KeyHash hash;
  private final HashIndex index;

  ClientIndex(LeaseRows rows, LeaseRecords records, LeaseRoom room, KeyHash hash) {
    this.rows = rows;
    this.records = records;
    this.hash = hash;
    this.index = new HashIndex(room);
  }

  List<Lease> ofClientId(Bytes clientId) {
    return behind(List.of(), hash.of(clientId), clientId, null);
  }

  /// Those that have this hardware address; of those that have an identifier as well that is not
  /// just that address, [#MAX_BESIDE] at most.
  List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    int keyHash = hash.of(chaddr);
    return having(chaddr, beside(keyHash), having(chaddr, keyHash, List.of()));
  }

  private List<Lease> having(HardwareAddress chaddr, int keyHash, List<Lease> before) {
    List<Lease> found = before;
    int steps = index.count();
    for (long at = index.first(keyHash); at != HashIndex.NONE; at = index.next(at, keyHash)) {
      int slot = index.slot(at);
      if (records.hasHardwareAddress(slot, chaddr)) {
        found = records.readBehind(found, slot);
      }
      HashIndex.checkSteps(steps--);
    }
    return found;
  }

  // Another hash that has the same bucket of the index: the processor reads the same memory.
  private static int beside(int hardwareHash) {
    return hardwareHash ^ Integer.MIN_VALUE;
  }

  /// Reads where it would look for these clients, and has each lead to a row that may be its own.
  void expect(ExpectedClients clients) {
    // Each loop is short, so that the processor waits for the memory of several clients at once.
    int took = 0;
    for (int i = 0; i < clients.count(); i++) {
      int keyHash = hash.ofEthernet(clients.address(i));
      clients.hash(i, keyHash);
      took += index.peek(keyHash);
    }
    for (int i = 0; i < clients.count(); i++) {
      took += index.peekFurther(clients.hash(i));
    }
    clients.took(took);
    for (int i = 0; i < clients.count(); i++) {
      long place = index.first(clients.hash(i));
      if (place == HashIndex.NONE) {
        place = index.first(beside(clients.hash(i)));
      }
      if (place == HashIndex.NONE) {
        clients.leadNowhere(i);
      } else {
        clients.lead(i, index.slot(place));
      }
    }
  }

  /// Those that are this client's, as [ClientIdentity#matches] has it: if it has a client
  /// identifier, a record with another one is not, though its hardware address be the same.
  List<Lease> ofClient(ClientIdentity client) {
    Optional<Bytes> clientId = client.clientId();
    HardwareAddress chaddr = client.chaddr();
    if (clientId.isEmpty()) {
      return chaddr.isEmpty() ? List.of() : ofHardwareAddress(chaddr);
    }
    int idHash = hash.of(clientId.get());
    if (chaddr.isEmpty()) {
      return behind(List.of(), idHash, clientId.get(), null);
    }
    int hardwareHash = hash.of(chaddr);
    return idHash == hardwareHash
        ? behind(List.of(), idHash, clientId.get(), chaddr)
        : behind(behind(List.of(), idHash, clientId.get(), null), hardwareHash, null, chaddr);
  }

  // Those with this client identifier, and those without any that have this hardware address.
  private List<Lease> behind(
      List<Lease> before, int keyHash, @Nullable Bytes clientId, @Nullable HardwareAddress chaddr) {
    List<Lease> found = before;
    int steps = index.count();
    for (long at = index.first(keyHash); at != HashIndex.NONE; at = index.next(at, keyHash)) {
      int slot = index.slot(at);
      if (records.hasClientId(slot)
          ? clientId != null && records.hasClientId(slot, clientId)
          : chaddr != null && records.hasHardwareAddress(slot, chaddr)) {
        found = records.readBehind(found, slot);
      }
      HashIndex.checkSteps(steps--);
    }
    return found;
  }

  /// Enters a row whose client this is.
  void enter(int slot, ClientIdentity client) {
    int idHash = client.clientId().isPresent() ? hash.of(client.clientId().get()) : 0;
    int hardwareHash = client.chaddr().isEmpty() ? 0 : hash.of(client.chaddr());
    enter(slot, client.clientId().isPresent(), idHash, !client.chaddr().isEmpty(), hardwareHash);
  }

  private void enter(int slot, boolean withId, int idHash, boolean withHardware, int hardwareHash) {
    if (withId) {
      index.add(idHash, slot);
      if (withHardware && isBeside(idHash, hardwareHash) && hasRoom(beside(hardwareHash))) {
        index.add(beside(hardwareHash), slot);
      }
    } else if (withHardware) {
      index.add(hardwareHash, slot);
    }
  }

  // Whether the hash of the identifier does not lead whoever looks for the hardware address there.
  private static boolean isBeside(int idHash, int hardwareHash) {
    return idHash != hardwareHash && idHash != beside(hardwareHash);
  }

  private boolean hasRoom(int besideHash) {
    int count = 0;
    for (long at = index.first(besideHash);
        at != HashIndex.NONE && count < MAX_BESIDE;
        at = index.next(at, besideHash)) {
      count++;
    }
    return count < MAX_BESIDE;
  }

  /// Enters all rows, when they have been read from a file: `count` of them.
  void restore(int count) {
    index.reserve(count);
    for (int slot = 0; slot < rows.used(); slot++) {
      if (!records.isVacant(slot)) {
        boolean withId = records.hasClientId(slot);
        boolean withHardware = records.hasHardwareAddress(slot);
        enter(
            slot,
            withId,
            withId ? records.clientIdHash(slot, hash) : 0,
            withHardware,
            withHardware ? records.hardwareAddressHash(slot, hash) : 0);
      }
    }
  }

  /// Takes a row out. Its record must still name the client.
  void leave(int slot) {
    boolean withId = records.hasClientId(slot);
    boolean withHardware = records.hasHardwareAddress(slot);
    int hardwareHash = withHardware ? records.hardwareAddressHash(slot, hash) : 0;
    if (withId) {
      int idHash = records.clientIdHash(slot, hash);
      index.remove(idHash, slot);
      if (withHardware && isBeside(idHash, hardwareHash)) {
        index.removeIfThere(beside(hardwareHash), slot);
      }
    } else if (withHardware) {
      index.remove(hardwareHash, slot);
    }
  }

  /// How many entries lead to rows.
  int entries() {
    return index.count();
  }
}

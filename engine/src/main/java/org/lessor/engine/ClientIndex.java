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
/// Called only by [LeaseTable], which says what protects it.
final class ClientIndex {
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

  List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    List<Lease> found = List.of();
    int keyHash = hash.of(chaddr);
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
    }
    if (withHardware && !(withId && idHash == hardwareHash)) {
      index.add(hardwareHash, slot);
    }
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
    int idHash = withId ? records.clientIdHash(slot, hash) : 0;
    if (withId) {
      index.remove(idHash, slot);
    }
    if (records.hasHardwareAddress(slot)) {
      int hardwareHash = records.hardwareAddressHash(slot, hash);
      if (!(withId && idHash == hardwareHash)) {
        index.remove(hardwareHash, slot);
      }
    }
  }
}

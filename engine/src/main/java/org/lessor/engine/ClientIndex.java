package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// Leads from client identifiers and hardware addresses to the records of their clients.
///
/// Called only by [LeaseTable], which says what protects it.
final class ClientIndex {
  /// What tells client identifiers from hardware addresses, whose kind is their type.
  private static final int CLIENT_ID_KIND = -1;

  private final LeaseRows rows;
  private final LeaseRecords records;
  private final KeyHash hash;
  private final HashIndex byClientId;
  private final HashIndex byHardwareAddress;

  ClientIndex(LeaseRows rows, LeaseRecords records, LeaseRoom room, KeyHash hash) {
    this.rows = rows;
    this.records = records;
    this.hash = hash;
    this.byClientId =
        new HashIndex(
            rows, room, LeaseRows.CLIENT_NEXT, slot -> rows.get(slot, LeaseRows.CLIENT_HASH));
    this.byHardwareAddress =
        new HashIndex(
            rows, room, LeaseRows.HARDWARE_NEXT, slot -> rows.get(slot, LeaseRows.HARDWARE_HASH));
  }

  List<Lease> ofClientId(Bytes clientId) {
    List<Lease> found = List.of();
    int keyHash = hashOf(clientId);
    int link = byClientId.first(keyHash);
    for (int steps = rows.used(); link != 0; link = byClientId.next(link - 1)) {
      int slot = link - 1;
      if (rows.get(slot, LeaseRows.CLIENT_HASH) == keyHash && records.hasClientId(slot, clientId)) {
        found = records.readBehind(found, slot);
      }
      HashIndex.checkSteps(steps--);
    }
    return found;
  }

  List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    return behind(List.of(), chaddr, Wanted.ALL);
  }

  /// Those that are this client's, as [ClientIdentity#matches] has it: if it has a client
  /// identifier, a record with another one is not, though its hardware address be the same.
  List<Lease> ofClient(ClientIdentity client) {
    boolean known = client.clientId().isPresent();
    List<Lease> found = known ? ofClientId(client.clientId().get()) : List.of();
    return client.chaddr().isEmpty()
        ? found
        : behind(found, client.chaddr(), known ? Wanted.WITHOUT_CLIENT_ID : Wanted.ALL);
  }

  /// Which records with a hardware address are wanted.
  private enum Wanted {
    ALL,
    WITHOUT_CLIENT_ID
  }

  private List<Lease> behind(List<Lease> before, HardwareAddress chaddr, Wanted wanted) {
    List<Lease> found = before;
    int keyHash = hashOf(chaddr);
    int link = byHardwareAddress.first(keyHash);
    for (int steps = rows.used(); link != 0; link = byHardwareAddress.next(link - 1)) {
      int slot = link - 1;
      if (rows.get(slot, LeaseRows.HARDWARE_HASH) == keyHash
          && (wanted == Wanted.ALL || !records.hasClientId(slot))
          && records.hasHardwareAddress(slot, chaddr)) {
        found = records.readBehind(found, slot);
      }
      HashIndex.checkSteps(steps--);
    }
    return found;
  }

  private int hashOf(Bytes clientId) {
    return hash.of(CLIENT_ID_KIND, clientId);
  }

  private int hashOf(HardwareAddress chaddr) {
    return hash.of(chaddr.htype(), chaddr.address());
  }

  /// Enters a row whose client this is.
  void enter(int slot, ClientIdentity client) {
    if (client.clientId().isPresent()) {
      rows.set(slot, LeaseRows.CLIENT_HASH, hashOf(client.clientId().get()));
      byClientId.add(slot);
    }
    if (!client.chaddr().isEmpty()) {
      rows.set(slot, LeaseRows.HARDWARE_HASH, hashOf(client.chaddr()));
      byHardwareAddress.add(slot);
    }
  }

  /// Enters the client identifiers of all rows, when they have been read from a file: `count` at
  /// most.
  void restoreClientIds(int count) {
    byClientId.reserve(count);
    for (int slot = 0; slot < rows.used(); slot++) {
      if (!records.isVacant(slot) && records.hasClientId(slot)) {
        rows.set(slot, LeaseRows.CLIENT_HASH, records.clientIdHash(slot, hash, CLIENT_ID_KIND));
        byClientId.add(slot);
      }
    }
  }

  /// The same of hardware addresses.
  void restoreHardwareAddresses(int count) {
    byHardwareAddress.reserve(count);
    for (int slot = 0; slot < rows.used(); slot++) {
      if (!records.isVacant(slot) && records.hasHardwareAddress(slot)) {
        rows.set(slot, LeaseRows.HARDWARE_HASH, records.hardwareAddressHash(slot, hash));
        byHardwareAddress.add(slot);
      }
    }
  }

  /// Takes a row out. Its record must still name the client.
  void leave(int slot) {
    if (records.hasClientId(slot)) {
      byClientId.remove(slot);
    }
    if (records.hasHardwareAddress(slot)) {
      byHardwareAddress.remove(slot);
    }
  }
}

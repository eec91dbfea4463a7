package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Reservations by client and by address. Immutable.
final class ReservationIndex {
  private static final int ETHERNET_BYTES = 6;
  private static final long NO_ETHERNET = -1;

  private final Reservation.Kind[] kinds;

  /// Which kinds of key there are, by their place in `kinds`.
  private final boolean[] inUse;

  private final boolean empty;

  /// By Ethernet address, of which there are the most; by all other keys.
  private final NumberTable<List<Reserved>> byEthernet;

  private final Map<Reservation.Key, List<Reserved>> byKey = new HashMap<>();
  private final NumberTable<List<Reservation.Key>> byAddress;

  /// One that looks for these kinds of key, in this order. Reservations under other kinds reach
  /// nobody, but keep their addresses.
  ReservationIndex(List<Reservation.Kind> kinds, List<Reserved> all) {
    this.kinds = kinds.toArray(Reservation.Kind[]::new);
    inUse = new boolean[this.kinds.length];
    empty = all.isEmpty();
    Map<Long, List<Reserved>> ethernet = new HashMap<>();
    Map<Long, List<Reservation.Key>> addresses = new HashMap<>();
    for (Reserved each : all) {
      Reservation.Key key = each.reservation().key();
      int place = kinds.indexOf(key.kind());
      if (place >= 0) {
        inUse[place] = true;
      }
      long number = ethernet(key);
      List<Reserved> sameKey =
          number == NO_ETHERNET
              ? byKey.computeIfAbsent(key, _ -> new ArrayList<>(1))
              : ethernet.computeIfAbsent(number, _ -> new ArrayList<>(1));
      sameKey.add(each);
      each.reservation()
          .address()
          .ifPresent(address ->
              addresses.computeIfAbsent(address.unsigned(), _ -> new ArrayList<>(1)).add(key));
    }
    ethernet.replaceAll((_, list) -> List.copyOf(list));
    addresses.replaceAll((_, list) -> List.copyOf(list));
    byEthernet = new NumberTable<>(ethernet);
    byAddress = new NumberTable<>(addresses);
  }

  private static long ethernet(Reservation.Key key) {
    return key instanceof Reservation.Key.HwAddress(HardwareAddress chaddr)
        ? ethernet(chaddr)
        : NO_ETHERNET;
  }

  private static long ethernet(HardwareAddress chaddr) {
    Bytes octets = chaddr.address();
    return chaddr.htype() == HardwareAddress.ETHERNET && octets.length() == ETHERNET_BYTES
        ? (long) octets.uint16(0) << 32 | octets.uint32(2)
        : NO_ETHERNET;
  }

  boolean isEmpty() {
    return empty;
  }

  /// What is reserved for the client: by the first kind of key first, then in the order added; in
  /// each subnet the first of these counts.
  List<Reserved> of(Client client) {
    List<Reserved> found = List.of();
    if (empty) {
      return found;
    }
    for (int i = 0; i < kinds.length; i++) {
      List<Reserved> ofKind = inUse[i] ? under(kinds[i], client) : List.of();
      if (found.isEmpty()) {
        found = ofKind;
      } else if (!ofKind.isEmpty()) {
        found = joined(found, ofKind);
      }
    }
    return found;
  }

  private List<Reserved> under(Reservation.Kind kind, Client client) {
    long number = kind == Reservation.Kind.HW_ADDRESS ? ethernet(client.chaddr()) : NO_ETHERNET;
    if (number != NO_ETHERNET) {
      List<Reserved> found = byEthernet.get(number);
      return found == null ? List.of() : found;
    }
    Reservation.Key key = client.key(kind);
    return key == null ? List.of() : byKey.getOrDefault(key, List.of());
  }

  private static List<Reserved> joined(List<Reserved> first, List<Reserved> second) {
    List<Reserved> all = new ArrayList<>(first);
    for (Reserved each : second) {
      if (first.stream().noneMatch(known -> known.subnet() == each.subnet())) {
        all.add(each);
      }
    }
    return all;
  }

  /// Whether the address is reserved, and not for this client.
  boolean isReservedToOther(Ipv4 address, Client client) {
    List<Reservation.Key> keys = empty ? null : byAddress.get(address.unsigned());
    if (keys == null) {
      return false;
    }
    for (Reservation.Key key : keys) {
      if (looksFor(key.kind()) && client.answersTo(key)) {
        return false;
      }
    }
    return true;
  }

  private boolean looksFor(Reservation.Kind kind) {
    for (Reservation.Kind each : kinds) {
      if (each == kind) {
        return true;
      }
    }
    return false;
  }
}

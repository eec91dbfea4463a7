package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Reservations by client and by address: those of every network, and those that stand in no
/// subnet. One table has them all, so that a look takes as long however many networks there are.
/// Immutable.
final class ReservationIndex {
  /// In place of a network's number: what stands in no subnet.
  private static final int NO_NETWORK = -1;

  private static final int ANY = 1 << 31;

  private static final long NO_ETHERNET = -1;

  private final Reservation.Kind[] kinds;

  /// Which kinds of key are in use, as bits by their place in `kinds`, and [#ANY] where anything is
  /// reserved: by number of the network, with what stands in no subnet last.
  private final int[] used;

  /// By Ethernet address, of which there are the most; by all other keys.
  private final NumberTable<Reserved> byEthernet;

  private final Map<ScopedKey, Reserved> byKey = new HashMap<>();
  private final NumberTable<List<Reservation.Key>> byAddress;

  private record ScopedKey(Reservation.Key key, int network) {}

  /// Of these settings, whose networks `links` are, by their numbers. Reservations under kinds of
  /// key that are not looked for reach nobody, but keep their addresses.
  ReservationIndex(Settings settings, List<Link> links) {
    List<Reservation.Kind> order = settings.reservationKinds();
    kinds = order.toArray(Reservation.Kind[]::new);
    used = new int[links.size() + 1];
    Filling filling = new Filling();
    for (Link link : links) {
      for (Place subnet : link.subnets()) {
        for (Reservation each : subnet.subnet().countingReservations()) {
          Ipv4 address = each.address().orElse(Ipv4.UNSPECIFIED);
          filling.add(link.number(), Reserved.of(each, subnet, link.placeOf(subnet, address)));
        }
      }
    }
    for (Reservation each : settings.reservations()) {
      filling.add(NO_NETWORK, Reserved.of(each, null, null));
    }
    Map<NumberTable.Key, Reserved> ethernet = new HashMap<>();
    filling.byKey.forEach((scoped, sameKey) -> {
      long number = ethernet(scoped.key);
      if (number == NO_ETHERNET) {
        byKey.put(scoped, chained(sameKey));
      } else {
        ethernet.put(new NumberTable.Key(number, scoped.network), chained(sameKey));
      }
    });
    byEthernet = new NumberTable<>(ethernet);
    byAddress = new NumberTable<>(filling.byAddress);
  }

  /// What comes into the tables.
  private final class Filling {
    private final Map<ScopedKey, List<Reserved>> byKey = new HashMap<>();
    private final Map<NumberTable.Key, List<Reservation.Key>> byAddress = new HashMap<>();

    void add(int network, Reserved reserved) {
      Reservation.Key key = reserved.reservation().key();
      used[place(network)] |= ANY;
      for (int i = 0; i < kinds.length; i++) {
        used[place(network)] |= kinds[i] == key.kind() ? 1 << i : 0;
      }
      byKey.computeIfAbsent(new ScopedKey(key, network), _ -> new ArrayList<>(1)).add(reserved);
      reserved
          .reservation()
          .address()
          .map(address -> new NumberTable.Key(address.unsigned(), network))
          .ifPresent(place -> byAddress.computeIfAbsent(place, _ -> new ArrayList<>(1)).add(key));
    }
  }

  private static Reserved chained(List<Reserved> sameKey) {
    return sameKey.getFirst().before(List.copyOf(sameKey.subList(1, sameKey.size())));
  }

  private int place(int network) {
    return network == NO_NETWORK ? used.length - 1 : network;
  }

  private static long ethernet(Reservation.Key key) {
    return key instanceof Reservation.Key.HwAddress(HardwareAddress chaddr)
        ? ethernet(chaddr)
        : NO_ETHERNET;
  }

  private static long ethernet(HardwareAddress chaddr) {
    Bytes octets = chaddr.address();
    return chaddr.htype() == HardwareAddress.ETHERNET
            && octets.length() == HardwareAddress.ETHERNET_SIZE
        ? (long) octets.uint16(0) << 32 | octets.uint32(2)
        : NO_ETHERNET;
  }

  /// What no subnet reserves for the client.
  List<Reserved> ofNoSubnet(Client client) {
    return under(NO_NETWORK, client);
  }

  /// What is reserved for the client on that network: what a subnet that is open to its classes
  /// reserves, in the order of the subnets, then what no subnet does.
  List<Reserved> on(Place here, Client client, ClassSet classes) {
    List<Reserved> own = Reserved.open(under(here.networkNumber(), client), classes);
    if (!considersOthers(here)) {
      return own;
    }
    List<Reserved> global = ofNoSubnet(client);
    if (global.isEmpty()) {
      return own;
    }
    List<Reserved> all = new ArrayList<>(own);
    all.addAll(global);
    return all;
  }

  private boolean considersOthers(Place here) {
    return used[place(NO_NETWORK)] != 0 && here.link().considersGlobalReservations();
  }

  /// By the first kind of key first, then in the order of the settings; in each subnet the first of
  /// these counts.
  private List<Reserved> under(int network, Client client) {
    int inUse = used[place(network)];
    List<Reserved> found = List.of();
    for (int i = 0; inUse != 0 && i < kinds.length; i++) {
      Reserved first = (inUse >>> i & 1) == 0 ? null : under(network, kinds[i], client);
      if (first == null) {
        continue;
      }
      List<Reserved> ofKind = first.behind().isEmpty() ? List.of(first) : withBehind(first);
      found = found.isEmpty() ? ofKind : joined(found, ofKind);
    }
    return found;
  }

  private @Nullable Reserved under(int network, Reservation.Kind kind, Client client) {
    long number = kind == Reservation.Kind.HW_ADDRESS ? ethernet(client.chaddr()) : NO_ETHERNET;
    if (number != NO_ETHERNET) {
      return byEthernet.get(number, network);
    }
    Reservation.Key key = client.key(kind);
    return key == null ? null : byKey.get(new ScopedKey(key, network));
  }

  private static List<Reserved> withBehind(Reserved first) {
    List<Reserved> all = new ArrayList<>(1 + first.behind().size());
    all.add(first);
    all.addAll(first.behind());
    return all;
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

  /// Whether the address is reserved on that network, and not for this client.
  boolean isReservedToOther(Place here, Ipv4 address, Client client) {
    if (isReservedToOther(here.networkNumber(), address, client)) {
      return true;
    }
    if (!considersOthers(here) || !isReservedToOther(NO_NETWORK, address, client)) {
      return false;
    }
    Place subnet = here.link().subnetOf(address);
    return subnet != null && subnet.subnet().considersGlobalReservations();
  }

  private boolean isReservedToOther(int network, Ipv4 address, Client client) {
    List<Reservation.Key> keys =
        used[place(network)] != 0 ? byAddress.get(address.unsigned(), network) : null;
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

package org.lessor.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// A [Network] made ready for questions: which pool holds an address, what is reserved for whom.
/// Immutable.
final class Link {
  private final Network network;
  private final int number;
  private final Guard guard;
  private final List<Place> subnets = new ArrayList<>();
  private final List<Place> pools = new ArrayList<>();
  private final Place[] poolsByAddress;
  private final int[] poolStarts;
  private final long[] subnetIds;

  private final PrefixIndex prefixes;
  private final boolean considersGlobal;

  /// @param network what it is made of
  /// @param number where it stands among all networks
  /// @param globalOptions options of all networks
  /// @param table the classes
  /// @param orders the number of each subnet by rising id
  /// @param sharing makes equal parameters the same
  Link(
      Network network,
      int number,
      OptionSet globalOptions,
      ClassTable table,
      ToIntFunction<Subnet> orders,
      UnaryOperator<Parameters> sharing) {
    this.network = network;
    this.number = number;
    this.guard = Guard.of(network.classes().guards(), table);
    OptionSet shared = globalOptions.under(network.options());
    List<Subnet> inOrder =
        network.subnets().stream().sorted(Comparator.comparingInt(orders)).toList();
    for (Subnet subnet : inOrder) {
      OptionSet options = shared.under(subnet.options());
      Place place =
          new Place(
              this,
              subnet,
              sharing.apply(subnet.parameters()),
              options,
              orders.applyAsInt(subnet),
              table);
      subnets.add(place);
      pools.addAll(place.pools());
    }
    poolsByAddress = pools.stream().sorted(Comparator.comparing(Link::start)).toArray(Place[]::new);
    poolStarts = Stream.of(poolsByAddress).mapToInt(each -> rank(start(each))).toArray();
    subnetIds = network.subnets().stream().mapToLong(Subnet::id).sorted().toArray();
    prefixes = new PrefixIndex(subnets);
    considersGlobal = network.subnets().stream().anyMatch(Subnet::considersGlobalReservations);
  }

  private static Ipv4 start(Place place) {
    return place.pool().orElseThrow().first();
  }

  /// A number that is greater for a higher address.
  private static int rank(Ipv4 address) {
    return address.bits() ^ Integer.MIN_VALUE;
  }

  Network network() {
    return network;
  }

  /// Where it stands among all networks, from 0.
  int number() {
    return number;
  }

  /// Whether reservations that stand in no subnet count in any of its subnets.
  boolean considersGlobalReservations() {
    return considersGlobal;
  }

  /// Whom it is for.
  Guard guard() {
    return guard;
  }

  /// The subnets as such, by rising id.
  List<Place> subnets() {
    return subnets;
  }

  /// All pools of all subnets, in order.
  List<Place> pools() {
    return pools;
  }

  /// Where that subnet stands among [#subnets].
  int indexOf(Place subnet) {
    int low = 0;
    int high = subnets.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (subnets.get(middle).order() < subnet.order()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The pools of the subnet at `index`.
  List<Place> poolsAt(int index) {
    return subnets.get(index).pools();
  }

  /// `here`, or the first subnet after it that is open to a client of these classes, the first
  /// following the last; null where none is.
  @Nullable Place openFrom(Place here, ClassSet client) {
    if (here.opensSubnet(client)) {
      return here;
    }
    int start = indexOf(here);
    for (int i = 1; i < subnets.size(); i++) {
      Place next = subnets.get((start + i) % subnets.size());
      if (next.opensSubnet(client)) {
        return next;
      }
    }
    return null;
  }

  /// The subnet open to the client, from `here` on, that has its clients do without IPv4 if they
  /// can (RFC 8925 section 3.3): it, or the network, sets option 108. Null where none does.
  @Nullable Place preferringIpv6(Place here, ClassSet client) {
    int start = indexOf(here);
    for (int i = 0; i < subnets.size(); i++) {
      Place place = subnets.get((start + i) % subnets.size());
      if (place.opensSubnet(client) && prefersIpv6(place.subnet().options())) {
        return place;
      }
    }
    return prefersIpv6(network.options()) ? here : null;
  }

  private static boolean prefersIpv6(List<ConfiguredOption> options) {
    for (ConfiguredOption each : options) {
      if (each.option().code() == OptionCodes.V6_ONLY_PREFERRED
          && each.sending() != ConfiguredOption.Sending.NEVER) {
        return true;
      }
    }
    return false;
  }

  /// Whether the subnet with this id belongs to it.
  boolean holds(long subnetId) {
    for (long id : subnetIds) {
      if (id == subnetId) {
        return true;
      }
    }
    return false;
  }

  /// The subnet whose block the address lies in; null where it is not of this link.
  @Nullable Place subnetOf(Ipv4 address) {
    return prefixes.find(address);
  }

  /// The pool that the address lies in; null where it lies in none.
  @Nullable Place poolOf(Ipv4 address) {
    int wanted = rank(address);
    int low = 0;
    int high = poolStarts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (poolStarts[middle] <= wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    if (high < 0) {
      return null;
    }
    Place place = poolsByAddress[high];
    return place.pool().orElseThrow().contains(address) ? place : null;
  }

  /// Where an address of that subnet lies: its pool, or else the subnet; null where the subnet does
  /// not hold it, and for 0.0.0.0.
  @Nullable Place placeOf(Place subnet, Ipv4 address) {
    Place holder = address.isUnspecified() ? null : subnetOf(address);
    if (holder == null || holder.order() != subnet.order()) {
      return null;
    }
    Place pool = poolOf(address);
    return pool == null ? holder : pool;
  }
}

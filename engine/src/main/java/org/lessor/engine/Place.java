package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// Where an address can come from: a pool, or a subnet outside its pools, with all that is known of
/// it from the settings alone.
///
/// What each decision needs stands here itself: with ten thousand subnets none is in a cache, and
/// every object on the way to a number costs as much as all else together.
final class Place {
  private final Link link;
  private final Network network;
  private final int networkNumber;
  private final Subnet subnet;
  private final Optional<Pool> pool;
  private final long subnetId;
  private final long poolId;
  private final Parameters parameters;
  private final NameRules names;
  private final OptionSet options;
  private final int order;
  private final Guard subnetGuard;
  private final Guard poolGuard;
  private final boolean subnetOpen;
  private final int[] additional;
  private final List<Place> pools;

  /// Of a subnet: the only pool of its network, all of whose addresses belong to it, as most have
  /// it. It is found without a search.
  private final @Nullable Place onlyPool;

  // Of a pool: its first and last address.
  private final int first;
  private final int last;

  /// The subnet as such, and its pools.
  ///
  /// @param link the network it belongs to, as far as it has a number and a guard
  /// @param subnet the subnet
  /// @param parameters the subnet's, one object for all subnets that have the same
  /// @param options what clients there are told
  /// @param order the subnet's number by rising id
  /// @param table the classes
  Place(
      Link link,
      Subnet subnet,
      Parameters parameters,
      OptionSet options,
      int order,
      ClassTable table) {
    this.link = link;
    this.network = link.network();
    this.networkNumber = link.number();
    this.subnet = subnet;
    this.subnetId = subnet.id();
    this.parameters = parameters;
    this.names = parameters.names();
    this.pool = Optional.empty();
    this.poolId = 0;
    this.options = options;
    this.order = order;
    this.subnetGuard = Guard.of(subnet.classes().guards(), table);
    this.poolGuard = Guard.OPEN;
    this.subnetOpen = subnetGuard.isOpen() && link.guard().isOpen();
    this.additional = additional(table);
    this.first = 0;
    this.last = 0;
    this.pools = subnet.pools().stream().map(each -> new Place(this, each, table)).toList();
    boolean alone =
        network.subnets().size() == 1
            && pools.size() == 1
            && subnet.pools().getFirst().excluded().isEmpty();
    this.onlyPool = alone ? pools.getFirst() : null;
  }

  /// A pool of that subnet.
  private Place(Place subnet, Pool pool, ClassTable table) {
    this.link = subnet.link;
    this.network = subnet.network;
    this.networkNumber = subnet.networkNumber;
    this.subnet = subnet.subnet;
    this.subnetId = subnet.subnetId;
    this.parameters = subnet.parameters;
    this.names = pool.names().orElse(subnet.names);
    this.pool = Optional.of(pool);
    this.poolId = pool.id();
    this.options = subnet.options.under(pool.options());
    this.order = subnet.order;
    this.subnetGuard = subnet.subnetGuard;
    this.poolGuard = Guard.of(pool.classes().guards(), table);
    this.subnetOpen = subnet.subnetOpen;
    this.additional = additional(table);
    this.first = pool.first().bits();
    this.last = pool.last().bits();
    this.pools = List.of();
    this.onlyPool = null;
  }

  private int[] additional(ClassTable table) {
    IntStream own =
        pool.stream().flatMap(each -> each.classes().additional().stream()).mapToInt(table::idOf);
    IntStream ofSubnet = subnet.classes().additional().stream().mapToInt(table::idOf);
    IntStream ofNetwork = link.network().classes().additional().stream().mapToInt(table::idOf);
    return IntStream.concat(own, IntStream.concat(ofSubnet, ofNetwork)).distinct().toArray();
  }

  Link link() {
    return link;
  }

  Network network() {
    return network;
  }

  /// Where the network stands among all networks, from 0.
  int networkNumber() {
    return networkNumber;
  }

  Subnet subnet() {
    return subnet;
  }

  Optional<Pool> pool() {
    return pool;
  }

  /// Of a subnet: its pools, in order.
  List<Place> pools() {
    return pools;
  }

  /// Of a subnet: the pool of its network that the address lies in; null where it lies in none.
  @Nullable Place poolOf(Ipv4 address) {
    if (onlyPool == null) {
      return link.poolOf(address);
    }
    boolean inside =
        Integer.compareUnsigned(address.bits(), onlyPool.first) >= 0
            && Integer.compareUnsigned(address.bits(), onlyPool.last) <= 0;
    return inside ? onlyPool : null;
  }

  /// Whether leases that name the subnet with this id are of this network.
  boolean isOnNetworkOf(long otherSubnetId) {
    return otherSubnetId == subnetId || link.holds(otherSubnetId);
  }

  /// The pool's id in lease records.
  long poolId() {
    return poolId;
  }

  /// The subnet's id in lease records.
  long subnetId() {
    return subnetId;
  }

  OptionSet options() {
    return options;
  }

  int order() {
    return order;
  }

  /// What becomes of the names that clients say.
  NameRules names() {
    return names;
  }

  Parameters parameters() {
    return parameters;
  }

  /// Whom the subnet is for, besides what its network says.
  Guard subnetGuard() {
    return subnetGuard;
  }

  /// Whether clients of these classes may be in the subnet.
  boolean opensSubnet(ClassSet client) {
    return subnetOpen || (subnetGuard.admits(client) && link.guard().admits(client));
  }

  /// Whether clients of these classes may be given an address here.
  boolean admits(ClassSet client) {
    return opensSubnet(client) && poolGuard.admits(client);
  }

  /// The classes that are evaluated late for addresses here: those of the pool, the subnet and the
  /// network, in order.
  int[] additionalClasses() {
    return additional;
  }
}

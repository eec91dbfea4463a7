package org.lessor.engine;

import java.util.Optional;
import java.util.stream.IntStream;

/// Where an address can come from: a pool, or a subnet outside its pools, with all that is known of
/// it from the settings alone.
///
/// What each decision needs stands here itself: with ten thousand subnets none is in a cache, and
/// every object on the way to a number costs as much as all else together.
final class Place {
  private final Link link;
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
  private final int[] additional;

  /// The subnet as such.
  ///
  /// @param link the network it belongs to
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
    this.additional = additional(table);
  }

  /// A pool of that subnet.
  Place(Place subnet, Pool pool, OptionSet options, ClassTable table) {
    this.link = subnet.link;
    this.subnet = subnet.subnet;
    this.subnetId = subnet.subnetId;
    this.parameters = subnet.parameters;
    this.names = pool.names().orElse(subnet.names);
    this.pool = Optional.of(pool);
    this.poolId = pool.id();
    this.options = options;
    this.order = subnet.order;
    this.subnetGuard = subnet.subnetGuard;
    this.poolGuard = Guard.of(pool.classes().guards(), table);
    this.additional = additional(table);
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

  Subnet subnet() {
    return subnet;
  }

  Optional<Pool> pool() {
    return pool;
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
    return subnetGuard.admits(client) && link.guard().admits(client);
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

package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// Which address a client that was found on a network gets: RFC 2131 sections 4.3.1 and 4.3.2. Made
/// for one message and dropped.
final class Assignment {
  /// How often an address is looked for that others take in that moment.
  private static final int MAX_LOOKS = 16;

  private final Place here;
  private final Link link;
  private final Client client;
  private final DhcpMessage message;
  private final LeaseView leases;
  private final long nowSeconds;
  private final ReservationIndex reservations;
  private final List<Reserved> reserved;
  private final Membership classes;
  private final Trace trace;
  private @Nullable List<Lease> own;
  private Limit.@Nullable Reached limit;

  /// @param here the subnet that the client is on
  /// @param client the client
  /// @param message what it sent
  /// @param leases what is known of leases
  /// @param nowSeconds now, since 1970
  /// @param reservations what is reserved for whom
  /// @param reserved what is reserved for it in subnets that are open to it
  /// @param classes its classes
  /// @param trace who wants to know
  Assignment(
      Place here,
      Client client,
      DhcpMessage message,
      LeaseView leases,
      long nowSeconds,
      ReservationIndex reservations,
      List<Reserved> reserved,
      Membership classes,
      Trace trace) {
    this.here = here;
    this.link = here.link();
    this.client = client;
    this.message = message;
    this.leases = leases;
    this.nowSeconds = nowSeconds;
    this.reservations = reservations;
    this.reserved = reserved;
    this.classes = classes;
    this.trace = trace;
  }

  /// What happens to a client that selects an address which is in none of our pools.
  enum Unfit {
    /// DHCPNAK: it means us, and we cannot give it.
    REFUSED,
    /// Nothing: the server that it means may be another one with the same identifier.
    IGNORED
  }

  /// DHCPDISCOVER: in this order the client's reservation, its present or former lease, the address
  /// that it would like, any that is free.
  ///
  /// A client that asks for it gets a lease at once where that is allowed (RFC 4039 section 3.1).
  ///
  /// Deviates: RFC 2131 section 4.3.1 has no reservations, which go first as in Kea.
  Verdict offer(Optional<Ipv4> wanted) {
    for (Reserved each : reserved) {
      Place place = placeOf(each);
      if (place != null) {
        Ipv4 address = each.address();
        Optional<Lease> record = record(address);
        Verdict offer =
            obtainable(record, place)
                ? offer(place, address, record, Binding.Origin.RESERVED)
                : null;
        if (offer != null) {
          return offer;
        }
      }
    }
    List<Lease> own = own();
    for (Lease lease : own) {
      Place place = givable(lease.address());
      if (place != null) {
        Binding.Origin origin =
            lease.isHeldAt(nowSeconds) ? Binding.Origin.HELD : Binding.Origin.FORMER;
        Verdict offer = offer(place, lease.address(), Optional.of(lease), origin);
        if (offer != null) {
          return offer;
        }
      }
    }
    Place asked = wanted.isPresent() ? givable(wanted.get()) : null;
    if (asked != null) {
      Optional<Lease> record = record(wanted.orElseThrow());
      Verdict offer =
          obtainable(record, asked)
              ? offer(asked, wanted.get(), record, Binding.Origin.REQUESTED)
              : null;
      if (offer != null) {
        return offer;
      }
    }
    return offerAny();
  }

  /// The pools of the client's subnet first, then those of the subnets behind it on the same link,
  /// the first following the last; of these those that are for clients of its classes.
  ///
  /// Deviates: where a subnet of a shared network has run out, Kea goes on with the one that gave
  /// the last address, and comes back to the first only when that has run out too.
  private Verdict offerAny() {
    int start = link.indexOf(here);
    int subnets = link.subnets().size();
    for (int i = 0; i < subnets; i++) {
      for (Place pool : link.poolsAt((start + i) % subnets)) {
        Verdict offer = pool.admits(classes) ? offerFrom(pool) : null;
        if (offer != null) {
          return offer;
        }
        if (limit != null && limit.whose() instanceof Limit.Of.ClientsOf) {
          return new Verdict.Silent(SilentReason.LIMIT_REACHED);
        }
      }
    }
    return new Verdict.Silent(limit == null ? SilentReason.NO_ADDRESS : SilentReason.LIMIT_REACHED);
  }

  /// BOOTP: the address that a DHCPDISCOVER would be offered, given at once.
  Verdict bootp(Optional<Ipv4> wanted) {
    Verdict offer = offer(wanted);
    if (!(offer instanceof Verdict.Offer(Binding chosen, _, _))) {
      return offer;
    }
    Ipv4 address = chosen.lease().address();
    Place place = givable(address);
    if (place == null) {
      throw new AssertionError("offered, and not to be given: " + address);
    }
    return acknowledge(place, address, record(address), Usage.NOT_YET);
  }

  private @Nullable Verdict offerFrom(Place place) {
    Pool pool = place.pool().orElseThrow();
    for (int look = 0; look < MAX_LOOKS; look++) {
      Optional<Ipv4> free = leases.available(pool, nowSeconds);
      if (free.isEmpty()) {
        return null;
      }
      Optional<Lease> record = leases.lease(free.get());
      // Between the two looks somebody else may have got it.
      if (obtainable(record, place)) {
        return offer(place, free.get(), record, Binding.Origin.ALLOCATED);
      }
    }
    return null;
  }

  /// DHCPREQUEST that takes up our offer. A client that does not repeat the address means what it
  /// is offered.
  Verdict select(Optional<Ipv4> wanted, Unfit unfit) {
    Optional<Ipv4> address = wanted.isPresent() ? wanted : offered();
    if (address.isEmpty()) {
      return new Verdict.Silent(SilentReason.RFC_VIOLATION);
    }
    Optional<Lease> record = record(address.get());
    Verdict refusal = refusal(address.get(), record);
    if (refusal != null) {
      return refusal;
    }
    Place place = givable(address.get());
    if (place != null) {
      return acknowledge(place, address.get(), record, Usage.NOT_YET);
    }
    return switch (unfit) {
      case REFUSED -> nak(outsideReason(address.get()));
      case IGNORED ->
          here.poolOf(address.get()) == null
              ? new Verdict.Silent(SilentReason.ADDRESS_NOT_OURS)
              : nak(NakReason.CLOSED_TO_CLIENT);
    };
  }

  private Optional<Ipv4> offered() {
    for (Lease lease : own()) {
      if (lease.state() == LeaseState.OFFERED && !lease.expiredAt(nowSeconds)) {
        return Optional.of(lease.address());
      }
    }
    return Optional.empty();
  }

  /// DHCPREQUEST of a client that restarted. Where nothing is known of it another server may know
  /// more, and silence is a must (RFC 2131 section 4.3.2), unless this server knows all clients.
  ///
  /// Deviates: RFC 2131 section 4.3.2 asks for a DHCPNAK where the address is of another network. A
  /// server that is not authoritative does not know which networks others serve on this link.
  ///
  /// Deviates: Kea says DHCPNAK to a client whose last lease here was at another address even where
  /// that ended long ago. Such a client may have a lease of another server since then.
  Verdict verify(Ipv4 wanted) {
    if (link.subnetOf(wanted) == null && isAuthoritative()) {
      return nak(NakReason.WRONG_NETWORK);
    }
    boolean hasLeaseElsewhere = false;
    for (Lease lease : own()) {
      if (lease.address().equals(wanted)) {
        return extend(wanted, Usage.NOT_YET);
      }
      hasLeaseElsewhere |= lease.state() == LeaseState.ASSIGNED && lease.isHeldAt(nowSeconds);
    }
    if (isReservedHere(wanted)) {
      return extend(wanted, Usage.NOT_YET);
    }
    if (hasLeaseElsewhere) {
      return nak(NakReason.OTHER_ADDRESS_LEASED);
    }
    return isAuthoritative()
        ? nak(NakReason.UNKNOWN_CLIENT)
        : new Verdict.Silent(SilentReason.UNKNOWN_CLIENT);
  }

  /// DHCPREQUEST that renews or rebinds. An unknown client keeps a free address: our records may
  /// have been lost.
  Verdict extend(Ipv4 ciaddr) {
    return extend(ciaddr, Usage.BY_CLIENT);
  }

  private Verdict extend(Ipv4 address, Usage usage) {
    Optional<Lease> record = record(address);
    Verdict refusal = refusal(address, record);
    if (refusal != null) {
      return refusal;
    }
    Place place = givable(address);
    if (place != null) {
      return acknowledge(place, address, record, usage);
    }
    if (here.poolOf(address) != null) {
      return nak(NakReason.CLOSED_TO_CLIENT);
    }
    return isAuthoritative() && link.subnetOf(address) == null
        ? nak(NakReason.WRONG_NETWORK)
        : new Verdict.Silent(SilentReason.ADDRESS_NOT_OURS);
  }

  /// DHCPREQUEST that takes up another server's offer: ours is taken back (RFC 2131 section 3.1
  /// point 4). A lease that the client has stays: only offers are declined by this.
  Verdict withdraw() {
    List<LeaseChange> changes = new ArrayList<>(1);
    OwnLeases.takeBackOffers(own(), client.identityIn(here), Ipv4.UNSPECIFIED, changes);
    return changes.isEmpty()
        ? new Verdict.Silent(SilentReason.NOT_FOR_US)
        : new Verdict.Absorb(AbsorbReason.OTHER_SERVER_SELECTED, changes);
  }

  /// Why the client cannot have the address whoever's it is; null where nothing speaks against it.
  private @Nullable Verdict refusal(Ipv4 address, Optional<Lease> record) {
    if (!reserved.isEmpty() && !isReservedHere(address) && hasFreeReservation()) {
      return nak(NakReason.RESERVED_ELSEWHERE);
    }
    return isReservedToOther(address) || !obtainable(record, here)
        ? nak(NakReason.ADDRESS_TAKEN)
        : null;
  }

  private boolean isReservedHere(Ipv4 address) {
    for (Reserved each : reserved) {
      if (each.keeps(address) && placeOf(each) != null) {
        return true;
      }
    }
    return false;
  }

  private boolean hasFreeReservation() {
    for (Reserved each : reserved) {
      Place place = placeOf(each);
      if (place != null && obtainable(record(each.address()), place)) {
        return true;
      }
    }
    return false;
  }

  /// Where the client could be given that address: its reservation, or a pool; null where neither
  /// holds it, or it is reserved to another.
  private @Nullable Place givable(Ipv4 address) {
    for (Reserved each : reserved) {
      if (each.keeps(address)) {
        Place place = placeOf(each);
        if (place != null) {
          return place;
        }
      }
    }
    Place pool = here.poolOf(address);
    return pool == null || !pool.admits(classes) || isReservedToOther(address) ? null : pool;
  }

  /// Where a reserved address lies, in or outside pools, as long as its subnet is open to the
  /// client: a reservation goes before what a pool says of classes.
  private @Nullable Place placeOf(Reserved each) {
    Place place = each.placeOn(link);
    return place == null || !place.opensSubnet(classes) ? null : place;
  }

  private boolean isReservedToOther(Ipv4 address) {
    for (Reserved each : reserved) {
      if (each.keeps(address)) {
        return false;
      }
    }
    return reservations.isReservedToOther(here, address, client);
  }

  /// The record of the address: mostly one of the client's own, which are asked for in any case.
  private Optional<Lease> record(Ipv4 address) {
    for (Lease lease : own()) {
      if (lease.address().equals(address)) {
        return Optional.of(lease);
      }
    }
    return leases.lease(address);
  }

  private boolean obtainable(Optional<Lease> record, Place place) {
    return record.isEmpty() || !record.get().isHeldAt(nowSeconds) || isOwn(record.get(), place);
  }

  private boolean isOwn(Lease lease, Place place) {
    return OwnLeases.isOf(client, lease, place);
  }

  /// Null where a limit leaves no room.
  private @Nullable Verdict offer(
      Place place, Ipv4 address, Optional<Lease> record, Binding.Origin origin) {
    if (place.parameters().rapidCommit() == Parameters.RapidCommit.DONE
        && message.has(OptionCodes.RAPID_COMMIT)) {
      Verdict given = acknowledge(place, address, record, origin, Usage.NOT_YET);
      return given instanceof Verdict.Nak ? null : given;
    }
    tell(place, address, origin);
    Terms terms = terms(place, address, record);
    List<LeaseChange> changes = new ArrayList<>(1);
    Lease standing = terms.standing();
    Lease lease = standing == null ? terms.offered() : standing;
    if (standing == null) {
      changes.add(new LeaseChange(address, record, Optional.of(lease)));
    }
    OwnLeases.takeBackOffers(own(), client.identityIn(here), address, changes);
    if (passesLimit(address, changes)) {
      return null;
    }
    return new Verdict.Offer(
        terms.binding(origin, lease, terms.reused()), terms.recency(), changes);
  }

  /// The other addresses on this link that this very client has are free from now on: it has one
  /// lease.
  private Verdict acknowledge(Place place, Ipv4 address, Optional<Lease> record, Usage usage) {
    return acknowledge(place, address, record, origin(place, record), usage);
  }

  private Verdict acknowledge(
      Place place, Ipv4 address, Optional<Lease> record, Binding.Origin origin, Usage usage) {
    Terms terms = terms(place, address, record);
    List<LeaseChange> changes = new ArrayList<>(1);
    Lease reused = terms.reused();
    Lease lease = reused == null ? terms.assigned() : reused;
    if (record.isEmpty() || !record.get().equals(lease)) {
      changes.add(new LeaseChange(address, record, Optional.of(lease)));
    }
    OwnLeases.takeBackAll(own(), client.identityIn(here), address, changes);
    tell(place, address, origin);
    if (passesLimit(address, changes)) {
      return nak(NakReason.LIMIT_REACHED);
    }
    Verdict.Recency recency =
        usage == Usage.BY_CLIENT ? Verdict.Recency.SAME_CLIENT : terms.recency();
    return new Verdict.Ack(terms.binding(origin, lease, reused), recency, changes);
  }

  private boolean passesLimit(Ipv4 address, List<LeaseChange> changes) {
    Optional<Limit.Reached> reached =
        classes.areKept() ? leases.reached(changes) : Optional.empty();
    if (reached.isEmpty()) {
      return false;
    }
    limit = reached.get();
    if (trace.isOn()) {
      trace.add(new Step.Limited(address, reached.get()));
    }
    return true;
  }

  private void tell(Place place, Ipv4 address, Binding.Origin origin) {
    if (trace.isOn()) {
      trace.add(new Step.Considered(address, origin, Optional.of(place.subnet()), place.pool()));
    }
  }

  private Binding.Origin origin(Place place, Optional<Lease> record) {
    return record.isPresent() && isOwn(record.get(), place)
        ? (record.get().isHeldAt(nowSeconds) ? Binding.Origin.HELD : Binding.Origin.FORMER)
        : Binding.Origin.REQUESTED;
  }

  private Terms terms(Place place, Ipv4 address, Optional<Lease> record) {
    Lease own = record.isPresent() && isOwn(record.get(), place) ? record.get() : null;
    return new Terms(
        place,
        address,
        client.identityIn(place),
        classes,
        Reserved.in(place, reserved),
        own,
        message,
        supply(place, record),
        nowSeconds);
  }

  /// Whether so much of the subnet's pools that are open to the client is in use, with the address
  /// that it is to get, that leases become short (Kea: adaptive-lease-time-threshold).
  private Terms.Supply supply(Place place, Optional<Lease> record) {
    double threshold = place.parameters().adaptiveThreshold();
    if (threshold == 1 || place.pool().isEmpty()) {
      return Terms.Supply.AMPLE;
    }
    boolean counted = record.isPresent() && record.get().state().holds();
    long held = counted ? 0 : 1;
    long all = 0;
    for (Place pool : link.poolsAt(link.indexOf(place))) {
      if (pool.admits(classes)) {
        LeaseCounts counts = leases.counts(pool.pool().orElseThrow());
        held += counts.held();
        all += counts.held() + counts.free();
      }
    }
    return held >= threshold * all ? Terms.Supply.SCARCE : Terms.Supply.AMPLE;
  }

  /// The client's records on this link, and those that it can take over ([ClientIdentity#matches]).
  private List<Lease> own() {
    List<Lease> known = own;
    if (known == null) {
      known = new OwnLeases(here, client, nowSeconds).in(leases);
      own = known;
    }
    return known;
  }

  private boolean isAuthoritative() {
    return here.parameters().authority() == Parameters.Authority.AUTHORITATIVE;
  }

  private NakReason outsideReason(Ipv4 address) {
    if (link.subnetOf(address) == null) {
      return NakReason.WRONG_NETWORK;
    }
    return here.poolOf(address) == null ? NakReason.ADDRESS_NOT_OURS : NakReason.CLOSED_TO_CLIENT;
  }

  private static Verdict nak(NakReason reason) {
    return new Verdict.Nak(reason, List.of());
  }

  /// Whether the client has the address in use while it asks.
  private enum Usage {
    BY_CLIENT,
    NOT_YET
  }
}

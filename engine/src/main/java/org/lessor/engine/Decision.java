package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// One message being decided about: RFC 2131 section 4.3. Made for it and dropped.
final class Decision {
  private final Settings settings;
  private final Topology topology;
  private final ServerIdentity identity;
  private final DhcpMessage message;
  private final Reception reception;
  private final LeaseView leases;
  private final long nowSeconds;
  private final Trace trace;
  private final Classification classes;
  private boolean knownEarly;

  Decision(
      Settings settings,
      Topology topology,
      ServerIdentity identity,
      DhcpMessage message,
      Reception reception,
      LeaseView leases,
      long nowSeconds,
      Trace trace) {
    this.settings = settings;
    this.topology = topology;
    this.identity = identity;
    this.message = Stash.restored(settings, message, leases, nowSeconds);
    this.reception = reception;
    this.leases = leases;
    this.nowSeconds = nowSeconds;
    this.trace = trace;
    this.classes = new Classification(topology.classes(), this.message, reception, trace);
  }

  Verdict verdict() {
    Request request = Request.of(message, reception, settings.hooks().bootp());
    if (request instanceof Request.Unanswerable(SilentReason reason)) {
      return new Verdict.Silent(reason);
    }
    Client client = classified();
    if (classes.drops()) {
      return new Verdict.Silent(SilentReason.DROPPED_BY_CLASS);
    }
    return switch (request) {
      case Request.Discover discover -> discover(discover, client);
      case Request.Selecting selecting -> selecting(selecting, client);
      case Request.InitReboot reboot -> initReboot(reboot, client);
      case Request.Renewing renewing -> renewing(renewing, client);
      case Request.Rebinding rebinding -> rebinding(rebinding, client);
      case Request.Decline decline -> decline(decline, client);
      case Request.Release release -> release(release, client);
      case Request.Inform _ -> inform(client);
      case Request.Bootp bootp -> bootp(bootp, client);
      case Request.Unanswerable unanswerable -> new Verdict.Silent(unanswerable.reason());
    };
  }

  /// The client, once the classes are known that can be before a subnet is.
  private Client classified() {
    boolean trivial = topology.classes().isTrivial() && !trace.isOn();
    if (!trivial) {
      classes.begin();
    }
    Client client = identified();
    boolean early = settings.earlyReservations() == Settings.EarlyReservations.LOOKED_UP;
    if (!trivial && early && !classes.drops()) {
      lookUpEarly(client);
    }
    return client;
  }

  /// Who the client is, by what it sent and what the operator's expression makes of that.
  private Client identified() {
    Client client = Client.of(message);
    Optional<FlexId> flexId = settings.hooks().flexId();
    if (flexId.isEmpty()) {
      return client;
    }
    Optional<Bytes> value = classes.value(flexId.get().identifier());
    if (value.isEmpty()) {
      return client;
    }
    Client known = client.withFlexId(value.get());
    if (flexId.get().use() == FlexId.Use.RESERVATIONS) {
      return known;
    }
    Bytes clientId = flexId.get().clientId(value.get());
    if (clientId.length() <= Client.MAX_ID_LENGTH) {
      return known.withClientId(clientId);
    }
    if (trace.isOn()) {
      trace.add(new Step.Overlong(clientId.length(), Client.MAX_ID_LENGTH));
    }
    return known;
  }

  private void lookUpEarly(Client client) {
    List<Reserved> found = topology.reservations().ofNoSubnet(client);
    tellReserved(Step.Scope.GLOBAL, found);
    if (!found.isEmpty()) {
      Reservation first = found.getFirst().reservation();
      if (!first.classes().isEmpty()) {
        classes.reserve(first);
      }
      classes.known();
      knownEarly = true;
    }
  }

  private @Nullable Place locate(Client client) {
    return topology.locate(message, reception, client.relay(), classes, trace);
  }

  /// What is reserved for the client that was found there, after which all its classes are known
  /// that can be before an address is chosen.
  private List<Reserved> lookUp(@Nullable Place here, Client client) {
    List<Reserved> reserved =
        here == null ? List.of() : topology.reservations().on(here, client, classes);
    if (topology.classes().isTrivial() && !trace.isOn()) {
      return reserved;
    }
    if (here != null) {
      tellReserved(Step.Scope.LINK, reserved);
      reserve(here, reserved);
    }
    if (reserved.isEmpty() && !knownEarly) {
      classes.unknown();
    } else {
      classes.known();
    }
    return here == null ? reserved : Reserved.open(reserved, classes);
  }

  /// The classes of the reservation that counts here. In a shared network the choice of an address
  /// may lead to another subnet with another reservation, so they wait for that.
  private void reserve(Place here, List<Reserved> reserved) {
    Reserved current = Reserved.in(here, reserved);
    if (current == null || current.classes().isEmpty()) {
      return;
    }
    boolean settled = here.network().name().isEmpty() || current.subnet() == null;
    if (settled) {
      classes.reserve(current.reservation());
    }
  }

  private void tellReserved(Step.Scope scope, List<Reserved> found) {
    if (trace.isOn()) {
      trace.add(new Step.LookedUp(scope, found.stream().map(Reserved::reservation).toList()));
    }
  }

  private Membership membership(List<Reserved> reserved) {
    ClassTable table = topology.classes();
    if (table.isTrivial() && !trace.isOn()) {
      return reserved.isEmpty() ? table.unknown() : table.known();
    }
    return classes.membership();
  }

  /// The limits of packets that hold for the packet ([PacketRates]).
  List<Limit.Counted> limits() {
    Client client = classified();
    Place here = locate(client);
    lookUp(here, client);
    return limits(here);
  }

  private List<Limit.Counted> limits(@Nullable Place here) {
    return settings
        .hooks()
        .limits()
        .map(limits ->
            limits.counted(
                classes.membership().names(), Optional.ofNullable(here).map(Place::subnet)))
        .orElse(List.of());
  }

  /// What happens to a client that was found there, once all is known about it that can be.
  private Verdict on(Place here, Client client, Function<Assignment, Verdict> question) {
    List<Reserved> reserved = lookUp(here, client);
    if (trace.isOn()) {
      limits(here).forEach(limit -> trace.add(new Step.Rated(limit)));
    }
    if (classes.drops()) {
      return new Verdict.Silent(SilentReason.DROPPED_BY_CLASS);
    }
    if (classes.rejects()) {
      return nak(NakReason.REJECTED_BY_CLASS);
    }
    Membership membership = membership(reserved);
    Place open = here.link().openFrom(here, membership);
    if (open == null) {
      return nak(NakReason.CLOSED_TO_CLIENT);
    }
    Place ipv6 =
        ReplyOptions.isRequested(OptionCodes.V6_ONLY_PREFERRED, message)
            ? here.link().preferringIpv6(open, membership)
            : null;
    return ipv6 == null
        ? question.apply(assignment(open, client, reserved, membership))
        : inform(ipv6, reserved, membership);
  }

  private Assignment assignment(
      Place here, Client client, List<Reserved> reserved, Membership membership) {
    return new Assignment(
        here,
        client,
        message,
        leases,
        nowSeconds,
        topology.reservations(),
        reserved,
        membership,
        trace);
  }

  /// What happens to a client that is on none of our subnets.
  private Verdict nowhere(Client client, Verdict usual) {
    lookUp(null, client);
    return classes.drops() ? new Verdict.Silent(SilentReason.DROPPED_BY_CLASS) : usual;
  }

  private Verdict discover(Request.Discover discover, Client client) {
    Place here = locate(client);
    if (here == null) {
      return nowhere(client, new Verdict.Silent(SilentReason.NO_SUBNET));
    }
    Verdict verdict = on(here, client, assignment -> assignment.offer(discover.wanted()));
    return verdict instanceof Verdict.Nak(NakReason reason, _)
        ? new Verdict.Silent(
            reason == NakReason.REJECTED_BY_CLASS
                ? SilentReason.REJECTED_BY_CLASS
                : SilentReason.NO_ADDRESS)
        : verdict;
  }

  /// What a DHCPDISCOVER would be offered is the BOOTP client's at once; what a DHCP client would
  /// be refused it is not told, for there is no such message in BOOTP (RFC 1534 section 2).
  private Verdict bootp(Request.Bootp bootp, Client client) {
    Place here = locate(client);
    if (here == null) {
      return nowhere(client, new Verdict.Silent(SilentReason.NO_SUBNET));
    }
    Verdict verdict = on(here, client, assignment -> assignment.bootp(bootp.wanted()));
    return verdict instanceof Verdict.Nak(NakReason reason, _)
        ? new Verdict.Silent(
            reason == NakReason.REJECTED_BY_CLASS
                ? SilentReason.REJECTED_BY_CLASS
                : SilentReason.NO_ADDRESS)
        : verdict;
  }

  private Verdict selecting(Request.Selecting selecting, Client client) {
    Place here = locate(client);
    ServerIdentity.Whose whose = identity.of(selecting.server(), reception, client.relay());
    if (whose == ServerIdentity.Whose.FOREIGN) {
      return here == null
          ? new Verdict.Silent(SilentReason.NOT_FOR_US)
          : assignment(here, client, List.of(), classes.membership()).withdraw();
    }
    Assignment.Unfit unfit =
        whose == ServerIdentity.Whose.OWN ? Assignment.Unfit.REFUSED : Assignment.Unfit.IGNORED;
    return here == null
        ? nowhere(client, nak(NakReason.NO_SUBNET))
        : on(here, client, assignment -> assignment.select(selecting.wanted(), unfit));
  }

  private Verdict initReboot(Request.InitReboot reboot, Client client) {
    Place here = locate(client);
    if (here != null) {
      return on(here, client, assignment -> assignment.verify(reboot.wanted()));
    }
    return nowhere(
        client,
        switch (settings.authority()) {
          case AUTHORITATIVE -> nak(NakReason.NO_SUBNET);
          case NOT_AUTHORITATIVE -> new Verdict.Silent(SilentReason.NO_SUBNET);
        });
  }

  private Verdict renewing(Request.Renewing renewing, Client client) {
    Place here = locate(client);
    return here == null
        ? nowhere(client, nak(NakReason.NO_SUBNET))
        : on(here, client, assignment -> assignment.extend(renewing.ciaddr()));
  }

  private Verdict rebinding(Request.Rebinding rebinding, Client client) {
    Place here = locate(client);
    return here == null
        ? nowhere(client, new Verdict.Silent(SilentReason.NO_SUBNET))
        : on(here, client, assignment -> assignment.extend(rebinding.ciaddr()));
  }

  /// RFC 2131 section 4.3.3: the address is set aside; nobody gets it until the probation ends.
  private Verdict decline(Request.Decline decline, Client client) {
    if (namesAnother(client)) {
      return new Verdict.Silent(SilentReason.NOT_FOR_US);
    }
    Optional<Lease> lease = leases.lease(decline.declined());
    if (!isAssignedTo(client, lease) || lease.orElseThrow().expiredAt(nowSeconds)) {
      return new Verdict.Silent(SilentReason.NOT_THE_HOLDER);
    }
    Lease held = lease.orElseThrow();
    LeaseChange change =
        Aftermath.setAside(
            held.address(),
            held.subnetId(),
            held.poolId(),
            lease,
            settings.declineProbationSeconds(),
            nowSeconds);
    return new Verdict.Absorb(AbsorbReason.DECLINED, List.of(change));
  }

  /// RFC 2131 section 4.3.4: the lease ends, and what it was is kept, so that the client may get
  /// the address again.
  private Verdict release(Request.Release release, Client client) {
    if (namesAnother(client)) {
      return new Verdict.Silent(SilentReason.NOT_FOR_US);
    }
    Optional<Lease> lease = leases.lease(release.ciaddr());
    if (!isAssignedTo(client, lease)) {
      return new Verdict.Silent(SilentReason.NOT_THE_HOLDER);
    }
    Lease held = lease.orElseThrow();
    Optional<Lease> wanted =
        settings.holdReclaimedSeconds() == 0 || held.validLifetimeSeconds() == Lease.INFINITE
            ? Optional.empty()
            : Optional.of(Aftermath.released(held, nowSeconds));
    LeaseChange change = new LeaseChange(held.address(), lease, wanted);
    return new Verdict.Absorb(AbsorbReason.RELEASED, List.of(change));
  }

  /// RFC 2131 section 4.3.5: parameters only; no lease is looked at.
  private Verdict inform(Client client) {
    if (namesAnother(client)) {
      return new Verdict.Silent(SilentReason.NOT_FOR_US);
    }
    Place here = locate(client);
    List<Reserved> reserved = lookUp(here, client);
    if (classes.drops()) {
      return new Verdict.Silent(SilentReason.DROPPED_BY_CLASS);
    }
    Membership membership = membership(reserved);
    if (here == null) {
      return new Verdict.Inform(Optional.empty(), Optional.empty(), Optional.empty(), membership);
    }
    return inform(here, reserved, membership);
  }

  private static Verdict inform(Place here, List<Reserved> reserved, Membership membership) {
    return new Verdict.Inform(
        Optional.of(here.network()),
        Optional.of(here.subnet()),
        Optional.ofNullable(Reserved.in(here, reserved)).map(Reserved::reservation),
        membership);
  }

  private boolean namesAnother(Client client) {
    Optional<Ipv4> named = OptionCodes.address(message, OptionCodes.SERVER_IDENTIFIER);
    return named.isPresent()
        && identity.of(named.get(), reception, client.relay()) == ServerIdentity.Whose.FOREIGN;
  }

  private static boolean isAssignedTo(Client client, Optional<Lease> lease) {
    return lease.isPresent()
        && lease.get().state() == LeaseState.ASSIGNED
        && lease.get().client().matches(client.identity());
  }

  private static Verdict nak(NakReason reason) {
    return new Verdict.Nak(reason, List.of());
  }
}

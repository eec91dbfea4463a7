package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  Decision(
      Settings settings,
      Topology topology,
      ServerIdentity identity,
      DhcpMessage message,
      Reception reception,
      LeaseView leases,
      long nowSeconds) {
    this.settings = settings;
    this.topology = topology;
    this.identity = identity;
    this.message = message;
    this.reception = reception;
    this.leases = leases;
    this.nowSeconds = nowSeconds;
  }

  Verdict verdict() {
    Request request = Request.of(message, reception);
    if (request instanceof Request.Unanswerable(SilentReason reason)) {
      return new Verdict.Silent(reason);
    }
    Client client = Client.of(message);
    return switch (request) {
      case Request.Discover discover -> discover(discover, client);
      case Request.Selecting selecting -> selecting(selecting, client);
      case Request.InitReboot reboot -> initReboot(reboot, client);
      case Request.Renewing renewing -> renewing(renewing, client);
      case Request.Rebinding rebinding -> rebinding(rebinding, client);
      case Request.Decline decline -> decline(decline, client);
      case Request.Release release -> release(release, client);
      case Request.Inform inform -> inform(inform, client);
      case Request.Unanswerable unanswerable -> new Verdict.Silent(unanswerable.reason());
    };
  }

  private @Nullable Place locate(Request request, Client client) {
    return topology.locate(message, reception, request, client.relay());
  }

  private Assignment assignment(Place here, Client client) {
    return new Assignment(here, client, message, leases, nowSeconds);
  }

  private Verdict discover(Request.Discover discover, Client client) {
    Place here = locate(discover, client);
    return here == null
        ? new Verdict.Silent(SilentReason.NO_SUBNET)
        : assignment(here, client).offer(discover.wanted());
  }

  private Verdict selecting(Request.Selecting selecting, Client client) {
    Place here = locate(selecting, client);
    return switch (identity.of(selecting.server(), reception, client.relay())) {
      case FOREIGN ->
          here == null
              ? new Verdict.Silent(SilentReason.NOT_FOR_US)
              : assignment(here, client).withdraw();
      case OWN ->
          here == null
              ? nak(NakReason.NO_SUBNET)
              : assignment(here, client).select(selecting.wanted(), Assignment.Unfit.REFUSED);
      case SHARED ->
          here == null
              ? nak(NakReason.NO_SUBNET)
              : assignment(here, client).select(selecting.wanted(), Assignment.Unfit.IGNORED);
    };
  }

  private Verdict initReboot(Request.InitReboot reboot, Client client) {
    Place here = locate(reboot, client);
    if (here != null) {
      return assignment(here, client).verify(reboot.wanted());
    }
    return switch (settings.authority()) {
      case AUTHORITATIVE -> nak(NakReason.NO_SUBNET);
      case NOT_AUTHORITATIVE -> new Verdict.Silent(SilentReason.NO_SUBNET);
    };
  }

  private Verdict renewing(Request.Renewing renewing, Client client) {
    Place here = locate(renewing, client);
    return here == null
        ? nak(NakReason.NO_SUBNET)
        : assignment(here, client).extend(renewing.ciaddr());
  }

  private Verdict rebinding(Request.Rebinding rebinding, Client client) {
    Place here = locate(rebinding, client);
    return here == null
        ? new Verdict.Silent(SilentReason.NO_SUBNET)
        : assignment(here, client).extend(rebinding.ciaddr());
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
  private Verdict inform(Request.Inform inform, Client client) {
    if (namesAnother(client)) {
      return new Verdict.Silent(SilentReason.NOT_FOR_US);
    }
    Place here = locate(inform, client);
    if (here == null) {
      return new Verdict.Inform(Optional.empty(), Optional.empty(), Optional.empty());
    }
    return new Verdict.Inform(
        Optional.of(here.link().network()),
        Optional.of(here.subnet()),
        here.link().reservationIn(here, here.link().reservedFor(client)));
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

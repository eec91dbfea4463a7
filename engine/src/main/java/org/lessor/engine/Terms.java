package org.lessor.engine;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// On what terms a client gets one address: for how long, under which name, with which record. What
/// several answers rest on is found out once. Made for one message and dropped.
final class Terms {
  private final Place place;
  private final Ipv4 address;
  private final ClientIdentity identity;
  private final Membership classes;
  private final @Nullable Reserved reserved;
  private final @Nullable Lease own;
  private final DhcpMessage message;
  private final Supply supply;
  private final long nowSeconds;
  private final long grantedSeconds;
  private @Nullable LeaseNames names;

  /// @param place where the address comes from
  /// @param address the address
  /// @param identity by what the record will know the client
  /// @param classes the client's classes
  /// @param reserved what is reserved for the client there; null where nothing is
  /// @param own the record of the address, if it is this client's; null otherwise
  /// @param message what the client sent
  /// @param supply whether there are addresses enough
  /// @param nowSeconds now, since 1970
  Terms(
      Place place,
      Ipv4 address,
      ClientIdentity identity,
      Membership classes,
      @Nullable Reserved reserved,
      @Nullable Lease own,
      DhcpMessage message,
      Supply supply,
      long nowSeconds) {
    this.place = place;
    this.address = address;
    this.identity = identity;
    this.classes = classes;
    this.reserved = reserved;
    this.own = own;
    this.message = message;
    this.supply = supply;
    this.nowSeconds = nowSeconds;
    this.grantedSeconds = granted();
  }

  /// Whether there are addresses enough.
  enum Supply {
    /// Leases hold as long as is usual.
    AMPLE,
    /// Leases hold for the least time, or for what is left of them.
    SCARCE
  }

  /// The record that keeps the address for the client as it is, for as long as an offer would; null
  /// where an offer must be recorded. An offer that has lost half its time is recorded again.
  @Nullable Lease standing() {
    if (own == null || !own.isHeldAt(nowSeconds)) {
      return null;
    }
    long holdSeconds = offerHoldSeconds();
    long leftSeconds = own.expiresSeconds() - nowSeconds;
    boolean stands =
        own.state() == LeaseState.OFFERED
            ? leftSeconds > holdSeconds / 2
            : leftSeconds >= holdSeconds;
    return stands ? own : null;
  }

  /// The record of an offer made now.
  Lease offered() {
    return record(LeaseState.OFFERED, offerHoldSeconds(), LeaseNames.NONE, ownContext());
  }

  private long offerHoldSeconds() {
    return classes.offerHoldSeconds().orElse(place.parameters().offerHoldSeconds());
  }

  /// The record of a lease given now.
  Lease assigned() {
    return record(LeaseState.ASSIGNED, grantedSeconds, names(), context());
  }

  private String ownContext() {
    String context = own == null ? "" : own.userContext();
    return classes.areKept() ? UserContext.withClasses(context, classes.names()) : context;
  }

  /// The user context of the lease, with what the relay agent says now and, where limits count
  /// them, the classes of the client. What the agent said before stays where there is none on the
  /// way, as on that of a renewal.
  private String context() {
    Optional<Bytes> relayAgentInfo =
        switch (place.parameters().extendedInformation()) {
          case STORED -> message.option(OptionCodes.AGENT_OPTIONS);
          case OMITTED -> Optional.empty();
        };
    return relayAgentInfo.isEmpty() || relayAgentInfo.get().isEmpty()
        ? ownContext()
        : UserContext.with(ownContext(), relayAgentInfo.get());
  }

  private Lease record(
      LeaseState state, long lifetimeSeconds, LeaseNames names, String userContext) {
    return new Lease(
        address,
        identity,
        state,
        nowSeconds,
        lifetimeSeconds,
        place.subnetId(),
        place.poolId(),
        names,
        userContext);
  }

  /// The client's lease, if it is young enough to be told again and would be given on the same
  /// terms now; null otherwise.
  @Nullable Lease reused() {
    if (own == null || own.state() != LeaseState.ASSIGNED || own.expiredAt(nowSeconds)) {
      return null;
    }
    long ageSeconds = nowSeconds - own.clttSeconds();
    boolean same =
        place.parameters().reuse().covers(ageSeconds, own.validLifetimeSeconds())
            && own.validLifetimeSeconds() == grantedSeconds
            && own.client().equals(identity)
            && own.subnetId() == place.subnetId()
            && own.poolId() == place.poolId()
            && own.names().equals(names())
            && own.userContext().equals(context());
    return same ? own : null;
  }

  private LeaseNames names() {
    LeaseNames known = names;
    if (known == null) {
      Optional<String> reservedName = reserved == null ? Optional.empty() : reserved.hostname();
      known = HostNames.of(message, reservedName, place.names(), address).names();
      names = known;
    }
    return known;
  }

  /// What the client asks for by option 51 within what the operator allows, or the default.
  ///
  /// Deviates: RFC 2131 section 4.3.1 has a DHCPDISCOVER of a client with a lease answered with the
  /// time that is left of it, unless it asks for more. As other servers do, the offer holds what
  /// the DHCPREQUEST that follows will be given.
  private long granted() {
    if (!message.has(OptionCodes.MESSAGE_TYPE)) {
      return Lease.INFINITE; // BOOTP knows no lease (RFC 1534 section 2).
    }
    Lifetimes lifetimes = classes.lifetimes().orElse(place.parameters().lifetimes());
    if (supply == Supply.SCARCE) {
      return own != null && own.state() == LeaseState.ASSIGNED && !own.expiredAt(nowSeconds)
          ? Math.max(leftSeconds(own), lifetimes.minSeconds())
          : lifetimes.minSeconds();
    }
    Optional<Bytes> asked = message.option(OptionCodes.LEASE_TIME);
    long wantedSeconds =
        asked.filter(value -> value.length() == 4).map(v -> v.uint32(0)).orElse(0L);
    return wantedSeconds == 0 // no time at all is no wish
        ? lifetimes.defaultSeconds()
        : Math.clamp(wantedSeconds, lifetimes.minSeconds(), lifetimes.maxSeconds());
  }

  /// What the client is told with that record behind it.
  ///
  /// @param reused the client's lease that is told again ([#reused]); null where none is
  Binding binding(Binding.Origin origin, Lease lease, @Nullable Lease reused) {
    long lifetimeSeconds = reused == null ? grantedSeconds : leftSeconds(reused);
    Timers timers = place.parameters().timers();
    OptionalLong t2 = timers.t2Seconds(lifetimeSeconds);
    return new Binding(
        place.network(),
        place.subnet(),
        origin,
        place.pool(),
        reserved == null ? Optional.empty() : Optional.of(reserved.reservation()),
        classes,
        lease,
        lifetimeSeconds,
        timers.t1Seconds(t2.orElse(lifetimeSeconds), lifetimeSeconds),
        t2);
  }

  private long leftSeconds(Lease lease) {
    return lease.validLifetimeSeconds() == Lease.INFINITE
        ? Lease.INFINITE
        : lease.expiresSeconds() - nowSeconds;
  }

  /// Whether to ask by ICMP echo before the address goes to a client that does not use it yet. Not
  /// where the client's lease stands: it may answer itself. An offer counts as asked about where
  /// that is done before offers: who asks does so before the first goes out.
  Verdict.Recency recency() {
    if (own == null) {
      return Verdict.Recency.UNVERIFIED;
    }
    PingCheck check = place.parameters().pingCheck();
    long ageSeconds = nowSeconds - own.clttSeconds();
    boolean recent =
        switch (own.state()) {
          case OFFERED -> check.mode() == PingCheck.Mode.BEFORE_OFFER && !own.expiredAt(nowSeconds);
          case ASSIGNED -> !own.expiredAt(nowSeconds) || ageSeconds < check.clttSeconds();
          case EXPIRED_RECLAIMED, RELEASED -> ageSeconds < check.clttSeconds();
          case DECLINED -> false;
        };
    return recent ? Verdict.Recency.SAME_CLIENT : Verdict.Recency.UNVERIFIED;
  }
}

package org.lessor.client.machine;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.Event.AddressRejected;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// The moves that several states make. Each adds its effects to the turn and returns the next
/// state.
final class Moves {
  /// MIN_V6ONLY_WAIT (RFC 8925 section 3.4).
  private static final long MIN_V6ONLY_WAIT_SECONDS = 300;

  private final ClientProfile profile;
  private final RandomGenerator random;
  private final ClientMessages messages;
  private final LinkLocalMoves linkLocal;

  Moves(ClientProfile profile, RandomGenerator random, LinkLocalMoves linkLocal) {
    this.profile = profile;
    this.random = random;
    this.messages = new ClientMessages(profile);
    this.linkLocal = linkLocal;
  }

  // To get an address.

  /// To INIT, or through it where there is nothing to wait for.
  State init(Past past, long delayNanos, Turn turn) {
    return delayNanos <= 0
        ? discover(past, turn)
        : new State.Init(past, turn.nowNanos() + delayNanos);
  }

  /// Sends the first DISCOVER.
  State discover(Past past, Turn turn) {
    return discover(past, newExchange(turn), 1, turn);
  }

  /// Sends DISCOVER number `tries` of an exchange.
  State discover(Past past, Exchange exchange, int tries, Turn turn) {
    // An address of elsewhere would tell who the client is (RFC 7844 section 3.3).
    Ipv4 hint = profile.does(Extension.ANONYMITY) ? null : past.hint();
    Message message = messages.discover(exchange, hint, tries);
    turn.act(new Effect.Broadcast(message, Ipv4.UNSPECIFIED));
    Report report = about(Notice.DISCOVERING, message);
    turn.tell(hint == null ? report : report.and("requested-address", hint));
    long retry = turn.nowNanos() + profile.timing().retryNanos(tries, random);
    return new State.Selecting(linkLocal.begin(past, turn), exchange, tries, retry);
  }

  /// Whether an ACK may answer the DISCOVERs of an exchange.
  boolean askedForRapidCommit(State.Selecting state) {
    return messages.asksForRapidCommit(state.tries());
  }

  /// Sends REQUEST number `tries` for an offer.
  State request(
      Past past, Exchange exchange, Terms offer, int tries, long firstSentNanos, Turn turn) {
    Message message = messages.selecting(exchange, offer);
    turn.act(new Effect.Broadcast(message, Ipv4.UNSPECIFIED));
    turn.tell(
        about(Notice.REQUESTING, message)
            .and("address", offer.address())
            .and("server", offer.serverId()));
    long retry = turn.nowNanos() + profile.timing().retryNanos(tries, random);
    return new State.Requesting(past, exchange, offer, tries, firstSentNanos, retry);
  }

  /// Asks whether a lease holds here: at start, after the link was gone or the machine asleep. Who
  /// is to stay unknown does not show an address of elsewhere (RFC 7844 section 3.3).
  State confirm(Past past, Lease lease, Turn turn) {
    if (!profile.does(Extension.ANONYMITY)) {
      return reboot(past, lease, turn);
    }
    deconfigure(past.kept(), turn);
    turn.act(new Effect.ForgetLease());
    return discover(past.withKept(null).withHint(null), turn);
  }

  /// Asks for a remembered address: REQUEST number 1.
  State reboot(Past past, Lease lease, Turn turn) {
    return reboot(past, newExchange(turn), lease, 1, turn.nowNanos(), turn);
  }

  /// Sends REQUEST number `tries` for a remembered address.
  State reboot(
      Past past, Exchange exchange, Lease lease, int tries, long firstSentNanos, Turn turn) {
    Message message = messages.rebooting(exchange, lease.address());
    turn.act(new Effect.Broadcast(message, Ipv4.UNSPECIFIED));
    turn.tell(about(Notice.REBOOTING, message).and("address", lease.address()));
    long retry = turn.nowNanos() + profile.timing().rebootRetryNanos(tries, random);
    return new State.Rebooting(past, exchange, lease, tries, firstSentNanos, retry);
  }

  /// An ACK came for a new address: makes sure by ARP that it is free, then uses it.
  State acknowledged(Past past, Terms terms, long requestSentNanos, Turn turn) {
    Lease lease = Lease.granted(terms, requestSentNanos, random);
    turn.tell(granted(Notice.ACKNOWLEDGED, lease));
    turn.tell(ReceivedOptions.report(terms.message()));
    return check(past, lease, turn);
  }

  /// No server answers: uses a lease that has not ended, as RFC 2131 section 3.2 step 4 allows, if
  /// no other host has its address.
  State unconfirmed(Past past, Lease lease, Turn turn) {
    turn.tell(
        Report.of(Notice.LEASE_UNCONFIRMED)
            .and("address", lease.address())
            .and("expires-in", lease.secondsToExpiry(turn.nowNanos())));
    return check(past, lease, turn);
  }

  private State check(Past past, Lease lease, Turn turn) {
    if (!profile.probing().enabled()) {
      return bind(past, lease, turn);
    }
    turn.tell(Report.of(Notice.PROBING).and("address", lease.address()));
    long first = turn.nowNanos() + profile.probing().firstProbeDelayNanos(random);
    return new State.Probing(past, lease, 0, first);
  }

  /// Sends the next probe.
  State probe(State.Probing state, Turn turn) {
    turn.act(new Effect.ArpProbe(state.lease().address()));
    int probes = state.probes() + 1;
    long next = turn.nowNanos() + profile.probing().delayAfterProbeNanos(probes, random);
    return new State.Probing(state.past(), state.lease(), probes, next);
  }

  /// Begins to use a lease.
  State bind(Past past, Lease lease, Turn turn) {
    turn.act(new Effect.Configure(lease, past.kept()));
    int announcements = profile.probing().announceNum();
    if (announcements > 0) {
      turn.act(new Effect.ArpAnnounce(lease.address()));
    }
    turn.act(new Effect.SaveLease(lease));
    turn.tell(granted(Notice.BOUND, lease).and("subnet", lease.terms().subnet()));
    long next = turn.nowNanos() + profile.probing().announceInterval().toNanos();
    return new State.Bound(Tenure.beginning(past, lease, Math.max(0, announcements - 1), next));
  }

  // To extend a lease.

  /// Sends a REQUEST to the lease's server. Each has an xid of its own (RFC 2131 section 4.1 leaves
  /// the choice), so that an ACK tells which of them it answers, and with that when its lease
  /// began.
  State renew(Tenure tenure, @Nullable Exchange earlier, Turn turn) {
    Lease lease = tenure.lease();
    Exchange exchange = nextExchange(earlier, turn);
    Message message = messages.extending(exchange, lease.address());
    turn.act(new Effect.Unicast(message, lease.address(), lease.serverId()));
    turn.tell(
        about(Notice.RENEWING, message)
            .and("address", lease.address())
            .and("server", lease.serverId()));
    long retry = profile.timing().renewRetryNanos(turn.nowNanos(), lease);
    return new State.Renewing(tenure, exchange, turn.nowNanos(), retry);
  }

  /// Sends a REQUEST to every server.
  State rebind(Tenure tenure, @Nullable Exchange earlier, Turn turn) {
    Lease lease = tenure.lease();
    Exchange exchange = nextExchange(earlier, turn);
    Message message = messages.extending(exchange, lease.address());
    turn.act(new Effect.Broadcast(message, lease.address()));
    turn.tell(
        about(Notice.REBINDING, message)
            .and("address", lease.address())
            .and("expires-in", lease.secondsToExpiry(turn.nowNanos())));
    long retry = profile.timing().rebindRetryNanos(turn.nowNanos(), lease);
    return new State.Rebinding(tenure, exchange, turn.nowNanos(), retry);
  }

  /// An ACK extended the lease.
  State extended(Tenure tenure, Terms terms, long requestSentNanos, Turn turn) {
    Lease granted = Lease.granted(terms, requestSentNanos, random);
    // A server need not tell its nonce again with each renewal.
    boolean keyless =
        granted.forceRenewKey() == null && terms.serverId().equals(tenure.lease().serverId());
    Lease lease = keyless ? granted.withKey(tenure.lease().forceRenewKey()) : granted;
    turn.act(new Effect.Configure(lease, tenure.lease()));
    turn.act(new Effect.SaveLease(lease));
    turn.tell(granted(Notice.RENEWED, lease));
    boolean changed = !terms.message().options().equals(tenure.lease().terms().message().options());
    if (changed) {
      turn.tell(ReceivedOptions.report(terms.message()));
    }
    return new State.Bound(tenure.with(lease));
  }

  // To lose an address.

  /// A NAK that counts: `address` is not ours to use or to ask for here.
  State denied(Past past, Ipv4 address, Replies.Reading.Denied nak, Turn turn) {
    Report report =
        about(Notice.REFUSED_BY_SERVER, nak.message())
            .and("address", address)
            .and("server", nak.serverId());
    String text = nak.message().get(StandardOptions.DHCP_MESSAGE).orElse("");
    turn.tell(text.isEmpty() ? report : report.and("message", text));
    Lease kept = past.kept();
    Past after = past.afterNak(address, Network.of(nak.message(), nak.serverId()));
    if (kept != null && kept.address().equals(address)) {
      deconfigure(kept, turn);
      after = after.withKept(null);
    }
    forgetUnlessKept(after, turn);
    return init(after, profile.timing().nakWaitNanos(after.naks(), random), turn);
  }

  /// The script that configures the interface will not have the address.
  State rejected(Past past, Lease lease, AddressRejected.Ground ground, Turn turn) {
    return switch (ground) {
      case UNUSABLE -> decline(past, lease, Report.of(Notice.ADDRESS_REJECTED), turn);
      case ELSEWHERE -> discover(leave(past, lease, turn), turn);
    };
  }

  /// The script says that this is not the network of a lease that was only tried.
  Past leave(Past past, Lease lease, Turn turn) {
    turn.act(new Effect.Deconfigure(lease));
    turn.tell(Report.of(Notice.ADDRESS_REJECTED).and("address", lease.address()));
    return past.withKept(null).withHint(lease.address());
  }

  /// The address cannot be used: tells the server, and waits (RFC 2131 section 3.1 step 5).
  ///
  /// @param report what the operator is told, and by which evidence
  State decline(Past past, Lease lease, Report report, Turn turn) {
    Message message = messages.decline(newXid(), lease);
    turn.act(new Effect.Broadcast(message, Ipv4.UNSPECIFIED));
    Lease kept = past.kept();
    Past after = past.afterConflict(lease.address(), turn.nowNanos()).withHint(null);
    if (after.kept() == null) {
      deconfigure(kept, turn);
    }
    forgetUnlessKept(after, turn);
    turn.tell(
        report
            .and("xid", message.xid())
            .and("address", lease.address())
            .and("server", lease.serverId()));
    long wait = profile.timing().declineWaitNanos(after.conflicts());
    return new State.Declined(after, turn.nowNanos() + wait);
  }

  /// What is remembered is the lease in use, where there is one still: another address is not to be
  /// had, but this one is.
  private static void forgetUnlessKept(Past after, Turn turn) {
    if (after.kept() == null) {
      turn.act(new Effect.ForgetLease());
    }
  }

  /// The lease in use is over: it is no longer used from now on (RFC 2131 section 4.4.5).
  void expire(Lease lease, Turn turn) {
    turn.act(new Effect.Deconfigure(lease));
    turn.act(new Effect.ForgetLease());
    turn.tell(Report.of(Notice.EXPIRED).and("address", lease.address()));
  }

  /// As [#expire], and begins anew.
  State expired(Tenure tenure, Turn turn) {
    Lease lease = tenure.lease();
    expire(lease, turn);
    return init(
        tenure.past().withHint(lease.address()), profile.timing().expiryDelayNanos(random), turn);
  }

  /// The network prefers hosts without IPv4 (RFC 8925 section 3.2): nothing of it is used, not even
  /// what is left of an older lease.
  State withoutIpv4(Past past, Replies.Reading.WithoutIpv4 answer, Turn turn) {
    deconfigure(past.kept(), turn);
    turn.act(new Effect.ForgetLease());
    long seconds = Math.max(answer.seconds(), MIN_V6ONLY_WAIT_SECONDS);
    turn.tell(
        about(Notice.IPV6_ONLY, answer.message())
            .and("server", answer.serverId())
            .and("seconds", seconds));
    Past after = linkLocal.end(past, turn).withKept(null).withHint(null);
    return new State.Ipv6Only(after, turn.nowNanos() + seconds * Terms.NANOS_PER_SECOND);
  }

  // To end.

  /// Gives a configured lease back. The address stays until the message has left.
  State release(Lease lease, Turn turn) {
    Message message = messages.release(newXid(), lease);
    turn.act(new Effect.Unicast(message, lease.address(), lease.serverId()));
    turn.act(new Effect.ForgetLease());
    turn.tell(
        about(Notice.RELEASED, message)
            .and("address", lease.address())
            .and("server", lease.serverId()));
    return new State.Releasing(lease, turn.nowNanos() + profile.timing().releaseLinger().toNanos());
  }

  /// As [#stop], from a search.
  State stop(Past past, Turn turn) {
    return stop(linkLocal.end(past, turn).kept(), turn);
  }

  /// As [#detach], from a search. Nobody would take a link-local address away later.
  State detach(Past past, Turn turn) {
    linkLocal.end(past, turn);
    return detach(turn);
  }

  /// Undoes the configuration and halts.
  State stop(@Nullable Lease configured, Turn turn) {
    deconfigure(configured, turn);
    turn.tell(Report.of(Notice.STOPPED));
    return new State.Halted();
  }

  /// Halts and leaves everything as it is.
  State detach(Turn turn) {
    turn.tell(Report.of(Notice.DETACHED));
    return new State.Halted();
  }

  private static void deconfigure(@Nullable Lease lease, Turn turn) {
    if (lease != null) {
      turn.act(new Effect.Deconfigure(lease));
    }
  }

  // Words.

  /// A report on one of our messages, or one of theirs.
  static Report about(Notice notice, Message message) {
    Report report = Report.of(notice).and("xid", message.xid());
    return message.secs() == 0 ? report : report.and("secs", message.secs());
  }

  private static Report granted(Notice notice, Lease lease) {
    Terms terms = lease.terms();
    Report report =
        about(notice, terms.message())
            .and("address", lease.address())
            .and("server", lease.serverId());
    return terms.isInfinite()
        ? report.and("lease-time", "infinite")
        : report
            .and("lease-time", terms.leaseSeconds())
            .and("t1", terms.t1Nanos() / Terms.NANOS_PER_SECOND)
            .and("t2", terms.t2Nanos() / Terms.NANOS_PER_SECOND);
  }

  private Exchange newExchange(Turn turn) {
    return new Exchange(newXid(), turn.nowNanos(), 0);
  }

  private Exchange nextExchange(@Nullable Exchange earlier, Turn turn) {
    return earlier == null
        ? newExchange(turn)
        : new Exchange(newXid(), earlier.startedNanos(), 0).again(turn.nowNanos());
  }

  private Xid newXid() {
    return new Xid(random.nextInt());
  }
}

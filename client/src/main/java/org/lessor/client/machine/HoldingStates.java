package org.lessor.client.machine;

import java.util.Optional;
import org.lessor.client.machine.ClientProfile.ConflictPolicy;
import org.lessor.client.machine.Event.AddressRejected;
import org.lessor.client.machine.Event.AddressRemoved;
import org.lessor.client.machine.Event.ArpSeen;
import org.lessor.client.machine.Event.Detach;
import org.lessor.client.machine.Event.FallBack;
import org.lessor.client.machine.Event.ForceRenew;
import org.lessor.client.machine.Event.LinkDown;
import org.lessor.client.machine.Event.LinkUp;
import org.lessor.client.machine.Event.Received;
import org.lessor.client.machine.Event.ReleaseRequested;
import org.lessor.client.machine.Event.RenewRequested;
import org.lessor.client.machine.Event.Resumed;
import org.lessor.client.machine.Event.Start;
import org.lessor.client.machine.Event.Stop;
import org.lessor.client.machine.Event.TimerExpired;
import org.lessor.client.machine.Replies.Expected;
import org.lessor.client.machine.Replies.Question;
import org.lessor.client.machine.Replies.Reading;
import org.lessor.transport.ArpPacket;

/// What happens while a lease is in use: BOUND, RENEWING, REBINDING (RFC 2131 section 4.4.5).
final class HoldingStates {
  private static final long REPAIR_INTERVAL_NANOS = 10_000_000_000L;

  private final ClientProfile profile;
  private final Moves moves;
  private final Replies replies;

  HoldingStates(ClientProfile profile, Moves moves) {
    this.profile = profile;
    this.moves = moves;
    this.replies = new Replies(profile);
  }

  State on(State.Holding state, Event event, Turn turn) {
    return switch (state) {
      case State.Bound s -> onBound(s, event, turn);
      case State.Renewing s -> onRenewing(s, event, turn);
      case State.Rebinding s -> onRebinding(s, event, turn);
    };
  }

  private State onBound(State.Bound state, Event event, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (event) {
      case TimerExpired _ -> due(announce(state, turn), turn);
      case RenewRequested _ -> moves.renew(state.tenure(), null, turn);
      case ArpSeen(ArpPacket packet) -> watch(state, packet, turn);
      case LinkDown _ -> pause(state.tenure(), turn);
      case ReleaseRequested _ -> moves.release(lease, turn);
      case Stop _ -> moves.stop(lease, turn);
      case Detach _ -> moves.detach(turn);
      // The second copy of an ACK, or an offer of a server that was slow.
      case Received received ->
          Refusals.tell(state, received, RefusalReason.NOT_EXPECTED, Notice.REPLY_IGNORED, turn);
      case ForceRenew forced -> force(state, forced, turn);
      case Resumed _ -> resume(state.tenure(), turn);
      case AddressRemoved _ -> restore(state, turn);
      case AddressRejected rejected -> rejected(state, rejected, turn);
      case Start _, LinkUp _, FallBack _ -> state;
    };
  }

  private State onRenewing(State.Renewing state, Event event, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (event) {
      case Received received -> {
        Expected expected =
            new Expected(
                Question.EXTEND,
                state.exchange().xid(),
                lease.serverId(),
                lease.address(),
                state.sentNanos());
        yield extended(state, received, expected, turn);
      }
      case TimerExpired _ -> due(announce(state, turn), turn);
      case RenewRequested _ -> moves.renew(state.tenure(), state.exchange(), turn);
      case ArpSeen(ArpPacket packet) -> watch(state, packet, turn);
      case LinkDown _ -> pause(state.tenure(), turn);
      case ReleaseRequested _ -> moves.release(lease, turn);
      case Stop _ -> moves.stop(lease, turn);
      case Detach _ -> moves.detach(turn);
      case Resumed _ -> resume(state.tenure(), turn);
      case AddressRemoved _ -> restore(state, turn);
      case AddressRejected rejected -> rejected(state, rejected, turn);
      // That is what the client does already.
      case ForceRenew _, Start _, LinkUp _, FallBack _ -> state;
    };
  }

  private State onRebinding(State.Rebinding state, Event event, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (event) {
      case Received received -> {
        Expected expected =
            new Expected(
                Question.EXTEND, state.exchange().xid(), null, lease.address(), state.sentNanos());
        yield extended(state, received, expected, turn);
      }
      case TimerExpired _ -> due(announce(state, turn), turn);
      case RenewRequested _ -> moves.rebind(state.tenure(), state.exchange(), turn);
      case ArpSeen(ArpPacket packet) -> watch(state, packet, turn);
      case LinkDown _ -> pause(state.tenure(), turn);
      case ReleaseRequested _ -> moves.release(lease, turn);
      case Stop _ -> moves.stop(lease, turn);
      case Detach _ -> moves.detach(turn);
      case Resumed _ -> resume(state.tenure(), turn);
      case AddressRemoved _ -> restore(state, turn);
      case AddressRejected rejected -> rejected(state, rejected, turn);
      // That is what the client does already.
      case ForceRenew _, Start _, LinkUp _, FallBack _ -> state;
    };
  }

  private State extended(State.Holding state, Received received, Expected expected, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (replies.read(received, expected, turn)) {
      case Reading.Granted(Terms terms) ->
          moves.extended(state.tenure(), terms, expected.askedNanos(), turn);
      case Reading.Denied nak ->
          moves.denied(state.tenure().past().withKept(lease), lease.address(), nak, turn);
      case Reading.WithoutIpv4 _ -> throw new AssertionError("not while a lease is in use");
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.REPLY_REFUSED, turn);
    };
  }

  /// What the lease's clock asks for. After a suspend several deadlines may have passed: the last
  /// one counts.
  private State due(State.Holding state, Turn turn) {
    Lease lease = state.tenure().lease();
    long now = turn.nowNanos();
    if (lease.isExpired(now)) {
      return moves.expired(state.tenure(), turn);
    }
    boolean rebinds = now >= lease.rebindNanos();
    return switch (state) {
      case State.Bound s when rebinds -> moves.rebind(s.tenure(), null, turn);
      case State.Bound s when now >= lease.renewNanos() -> moves.renew(s.tenure(), null, turn);
      case State.Bound s -> s;
      case State.Renewing s when rebinds -> moves.rebind(s.tenure(), s.exchange(), turn);
      case State.Renewing s when now >= s.retryNanos() ->
          moves.renew(s.tenure(), s.exchange(), turn);
      case State.Renewing s -> s;
      case State.Rebinding s when now >= s.retryNanos() ->
          moves.rebind(s.tenure(), s.exchange(), turn);
      case State.Rebinding s -> s;
    };
  }

  /// The machine may be on another network since: asks whether the address may be used on, and uses
  /// it on meanwhile (RFC 2131 section 3.7).
  private State resume(Tenure tenure, Turn turn) {
    Lease lease = tenure.lease();
    turn.tell(Report.of(Notice.RESUMED).and("address", lease.address()));
    return moves.confirm(tenure.past().withKept(lease), lease, turn);
  }

  /// Somebody took the address off the interface: it is put back once. Who does it again within
  /// seconds wins, or two programs would fight for ever. In the lease's last second it was the
  /// kernel, which counts whole seconds.
  private State restore(State.Holding state, Turn turn) {
    Tenure tenure = state.tenure();
    Lease lease = tenure.lease();
    if (lease.isExpired(turn.nowNanos() + Terms.NANOS_PER_SECOND)) {
      return moves.expired(tenure, turn);
    }
    boolean again =
        tenure.repairNanos() != Tenure.NO_CONFLICT
            && turn.nowNanos() - tenure.repairNanos() < REPAIR_INTERVAL_NANOS;
    if (again) {
      turn.act(new Effect.Deconfigure(lease));
      turn.tell(Report.of(Notice.ADDRESS_REMOVED).and("address", lease.address()));
      return moves.init(
          tenure.past().withHint(lease.address()), profile.timing().declineWait().toNanos(), turn);
    }
    turn.act(new Effect.Configure(lease, lease));
    if (profile.probing().enabled()) {
      turn.act(new Effect.ArpAnnounce(lease.address()));
    }
    turn.tell(Report.of(Notice.ADDRESS_RESTORED).and("address", lease.address()));
    return state.with(tenure.repaired(turn.nowNanos()));
  }

  private State rejected(State.Holding state, AddressRejected event, Turn turn) {
    Tenure tenure = state.tenure();
    Lease lease = tenure.lease();
    return event.address().equals(lease.address())
        ? moves.rejected(tenure.past().withKept(lease), lease, event.ground(), turn)
        : state;
  }

  /// RFC 3203 section 3: the lease is renewed at once. Whoever cannot prove to be its server is not
  /// heard (RFC 6704 section 3.1.2).
  private State force(State.Bound state, ForceRenew event, Turn turn) {
    Tenure tenure = state.tenure();
    ForceRenewKey key = tenure.lease().forceRenewKey();
    var verified =
        key == null || !profile.does(Extension.FORCE_RENEW)
            ? Optional.<ForceRenewKey>empty()
            : key.verified(event.message(), event.datagram());
    if (verified.isEmpty()) {
      turn.tell(
          Moves.about(Notice.FORCE_RENEW_REFUSED, event.message()).and("from", event.source()));
      return state;
    }
    turn.tell(Moves.about(Notice.RENEWAL_FORCED, event.message()).and("from", event.source()));
    return moves.renew(tenure.keyed(verified.get()), null, turn);
  }

  private State.Holding announce(State.Holding state, Turn turn) {
    Tenure tenure = state.tenure();
    if (!tenure.announcementDue(turn.nowNanos()) || tenure.lease().isExpired(turn.nowNanos())) {
      return state;
    }
    turn.act(new Effect.ArpAnnounce(tenure.lease().address()));
    long next = turn.nowNanos() + profile.probing().announceInterval().toNanos();
    return state.with(tenure.announced(next));
  }

  /// RFC 5227 section 2.4: the first conflict is answered by one announcement; a second one within
  /// ten seconds ends it, or is borne by who must keep its address.
  private State watch(State.Holding state, ArpPacket packet, Turn turn) {
    Tenure tenure = state.tenure();
    Lease lease = tenure.lease();
    boolean conflict =
        profile.probing().enabled() && Conflicts.claims(packet, lease.address(), profile.chaddr());
    if (!conflict) {
      return state;
    }
    boolean again =
        tenure.conflictNanos() != Tenure.NO_CONFLICT
            && turn.nowNanos() - tenure.conflictNanos() < ProbeTiming.DEFEND_INTERVAL.toNanos();
    if (again) {
      return profile.conflictPolicy() == ConflictPolicy.DEFEND
          ? state
          : moves.decline(
              tenure.past().withKept(lease), lease, usedBy(Notice.ADDRESS_LOST, packet), turn);
    }
    turn.act(new Effect.ArpAnnounce(lease.address()));
    turn.tell(
        Report.of(Notice.ADDRESS_DEFENDED)
            .and("address", lease.address())
            .and("used-by", packet.senderHardware()));
    return state.with(tenure.disputed(turn.nowNanos()));
  }

  private static Report usedBy(Notice notice, ArpPacket packet) {
    return Report.of(notice).and("used-by", packet.senderHardware());
  }

  private static State pause(Tenure tenure, Turn turn) {
    Lease lease = tenure.lease();
    turn.tell(Report.of(Notice.LINK_DOWN).and("address", lease.address()));
    return new State.Paused(tenure.past().withKept(lease), lease, turn.nowNanos());
  }
}

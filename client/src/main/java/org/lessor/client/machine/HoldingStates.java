package org.lessor.client.machine;

import org.lessor.client.machine.ClientProfile.ConflictPolicy;
import org.lessor.client.machine.Event.ArpSeen;
import org.lessor.client.machine.Event.Detach;
import org.lessor.client.machine.Event.LinkDown;
import org.lessor.client.machine.Event.LinkUp;
import org.lessor.client.machine.Event.Received;
import org.lessor.client.machine.Event.ReleaseRequested;
import org.lessor.client.machine.Event.RenewRequested;
import org.lessor.client.machine.Event.Start;
import org.lessor.client.machine.Event.Stop;
import org.lessor.client.machine.Event.TimerExpired;
import org.lessor.client.machine.Replies.Expected;
import org.lessor.client.machine.Replies.Reading;
import org.lessor.transport.ArpPacket;

/// What happens while a lease is in use: BOUND, RENEWING, REBINDING (RFC 2131 section 4.4.5).
final class HoldingStates {
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
      case LinkDown _ -> pause(lease, turn);
      case ReleaseRequested _ -> moves.release(lease, turn);
      case Stop _ -> moves.stop(lease, turn);
      case Detach _ -> moves.detach(turn);
      // The second copy of an ACK, or an offer of a server that was slow.
      case Received received ->
          Refusals.tell(state, received, RefusalReason.NOT_EXPECTED, Notice.REPLY_IGNORED, turn);
      case Start _, LinkUp _ -> state;
    };
  }

  private State onRenewing(State.Renewing state, Event event, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (event) {
      case Received received -> {
        Expected expected =
            Expected.answer(state.exchange(), lease.serverId(), lease.address(), state.sentNanos());
        yield extended(state, received, expected, turn);
      }
      case TimerExpired _ -> due(announce(state, turn), turn);
      case RenewRequested _ -> moves.renew(state.tenure(), state.exchange(), turn);
      case ArpSeen(ArpPacket packet) -> watch(state, packet, turn);
      case LinkDown _ -> pause(lease, turn);
      case ReleaseRequested _ -> moves.release(lease, turn);
      case Stop _ -> moves.stop(lease, turn);
      case Detach _ -> moves.detach(turn);
      case Start _, LinkUp _ -> state;
    };
  }

  private State onRebinding(State.Rebinding state, Event event, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (event) {
      case Received received -> {
        Expected expected =
            Expected.answer(state.exchange(), null, lease.address(), state.sentNanos());
        yield extended(state, received, expected, turn);
      }
      case TimerExpired _ -> due(announce(state, turn), turn);
      case RenewRequested _ -> moves.rebind(state.tenure(), state.exchange(), turn);
      case ArpSeen(ArpPacket packet) -> watch(state, packet, turn);
      case LinkDown _ -> pause(lease, turn);
      case ReleaseRequested _ -> moves.release(lease, turn);
      case Stop _ -> moves.stop(lease, turn);
      case Detach _ -> moves.detach(turn);
      case Start _, LinkUp _ -> state;
    };
  }

  private State extended(State.Holding state, Received received, Expected expected, Turn turn) {
    Lease lease = state.tenure().lease();
    return switch (replies.read(received, expected, turn)) {
      case Reading.Granted(Terms terms) ->
          moves.extended(state.tenure(), terms, expected.askedNanos(), turn);
      case Reading.Denied nak ->
          moves.denied(Past.NONE.withKept(lease), lease.address(), nak, turn);
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
      return moves.expired(lease, turn);
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
          : moves.decline(Past.NONE.withKept(lease), lease, Notice.ADDRESS_LOST, packet, turn);
    }
    turn.act(new Effect.ArpAnnounce(lease.address()));
    turn.tell(
        Report.of(Notice.ADDRESS_DEFENDED)
            .and("address", lease.address())
            .and("used-by", packet.senderHardware()));
    return state.with(tenure.disputed(turn.nowNanos()));
  }

  private static State pause(Lease lease, Turn turn) {
    turn.tell(Report.of(Notice.LINK_DOWN).and("address", lease.address()));
    return new State.Paused(Past.NONE.withKept(lease), lease, turn.nowNanos());
  }
}

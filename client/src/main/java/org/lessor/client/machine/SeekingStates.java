package org.lessor.client.machine;

import org.jspecify.annotations.Nullable;
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
import org.lessor.transport.ArpPacket;

/// What happens in the states that have no lease in use, or seek another one: INIT, SELECTING,
/// REQUESTING, INIT-REBOOT, REBOOTING, probing, declined, without IPv4, paused. Each event has its
/// method, which lists the states that it means something to.
final class SeekingStates {
  private final ClientProfile profile;
  private final Moves moves;
  private final SeekingReplies replies;
  private final LinkLocalMoves linkLocal;

  SeekingStates(ClientProfile profile, Moves moves, LinkLocalMoves linkLocal) {
    this.profile = profile;
    this.moves = moves;
    this.linkLocal = linkLocal;
    this.replies = new SeekingReplies(profile, moves, linkLocal);
  }

  State on(State.Seeking before, Event event, Turn turn) {
    State.Seeking state = upToDate(before, turn);
    Past past = state.past();
    return switch (event) {
      case TimerExpired _ -> due(state, turn);
      case Received received -> replies.on(state, received, turn);
      case ArpSeen(ArpPacket packet) -> heard(state, packet, turn);
      case LinkDown _ -> pause(state, turn);
      case LinkUp _ -> state instanceof State.Paused paused ? linkUp(paused, turn) : state;
      case Resumed _ -> resume(state, turn);
      case AddressRemoved _ -> removed(state, turn);
      case AddressRejected rejected -> rejected(state, rejected, turn);
      case FallBack(Lease lease) -> fallBack(state, lease, turn);
      case ForceRenew(var message, var source, var _) ->
          Refusals.tell(
              state,
              new Received(message, source),
              RefusalReason.NOT_EXPECTED,
              Notice.REPLY_IGNORED,
              turn);
      case ReleaseRequested _ -> release(state, turn);
      case Stop _ -> moves.stop(past, turn);
      case Detach _ -> moves.detach(past, turn);
      case Start _, RenewRequested _ -> state;
    };
  }

  /// What is due beside the search: a kept lease that ended, the link-local address.
  private State.Seeking upToDate(State.Seeking state, Turn turn) {
    Past past = state.past();
    Lease kept = past.kept();
    if (kept != null && kept.isExpired(turn.nowNanos())) {
      moves.expire(kept, turn);
      past = past.withKept(null);
    }
    past = linkLocal.due(past, turn);
    return past.equals(state.past()) ? state : state.with(past);
  }

  // Time passes.

  private State due(State.Seeking state, Turn turn) {
    long now = turn.nowNanos();
    Past past = state.past();
    return switch (state) {
      case State.Init s when now >= s.discoverNanos() -> moves.discover(past, turn);
      case State.Selecting s -> dueInSelecting(s, turn);
      case State.Requesting s when now >= s.retryNanos() -> requestAgain(s, turn);
      case State.InitReboot s when now >= s.requestNanos() -> moves.confirm(past, s.lease(), turn);
      case State.Rebooting s when now >= s.retryNanos() -> rebootAgain(s, turn);
      case State.Probing s when now >= s.nextNanos() -> probeAgain(s, turn);
      case State.Declined s when now >= s.untilNanos() -> moves.discover(past, turn);
      case State.Ipv6Only s when now >= s.untilNanos() -> moves.discover(past, turn);
      case State.Init _,
          State.Requesting _,
          State.InitReboot _,
          State.Rebooting _,
          State.Probing _,
          State.Declined _,
          State.Ipv6Only _,
          State.Paused _ ->
          state;
    };
  }

  private State dueInSelecting(State.Selecting state, Turn turn) {
    long now = turn.nowNanos();
    if (!state.offers().isEmpty()) {
      return now >= state.chooseNanos() ? replies.choose(state, turn) : state;
    }
    return now >= state.retryNanos()
        ? moves.discover(state.past(), state.exchange().again(now), state.tries() + 1, turn)
        : state;
  }

  private State requestAgain(State.Requesting state, Turn turn) {
    if (state.tries() < profile.timing().requestTries()) {
      return moves.request(
          state.past(),
          state.exchange(),
          state.offer(),
          state.tries() + 1,
          state.firstSentNanos(),
          turn);
    }
    turn.tell(
        Report.of(Notice.REQUEST_UNANSWERED)
            .and("xid", state.exchange().xid())
            .and("address", state.offer().address())
            .and("server", state.offer().serverId())
            .and("tries", state.tries()));
    return moves.init(state.past(), 0, turn);
  }

  /// RFC 2131 section 4.4.2 allows to go on with an unexpired lease in silence. A lease that is in
  /// use stays in use while any server is looked for; one that is only remembered comes into use
  /// where the user asked for that.
  private State rebootAgain(State.Rebooting state, Turn turn) {
    Lease lease = state.lease();
    if (state.tries() < profile.timing().rebootTries()) {
      return moves.reboot(
          state.past(),
          state.exchange().again(turn.nowNanos()),
          lease,
          state.tries() + 1,
          state.firstSentNanos(),
          turn);
    }
    turn.tell(
        Report.of(Notice.REBOOT_UNANSWERED)
            .and("xid", state.exchange().xid())
            .and("address", lease.address())
            .and("tries", state.tries()));
    boolean unconfirmed =
        profile.does(Extension.UNCONFIRMED_LEASE) && !lease.isExpired(turn.nowNanos());
    return unconfirmed
        ? moves.unconfirmed(state.past(), lease, turn)
        : moves.discover(state.past().withHint(lease.address()), turn);
  }

  private State probeAgain(State.Probing state, Turn turn) {
    if (state.probes() < profile.probing().probeNum()) {
      return moves.probe(state, turn);
    }
    if (state.lease().isExpired(turn.nowNanos())) {
      // A lease shorter than the question about it, or a suspend in between.
      return moves.init(state.past().withHint(state.lease().address()), 0, turn);
    }
    return moves.bind(state.past(), state.lease(), turn);
  }

  // Neighbours.

  private State heard(State.Seeking state, ArpPacket packet, Turn turn) {
    if (state instanceof State.Probing probing) {
      Lease lease = probing.lease();
      boolean taken =
          Conflicts.claims(packet, lease.address(), profile.chaddr())
              || Conflicts.probes(packet, lease.address(), profile.chaddr());
      if (taken) {
        return moves.decline(
            probing.past(),
            lease,
            Report.of(Notice.ADDRESS_TAKEN).and("used-by", packet.senderHardware()),
            turn);
      }
    }
    if (state instanceof State.Paused) {
      return state;
    }
    Past past = linkLocal.heard(watchKept(state.past(), packet, turn), packet, turn);
    return past.equals(state.past()) ? state : state.with(past);
  }

  /// Another host claims the address that is still in use: it is not worth a defence, as the client
  /// already seeks a new lease. Who must keep its address keeps it (RFC 5227 section 2.4 (c)).
  private Past watchKept(Past past, ArpPacket packet, Turn turn) {
    Lease kept = past.kept();
    boolean givesUp =
        profile.probing().enabled() && profile.conflictPolicy() == ConflictPolicy.GIVE_UP;
    if (kept == null || !givesUp || !Conflicts.claims(packet, kept.address(), profile.chaddr())) {
      return past;
    }
    turn.act(new Effect.Deconfigure(kept));
    turn.tell(
        Report.of(Notice.ADDRESS_LOST)
            .and("address", kept.address())
            .and("used-by", packet.senderHardware()));
    Past after = past.afterConflict(kept.address(), turn.nowNanos());
    // Whoever offered it now would offer what is refused.
    return kept.address().equals(past.hint()) ? after.withHint(null) : after;
  }

  // The link and the machine.

  private State pause(State.Seeking state, Turn turn) {
    Past past = state.past();
    long now = turn.nowNanos();
    return switch (state) {
      case State.Init s -> pause(past, past.kept(), s.discoverNanos(), turn);
      case State.Selecting _ -> pause(past, past.kept(), now, turn);
      case State.Requesting s -> pause(past.withHint(s.offer().address()), past.kept(), now, turn);
      case State.InitReboot s -> pause(past, s.lease(), s.requestNanos(), turn);
      case State.Rebooting s -> pause(past, s.lease(), now, turn);
      case State.Probing s -> pause(past, s.lease(), now, turn);
      case State.Declined s -> pause(past, past.kept(), s.untilNanos(), turn);
      // It may come back on another network, which wants IPv4.
      case State.Ipv6Only _ -> pause(past, null, now, turn);
      case State.Paused s -> s;
    };
  }

  private State pause(Past past, @Nullable Lease lease, long notBeforeNanos, Turn turn) {
    turn.tell(Report.of(Notice.LINK_DOWN));
    return new State.Paused(linkLocal.end(past, turn), lease, notBeforeNanos);
  }

  private State linkUp(State.Paused state, Turn turn) {
    turn.tell(Report.of(Notice.LINK_UP));
    Lease lease = state.lease();
    if (lease != null && !lease.isExpired(turn.nowNanos())) {
      return moves.confirm(state.past(), lease, turn);
    }
    Past past = lease == null ? state.past() : state.past().withHint(lease.address());
    return moves.init(past, state.notBeforeNanos() - turn.nowNanos(), turn);
  }

  /// What was asked before the suspend is not answered any more; waits that an RFC asks for go on.
  private State resume(State.Seeking state, Turn turn) {
    Past past = state.past();
    return switch (state) {
      case State.Selecting _, State.Requesting _, State.Ipv6Only _ ->
          moves.discover(past, resumed(turn));
      case State.Rebooting s -> moves.confirm(past, s.lease(), resumed(turn));
      case State.Probing s -> moves.confirm(past, s.lease(), resumed(turn));
      case State.Init _, State.InitReboot _, State.Declined _, State.Paused _ -> state;
    };
  }

  private static Turn resumed(Turn turn) {
    turn.tell(Report.of(Notice.RESUMED));
    return turn;
  }

  /// Somebody took the address off the interface that was in use meanwhile: it is not put back, as
  /// the client already seeks a new lease.
  private State removed(State.Seeking state, Turn turn) {
    Past past = linkLocal.removed(state.past(), turn);
    Lease kept = past.kept();
    if (kept != null) {
      turn.act(new Effect.Deconfigure(kept));
      turn.tell(Report.of(Notice.ADDRESS_REMOVED).and("address", kept.address()));
      past = past.withKept(null);
    }
    return past.equals(state.past()) ? state : state.with(past);
  }

  /// The script rejects an address that was in use and is being asked for again.
  private State rejected(State.Seeking state, AddressRejected event, Turn turn) {
    Lease kept = state.past().kept();
    if (kept == null || !kept.address().equals(event.address())) {
      return state;
    }
    if (state instanceof State.Paused paused) {
      // Nothing can be sent: the address is only left.
      turn.act(new Effect.Deconfigure(kept));
      turn.act(new Effect.ForgetLease());
      turn.tell(Report.of(Notice.ADDRESS_REJECTED).and("address", kept.address()));
      Past past = paused.past().afterConflict(kept.address(), turn.nowNanos());
      return new State.Paused(past.withHint(null), null, paused.notBeforeNanos());
    }
    boolean waits = state instanceof State.Init || state instanceof State.Declined;
    if (waits && event.ground() == AddressRejected.Ground.ELSEWHERE) {
      // The wait is for another reason, and is not cut short.
      return state.with(moves.leave(state.past(), kept, turn));
    }
    return moves.rejected(state.past(), kept, event.ground(), turn);
  }

  /// Only where nothing better is under way.
  private State fallBack(State.Seeking state, Lease lease, Turn turn) {
    Past past = state.past();
    if (lease.isExpired(turn.nowNanos()) || past.wasJustTaken(lease.address(), turn.nowNanos())) {
      return state;
    }
    return switch (state) {
      case State.Init _,
          State.Selecting _,
          State.Requesting _,
          State.InitReboot _,
          State.Rebooting _ ->
          moves.unconfirmed(past, lease, turn);
      case State.Probing _, State.Declined _, State.Ipv6Only _, State.Paused _ -> state;
    };
  }

  // The end.

  private State release(State.Seeking state, Turn turn) {
    Lease kept = state.past().kept();
    if (kept == null || state instanceof State.Paused) {
      // Without an address or a link nothing can be sent: a lease cannot be given back, only left.
      turn.act(new Effect.ForgetLease());
      return moves.stop(state.past(), turn);
    }
    return moves.release(kept, turn);
  }
}

package org.lessor.client.machine;

import org.jspecify.annotations.Nullable;
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
import org.lessor.wire.MessageType;

/// What happens in the states that have no lease in use, or seek another one: INIT, SELECTING,
/// REQUESTING, INIT-REBOOT, REBOOTING, probing, declined, paused.
final class SeekingStates {
  private final ClientProfile profile;
  private final Moves moves;
  private final Replies replies;

  SeekingStates(ClientProfile profile, Moves moves) {
    this.profile = profile;
    this.moves = moves;
    this.replies = new Replies(profile);
  }

  State on(State.Seeking state, Event event, Turn turn) {
    State.Seeking current = state;
    Lease kept = state.past().kept();
    if (kept != null && kept.isExpired(turn.nowNanos())) {
      moves.expire(kept, turn);
      current = state.with(state.past().withKept(null));
    }
    return switch (current) {
      case State.Init s -> onInit(s, event, turn);
      case State.Selecting s -> onSelecting(s, event, turn);
      case State.Requesting s -> onRequesting(s, event, turn);
      case State.InitReboot s -> onInitReboot(s, event, turn);
      case State.Rebooting s -> onRebooting(s, event, turn);
      case State.Probing s -> onProbing(s, event, turn);
      case State.Declined s -> onDeclined(s, event, turn);
      case State.Paused s -> onPaused(s, event, turn);
    };
  }

  private State onInit(State.Init state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case TimerExpired _ ->
          turn.nowNanos() < state.discoverNanos() ? state : moves.discover(past, turn);
      case ArpSeen(ArpPacket packet) -> watchKept(state, packet, turn);
      case LinkDown _ -> pause(past, past.kept(), state.discoverNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Received received -> ignore(state, received, turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State onSelecting(State.Selecting state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case Received received -> offered(state, received, turn);
      case TimerExpired _ ->
          turn.nowNanos() < state.retryNanos()
              ? state
              : moves.discover(
                  past, state.exchange().again(turn.nowNanos()), state.tries() + 1, turn);
      case ArpSeen(ArpPacket packet) -> watchKept(state, packet, turn);
      case LinkDown _ -> pause(past, past.kept(), turn.nowNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State offered(State.Selecting state, Received received, Turn turn) {
    Reading reading = replies.read(received, Expected.offer(state.exchange(), turn), turn);
    if (reading instanceof Reading.Granted(Terms terms)
        && state.past().wasJustTaken(terms.address(), turn.nowNanos())) {
      reading = new Reading.Refused(RefusalReason.ADDRESS_IN_USE);
    }
    return switch (reading) {
      case Reading.Granted(Terms offer) -> {
        turn.tell(
            Moves.about(Notice.OFFERED, offer.message())
                .and("address", offer.address())
                .and("server", offer.serverId()));
        yield moves.request(state.past(), state.exchange(), offer, 1, turn.nowNanos(), turn);
      }
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.OFFER_REFUSED, turn);
      case Reading.Denied _ -> throw new AssertionError("a NAK cannot answer a DISCOVER");
    };
  }

  private State onRequesting(State.Requesting state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case Received received -> answered(state, received, turn);
      case TimerExpired _ -> requestAgain(state, turn);
      case ArpSeen(ArpPacket packet) -> watchKept(state, packet, turn);
      case LinkDown _ ->
          pause(past.withHint(state.offer().address()), past.kept(), turn.nowNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State answered(State.Requesting state, Received received, Turn turn) {
    Terms offer = state.offer();
    if (received.message().messageType().orElse(null) == MessageType.DHCPOFFER) {
      return lateOffer(state, received, turn);
    }
    Expected expected =
        Expected.answer(
            state.exchange(), offer.serverId(), offer.address(), state.firstSentNanos());
    return switch (replies.read(received, expected, turn)) {
      case Reading.Granted(Terms terms) ->
          moves.acknowledged(state.past(), terms, state.firstSentNanos(), turn);
      case Reading.Denied nak -> moves.denied(state.past(), offer.address(), nak, turn);
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.REPLY_REFUSED, turn);
    };
  }

  private State lateOffer(State.Requesting state, Received received, Turn turn) {
    Reading reading = replies.read(received, Expected.offer(state.exchange(), turn), turn);
    return switch (reading) {
      case Reading.Granted(Terms terms) when terms.serverId().equals(state.offer().serverId()) ->
          // The chosen server's offer once more: a copy, or the answer to an earlier DISCOVER.
          Refusals.tell(state, received, RefusalReason.NOT_EXPECTED, Notice.REPLY_IGNORED, turn);
      case Reading.Granted _ ->
          Refusals.tell(
              state, received, RefusalReason.ANOTHER_CHOSEN, Notice.OFFER_NOT_CHOSEN, turn);
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.OFFER_REFUSED, turn);
      case Reading.Denied _ -> throw new AssertionError("an OFFER is no NAK");
    };
  }

  private State requestAgain(State.Requesting state, Turn turn) {
    if (turn.nowNanos() < state.retryNanos()) {
      return state;
    }
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

  private State onInitReboot(State.InitReboot state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case TimerExpired _ ->
          turn.nowNanos() < state.requestNanos() ? state : moves.reboot(past, state.lease(), turn);
      case ArpSeen(ArpPacket packet) -> watchKept(state, packet, turn);
      case LinkDown _ -> pause(past, state.lease(), state.requestNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Received received -> ignore(state, received, turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State onRebooting(State.Rebooting state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case Received received -> confirmed(state, received, turn);
      case TimerExpired _ -> rebootAgain(state, turn);
      case ArpSeen(ArpPacket packet) -> watchKept(state, packet, turn);
      case LinkDown _ -> pause(past, state.lease(), turn.nowNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State confirmed(State.Rebooting state, Received received, Turn turn) {
    Expected expected =
        Expected.answer(state.exchange(), null, state.lease().address(), state.firstSentNanos());
    return switch (replies.read(received, expected, turn)) {
      case Reading.Granted(Terms terms) ->
          moves.acknowledged(state.past(), terms, state.firstSentNanos(), turn);
      case Reading.Denied nak -> moves.denied(state.past(), state.lease().address(), nak, turn);
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.REPLY_REFUSED, turn);
    };
  }

  /// RFC 2131 section 4.4.2 allows to go on with an unexpired lease in silence. A lease that is in
  /// use stays in use while any server is looked for; one that is only remembered does not come
  /// into use unconfirmed.
  private State rebootAgain(State.Rebooting state, Turn turn) {
    if (turn.nowNanos() < state.retryNanos()) {
      return state;
    }
    if (state.tries() < profile.timing().rebootTries()) {
      return moves.reboot(
          state.past(),
          state.exchange().again(turn.nowNanos()),
          state.lease(),
          state.tries() + 1,
          state.firstSentNanos(),
          turn);
    }
    turn.tell(
        Report.of(Notice.REBOOT_UNANSWERED)
            .and("xid", state.exchange().xid())
            .and("address", state.lease().address())
            .and("tries", state.tries()));
    return moves.discover(state.past().withHint(state.lease().address()), turn);
  }

  private State onProbing(State.Probing state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case TimerExpired _ -> probeAgain(state, turn);
      case ArpSeen(ArpPacket packet) ->
          Conflicts.claims(packet, state.lease().address(), profile.chaddr())
                  || Conflicts.probes(packet, state.lease().address(), profile.chaddr())
              ? moves.decline(past, state.lease(), Notice.ADDRESS_TAKEN, packet, turn)
              : watchKept(state, packet, turn);
      case LinkDown _ -> pause(past, state.lease(), turn.nowNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Received received -> ignore(state, received, turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State probeAgain(State.Probing state, Turn turn) {
    if (turn.nowNanos() < state.nextNanos()) {
      return state;
    }
    if (state.probes() < profile.probing().probeNum()) {
      return moves.probe(state, turn);
    }
    if (state.lease().isExpired(turn.nowNanos())) {
      // A lease shorter than the question about it, or a suspend in between.
      return moves.init(state.past().withHint(state.lease().address()), 0, turn);
    }
    return moves.bind(state.past(), state.lease(), turn);
  }

  private State onDeclined(State.Declined state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case TimerExpired _ ->
          turn.nowNanos() < state.untilNanos() ? state : moves.discover(past, turn);
      case ArpSeen(ArpPacket packet) -> watchKept(state, packet, turn);
      case LinkDown _ -> pause(past, past.kept(), state.untilNanos(), turn);
      case ReleaseRequested _ -> moves.release(past.kept(), turn);
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Received received -> ignore(state, received, turn);
      case Start _, LinkUp _, RenewRequested _ -> state;
    };
  }

  private State onPaused(State.Paused state, Event event, Turn turn) {
    Past past = state.past();
    return switch (event) {
      case LinkUp _ -> resume(state, turn);
      // Nothing can be sent: a lease that is in use cannot be given back, only left.
      case ReleaseRequested _ -> {
        turn.act(new Effect.ForgetLease());
        yield moves.stop(past.kept(), turn);
      }
      case Stop _ -> moves.stop(past.kept(), turn);
      case Detach _ -> moves.detach(turn);
      case Received received -> ignore(state, received, turn);
      case Start _, TimerExpired _, ArpSeen _, LinkDown _, RenewRequested _ -> state;
    };
  }

  private State resume(State.Paused state, Turn turn) {
    turn.tell(Report.of(Notice.LINK_UP));
    Lease lease = state.lease();
    if (lease != null && !lease.isExpired(turn.nowNanos())) {
      return moves.reboot(state.past(), lease, turn);
    }
    Past past = lease == null ? state.past() : state.past().withHint(lease.address());
    return moves.init(past, state.notBeforeNanos() - turn.nowNanos(), turn);
  }

  private static State pause(Past past, @Nullable Lease lease, long notBeforeNanos, Turn turn) {
    turn.tell(Report.of(Notice.LINK_DOWN));
    return new State.Paused(past, lease, notBeforeNanos);
  }

  /// Another host claims the address that is still in use: it is not worth a defence, as the client
  /// already seeks a new lease.
  private State watchKept(State.Seeking state, ArpPacket packet, Turn turn) {
    Lease kept = state.past().kept();
    if (kept == null || !Conflicts.claims(packet, kept.address(), profile.chaddr())) {
      return state;
    }
    turn.act(new Effect.Deconfigure(kept));
    turn.tell(
        Report.of(Notice.ADDRESS_LOST)
            .and("address", kept.address())
            .and("used-by", packet.senderHardware()));
    return state.with(state.past().afterConflict(kept.address(), turn.nowNanos()));
  }

  private static State ignore(State state, Received received, Turn turn) {
    return Refusals.tell(state, received, RefusalReason.NOT_EXPECTED, Notice.REPLY_IGNORED, turn);
  }
}

package org.lessor.client.machine;

import java.util.ArrayList;
import java.util.List;
import org.lessor.client.machine.Event.Received;
import org.lessor.client.machine.Replies.Expected;
import org.lessor.client.machine.Replies.Question;
import org.lessor.client.machine.Replies.Reading;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// What a message means while an address is sought.
final class SeekingReplies {
  /// More offers than that are not waited for.
  private static final int MOST_OFFERS = 16;

  private final ClientProfile profile;
  private final Moves moves;
  private final LinkLocalMoves linkLocal;
  private final Replies replies;

  SeekingReplies(ClientProfile profile, Moves moves, LinkLocalMoves linkLocal) {
    this.profile = profile;
    this.moves = moves;
    this.linkLocal = linkLocal;
    this.replies = new Replies(profile);
  }

  State on(State.Seeking state, Received received, Turn turn) {
    return switch (state) {
      case State.Selecting s -> inSelecting(s, received, turn);
      case State.Requesting s -> inRequesting(s, received, turn);
      case State.Rebooting s -> inRebooting(s, received, turn);
      case State.Init _,
          State.InitReboot _,
          State.Probing _,
          State.Declined _,
          State.Ipv6Only _,
          State.Paused _ ->
          Refusals.tell(state, received, RefusalReason.NOT_EXPECTED, Notice.REPLY_IGNORED, turn);
    };
  }

  // SELECTING.

  private State inSelecting(State.Selecting state, Received received, Turn turn) {
    Message message = received.message();
    boolean commits =
        message.messageType().orElse(null) == MessageType.DHCPACK
            && message.has(StandardOptions.RAPID_COMMIT)
            && moves.askedForRapidCommit(state);
    Expected expected =
        commits ? Expected.commit(state.exchange()) : Expected.offer(state.exchange(), turn);
    Reading reading = replies.read(received, expected, turn);
    if (reading instanceof Reading.Granted(Terms terms)
        && state.past().wasJustTaken(terms.address(), turn.nowNanos())) {
      reading = new Reading.Refused(RefusalReason.ADDRESS_IN_USE);
    }
    return switch (reading) {
      case Reading.Granted(Terms terms) when commits ->
          moves.acknowledged(state.past(), terms, expected.askedNanos(), turn);
      case Reading.Granted(Terms offer) -> offered(state, offer, turn);
      case Reading.WithoutIpv4 answer -> moves.withoutIpv4(state.past(), answer, turn);
      case Reading.Refused(RefusalReason reason) -> {
        Refusals.tell(state, received, reason, Notice.OFFER_REFUSED, turn);
        yield reason == RefusalReason.BAD_ADDRESS ? configuresItself(state, message, turn) : state;
      }
      case Reading.Denied _ -> throw new AssertionError("a NAK cannot answer a DISCOVER");
    };
  }

  /// An OFFER without an address says whether the client may take a link-local one (RFC 2563
  /// section 2.2).
  private State configuresItself(State.Selecting state, Message message, Turn turn) {
    boolean forbids =
        profile.does(Extension.LINK_LOCAL)
            && message.yiaddr().isUnspecified()
            && message.get(StandardOptions.AUTO_CONFIG).filter(value -> value == 0).isPresent();
    if (!forbids) {
      return state;
    }
    turn.tell(Moves.about(Notice.LINK_LOCAL_FORBIDDEN, message));
    return state.with(linkLocal.forbid(state.past(), turn));
  }

  private State offered(State.Selecting state, Terms offer, Turn turn) {
    boolean known =
        state.offers().stream()
            .anyMatch(earlier ->
                earlier.serverId().equals(offer.serverId())
                    && earlier.address().equals(offer.address()));
    if (known) {
      return state;
    }
    turn.tell(
        Moves.about(Notice.OFFERED, offer.message())
            .and("address", offer.address())
            .and("server", offer.serverId()));
    List<Terms> offers = new ArrayList<>(state.offers());
    offers.add(offer);
    long until =
        state.offers().isEmpty()
            ? turn.nowNanos() + profile.offers().window().toNanos()
            : state.chooseNanos();
    State.Selecting gathered = state.with(offers, until);
    boolean enough =
        turn.nowNanos() >= until
            || offers.size() >= MOST_OFFERS
            || profile.offers().isBest(offer.serverId());
    return enough ? choose(gathered, turn) : gathered;
  }

  /// Takes the best of the offers, and tells why none of the others was.
  State choose(State.Selecting state, Turn turn) {
    OfferChoice choice = new OfferChoice(profile.offers(), state.past());
    Terms best = choice.best(state.offers());
    for (Terms other : state.offers()) {
      if (!other.equals(best)) {
        turn.tell(
            Moves.about(Notice.OFFER_NOT_CHOSEN, other.message())
                .and("address", other.address())
                .and("server", other.serverId())
                .and("reason", choice.reason(best, other)));
      }
    }
    return moves.request(state.past(), state.exchange(), best, 1, turn.nowNanos(), turn);
  }

  // REQUESTING.

  private State inRequesting(State.Requesting state, Received received, Turn turn) {
    Terms offer = state.offer();
    if (received.message().messageType().orElse(null) == MessageType.DHCPOFFER) {
      return lateOffer(state, received, turn);
    }
    Expected expected =
        new Expected(
            Question.SELECT,
            state.exchange().xid(),
            offer.serverId(),
            offer.address(),
            state.firstSentNanos());
    return switch (replies.read(received, expected, turn)) {
      case Reading.Granted(Terms terms) ->
          moves.acknowledged(state.past(), terms, state.firstSentNanos(), turn);
      case Reading.Denied nak -> moves.denied(state.past(), offer.address(), nak, turn);
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.REPLY_REFUSED, turn);
      case Reading.WithoutIpv4 _ -> throw new AssertionError("not after an offer was taken");
    };
  }

  private State lateOffer(State.Requesting state, Received received, Turn turn) {
    Ipv4 chosen = state.offer().serverId();
    Reading reading = replies.read(received, Expected.offer(state.exchange(), turn), turn);
    return switch (reading) {
      case Reading.Granted(Terms terms) when terms.serverId().equals(chosen) ->
          // The chosen server's offer once more: a copy, or the answer to an earlier DISCOVER.
          Refusals.tell(state, received, RefusalReason.NOT_EXPECTED, Notice.REPLY_IGNORED, turn);
      case Reading.Granted _, Reading.WithoutIpv4 _ ->
          Refusals.tell(
              state, received, RefusalReason.ANOTHER_CHOSEN, Notice.OFFER_NOT_CHOSEN, turn);
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.OFFER_REFUSED, turn);
      case Reading.Denied _ -> throw new AssertionError("an OFFER is no NAK");
    };
  }

  // REBOOTING.

  private State inRebooting(State.Rebooting state, Received received, Turn turn) {
    Lease lease = state.lease();
    Expected expected =
        new Expected(
            Question.CONFIRM,
            state.exchange().xid(),
            null,
            lease.address(),
            state.firstSentNanos());
    return switch (replies.read(received, expected, turn)) {
      case Reading.Granted(Terms terms) ->
          moves.acknowledged(state.past(), terms, state.firstSentNanos(), turn);
      case Reading.Denied nak -> moves.denied(state.past(), lease.address(), nak, turn);
      case Reading.WithoutIpv4 answer -> moves.withoutIpv4(state.past(), answer, turn);
      case Reading.Refused(RefusalReason reason) ->
          Refusals.tell(state, received, reason, Notice.REPLY_REFUSED, turn);
    };
  }
}

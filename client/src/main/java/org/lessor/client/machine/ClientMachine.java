package org.lessor.client.machine;

import java.util.random.RandomGenerator;
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

/// The DHCP client's rules: what each event means in each state (RFC 2131 section 4.4 figure 5, RFC
/// 5227).
///
/// ```java
/// State state = new State.Halted();
/// Step step = machine.on(state, new Event.Start(null), nowNanos);
/// // carry out step.effects(), then wait for the next event, but not beyond
/// // step.next().wakeNanos(): then the event is TimerExpired
/// ```
///
/// The machine holds who the client is and the source of chance, no state. It may be called by one
/// thread at a time, as the source of chance may.
public final class ClientMachine {
  private final ClientProfile profile;
  private final RandomGenerator random;
  private final Moves moves;
  private final SeekingStates seeking;
  private final HoldingStates holding;

  /// The rules for this client; xids, waits and fuzz are drawn from `random`.
  public ClientMachine(ClientProfile profile, RandomGenerator random) {
    this.profile = profile;
    this.random = random;
    LinkLocalMoves linkLocal = new LinkLocalMoves(profile, random);
    this.moves = new Moves(profile, random, linkLocal);
    this.seeking = new SeekingStates(profile, moves, linkLocal);
    this.holding = new HoldingStates(profile, moves);
  }

  /// Who the client is.
  public ClientProfile profile() {
    return profile;
  }

  /// What `event` leads to in `state` at `nowNanos`.
  ///
  /// A lease that ended meanwhile is dropped before anything else, whatever the event: the host may
  /// have been suspended for longer than the lease had left.
  ///
  /// @param nowNanos nanoseconds since boot, suspend included; never less than in an earlier call
  public Step on(State state, Event event, long nowNanos) {
    Turn turn = new Turn(nowNanos);
    State current = state;
    if (state instanceof State.Holding held
        && !(event instanceof TimerExpired)
        && held.tenure().lease().isExpired(nowNanos)) {
      current = holding.on(held, new TimerExpired(), turn);
    }
    State next =
        switch (current) {
          case State.Halted s -> onHalted(s, event, turn);
          case State.Seeking s -> seeking.on(s, event, turn);
          case State.Holding s -> holding.on(s, event, turn);
          case State.Releasing s -> onReleasing(s, event, turn);
        };
    return new Step(next, turn.effects());
  }

  private State onHalted(State.Halted state, Event event, Turn turn) {
    return switch (event) {
      case Start start -> start(start, turn);
      case Received _,
          TimerExpired _,
          ArpSeen _,
          Resumed _,
          AddressRemoved _,
          AddressRejected _,
          FallBack _,
          ForceRenew _,
          LinkUp _,
          LinkDown _,
          RenewRequested _,
          ReleaseRequested _,
          Stop _,
          Detach _ ->
          state;
    };
  }

  private State start(Start event, Turn turn) {
    Lease remembered = event.remembered();
    Lease configured = event.configured();
    Past past = Past.in(event.networks());
    long delay = profile.timing().initialDelayNanos(random);
    if (remembered == null) {
      return moves.init(past, delay, turn);
    }
    if (remembered.isExpired(turn.nowNanos())) {
      if (configured != null) {
        moves.expire(configured, turn);
      }
      return moves.init(past.withHint(remembered.address()), delay, turn);
    }
    Past kept = past.withKept(configured);
    return delay <= 0
        ? moves.confirm(kept, remembered, turn)
        : new State.InitReboot(kept, remembered, turn.nowNanos() + delay);
  }

  private State onReleasing(State.Releasing state, Event event, Turn turn) {
    return switch (event) {
      case TimerExpired _ ->
          turn.nowNanos() < state.untilNanos() ? state : moves.stop(state.lease(), turn);
      // In a hurry, or the message cannot leave any more.
      case Stop _, Detach _, LinkDown _ -> moves.stop(state.lease(), turn);
      case Start _,
          Received _,
          ArpSeen _,
          LinkUp _,
          Resumed _,
          AddressRemoved _,
          AddressRejected _,
          FallBack _,
          ForceRenew _,
          RenewRequested _,
          ReleaseRequested _ ->
          state;
    };
  }
}

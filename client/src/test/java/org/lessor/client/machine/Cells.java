package org.lessor.client.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Xid;

/// Each state that the client may be in, with its timer just due, and each event: what the tables
/// of [StateTableTest], [OutcomeTableTest] and [NonsenseTest] are over.
///
/// `+kept` is a state with another lease still in use, `+own` one with a link-local address in use,
/// `+two` one with two offers to choose from, `+over` one whose lease has ended.
final class Cells {
  static final ClientProfile PROFILE = Transcript.profile(Timing.USUAL, ProbeTiming.FULL);
  static final long NOW = 1_000_000_000_000L;

  /// Each event by its name, in the words of [Transcript].
  static final Map<String, String> EVENTS = events();

  private static final long SECOND = Terms.NANOS_PER_SECOND;

  private Cells() {}

  private static Map<String, String> events() {
    Map<String, String> events = new LinkedHashMap<>();
    events.put("start", "start");
    events.put("offer", "offer");
    events.put("ack", "ack");
    events.put("nak", "nak");
    events.put("timer", "timer:early");
    events.put("claimed", "arp claims 192.0.2.10 by 02:00:00:00:00:99");
    events.put("probed", "arp probes 192.0.2.10 by 02:00:00:00:00:99");
    events.put("own-claimed", "arp claims 169.254.7.7 by 02:00:00:00:00:99");
    events.put("up", "link up");
    events.put("down", "link down");
    events.put("renew", "renew");
    events.put("release", "release");
    events.put("stop", "stop");
    events.put("detach", "detach");
    events.put("resumed", "resumed");
    events.put("removed", "address removed");
    events.put("unusable", "reject 192.0.2.10 unusable");
    events.put("elsewhere", "reject 192.0.2.10 elsewhere");
    events.put("fall-back", "fall back 192.0.2.10 asked-at=999 lease=3600");
    events.put("force-renew", "force renew");
    return Collections.unmodifiableMap(events);
  }

  private static Lease lease(long requestSentNanos) {
    State bound = Transcript.reached(Transcript.quiet(), "0 start\n0 offer\n0 ack\n0 end");
    Terms terms = ((State.Bound) bound).tenure().lease().terms();
    return Lease.granted(terms, requestSentNanos, new SteadyRandom());
  }

  /// Each state by its name.
  static Map<String, State> states() {
    Lease fresh = lease(NOW - SECOND);
    Lease toRenew = lease(NOW - 1800 * SECOND);
    Lease toRebind = lease(NOW - 3200 * SECOND);
    Past kept = Past.NONE.withHint(fresh.address()).withKept(fresh);
    Past own =
        Past.NONE.withLinkLocal(
            new LinkLocal(
                LinkLocal.Phase.IN_USE,
                Ipv4.of("169.254.7.7"),
                0,
                2,
                Lease.NEVER,
                Tenure.NO_CONFLICT));
    Exchange exchange = new Exchange(new Xid(0), NOW - SECOND, 0);
    Terms terms = fresh.terms();
    Map<String, State> states = new LinkedHashMap<>();
    states.put("Halted", new State.Halted());
    List<State.Seeking> seeking =
        List.of(
            new State.Init(Past.NONE, NOW),
            new State.Selecting(Past.NONE, exchange, 1, NOW),
            new State.Requesting(Past.NONE, exchange, terms, 1, NOW - SECOND, NOW),
            new State.InitReboot(Past.NONE, fresh, NOW),
            new State.Rebooting(Past.NONE, exchange, fresh, 1, NOW - SECOND, NOW),
            new State.Probing(Past.NONE, fresh, 1, NOW),
            new State.Declined(Past.NONE, NOW));
    for (State.Seeking state : seeking) {
      String name = state.getClass().getSimpleName();
      states.put(name, state);
      states.put(name + "+kept", state.with(kept));
      // A remembered address is asked for before there is one of our own.
      if (!(state instanceof State.InitReboot) && !(state instanceof State.Rebooting)) {
        states.put(name + "+own", state.with(own));
      }
    }
    states.put(
        "Selecting+two",
        new State.Selecting(Past.NONE, exchange, 1, NOW + SECOND, List.of(terms), NOW));
    // Nothing is kept where the network does without IPv4, and nothing of our own without a link.
    states.put("Ipv6Only", new State.Ipv6Only(Past.NONE, NOW));
    states.put("Paused", new State.Paused(Past.NONE, null, NOW));
    states.put("Paused+kept", new State.Paused(kept, fresh, NOW));
    states.put("Bound", new State.Bound(tenure(toRenew)));
    states.put("Renewing", new State.Renewing(tenure(toRenew), exchange, NOW - SECOND, NOW));
    states.put("Rebinding", new State.Rebinding(tenure(toRebind), exchange, NOW - SECOND, NOW));
    Tenure over = tenure(lease(NOW - 4000 * SECOND));
    states.put("Bound+over", new State.Bound(over));
    states.put("Renewing+over", new State.Renewing(over, exchange, NOW - SECOND, NOW));
    states.put("Rebinding+over", new State.Rebinding(over, exchange, NOW - SECOND, NOW));
    states.put("Releasing", new State.Releasing(fresh, NOW));
    return states;
  }

  private static Tenure tenure(Lease lease) {
    return Tenure.beginning(Past.NONE, lease, 0, 0);
  }

  /// What an event, in the words of [Transcript], leads to.
  static Step step(State state, String event) {
    return stepAt(NOW, state, event);
  }

  static Step stepAt(long nowNanos, State state, String event) {
    ClientMachine machine = new ClientMachine(PROFILE, new SteadyRandom());
    return machine.on(state, Transcript.event(PROFILE, event), nowNanos);
  }

  /// Whether it changes nothing, neither here nor on the host nor for others; it may be told.
  static boolean isNothing(State state, Step step) {
    return step.next().equals(state)
        && step.effects().stream().allMatch(Effect.Tell.class::isInstance);
  }
}

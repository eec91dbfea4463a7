package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Xid;

/// Each state with each event: where it leads. What is not in the table cannot happen, and what
/// leaves the state as it is has no effect on the host.
class StateTableTest {
  private static final ClientProfile PROFILE = Transcript.profile(Timing.USUAL, ProbeTiming.FULL);
  private static final long NOW = 1_000_000_000_000L;

  private static final String[] EVENTS = {
    "start",
    "offer",
    "ack",
    "nak",
    "timer:early",
    "arp claims 192.0.2.10 by 02:00:00:00:00:99",
    "arp probes 192.0.2.10 by 02:00:00:00:00:99",
    "link up",
    "link down",
    "renew",
    "release",
    "stop",
    "detach",
    "resumed",
    "address removed",
    "reject 192.0.2.10 unusable",
    "reject 192.0.2.10 elsewhere",
    "fall back 192.0.2.10 asked-at=999 lease=3600",
    "force renew"
  };

  /// A dot stays where it is; a name is the beginning of the next state's.
  private static final String TABLE =
      """
      state          star offe ack  nak  time clai prob up   down rene rel. stop deta resu remo rej. else fall forc
      Halted         Sel  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
      Init           .    .    .    .    Sel  .    .    .    Paus .    Halt Halt Halt .    .    .    .    Prob .
      Init+kept      .    .    .    .    Sel  Init .    .    Paus .    Rele Halt Halt .    Init Decl Sel  Prob .
      Selecting      .    Req  .    .    Sel  .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    Prob .
      Selecting+two  .    .    .    .    Req  .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    Prob .
      Selecting+kept .    Req  .    .    Sel  Sel  .    .    Paus .    Rele Halt Halt Sel  Sel  Decl Sel  Prob .
      Requesting     .    .    Prob Sel  Req  .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    Prob .
      Requesti+kept  .    .    Prob Sel  Req  Req  .    .    Paus .    Rele Halt Halt Sel  Req  Decl Sel  Prob .
      InitReboot     .    .    .    .    Rebo .    .    .    Paus .    Halt Halt Halt .    .    .    .    Prob .
      InitRebo+kept  .    .    .    .    Rebo Init .    .    Paus .    Rele Halt Halt .    Init Decl Sel  Prob .
      Rebooting      .    .    Prob Sel  Rebo .    .    .    Paus .    Halt Halt Halt Rebo .    .    .    Prob .
      Rebooting+kept .    .    Prob Sel  Rebo Rebo .    .    Paus .    Rele Halt Halt Rebo Rebo Decl Sel  Prob .
      Probing        .    .    .    .    Prob Decl Decl .    Paus .    Halt Halt Halt Rebo .    .    .    .    .
      Probing+kept   .    .    .    .    Prob Decl Decl .    Paus .    Rele Halt Halt Rebo Prob Decl Sel  .    .
      Declined       .    .    .    .    Sel  .    .    .    Paus .    Halt Halt Halt .    .    .    .    .    .
      Declined+kept  .    .    .    .    Sel  Decl .    .    Paus .    Rele Halt Halt .    Decl Decl Sel  .    .
      Ipv6Only       .    .    .    .    Sel  .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    .    .
      Paused+kept    .    .    .    .    .    .    .    Rebo .    .    Halt Halt Halt .    Paus Paus Paus .    .
      Paused+nothing .    .    .    .    .    .    .    Sel  .    .    Halt Halt Halt .    .    .    .    .    .
      Bound          .    .    .    .    Rene Boun .    .    Paus Rene Rele Halt Halt Rebo Boun Decl Sel  .    .
      Bound+over     Init Init Init Init Init Init Init Init Paus Init Halt Halt Halt Init Init Init Init Prob Init
      Renewing       .    .    Boun Sel  Rene Rene .    .    Paus Rene Rele Halt Halt Rebo Rene Decl Sel  .    .
      Renewing+over  Init Init Init Init Init Init Init Init Paus Init Halt Halt Halt Init Init Init Init Prob Init
      Rebinding      .    .    Boun Sel  Rebi Rebi .    .    Paus Rebi Rele Halt Halt Rebo Rebi Decl Sel  .    .
      Rebinding+over Init Init Init Init Init Init Init Init Paus Init Halt Halt Halt Init Init Init Init Prob Init
      Releasing      .    .    .    .    Halt .    .    .    Halt .    .    Halt Halt .    .    .    .    .    .
      """;

  private static Lease lease(long requestSentNanos) {
    State bound = Transcript.reached(Transcript.quiet(), "0 start\n0 offer\n0 ack\n0 end");
    Terms terms = ((State.Bound) bound).tenure().lease().terms();
    return Lease.granted(terms, requestSentNanos, new SteadyRandom());
  }

  /// Each state, with its timer just due.
  private static Map<String, State> states() {
    long second = Terms.NANOS_PER_SECOND;
    Lease fresh = lease(NOW - second);
    Lease toRenew = lease(NOW - 1800 * second);
    Lease toRebind = lease(NOW - 3200 * second);
    Past kept = Past.NONE.withKept(fresh);
    Exchange exchange = new Exchange(new Xid(0), NOW - second, 0);
    Terms terms = fresh.terms();
    Map<String, State> states = new LinkedHashMap<>();
    states.put("Halted", new State.Halted());
    List<State.Seeking> seeking =
        List.of(
            new State.Init(Past.NONE, NOW),
            new State.Selecting(Past.NONE, exchange, 1, NOW),
            new State.Requesting(Past.NONE, exchange, terms, 1, NOW - second, NOW),
            new State.InitReboot(Past.NONE, fresh, NOW),
            new State.Rebooting(Past.NONE, exchange, fresh, 1, NOW - second, NOW),
            new State.Probing(Past.NONE, fresh, 1, NOW),
            new State.Declined(Past.NONE, NOW));
    for (State.Seeking state : seeking) {
      String name = state.getClass().getSimpleName();
      states.put(name, state);
      states.put((name.length() > 9 ? name.substring(0, 8) : name) + "+kept", state.with(kept));
    }
    states.put(
        "Selecting+two",
        new State.Selecting(Past.NONE, exchange, 1, NOW + second, List.of(terms), NOW));
    // Nothing is kept where the network does without IPv4.
    states.put("Ipv6Only", new State.Ipv6Only(Past.NONE, NOW));
    states.put("Paused+kept", new State.Paused(kept, fresh, NOW));
    states.put("Paused+nothing", new State.Paused(Past.NONE, null, NOW));
    states.put("Bound", new State.Bound(tenure(toRenew)));
    states.put("Renewing", new State.Renewing(tenure(toRenew), exchange, NOW - second, NOW));
    states.put("Rebinding", new State.Rebinding(tenure(toRebind), exchange, NOW - second, NOW));
    Tenure over = tenure(lease(NOW - 4000 * second));
    states.put("Bound+over", new State.Bound(over));
    states.put("Renewing+over", new State.Renewing(over, exchange, NOW - second, NOW));
    states.put("Rebinding+over", new State.Rebinding(over, exchange, NOW - second, NOW));
    states.put("Releasing", new State.Releasing(fresh, NOW));
    return states;
  }

  private static Tenure tenure(Lease lease) {
    return Tenure.beginning(Past.NONE, lease, 0, 0);
  }

  @Test
  void eachStateGoesWithEachEventWhereTheTableSays() {
    List<String> faults = new ArrayList<>();
    Map<String, State> states = states();
    List<String> rows = TABLE.lines().skip(1).toList();
    assertThat(rows).hasSize(states.size());
    for (String row : rows) {
      String[] cells = row.split(" +");
      State state = states.get(cells[0]);
      assertThat(state).as(cells[0]).isNotNull();
      assertThat(cells).as(cells[0]).hasSize(EVENTS.length + 1);
      for (int i = 0; i < EVENTS.length; i++) {
        Step step = step(state, EVENTS[i]);
        String fault = fault(state, step, cells[i + 1]);
        if (!fault.isEmpty()) {
          faults.add(cells[0] + " with " + EVENTS[i] + ": " + fault);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static Step step(State state, String event) {
    ClientMachine machine = new ClientMachine(PROFILE, new SteadyRandom());
    return machine.on(state, Transcript.event(PROFILE, event), NOW);
  }

  private static String fault(State state, Step step, String expected) {
    if (expected.equals(".")) {
      boolean quiet = step.effects().stream().allMatch(Effect.Tell.class::isInstance);
      boolean stays = step.next().equals(state);
      return stays && quiet ? "" : "should change nothing but led to " + step;
    }
    String name = step.next().getClass().getSimpleName();
    return name.startsWith(expected) ? "" : "should lead to " + expected + " but led to " + name;
  }

  /// What a server may get wrong, or mean for somebody else.
  private static final String[] NONSENSE = {
    "xid=77",
    "chaddr=02:00:00:00:00:98",
    "client-id=ffffff",
    "op=1",
    "type=none",
    "server=none",
    "server=0.0.0.0",
    "server=255.255.255.255",
    "yiaddr=0.0.0.0",
    "yiaddr=255.255.255.255",
    "yiaddr=224.0.0.1",
    "yiaddr=127.0.0.1",
    "yiaddr=192.0.2.0",
    "yiaddr=192.0.2.255",
    "yiaddr=192.0.2.1",
    "mask=0.255.0.255",
    "mask=0.0.0.0",
    "lease=none",
    "lease=0"
  };

  @Test
  void nonsenseChangesNothingInAnyStateAndIsToldWithItsReason() {
    List<String> faults = new ArrayList<>();
    Map<String, State> states = states();
    // A lease that is over is dropped whatever comes.
    states.keySet().removeIf(name -> name.endsWith("+over"));
    for (var entry : states.entrySet()) {
      for (String type : List.of("offer", "ack", "nak")) {
        for (String nonsense : NONSENSE) {
          if (!meansNothingIn(type, nonsense)) {
            Step step = step(entry.getValue(), type + " " + nonsense);
            String fault = fault(entry.getValue(), step, ".");
            boolean told = entry.getKey().equals("Halted") || hasReason(step);
            // In RELEASING and HALTED nobody listens.
            told |= entry.getKey().equals("Releasing");
            if (!fault.isEmpty() || !told) {
              faults.add(entry.getKey() + " with " + type + " " + nonsense + ": " + step);
            }
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  /// A NAK has no address and no lease to be wrong.
  private static boolean meansNothingIn(String type, String nonsense) {
    return type.equals("nak")
        && (nonsense.startsWith("yiaddr")
            || nonsense.startsWith("mask")
            || nonsense.startsWith("lease"));
  }

  private static boolean hasReason(Step step) {
    return step.effects().stream()
        .filter(Effect.Tell.class::isInstance)
        .map(effect -> ((Effect.Tell) effect).report())
        .flatMap(report -> report.details().stream())
        .anyMatch(detail -> detail.key().equals("reason"));
  }

  @Test
  void everyStateIsInTheTable() {
    assertThat(states().values().stream().map(Object::getClass).distinct().toList())
        .hasSize(concrete(State.class));
  }

  @Test
  void everyEventIsInTheTable() {
    assertThat(
            Stream.of(EVENTS)
                .map(event -> Transcript.event(PROFILE, event).getClass())
                .distinct()
                .toList())
        .hasSize(concrete(Event.class));
    assertThat(
            Stream.of(EVENTS)
                .map(event -> Transcript.event(PROFILE, event))
                .flatMap(event ->
                    event instanceof Event.AddressRejected rejected
                        ? Stream.of(rejected.ground())
                        : Stream.empty())
                .toList())
        .containsExactlyInAnyOrder(Event.AddressRejected.Ground.values());
  }

  @Test
  void everyStateThatSeeksIsThereWithAndWithoutALeaseThatIsStillUsed() {
    Map<Class<?>, Set<Boolean>> kept = new HashMap<>();
    for (State state : states().values()) {
      if (state instanceof State.Seeking seeking) {
        kept.computeIfAbsent(state.getClass(), _ -> new HashSet<>())
            .add(seeking.past().kept() != null);
      }
    }
    // Nothing is kept where the network does without IPv4.
    kept.remove(State.Ipv6Only.class);

    assertThat(kept.values())
        .allSatisfy(both -> assertThat(both).containsExactlyInAnyOrder(true, false));
  }

  private static int concrete(Class<?> type) {
    if (!type.isInterface()) {
      return 1;
    }
    int count = 0;
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      count += concrete(permitted);
    }
    return count;
  }
}

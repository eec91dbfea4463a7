package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each state with each event: where it leads. What is not in the table cannot happen, and what
/// leaves the state as it is has no effect on the host.
class StateTableTest {
  /// A dot stays where it is; a name is the beginning of the next state's.
  private static final String TABLE =
      """
      state           star offe ack  nak  time clai prob own  up   down rene rel. stop deta resu remo rej. else fall forc
      Halted          Sel  .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
      Init            .    .    .    .    Sel  .    .    .    .    Paus .    Halt Halt Halt .    .    .    .    Prob .
      Init+kept       .    .    .    .    Sel  Init .    .    .    Paus .    Rele Halt Halt .    Init Decl Init Prob .
      Init+own        .    .    .    .    Sel  .    .    Init .    Paus .    Halt Halt Halt .    Init .    .    Prob .
      Selecting       .    Req  .    .    Sel  .    .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    Prob .
      Selecting+two   .    .    .    .    Req  .    .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    Prob .
      Selecting+kept  .    Req  .    .    Sel  Sel  .    .    .    Paus .    Rele Halt Halt Sel  Sel  Decl Sel  Prob .
      Selecting+own   .    Req  .    .    Sel  .    .    Sel  .    Paus .    Halt Halt Halt Sel  Sel  .    .    Prob .
      Requesting      .    .    Prob Sel  Req  .    .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    Prob .
      Requesting+kept .    .    Prob Sel  Req  Req  .    .    .    Paus .    Rele Halt Halt Sel  Req  Decl Sel  Prob .
      Requesting+own  .    .    Prob Sel  Req  .    .    Req  .    Paus .    Halt Halt Halt Sel  Req  .    .    Prob .
      InitReboot      .    .    .    .    Rebo .    .    .    .    Paus .    Halt Halt Halt .    .    .    .    Prob .
      InitReboot+kept .    .    .    .    Rebo Init .    .    .    Paus .    Rele Halt Halt .    Init Decl Sel  Prob .
      Rebooting       .    .    Prob Sel  Rebo .    .    .    .    Paus .    Halt Halt Halt Rebo .    .    .    Prob .
      Rebooting+kept  .    .    Prob Sel  Rebo Rebo .    .    .    Paus .    Rele Halt Halt Rebo Rebo Decl Sel  Prob .
      Probing         .    .    .    .    Prob Decl Decl .    .    Paus .    Halt Halt Halt Rebo .    .    .    .    .
      Probing+kept    .    .    .    .    Prob Decl Decl .    .    Paus .    Rele Halt Halt Rebo Prob Decl Sel  .    .
      Probing+own     .    .    .    .    Prob Decl Decl Prob .    Paus .    Halt Halt Halt Rebo Prob .    .    .    .
      Declined        .    .    .    .    Sel  .    .    .    .    Paus .    Halt Halt Halt .    .    .    .    .    .
      Declined+kept   .    .    .    .    Sel  Decl .    .    .    Paus .    Rele Halt Halt .    Decl Decl Decl .    .
      Declined+own    .    .    .    .    Sel  .    .    Decl .    Paus .    Halt Halt Halt .    Decl .    .    .    .
      Ipv6Only        .    .    .    .    Sel  .    .    .    .    Paus .    Halt Halt Halt Sel  .    .    .    .    .
      Paused+kept     .    .    .    .    .    .    .    .    Rebo .    .    Halt Halt Halt .    Paus Paus Paus .    .
      Paused          .    .    .    .    .    .    .    .    Sel  .    .    Halt Halt Halt .    .    .    .    .    .
      Bound           .    .    .    .    Rene Boun .    .    .    Paus Rene Rele Halt Halt Rebo Boun Decl Sel  .    .
      Bound+over      Init Init Init Init Init Init Init Init Init Paus Init Halt Halt Halt Init Init Init Init Prob Init
      Renewing        .    .    Boun Sel  Rene Rene .    .    .    Paus Rene Rele Halt Halt Rebo Rene Decl Sel  .    .
      Renewing+over   Init Init Init Init Init Init Init Init Init Paus Init Halt Halt Halt Init Init Init Init Prob Init
      Rebinding       .    .    Boun Sel  Rebi Rebi .    .    .    Paus Rebi Rele Halt Halt Rebo Rebi Decl Sel  .    .
      Rebinding+over  Init Init Init Init Init Init Init Init Init Paus Init Halt Halt Halt Init Init Init Init Prob Init
      Releasing       .    .    .    .    Halt .    .    .    .    Halt .    .    Halt Halt .    .    .    .    .    .
      """;

  @Test
  void eachStateGoesWithEachEventWhereTheTableSays() {
    List<String> faults = new ArrayList<>();
    Map<String, State> states = Cells.states();
    List<String> events = List.copyOf(Cells.EVENTS.keySet());
    List<String> rows = TABLE.lines().skip(1).toList();
    assertThat(rows).hasSize(states.size());
    for (String row : rows) {
      String[] cells = row.split(" +");
      State state = states.get(cells[0]);
      assertThat(state).as(cells[0]).isNotNull();
      assertThat(cells).as(cells[0]).hasSize(events.size() + 1);
      for (int i = 0; i < events.size(); i++) {
        Step step = Cells.step(state, Cells.EVENTS.get(events.get(i)));
        String fault = fault(state, step, cells[i + 1]);
        if (!fault.isEmpty()) {
          faults.add(cells[0] + " with " + events.get(i) + ": " + fault);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static String fault(State state, Step step, String expected) {
    if (expected.equals(".")) {
      return Cells.isNothing(state, step) ? "" : "should change nothing but led to " + step;
    }
    String name = step.next().getClass().getSimpleName();
    return name.startsWith(expected) ? "" : "should lead to " + expected + " but led to " + name;
  }

  @Test
  void everyStateIsInTheTable() {
    assertThat(Cells.states().values().stream().map(Object::getClass).distinct().toList())
        .hasSize(concrete(State.class));
  }

  @Test
  void everyEventIsInTheTable() {
    assertThat(
            Cells.EVENTS.values().stream()
                .map(event -> Transcript.event(Cells.PROFILE, event).getClass())
                .distinct()
                .toList())
        .hasSize(concrete(Event.class));
    assertThat(
            Cells.EVENTS.values().stream()
                .map(event -> Transcript.event(Cells.PROFILE, event))
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
    for (State state : Cells.states().values()) {
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

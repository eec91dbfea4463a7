package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Decoded;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// Servers that answer nonsense, or that mean somebody else: each kind in each state.
class NonsenseTest {
  /// What makes any reply worthless.
  private static final List<String> OF_ANY_REPLY =
      List.of(
          "xid=77",
          "chaddr=02:00:00:00:00:98",
          "htype=6",
          "client-id=ffffff",
          "op=1",
          "type=none",
          "options=53:63",
          "options=53:0205",
          "server=none",
          "options=54:c00002",
          "server=0.0.0.0",
          "server=127.0.0.1",
          "server=224.0.0.1",
          "server=255.255.255.255");

  /// What makes a grant worthless. A NAK has no address and no lease to be wrong.
  private static final List<String> OF_A_GRANT =
      List.of(
          "yiaddr=0.0.0.0",
          "yiaddr=0.1.2.3",
          "yiaddr=255.255.255.255",
          "yiaddr=224.0.0.1",
          "yiaddr=240.0.0.1",
          "yiaddr=127.0.0.1",
          "yiaddr=192.0.2.0",
          "yiaddr=192.0.2.255",
          "yiaddr=192.0.2.1",
          "mask=0.255.0.255",
          "mask=0.0.0.0",
          "options=1:ffff",
          "lease=none",
          "lease=0",
          "options=51:0e10",
          "options=51:0000000e10");

  /// What is odd, but does no harm: a client that refused it would have no address.
  private static final List<String> HARMLESS =
      List.of(
          "siaddr=255.255.255.255",
          "siaddr=127.0.0.1",
          "siaddr=224.0.0.1",
          "giaddr=255.255.255.255",
          "source=203.0.113.7",
          "t1=7200 t2=100",
          "t1=3000 t2=3000",
          "t1=3601",
          "t2=3601",
          "t1=0 t2=0",
          "t1=4294967295 t2=4294967295",
          "lease=4294967295 t1=4294967295 t2=4294967295",
          "lease=4294967294",
          "lease=2",
          "mask=none",
          "mask=255.255.255.255",
          "client-id=01020000000001",
          "options=58:01,59:0102",
          "options=3:0a,6:0102030405,12:,15:00,26:0000,28:ff,33:01,121:21ffffffff",
          "options=116:00,108:00000000,80:",
          "options=200:deadbeef,82:0101ff");

  /// A lease that is over is dropped whatever comes.
  private static Map<String, State> states() {
    Map<String, State> states = Cells.states();
    states.keySet().removeIf(name -> name.endsWith("+over"));
    return states;
  }

  @Test
  void itChangesNothingInAnyStateAndIsToldWithItsReason() {
    List<String> faults = new ArrayList<>();
    states()
        .forEach((name, state) -> {
          for (String type : List.of("offer", "ack", "nak")) {
            List<String> kinds = new ArrayList<>(OF_ANY_REPLY);
            if (!type.equals("nak")) {
              kinds.addAll(OF_A_GRANT);
            }
            for (String kind : kinds) {
              Step step = Cells.step(state, type + " " + kind);
              // In RELEASING and HALTED nobody listens.
              boolean deaf = state instanceof State.Halted || state instanceof State.Releasing;
              if (!Cells.isNothing(state, step) || !(deaf || hasReason(step))) {
                faults.add(name + " with " + type + " " + kind + ": " + step);
              }
            }
          }
        });
    assertThat(faults).isEmpty();
  }

  private static boolean hasReason(Step step) {
    return step.effects().stream()
        .filter(Effect.Tell.class::isInstance)
        .map(effect -> ((Effect.Tell) effect).report())
        .flatMap(report -> report.details().stream())
        .anyMatch(detail -> detail.key().equals("reason"));
  }

  @Test
  void whatIsOddButHarmlessLeadsWhereItWouldWithoutThat() {
    List<String> faults = new ArrayList<>();
    states()
        .forEach((name, state) -> {
          for (String type : List.of("offer", "ack")) {
            State usual = Cells.step(state, type).next();
            for (String kind : HARMLESS) {
              State next = Cells.step(state, type + " " + kind).next();
              if (next.getClass() != usual.getClass()
                  || next.equals(state) != usual.equals(state)) {
                faults.add(name + " with " + type + " " + kind + ": " + next);
              }
              granted(next)
                  .ifPresent(lease ->
                      assertThat(inOrder(lease)).as(name + " with " + type + " " + kind).isTrue());
            }
          }
        });
    assertThat(faults).isEmpty();
  }

  private static Optional<Lease> granted(State state) {
    return switch (state) {
      case State.Probing probing -> Optional.of(probing.lease());
      case State.Holding holding -> Optional.of(holding.tenure().lease());
      case State.Halted _, State.Seeking _, State.Releasing _ -> Optional.empty();
    };
  }

  private static boolean inOrder(Lease lease) {
    return lease.terms().isInfinite()
        ? lease.renewNanos() == Lease.NEVER && lease.expiryNanos() == Lease.NEVER
        : lease.requestSentNanos() < lease.renewNanos()
            && lease.renewNanos() < lease.rebindNanos()
            && lease.rebindNanos() < lease.expiryNanos();
  }

  /// Who may answer: RFC 2131 section 4.4 figure 5. 192.0.2.1 is who was asked.
  @Test
  void anotherServerIsHeardOnlyWhereEveryServerWasAsked() {
    Set<String> everyoneIsAsked = Set.of("Selecting", "Rebooting", "Rebinding");
    Map<String, State> states = states();
    // It has the offer of who was asked already.
    states.remove("Selecting+two");
    states.forEach((name, state) -> {
      String plain = state.getClass().getSimpleName();
      for (String type : List.of("offer", "ack", "nak")) {
        boolean heard = !Cells.isNothing(state, Cells.step(state, type));
        Step step = Cells.step(state, type + " server=192.0.2.2");

        assertThat(Cells.isNothing(state, step))
            .as(name + " with " + type + " of another server: " + step)
            .isEqualTo(!(heard && everyoneIsAsked.contains(plain)));
      }
    });
  }

  /// Whoever grants another address than the one asked for has not understood.
  @Test
  void anAckOfAnotherAddressIsNoAnswer() {
    states()
        .forEach((name, state) -> {
          Step step = Cells.step(state, "ack yiaddr=192.0.2.11");
          assertThat(Cells.isNothing(state, step)).as(name + ": " + step).isTrue();
        });
  }

  /// Each byte of a good reply wrong, and each reply cut short: whatever is still a message leads
  /// to a state whose lease makes sense, for an address that a host may have.
  @Test
  void whatWasChangedOnTheWayLeadsToNothingThatMakesNoSense() {
    Random chance = new Random(4);
    states()
        .forEach((name, state) -> {
          for (String type : List.of("offer", "ack", "nak")) {
            Message good = received(Transcript.event(Cells.PROFILE, type));
            byte[] bytes = good.encode().toArray();
            for (int at = 0; at < bytes.length; at++) {
              byte kept = bytes[at];
              bytes[at] = (byte) chance.nextInt(256);
              hear(name, state, bytes, bytes.length);
              bytes[at] = kept;
              hear(name, state, bytes, at);
            }
          }
        });
  }

  private static Message received(Event event) {
    return ((Event.Received) event).message();
  }

  private static void hear(String name, State state, byte[] bytes, int length) {
    if (!(Message.decode(bytes, 0, length) instanceof Decoded.Ok(Message message))) {
      return;
    }
    ClientMachine machine = new ClientMachine(Cells.PROFILE, new SteadyRandom());
    Event event = new Event.Received(message, Ipv4.of("192.0.2.1"));
    State next = machine.on(state, event, Cells.NOW).next();
    granted(next)
        .ifPresent(lease -> {
          assertThat(inOrder(lease)).as(name + " with " + message).isTrue();
          assertThat(lease.address().isHost()).as(name + " with " + message).isTrue();
        });
  }
}

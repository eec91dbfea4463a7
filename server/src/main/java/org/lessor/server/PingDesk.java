package org.lessor.server;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Binding;
import org.lessor.engine.PingCheck;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// The packet path's side of the ping checks: which message waits for which address, and which
/// addresses were found free lately.
///
/// Belongs to the worker's thread.
final class PingDesk {
  /// The most addresses of which it is remembered that they were free.
  private static final int REMEMBERED = 16_384;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final PingChecks checks;
  private final Map<Ipv4, Waiting> waiting = new HashMap<>();
  private final LinkedHashMap<Ipv4, Verified> verified = new LinkedHashMap<>();
  private long nextTicket;

  /// A message that waits for the check of an address.
  ///
  /// @param exchange the message, as a value that outlives the receive buffer
  /// @param binding what the client is to get
  /// @param attempt how many addresses were found in use for this message before
  record Waiting(long ticket, Exchange exchange, Binding binding, int attempt) {}

  private record Verified(HardwareAddress client, long untilNanos) {}

  PingDesk(PingChecks checks) {
    this.checks = checks;
  }

  /// Whether the address was found free for this client so lately that it need not be asked again.
  boolean isVerified(Ipv4 address, HardwareAddress client, long nowNanos) {
    Verified known = verified.get(address);
    return known != null && known.client.equals(client) && known.untilNanos - nowNanos > 0;
  }

  /// Whether a check of the address is running.
  boolean isAsking(Ipv4 address) {
    return waiting.containsKey(address);
  }

  /// What became of a message that should wait for a check.
  enum Start {
    /// A check was started, and it waits.
    ASKED,
    /// One of the two messages that wanted the same address waits, the other is dropped: this one
    /// waits if both are of the same client.
    ONE_WAITS_ALREADY,
    /// Too many checks run: it is dropped.
    TOO_MANY
  }

  /// Starts a check, or has `exchange` take the place of the message that waits for the running
  /// check of the same address for the same client.
  Start start(Exchange exchange, Binding binding, int attempt, PingQuestion.Reach reach) {
    Ipv4 address = binding.lease().address();
    HardwareAddress client = exchange.request().chaddr();
    Waiting running = waiting.get(address);
    if (running != null) {
      if (running.exchange.request().chaddr().equals(client)) {
        waiting.put(address, new Waiting(running.ticket, exchange, binding, attempt));
      }
      return Start.ONE_WAITS_ALREADY;
    }
    long ticket = nextTicket++;
    int interfaceIndex = reach == PingQuestion.Reach.ON_LINK ? exchange.interfaceIndex() : 0;
    PingCheck how = binding.subnet().parameters().pingCheck();
    PingQuestion question = new PingQuestion(ticket, interfaceIndex, address, client, reach);
    if (waiting.size() >= PingChecks.CAPACITY || !checks.ask(question, how)) {
      return Start.TOO_MANY;
    }
    waiting.put(address, new Waiting(ticket, exchange, binding, attempt));
    return Start.ASKED;
  }

  /// The next answer, if one waits.
  @Nullable PingAnswer nextAnswer() {
    return checks.nextAnswer();
  }

  /// The message that waited for this answer, which waits no longer.
  Optional<Waiting> close(PingAnswer answer, long nowNanos) {
    Ipv4 address = answer.question().address();
    Waiting found = waiting.get(address);
    if (found == null || found.ticket != answer.question().ticket()) {
      return Optional.empty();
    }
    waiting.remove(address);
    verified.remove(address);
    if (answer.outcome() == PingAnswer.Outcome.FREE) {
      long span = found.binding.subnet().parameters().pingCheck().clttSeconds() * SECOND_NANOS;
      verified.put(address, new Verified(answer.question().client(), nowNanos + span));
      if (verified.size() > REMEMBERED) {
        verified.pollFirstEntry();
      }
    }
    return Optional.of(found);
  }
}

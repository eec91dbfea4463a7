package org.lessor.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.PingCheck;
import org.lessor.linux.Errno;
import org.lessor.transport.EchoProbe;
import org.lessor.transport.Neighbours;
import org.lessor.wire.HardwareAddress;

/// Asks whether addresses are in use, many at a time, beside the packet path.
///
/// An address on a link of ours is first taken out of the neighbour table, so that the kernel asks
/// for it by ARP: the echo request would otherwise go to the client that the address was offered
/// to. Whoever answers the echo, or the ARP question alone, uses the address, unless it is the
/// client. When the check ends and nobody has answered, the entry that still waits for an answer is
/// taken out: the table has room for some thousand, and what waits for ARP fills the socket.
///
/// [#ask] and [#nextAnswer] may be called by any thread; all else by the one that owns this object.
final class PingChecks implements Steps {
  /// The most addresses that are asked for at one time.
  static final int CAPACITY = 4096;

  private static final long MILLI_NANOS = 1_000_000L;

  /// How long is waited for room in the socket or the neighbour table before it is tried again.
  private static final long MOMENT_NANOS = 5 * MILLI_NANOS;

  private static final int SEQUENCES = 1 << 16;

  private final EchoProbe probe;
  private final Neighbours neighbours;
  private final Runnable wakeAsker;
  private final Statistics statistics;
  private final EventLog log;
  private final Queue<PingAnswer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<Asked> asked = new ArrayBlockingQueue<>(CAPACITY);
  private final Map<Integer, Running> running = new HashMap<>();
  private int nextSequence;

  private record Asked(PingQuestion question, PingCheck how) {}

  private static final class Running {
    final PingQuestion question;
    final PingCheck how;
    int requestsLeft;

    /// When something is to be done about it.
    long deadlineNanos;

    /// Until when there must be room for the next request.
    long roomUntilNanos;

    /// Whether a request has left, or could not for another reason than that there was no room.
    boolean asked;

    Running(PingQuestion question, PingCheck how) {
      this.question = question;
      this.how = how;
      this.requestsLeft = how.minRequests();
    }
  }

  /// @param wakeAsker ends the wait of whoever takes the answers
  PingChecks(
      EchoProbe probe,
      Neighbours neighbours,
      Runnable wakeAsker,
      Statistics statistics,
      EventLog log) {
    this.probe = probe;
    this.neighbours = neighbours;
    this.wakeAsker = wakeAsker;
    this.statistics = statistics;
    this.log = log;
  }

  /// The next answer, if one waits. Any thread may call.
  @Nullable PingAnswer nextAnswer() {
    return answers.poll();
  }

  private void tell(PingAnswer answer) {
    answers.add(answer);
    wakeAsker.run();
  }

  /// Takes a question, unless too many wait. Any thread may call.
  boolean ask(PingQuestion question, PingCheck how) {
    boolean taken = asked.offer(new Asked(question, how));
    if (taken) {
      probe.wakeUp();
    }
    return taken;
  }

  @Override
  public int doWork(long nowNanos) {
    int done = 0;
    while (running.size() < CAPACITY) {
      Asked next = asked.poll();
      if (next == null) {
        break;
      }
      start(new Running(next.question(), next.how()), nowNanos);
      done++;
    }
    Optional<EchoProbe.EchoReply> reply = probe.receive();
    while (reply.isPresent()) {
      heard(reply.get());
      done++;
      reply = probe.receive();
    }
    return done + expire(nowNanos);
  }

  @Override
  public long nextDeadlineNanos() {
    if (running.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long next = Long.MAX_VALUE;
    for (Running check : running.values()) {
      next = Math.min(next, check.deadlineNanos);
    }
    return next;
  }

  private void start(Running check, long nowNanos) {
    forgetNeighbour(check.question);
    while (running.containsKey(nextSequence)) {
      nextSequence = (nextSequence + 1) % SEQUENCES;
    }
    int sequence = nextSequence;
    nextSequence = (nextSequence + 1) % SEQUENCES;
    running.put(sequence, check);
    check.roomUntilNanos = nowNanos + check.how.replyTimeoutMillis() * MILLI_NANOS;
    send(check, sequence, nowNanos);
  }

  private void forgetNeighbour(PingQuestion question) {
    if (question.reach() != PingQuestion.Reach.ON_LINK) {
      return;
    }
    try {
      neighbours.remove(question.interfaceIndex(), question.address());
    } catch (IOException _) {
      // Without the entry's removal the echo goes to the client alone: as good as no check, and no
      // reason to refuse service. Entering the client fails in the same way, and is told there.
    }
  }

  /// Where there is no room, it is tried again in a moment, for as long as an answer may take; then
  /// the request counts as one without an answer. One that cannot be sent for another reason does
  /// so at once: an address without a route is not in use on a link of ours.
  private void send(Running check, int sequence, long nowNanos) {
    int errno = probe.ask(check.question.interfaceIndex(), check.question.address(), sequence);
    boolean room = !Errno.isNoRoom(errno);
    check.asked |= room;
    if (!room && nowNanos - check.roomUntilNanos < 0) {
      check.deadlineNanos = nowNanos + MOMENT_NANOS;
      return;
    }
    check.requestsLeft--;
    long patience = check.how.replyTimeoutMillis() * MILLI_NANOS;
    check.deadlineNanos = room ? nowNanos + patience : nowNanos;
    check.roomUntilNanos = check.deadlineNanos + patience;
  }

  private void heard(EchoProbe.EchoReply reply) {
    Running check = running.get(reply.sequence());
    if (check == null || !check.question.address().equals(reply.from())) {
      return;
    }
    running.remove(reply.sequence());
    Optional<HardwareAddress> holder = holder(check.question);
    if (holder.filter(check.question.client()::equals).isPresent()) {
      tell(new PingAnswer(check.question, PingAnswer.Outcome.FREE, "the client itself"));
      return;
    }
    String who = holder.map(mac -> "echo reply from " + mac).orElse("echo reply");
    tell(new PingAnswer(check.question, PingAnswer.Outcome.IN_USE, who));
  }

  private int expire(long nowNanos) {
    List<Integer> due = new ArrayList<>();
    running.forEach((sequence, check) -> {
      if (check.deadlineNanos - nowNanos <= 0) {
        due.add(sequence);
      }
    });
    for (int sequence : due) {
      Running check = running.get(sequence);
      if (check == null) {
        continue;
      }
      if (check.requestsLeft > 0) {
        send(check, sequence, nowNanos);
      } else {
        running.remove(sequence);
        if (!check.asked) {
          tellUnasked(check.question);
        }
        tell(silence(check.question));
      }
    }
    return due.size();
  }

  private void tellUnasked(PingQuestion question) {
    statistics.count(Statistic.PING_CHECKS_UNASKED);
    log.limited(
        ServerEvent.LESSOR_PING_UNASKED,
        () -> "address=" + question.address() + " chaddr=" + question.client());
  }

  private PingAnswer silence(PingQuestion question) {
    Optional<HardwareAddress> holder = holder(question);
    if (holder.isEmpty()) {
      forgetNeighbour(question);
    }
    Optional<HardwareAddress> other = holder.filter(mac -> !mac.equals(question.client()));
    return other
        .map(mac -> new PingAnswer(question, PingAnswer.Outcome.IN_USE, "ARP reply from " + mac))
        .orElseGet(() -> new PingAnswer(question, PingAnswer.Outcome.FREE, ""));
  }

  private Optional<HardwareAddress> holder(PingQuestion question) {
    if (question.reach() == PingQuestion.Reach.ROUTED) {
      return Optional.empty();
    }
    try {
      return neighbours.lookup(question.interfaceIndex(), question.address());
    } catch (IOException _) {
      // Then only the echo reply itself counts.
      return Optional.empty();
    }
  }
}

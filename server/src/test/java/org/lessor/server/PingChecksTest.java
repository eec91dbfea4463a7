package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.engine.PingCheck;
import org.lessor.linux.Errno;
import org.lessor.transport.EchoProbe;
import org.lessor.transport.Neighbours;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What becomes of questions that the host has no room to ask.
class PingChecksTest {
  private static final long MILLI = 1_000_000L;
  private static final Ipv4 ADDRESS = Ipv4.of("192.0.2.10");
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final PingCheck HOW = new PingCheck(PingCheck.Mode.BEFORE_OFFER, 1, 100, 60);

  private final List<String> lines = new ArrayList<>();
  private final List<String> doings = new ArrayList<>();
  private final Statistics statistics = new Statistics();
  private int errno;

  private final EchoProbe probe =
      new EchoProbe() {
        @Override
        public int ask(int interfaceIndex, Ipv4 address, int sequence) {
          doings.add(errno == 0 ? "asked" : "no room");
          return errno;
        }

        @Override
        public Optional<EchoReply> receive() {
          return Optional.empty();
        }

        @Override
        public boolean await(long timeoutNanos) {
          return false;
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
      };

  private final Neighbours neighbours =
      new Neighbours() {
        @Override
        public void enter(Entry entry) {}

        @Override
        public int[] enterAll(List<Entry> entries) {
          return new int[entries.size()];
        }

        @Override
        public void remove(int interfaceIndex, Ipv4 address) {
          doings.add("forgotten");
        }

        @Override
        public Optional<HardwareAddress> lookup(int interfaceIndex, Ipv4 address) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  private final PingChecks checks =
      new PingChecks(
          probe,
          neighbours,
          () -> {},
          statistics,
          new EventLog(() -> 0, name -> new RecordingLogger(name, lines)));

  private void begins() {
    PingQuestion question = new PingQuestion(1, 2, ADDRESS, CLIENT, PingQuestion.Reach.ON_LINK);
    assertThat(checks.ask(question, HOW)).isTrue();
    checks.doWork(0);
  }

  private void passes(long fromMillis, long toMillis) {
    for (long now = fromMillis; now <= toMillis; now++) {
      checks.doWork(now * MILLI);
    }
  }

  private void isFree() {
    PingAnswer answer = Objects.requireNonNull(checks.nextAnswer());
    assertThat(answer.outcome()).isEqualTo(PingAnswer.Outcome.FREE);
    assertThat(checks.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theTimeToAnswerBeginsWhenTheQuestionHasLeft() {
    errno = Errno.ENOBUFS;
    begins();
    passes(1, 4);
    errno = 0;
    passes(5, 104);
    assertThat(checks.nextAnswer()).isNull();
    passes(105, 105);
    isFree();
    assertThat(doings).containsExactly("forgotten", "no room", "asked", "forgotten");
    assertThat(lines).isEmpty();
    assertThat(statistics.value(Statistic.PING_CHECKS_UNASKED)).isZero();
  }

  @Test
  void whatCouldNotBeAskedAtAllIsToldAndCounted() {
    errno = Errno.EAGAIN;
    begins();
    passes(1, 99);
    assertThat(checks.nextAnswer()).isNull();
    passes(100, 101);
    isFree();
    assertThat(doings).doesNotContain("asked").hasSizeGreaterThan(15);
    assertThat(lines)
        .containsExactly("WARN LESSOR_PING_UNASKED address=192.0.2.10 chaddr=02:00:00:00:00:01");
    assertThat(statistics.value(Statistic.PING_CHECKS_UNASKED)).isOne();
  }
}

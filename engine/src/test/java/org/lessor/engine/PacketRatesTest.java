package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How many packets are answered in a time (Kea: rate-limit).
class PacketRatesTest {
  private static final long SECOND = 1_000_000_000L;

  private final PacketRates rates = new PacketRates();

  private static Limit.Counted limit(String name, long packets, long perSeconds) {
    return new Limit.Counted(
        new Limit.Of.ClientsOf(name), new PacketRate(packets, perSeconds, "test"));
  }

  private boolean taken(long nowNanos, Limit.Counted... limits) {
    return rates.take(List.of(limits), nowNanos).isEmpty();
  }

  @Test
  void soManyAreAnsweredInAnyStretchOfThatLength() {
    Limit.Counted two = limit("a", 2, 1);
    long now = Long.MAX_VALUE - SECOND; // a monotonic clock may pass its largest value
    assertThat(taken(now, two)).isTrue();
    assertThat(taken(now + SECOND / 2, two)).isTrue();
    assertThat(taken(now + SECOND - 1, two)).isFalse();
    assertThat(taken(now + SECOND, two)).isTrue();
    assertThat(taken(now + SECOND + 1, two)).isFalse();
    assertThat(taken(now + SECOND + SECOND / 2, two)).isTrue();
  }

  @Test
  void noneIsALimitToo() {
    assertThat(taken(0, limit("a", 0, 1))).isFalse();
    assertThat(taken(SECOND * 100, limit("a", 0, 1))).isFalse();
  }

  @Test
  void aPacketThatOneLimitDropsCountsAgainstNone() {
    Limit.Counted one = limit("a", 1, 10);
    Limit.Counted other = limit("b", 2, 10);
    assertThat(taken(0, one, other)).isTrue();
    assertThat(rates.take(List.of(other, one), 1)).contains(one);
    assertThat(taken(2, other)).isTrue();
    assertThat(taken(3, other)).isFalse();
  }

  @Test
  void aLimitThatIsChangedBeginsAnew() {
    assertThat(taken(0, limit("a", 1, 10))).isTrue();
    assertThat(taken(1, limit("a", 1, 10))).isFalse();
    assertThat(taken(2, limit("a", 2, 10))).isTrue();
  }

  @Test
  void everyLimitIsKeptByExactlySoManyOrAShareLess() {
    for (long packets : new long[] {1, 3, 8, 9, 4096, 5000, 20_000}) {
      Random random = new Random(packets);
      Limit.Counted limit = limit("n" + packets, packets, 1);
      Deque<Long> answered = new ArrayDeque<>();
      long now = 0;
      long share = Math.max(1, Math.ceilDiv(packets, PacketRates.MARKS));
      for (int i = 0; i < 4 * packets + 100; i++) {
        now += random.nextLong(SECOND / packets);
        while (!answered.isEmpty() && now - answered.peekFirst() >= SECOND) {
          answered.removeFirst();
        }
        if (taken(now, limit)) {
          answered.addLast(now);
          assertThat(answered.size()).isLessThanOrEqualTo((int) packets);
        } else if (share == 1) {
          assertThat(answered.size()).isEqualTo((int) packets);
        }
      }
    }
  }

  @Test
  void whatIsKeptIsBounded() {
    long now = 0;
    for (int i = 0; i < 400_000; i++) {
      assertThat(taken(now++, limit("spawned-" + i, 100, 1))).isTrue();
    }
    assertThat(rates.size()).isLessThanOrEqualTo(PacketRates.ALL_MARKS / 8);
    assertThat(taken(now, limit("spawned-399999", 1, 1000))).isTrue();
    for (int i = 0; i < 400_000; i++) {
      rates.take(List.of(limit("refused-" + i, 0, 1)), now++);
    }
    assertThat(rates.size()).isLessThanOrEqualTo(PacketRates.ALL_MARKS);
  }
}

package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final long MILLI_NANOS = 1_000_000L;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final EventLog log =
      new EventLog(System::nanoTime, name -> new RecordingLogger(name, lines));

  /// Fails so many times and then has nothing to do.
  private static final class Failing implements Steps {
    final List<Long> calledNanos = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch recovered = new CountDownLatch(1);
    private final int times;

    Failing(int times) {
      this.times = times;
    }

    @Override
    public int doWork(long nowNanos) {
      calledNanos.add(System.nanoTime());
      if (calledNanos.size() <= times) {
        throw new IllegalStateException("the " + calledNanos.size() + ". fault");
      }
      recovered.countDown();
      return 0;
    }

    @Override
    public long nextDeadlineNanos() {
      return Long.MAX_VALUE;
    }
  }

  @Test
  void whatFailsAgainAndAgainIsTriedLessAndLessOftenAndTold() throws Exception {
    Failing steps = new Failing(6);
    Doorbell bell = new Doorbell();
    Loop loop = new Loop("test", steps, bell::await, bell::ring, System::nanoTime, log);

    loop.start();
    steps.recovered.await();
    loop.stop();

    for (int fault = 0; fault < 6; fault++) {
      assertThat(steps.calledNanos.get(fault + 1) - steps.calledNanos.get(fault))
          .isGreaterThanOrEqualTo(MILLI_NANOS << fault);
    }
    assertThat(lines)
        .hasSize(6)
        .allMatch(line -> line.equals("ERROR LESSOR_WORKER_FAILED thread=test"));
  }

  @Test
  void aLoopThatOnlyFailsStopsAllTheSame() throws Exception {
    Failing steps = new Failing(Integer.MAX_VALUE);
    Doorbell bell = new Doorbell();
    CountDownLatch failed = new CountDownLatch(1);
    Steps told =
        new Steps() {
          @Override
          public int doWork(long nowNanos) {
            failed.countDown();
            return steps.doWork(nowNanos);
          }

          @Override
          public long nextDeadlineNanos() {
            return Long.MAX_VALUE;
          }
        };
    Loop loop = new Loop("test", told, bell::await, bell::ring, System::nanoTime, log);

    loop.start();
    failed.await();
    loop.stop();

    assertThat(lines).isNotEmpty();
  }
}

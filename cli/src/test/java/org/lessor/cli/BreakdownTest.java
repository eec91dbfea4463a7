package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BreakdownTest {
  private final StringWriter text = new StringWriter();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Breakdown breakdown = new Breakdown(new PrintWriter(text), stop::countDown);

  @Test
  void aThreadThatEndsByAFaultStopsTheProgramAndIsTold() throws Exception {
    Thread thread =
        Thread.ofPlatform()
            .name("lessor-worker")
            .uncaughtExceptionHandler(breakdown)
            .start(() -> {
              throw new OutOfMemoryError("as if");
            });

    stop.await();
    thread.join();

    assertThat(breakdown.happened()).isTrue();
    assertThat(text.toString())
        .startsWith(
            "lessor: a fault ended the thread lessor-worker: java.lang.OutOfMemoryError: as if;")
        .contains("at org.lessor.cli.BreakdownTest");
  }

  @Test
  void whereNoThreadFailsNothingHappens() throws Exception {
    Thread.ofPlatform().uncaughtExceptionHandler(breakdown).start(() -> {}).join();

    assertThat(breakdown.happened()).isFalse();
    assertThat(stop.getCount()).isEqualTo(1);
    assertThat(text.toString()).isEmpty();
  }
}

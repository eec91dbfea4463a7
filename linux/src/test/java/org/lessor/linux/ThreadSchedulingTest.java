package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lessor.linux.ThreadScheduling.Progress;

class ThreadSchedulingTest {
  private static final int NO_THREAD = Integer.MAX_VALUE;

  /// The kernel still lists a thread for a moment after it could be joined: each has its own name.
  private static final AtomicInteger MADE = new AtomicInteger();

  private final String name = "thread-" + MADE.incrementAndGet() + "-here";
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread other =
      Thread.ofPlatform()
          .name(name)
          .unstarted(() -> {
            running.countDown();
            try {
              end.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });

  @BeforeEach
  void start() throws InterruptedException {
    other.start();
    running.await();
  }

  @AfterEach
  void stop() throws InterruptedException {
    end.countDown();
    other.join();
  }

  @Test
  void findsThreadsByTheBeginningOfTheirName() throws IOException {
    assertThat(ThreadScheduling.named(name.substring(0, name.length() - 4))).hasSize(1);
    assertThat(ThreadScheduling.named(name + " not")).isEmpty();
  }

  @Test
  void findsThemWhileOthersEnd() throws IOException, InterruptedException {
    AtomicBoolean enough = new AtomicBoolean();
    Thread maker = Thread.ofPlatform().start(() -> makeThreadsThatEnd(enough));
    try {
      for (int i = 0; i < 1_000; i++) {
        assertThat(ThreadScheduling.named(name)).hasSize(1);
      }
    } finally {
      enough.set(true);
      maker.join();
    }
  }

  private static void makeThreadsThatEnd(AtomicBoolean enough) {
    while (!enough.get()) {
      Thread.ofPlatform().start(() -> {});
    }
  }

  @Test
  void confinesAThreadToProcessors() throws IOException {
    int thread = ThreadScheduling.named(name).getFirst();
    BitSet all = ThreadScheduling.processors(thread);
    assertThat(all).isEqualTo(ThreadScheduling.processors(ThreadScheduling.SELF));
    BitSet last = new BitSet();
    last.set(all.length() - 1);

    ThreadScheduling.confine(thread, last);

    assertThat(ThreadScheduling.processors(thread)).isEqualTo(last);
    assertThat(statusField(thread, "Cpus_allowed_list")).isEqualTo("" + (all.length() - 1));
    assertThat(ThreadScheduling.processors(ThreadScheduling.SELF)).isEqualTo(all);
  }

  private static String statusField(int thread, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/task/" + thread + "/status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhatProcessorsCouldNotBeHad() {
    assertThatThrownBy(() -> ThreadScheduling.confine(ThreadScheduling.SELF, new BitSet()))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("run on processors {}");
    assertThatThrownBy(() -> ThreadScheduling.processors(NO_THREAD))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("what processors thread " + NO_THREAD);
    BitSet beyond = new BitSet();
    beyond.set(1 << 20);
    assertThatThrownBy(() -> ThreadScheduling.confine(ThreadScheduling.SELF, beyond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("processor 1048576");
  }

  @Test
  void givesAThreadANiceValue() throws IOException {
    int thread = ThreadScheduling.named(name).getFirst();
    String mine = statusOf(Path.of("/proc/thread-self")).get(16);
    ThreadScheduling.nice(thread, 7);
    assertThat(statusOf(thread).get(16)).isEqualTo("7");
    assertThat(statusOf(Path.of("/proc/thread-self")).get(16)).isEqualTo(mine);
  }

  @Test
  void hasAThreadRunWhenNobodyElseDoes() throws IOException {
    int thread = ThreadScheduling.named(name).getFirst();
    ThreadScheduling.policy(thread, ThreadScheduling.Policy.IDLE);
    assertThat(statusOf(thread).get(38)).isEqualTo("5");
  }

  @Test
  @RequiresCapability(Capability.CAP_SYS_NICE)
  void hasItComeBack() throws IOException {
    int thread = ThreadScheduling.named(name).getFirst();
    ThreadScheduling.policy(thread, ThreadScheduling.Policy.IDLE);
    ThreadScheduling.policy(thread, ThreadScheduling.Policy.OTHER);
    assertThat(statusOf(thread).get(38)).isEqualTo("0");
  }

  @Test
  @Timeout(10)
  void tellsHowFarAThreadHasCome() throws IOException {
    int thread = ThreadScheduling.named(name).getFirst();
    while (ThreadScheduling.progress(thread).wanting()) {
      Thread.onSpinWait(); // it has said that it runs, and has yet to wait
    }

    int self = Integer.parseInt(Path.of("/proc/thread-self").toRealPath().getFileName().toString());
    Progress before = ThreadScheduling.progress(self);
    while (ThreadScheduling.progress(self).ranNanos() < before.ranNanos() + 20_000_000) {
      assertThat(ThreadScheduling.progress(self).wanting()).isTrue();
    }
    assertThatThrownBy(() -> ThreadScheduling.progress(NO_THREAD)).isInstanceOf(IOException.class);
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> ThreadScheduling.nice(NO_THREAD, 1))
        .isInstanceOfSatisfying(
            ErrnoException.class, failure -> assertThat(failure.errno()).isEqualTo(Errno.ESRCH))
        .hasMessageContaining("give thread " + NO_THREAD + " the nice value 1");
  }

  private static List<String> statusOf(int thread) throws IOException {
    return statusOf(Path.of("/proc/self/task/" + thread));
  }

  /// The fields of /proc/PID/stat behind the name, of which the first is the state (proc(5)).
  private static List<String> statusOf(Path thread) throws IOException {
    String line = Files.readString(thread.resolve("stat"));
    return List.of(line.substring(line.lastIndexOf(')') + 2).strip().split(" "));
  }
}

package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.engine.LeaseFixtures.NOW;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.engine.Lease;
import org.lessor.wire.Ipv4;

/// A real process on a real file system, killed while it writes.
@Timeout(120)
class LeaseFileKillTest {
  private static final int ROUNDS = 5;

  @TempDir private Path directory;

  private LeaseFileStore open() throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(new NioDisk(directory), LeaseWriter.FILE, 1, event -> {}),
        LeaseWriter.SETTINGS,
        1,
        NOW);
  }

  private Process writer(long seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            LeaseWriter.class.getName(),
            directory.toString(),
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void whatWasCalledDurableIsThereAfterKillNine() throws Exception {
    Random random = new Random(20);
    Map<Ipv4, Long> said = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Process writer = writer(round);
      try {
        String first = firstLine(writer);
        take(first, said);
        assertOwnerIsNamed(writer);
        Thread killer = killAfter(writer, random.nextInt(300));
        String rest = new String(writer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        killer.join();
        rest.lines()
            .limit(rest.endsWith("\n") ? Long.MAX_VALUE : rest.lines().count() - 1)
            .forEach(line -> take(line, said));
      } finally {
        writer.destroyForcibly();
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      LeaseFileStore store = open();
      said.forEach((address, time) ->
          assertThat(store.lease(address).map(Lease::clttSeconds).orElse(-1L))
              .as("%s in round", address)
              .isGreaterThanOrEqualTo(time));
      assertThat(store.loaded().brokenLines()).isZero();
      store.close();
    }
    assertThat(said.size()).isGreaterThan(200);
  }

  private static String firstLine(Process writer) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = writer.getInputStream().read(); c != '\n'; c = writer.getInputStream().read()) {
      assertThat(c).as("the writer ended by itself").isNotEqualTo(-1);
      line.append((char) c);
    }
    return line.toString();
  }

  private static void take(String line, Map<Ipv4, Long> said) {
    int blank = line.indexOf(' ');
    said.merge(
        Ipv4.of(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)), Math::max);
  }

  private void assertOwnerIsNamed(Process writer) {
    assertThatThrownBy(this::open)
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("in use by process " + writer.pid())
        .hasMessageContaining("java");
  }

  // It must happen at a moment that nobody has chosen.
  private static Thread killAfter(Process writer, long millis) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            writer.waitFor(millis, TimeUnit.MILLISECONDS);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          writer.toHandle().destroyForcibly(); // Process's own would close what is still being read
        });
  }
}

package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private static final Path TERMINALS = Path.of("/dev/ptmx");

  /// The number of the open file that leads there.
  private static int descriptor(Path target) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        if (Files.isSymbolicLink(each) && leadsTo(each, target)) {
          return Integer.parseInt(each.getFileName().toString());
        }
      }
    }
    throw new AssertionError(target + " is not open");
  }

  private static boolean leadsTo(Path link, Path target) {
    try {
      return Files.isSameFile(link, target);
    } catch (IOException _) {
      return false; // Closed meanwhile, or no file at all.
    }
  }

  @Test
  void aTerminalIsOneAndHasColumns() throws IOException {
    assumeTrue(Files.isWritable(TERMINALS), "this machine has no " + TERMINALS);
    try (RandomAccessFile _ = new RandomAccessFile(TERMINALS.toFile(), "rw")) {
      int descriptor = descriptor(TERMINALS);
      assertThat(Terminal.is(descriptor)).isTrue();
      assertThat(Terminal.columns(descriptor)).isEqualTo(Terminal.USUAL_COLUMNS);
    }
  }

  @Test
  void aFileAndWhatIsNotOpenAreNone() throws IOException {
    Path file = Path.of("/proc/self/status");
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      assertThat(open.read()).isPositive();
      assertThat(Terminal.is(descriptor(file))).isFalse();
    }
    assertThat(Terminal.is(99_999)).isFalse();
  }
}

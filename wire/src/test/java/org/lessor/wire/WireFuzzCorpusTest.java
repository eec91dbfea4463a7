package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What fuzzing found once, and where it starts from, on every run of the tests.
class WireFuzzCorpusTest {
  static List<Path> corpus() throws IOException, URISyntaxException {
    Path directory = Path.of(WireFuzzCorpusTest.class.getResource("fuzz-corpus").toURI());
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyPromiseHolds(Path file) throws IOException {
    WireFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
  }

  @Test
  void mostOfTheCorpusGetsPastTheDecoder() throws IOException, URISyntaxException {
    int messages = 0;
    for (Path file : corpus()) {
      messages += Message.decode(Bytes.of(Files.readAllBytes(file))) instanceof Decoded.Ok ? 1 : 0;
    }
    assertThat(messages).isGreaterThan(corpus().size() / 2).isGreaterThan(10);
  }
}

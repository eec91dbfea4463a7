package org.lessor.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lessor.client.machine.State;
import org.lessor.linux.SystemRandom;

class RehearsalTest {
  @Test
  void goesAllTheWayToALease() throws IOException {
    assertThat(Rehearsal.obtain(new LinuxClientClock(), new SystemRandom()))
        .isInstanceOf(State.Bound.class);
  }

  /// The log may be set up by another thread meanwhile, and gives others only a stand-in then.
  @Test
  void needsNoLog() throws IOException, InterruptedException {
    String withoutLog =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("slf4j") && !entry.contains("logback"))
            .collect(Collectors.joining(File.pathSeparator));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                withoutLog,
                Alone.class.getName())
            .redirectErrorStream(true)
            .start();

    String output = new String(program.getInputStream().readAllBytes(), UTF_8);

    assertThat(program.waitFor()).as(output).isZero();
    assertThat(output).contains("rehearsed");
  }

  /// A program that has no log.
  static final class Alone {
    private Alone() {}

    public static void main(String[] arguments) throws IOException {
      Rehearsal.perform();
      System.out.println("rehearsed");
    }
  }
}

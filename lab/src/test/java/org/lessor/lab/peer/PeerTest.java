package org.lessor.lab.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.LabException;
import org.lessor.lab.peer.Peer.Logged;

@InLab
class PeerTest {
  private static final int TERMINATED = 128 + 15;
  private static final int KILLED = 128 + 9;
  private static final int STARTERS = 4;

  private Host host;

  @BeforeEach
  void host(Lab lab) {
    host = lab.host("host");
  }

  private Peer sh(String script) {
    return Peer.start(host, host.lab().directory("script"), List.of("sh", "-c", script));
  }

  @Test
  void outputAndErrorsAreOneLog() {
    Peer peer = sh("echo out; echo err >&2; exit 3");

    assertThat(peer.awaitExit(Peer.PATIENCE)).isEqualTo(3);
    assertThat(peer.lines()).containsExactly("out", "err");
    assertThat(peer.title()).isEqualTo("script in host");
  }

  @Test
  void aLineIsWaitedForAndItsPartsAreFound() {
    Peer peer = sh("echo first; read never < /dev/null; echo 'port=67 up'; echo 'port=68 up'");

    Logged line = peer.awaitLine("port=([0-9]+)", Peer.PATIENCE);
    Logged next = peer.awaitLine(line.position(), "port=([0-9]+)", Peer.PATIENCE);

    assertThat(line.match().group(1)).isEqualTo("67");
    assertThat(next.match().group(1)).isEqualTo("68");
  }

  @Test
  void aLineThatCannotComeAnyMoreIsNotWaitedFor() {
    Peer peer = sh("echo goodbye");

    assertThatThrownBy(() -> peer.awaitLine("hello", Duration.ofHours(1)))
        .isInstanceOf(LabException.class)
        .hasMessage("script in host did not log 'hello' before it ended");
  }

  @Test
  void aLineThatDoesNotComeInTimeIsMissed() {
    Peer peer = sh("read forever < /dev/zero");

    assertThatThrownBy(() -> peer.awaitLine("hello", Duration.ofMillis(1)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("within PT0.001S");
    peer.kill();
  }

  @Test
  void signalsReachTheProgramItself() {
    Peer peer = sh("trap 'echo asked; exit 7' USR1; echo ready; while :; do sleep 0.01; done");
    peer.awaitLine("ready", Peer.PATIENCE);

    peer.signal("USR1");

    peer.awaitLine("asked", Peer.PATIENCE);
    assertThat(peer.awaitExit(Peer.PATIENCE)).isEqualTo(7);
  }

  @Test
  void stoppingIsAskingAndKillingIsNot() {
    Peer polite = sh("trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.01; done");
    polite.awaitLine("ready", Peer.PATIENCE);
    Peer plain = sh("exec sleep 1000");
    Peer killed = sh("trap 'echo asked' TERM; echo ready; exec sleep 1000");

    assertThat(polite.stop()).isZero();
    assertThat(polite.lines()).containsExactly("ready", "asked");
    assertThat(plain.stop()).isEqualTo(TERMINATED);
    killed.kill();
    assertThat(killed.awaitExit(Peer.PATIENCE)).isEqualTo(KILLED);
  }

  @Test
  void theEnvironmentIsTheSameEverywhere() {
    Peer peer = sh("env | sort");
    peer.awaitExit(Peer.PATIENCE);

    assertThat(peer.lines())
        .contains("LC_ALL=C", "PWD=" + peer.directory())
        .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA"));
  }

  @Test
  void whatRunsInAHostSeesOnlyItsOwnProcesses() {
    Peer other = sh("exec sleep 1000");

    assertThat(host.run("sh", "-c", "cat /proc/[0-9]*/comm"))
        .contains("sleep")
        .doesNotContain("java");
    other.kill();
  }

  private static void startOthers() {
    for (int i = 0; i < 200; i++) {
      Commands.run(List.of("true"));
    }
  }

  @Test
  void scriptsAndCopiesRunAlthoughOtherProgramsStartWhileTheyAreWritten() throws Exception {
    Path directory = host.lab().directory("programs");
    try (ExecutorService others = Executors.newFixedThreadPool(STARTERS)) {
      List<Future<?>> starts =
          Stream.<Future<?>>generate(() -> others.submit(PeerTest::startOthers))
              .limit(STARTERS)
              .toList();
      int ran = 0;
      while (!starts.stream().allMatch(Future::isDone)) {
        String name = "script" + ran++;
        Path script = Peer.writeScript(directory, name, "echo 'it''s' \"$1\" %s");
        assertThat(Commands.run(List.of(script.toString(), name)))
            .isEqualTo("its " + name + " %s\n");
        assertThat(Commands.run(List.of(PrivateCopy.of("echo", directory), name)))
            .isEqualTo(name + "\n");
      }
      for (Future<?> start : starts) {
        start.get();
      }
      assertThat(ran).isPositive();
    }
  }
}

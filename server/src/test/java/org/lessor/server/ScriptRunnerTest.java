package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.wire.Ipv4;

/// The operator's script as a process.
class ScriptRunnerTest {
  private static final ScriptRunner.Limits PATIENT =
      new ScriptRunner.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60));

  @TempDir private Path folder;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Statistics statistics = new Statistics();

  private Path script(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("script.sh"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private ScriptRunner runner(Path script, ScriptRunner.Limits limits) {
    EventLog log = new EventLog(() -> 0, name -> new RecordingLogger(name, lines));
    return new ScriptRunner(Optional.of(script), limits, statistics, log);
  }

  private static ScriptCall call(String point, String address, String... variables) {
    ScriptCall.Draft draft = ScriptCall.draft(point, Ipv4.of(address));
    for (int i = 0; i < variables.length; i += 2) {
      draft.set(variables[i], variables[i + 1]);
    }
    return draft.made();
  }

  private List<String> written(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  @Test
  void theScriptGetsThePointAndTheVariablesAndNothingElse() throws IOException {
    Path script = script("echo \"$# $1\" > " + folder + "/args; env | sort > " + folder + "/env");
    try (ScriptRunner runner = runner(script, PATIENT)) {
      runner.call(call("lease4_expire", "192.0.2.9", "A", "x y;$(touch z)`id`", "B", "a\nC=d"));
    }
    assertThat(written("args")).containsExactly("1 lease4_expire");
    assertThat(written("env").stream().filter(line -> !line.startsWith("PWD=")))
        .contains("A=x y;$(touch z)`id`", "B=a", "C=d")
        .allMatch(line -> line.matches("(A|B|C|PATH|_|SHLVL|OLDPWD)=.*"));
    assertThat(folder.resolve("z")).doesNotExist();
    assertThat(statistics.value(Statistic.SCRIPT_CALLS)).isEqualTo(1);
    assertThat(lines).isEmpty();
  }

  @Test
  void callsAboutOneAddressFollowOneAnother() throws IOException {
    Path script = script("echo $N >> " + folder + "/order-$WHO");
    try (ScriptRunner runner = runner(script, PATIENT)) {
      for (int i = 0; i < 20; i++) {
        for (int who = 1; who <= 3; who++) {
          runner.call(call("p", "192.0.2." + who, "N", "" + i, "WHO", "" + who));
        }
      }
    }
    for (int who = 1; who <= 3; who++) {
      assertThat(written("order-" + who)).hasSize(20).isSortedAccordingTo(this::byNumber);
    }
  }

  private int byNumber(String one, String other) {
    return Integer.compare(Integer.parseInt(one), Integer.parseInt(other));
  }

  @Test
  void failuresAreCountedAndSaid() throws IOException {
    Path script = script("exit 3");
    try (ScriptRunner runner = runner(script, PATIENT)) {
      runner.call(call("lease4_renew", "192.0.2.9"));
    }
    assertThat(lines)
        .containsExactly(
            "WARN LESSOR_SCRIPT_FAILED script="
                + script
                + " point=lease4_renew address=192.0.2.9 reason=\"ended with status 3\"");
    Files.delete(script);
    lines.clear();
    try (ScriptRunner runner = runner(script, PATIENT)) {
      runner.call(call("lease4_renew", "192.0.2.9"));
    }
    assertThat(lines).singleElement().asString().contains("cannot be started");
    assertThat(statistics.value(Statistic.SCRIPT_CALLS_FAILED)).isEqualTo(2);
  }

  @Test
  void whatTakesTooLongIsKilledWithItsChildren() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Reading ends when the last process that could write has ended.
    CompletableFuture<byte[]> childEnds = CompletableFuture.supplyAsync(() -> read(pipe));
    Path script = script("sleep 1000 > " + pipe + " & wait");
    ScriptRunner.Limits hasty =
        new ScriptRunner.Limits(Duration.ofSeconds(1), Duration.ofSeconds(60));
    try (ScriptRunner runner = runner(script, hasty)) {
      runner.call(call("lease4_renew", "192.0.2.9"));
    }
    assertThat(lines).singleElement().asString().contains("took longer than 1 s and was killed");
    assertThat(childEnds.get()).isEmpty();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() throws IOException {
    Path script = script("sleep 1000");
    ScriptRunner.Limits hasty =
        new ScriptRunner.Limits(Duration.ofSeconds(1000), Duration.ofMillis(1));
    int calls = ScriptRunner.ROOM + 10;
    try (ScriptRunner runner = runner(script, hasty)) {
      for (int i = 0; i < calls; i++) {
        runner.call(call("p", "192.0.2.9"));
      }
      assertThat(statistics.value(Statistic.SCRIPT_CALLS_DROPPED)).isBetween(9L, 10L);
      assertThat(lines).contains("WARN LESSOR_SCRIPT_BUSY point=p address=192.0.2.9");
    }
    assertThat(statistics.value(Statistic.SCRIPT_CALLS_DROPPED))
        .as("nothing is left uncounted when the server stops")
        .isBetween(calls - 1L, (long) calls);
  }

  @Test
  void anotherScriptIsFollowed() throws IOException {
    Path script = script("echo one >> " + folder + "/who");
    try (ScriptRunner runner = runner(script, PATIENT)) {
      Path other =
          Files.writeString(
              folder.resolve("other.sh"), "#!/bin/sh\necho two >> " + folder + "/who\n");
      assertThat(other.toFile().setExecutable(true)).isTrue();
      runner.follow(Optional.of(other));
      runner.call(call("p", "192.0.2.9"));
      assertThat(runner.wanted()).isTrue();
    }
    assertThat(written("who")).containsExactly("two");
    try (ScriptRunner runner = runner(script, PATIENT)) {
      runner.follow(Optional.empty());
      assertThat(runner.wanted()).isFalse();
    }
  }

  @Test
  void aFaultIsToldAndTheNextCallIsMade() throws IOException {
    Path script = script("echo $A >> " + folder + "/seen");
    try (ScriptRunner runner = runner(script, PATIENT)) {
      runner.call(call("p", "192.0.2.9", "A", "no variable can hold this: \0"));
      runner.call(call("p", "192.0.2.9", "A", "next"));
    }
    assertThat(written("seen")).containsExactly("next");
    assertThat(statistics.value(Statistic.SCRIPT_CALLS_FAILED)).isEqualTo(1);
    assertThat(lines)
        .anyMatch(line -> line.contains("LESSOR_WORKER_FAILED thread=lessor-script-"))
        .anyMatch(line -> line.contains("LESSOR_SCRIPT_FAILED") && line.contains("192.0.2.9"));
  }
}

package org.lessor.client.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;

@DisplayName("Hook programs")
class HookRunnerTest {
  @TempDir Path directory;

  private final List<Report> told = new CopyOnWriteArrayList<>();

  private Path script(String name, String body) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private HookRunner runner(Duration limit, Map<String, String> variables, Path... programs) {
    return new HookRunner(
        new HookSettings(List.of(programs), limit, variables, IscOptions.STANDARD),
        "eth0",
        told::add);
  }

  @Test
  @DisplayName("run one after the other, each event by all of them, with nothing else around them")
  void inOrder() throws Exception {
    Path log = directory.resolve("log");
    Path first = script("first", "echo \"1 $reason $new_x $HOME\" >> " + log);
    Path second = script("second", "echo \"2 $reason $EXTRA\" >> " + log);

    try (HookRunner runner =
        runner(Duration.ofSeconds(60), Map.of("EXTRA", "more"), first, second)) {
      runner.submit(HookReason.BOUND, Map.of("reason", "BOUND", "new_x", "a b"));
      runner.submit(HookReason.RENEW, Map.of("reason", "RENEW", "new_x", "c"));
    }

    assertThat(log).hasContent("1 BOUND a b \n2 BOUND more\n1 RENEW c \n2 RENEW more");
    assertThat(told).extracting(Report::notice).containsOnly(Notice.HOOK_RAN).hasSize(4);
  }

  @Test
  @DisplayName("never see a shell between the variable and themselves")
  void noInterpolation() throws Exception {
    Path log = directory.resolve("log");
    Path bait = directory.resolve("bait");
    Path program = script("program", "printf '%s' \"$new_root_path\" > " + log);

    try (HookRunner runner = runner(Duration.ofSeconds(60), Map.of(), program)) {
      runner.submit(HookReason.BOUND, Map.of("new_root_path", "$(touch " + bait + ")`id`"));
    }

    assertThat(log).hasContent("$(touch " + bait + ")`id`");
    assertThat(bait).doesNotExist();
  }

  @Test
  @DisplayName("are killed with all that they started when they take too long")
  void tooLong() throws Exception {
    Path pids = directory.resolve("pids");
    Path program =
        script("program", "echo $$ > " + pids + "; sleep 1000 & echo $! >> " + pids + "; wait");
    Path after = script("after", "exit 0");

    try (HookRunner runner = runner(Duration.ofSeconds(2), Map.of(), program, after)) {
      runner.submit(HookReason.BOUND, Map.of());
    }

    assertThat(told)
        .extracting(Report::notice)
        .containsExactly(Notice.HOOK_FAILED, Notice.HOOK_RAN);
    for (String pid : Files.readAllLines(pids)) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }
  }

  @Test
  @DisplayName("that fail or are not there are told of, and the others run")
  void failing() throws Exception {
    Path failing = script("failing", "exit 3");
    Path missing = directory.resolve("missing");

    try (HookRunner runner =
        runner(Duration.ofSeconds(60), Map.of(), missing, failing, script("fine", "exit 0"))) {
      runner.submit(HookReason.BOUND, Map.of());
    }

    assertThat(told)
        .extracting(Report::line)
        .satisfiesExactly(
            line -> assertThat(line).contains("LSR-C-702").contains("cannot be started"),
            line -> assertThat(line).contains("LSR-C-702").contains("status=3"),
            line -> assertThat(line).contains("LSR-C-701"));
  }

  @Test
  @DisplayName("do not keep events waiting without bound")
  void bounded() throws Exception {
    Path gate = directory.resolve("gate");
    Path program = script("program", "while [ ! -e " + gate + " ]; do sleep 0.1; done");

    try (HookRunner runner = runner(Duration.ofSeconds(60), Map.of(), program)) {
      for (int i = 0; i < 100; i++) {
        runner.submit(HookReason.RENEW, Map.of());
      }
      Files.createFile(gate);
    }

    assertThat(told).extracting(Report::notice).contains(Notice.HOOK_LEFT_OUT);
    assertThat(told.stream().filter(report -> report.notice() == Notice.HOOK_RAN).count())
        .isBetween(64L, 65L);
  }
}

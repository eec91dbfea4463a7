package org.lessor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private final CommandLine lessor =
      Main.commandLine(new Shutdown()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void versionNamesJavaAndTheKernel() {
    assertThat(lessor.execute("--version")).isZero();
    assertThat(out.toString())
        .startsWith("lessor ")
        .contains("Java " + Runtime.version(), System.getProperty("os.version"));
  }

  @Test
  void helpIsAnAnswerAndNotAnError() {
    assertThat(lessor.execute("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: lessor");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFaultOfItsOwnEndsTheProgramWithItsLines() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(said, true, UTF_8);
    assertThat(Main.exitCode(() -> 7, errors)).isEqualTo(7);
    assertThat(said.toString(UTF_8)).isEmpty();
    IntSupplier broken =
        () -> {
          throw new AssertionError("a load worker failed");
        };
    assertThat(Main.exitCode(broken, errors)).isEqualTo(1);
    assertThat(said.toString(UTF_8))
        .startsWith("lessor: a fault inside the program")
        .contains("a load worker failed", "MainTest");
  }

  @Test
  void withoutACommandItSaysHowToNameOne() {
    assertThat(lessor.execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Which command?", "Usage: lessor");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownWordIsNamed() {
    assertThat(lessor.execute("sevre")).isEqualTo(2);
    assertThat(err.toString()).contains("sevre");
  }

  @Test
  void whatIsWrongIsNotLostInTheHelpOfACommand() {
    assertThat(lessor.execute("client", "--prob=off", "eth0")).isEqualTo(64);
    assertThat(err.toString().lines())
        .contains("Unknown option: '--prob=off'")
        .endsWith("All flags: lessor client --help")
        .hasSizeLessThan(5);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFlagForManyInterfacesIsNotPassedOverWithOne() {
    assertThat(lessor.execute("client", "--control=/nowhere", "eth0")).isEqualTo(64);
    assertThat(err.toString()).contains("--control only mean something with --all or --include");
  }

  @Test
  void aCommandIsThereUnderItsOwnNameAloneWhereItIsNamedFirst() {
    assertThat(lessor.getSubcommands()).isNotEmpty();
    lessor
        .getSubcommands()
        .forEach((name, command) -> {
          assertThat(command.getCommandName()).isEqualTo(name);
          assertThat(Main.commandLine(new Shutdown(), name, "--help").getSubcommands())
              .containsOnlyKeys(name);
        });
  }
}

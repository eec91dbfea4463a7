package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return Main.commandLine(new Shutdown())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("kea.conf"), content).toString();
  }

  @Test
  void aGoodFileIsSaidToBeGoodThoughItsInterfacesAreNotThere() throws IOException {
    String file =
        file(
            """
            { "Dhcp4": {
              "interfaces-config": { "interfaces": [ "nowhere0" ] },
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
                             "pools": [ { "pool": "192.0.2.100 - 192.0.2.199" } ] } ] } }
            """);
    assertThat(run("check", "-c", file)).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().strip())
        .isEqualTo(file + ": good: subnets=1 pool-addresses=100 reservations=0 interfaces=1");
  }

  @Test
  void allProblemsOfABadFileAreSaidAndTheExitCodeIsOne() throws IOException {
    String file =
        file("{ \"Dhcp4\": {\n \"valid-lifetim\": 1,\n \"subnet4\": [ { \"id\": true } ] } }");
    assertThat(run("check", "-c", file)).isEqualTo(1);
    assertThat(err.toString().lines())
        .anyMatch(line -> line.startsWith(file + ":2:2: error: Dhcp4.valid-lifetim: "))
        .anyMatch(line -> line.startsWith(file + ":3:23: error: Dhcp4.subnet4[0].id: "));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsAProblemLikeOthers() {
    assertThat(run("check", "-c", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file");
  }

  @Test
  void withoutAFileTheCommandLineIsWrong() {
    assertThat(run("check")).isEqualTo(64);
    assertThat(err.toString()).contains("--config");
  }

  @Test
  void whatIsPrintedIsFoundGoodAgain() throws IOException {
    String file =
        file(
            """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] },
              "subnet4": [ { "subnet": "192.0.2.0/24" } ] } }
            """);
    assertThat(run("check", "-c", file, "--print")).isZero();
    assertThat(err.toString()).contains("warning").contains("the subnet has no id; it gets 1");
    assertThat(out.toString()).contains("\"valid-lifetime\": 7200, // default");
    Files.writeString(Path.of(file), out.toString());
    err.getBuffer().setLength(0);
    assertThat(run("check", "-c", file)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void forToolsAllIsOneLineOfJsonOnStandardOutput() throws IOException {
    String file = file("{ \"Dhcp4\": { \"control-socket\": {} } }");
    assertThat(run("check", "--json", "--print", "-c", file)).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().strip().lines()).hasSize(1);
    assertThat(out.toString())
        .startsWith("{\"result\": \"good\", \"problems\": [{\"severity\": \"warning\"")
        .contains("\"configuration\": {\"Dhcp4\": {")
        .contains("\"origins\": {");
  }
}

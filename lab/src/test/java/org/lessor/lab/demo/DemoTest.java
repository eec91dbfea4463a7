package org.lessor.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.lab.needs.NeedsNamespaces;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.needs.NeedsRoot;
import org.lessor.lab.net.Commands;

class DemoTest {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  /// What the picture of an exchange on a cable must show, in this order.
  private static final List<String> ON_A_CABLE =
      List.of(
          "1. DISCOVER",
          "DHCPDISCOVER, broadcast",
          "IP, UDP   0.0.0.0:68 > 255.255.255.255:67",
          "2. OFFER",
          "ARP table: 192.0.2.100 is at 02:00:00:00:00:02",
          "DHCPOFFER, unicast",
          "IP, UDP   192.0.2.1:67 > 192.0.2.100:68",
          "3. REQUEST",
          "DHCPREQUEST, broadcast",
          "54 dhcp-server-identifier 192.0.2.1",
          "4. ACKNOWLEDGE",
          "DHCPACK, unicast",
          "log: configuration received",
          "The client checks the address",
          "ARP probe: who has 192.0.2.100?",
          "address      192.0.2.100/24 on eth0",
          "route        default via 192.0.2.1",
          "resolv.conf  nameserver 192.0.2.1",
          "Renewal",
          "DHCPREQUEST, unicast",
          "lease file: state 0 (assigned), for 60 s",
          "DHCPACK, unicast",
          "Release",
          "DHCPRELEASE, unicast",
          "no address, no route, no name server",
          "Complete: everything that belongs to the exchange was seen.",
          "Everything is cleaned up.");

  private static final List<String> OVER_LOOPBACK =
      List.of(
          "1. DISCOVER",
          "giaddr 127.0.0.2",
          "2. OFFER",
          "yiaddr 192.0.2.100",
          "3. REQUEST",
          "4. ACKNOWLEDGE",
          "lease file: state 0 (assigned), for 60 s",
          "DHCPACK",
          "log: configuration received",
          "the client would configure:",
          "Renewal",
          "ciaddr 192.0.2.100",
          "Release",
          "lease file: state 3 (released), for 0 s",
          "Complete: everything that belongs to the exchange was seen.",
          "Everything is cleaned up.");

  @TempDir private Path folder;

  /// Where the demo puts its files.
  private Path files;

  private byte[] resolvConf = new byte[0];

  @BeforeEach
  void remember() throws Exception {
    files = Files.createDirectory(folder.resolve("tmp"));
    resolvConf = Files.exists(RESOLV_CONF) ? Files.readAllBytes(RESOLV_CONF) : new byte[0];
  }

  private Process start(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + files);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.lessor.cli.Main");
    command.add("demo");
    command.addAll(Arrays.asList(arguments));
    return Commands.builder(command).start();
  }

  private record Run(String output, int exitCode) {}

  private static Run finish(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes());
    return new Run(output, process.waitFor());
  }

  private void assertThatNothingIsLeft() throws IOException {
    assertThat(files).isEmptyDirectory();
    if (Files.exists(RESOLV_CONF)) {
      assertThat(Files.readAllBytes(RESOLV_CONF)).isEqualTo(resolvConf);
    }
  }

  @Test
  @NeedsRoot
  @NeedsNamespaces
  void showsAWholeExchangeOnACableAndLeavesNothing() throws Exception {
    Path capture = folder.resolve("demo.pcapng");

    Run run = finish(start(List.of(), "--pcap", capture.toString()));

    assertThat(run.output()).containsSubsequence(ON_A_CABLE);
    assertThat(between(run.output(), "4. ACKNOWLEDGE", "DHCPACK, unicast"))
        .contains("ARP table: 192.0.2.100 taken out")
        .contains("ARP: who has 192.0.2.100? tell 192.0.2.1")
        .contains("ping check: 1 ICMP echo request given to the kernel (OutEchos 0 > 1)")
        .contains("lease file: state 0 (assigned), for 60 s")
        .contains("ARP table: 192.0.2.100 is at 02:00:00:00:00:02");
    assertThat(between(run.output(), "DHCPRELEASE, unicast", "Complete"))
        .contains("ARP table: 192.0.2.100 taken out")
        .contains("lease file: state 3 (released), for 0 s");
    assertThat(picture(run.output()))
        .as("what README and tutorial show of a run")
        .containsAll(picture(Files.readString(Path.of("../README.md"))))
        .containsAll(picture(Files.readString(Path.of("../docs/tutorial.md"))));
    assertThat(run.output().lines()).allMatch(line -> line.length() <= 92 || line.contains("/"));
    assertThat(run.output()).doesNotContain("\u001b");
    assertThat(run.exitCode()).isZero();
    assertThat(Files.size(capture)).isGreaterThan(3000);
    assertThatNothingIsLeft();
  }

  /// The lines of the picture in a text, without what differs from one run to the next: times and
  /// what is drawn.
  private static Set<String> picture(String text) {
    return text.lines()
        .filter(line -> line.matches("[ .0-9]{9}\\|.*\\|"))
        .map(line -> line.replaceAll("^ +[0-9]+\\.[0-9]{3} ", "TIME "))
        .map(line -> line.replaceAll("0x[0-9a-f]{8}", "XID").replaceAll("[0-9]{10},", "END,"))
        .map(line -> line.replaceAll("valid for [0-9]+ s", "valid for a while"))
        .collect(Collectors.toSet());
  }

  private static String between(String text, String from, String to) {
    int begin = text.indexOf(from);
    String joined = text.substring(begin, text.indexOf(to, begin));
    return joined.replaceAll("[ *]*\\|\\n +\\|\\s+", " ");
  }

  @Test
  void showsAnExchangeOverLoopback() throws Exception {
    Run run = finish(start(List.of(), "--loopback"));

    assertThat(run.output()).containsSubsequence(OVER_LOOPBACK);
    assertThat(run.exitCode()).isZero();
    assertThatNothingIsLeft();
  }

  @Test
  @NeedsRoot
  @NeedsProgram("setpriv")
  void withoutAnyPrivilegeItSaysSoAndRunsOverLoopback() throws Exception {
    Run run = finish(start(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")));

    assertThat(run.output()).startsWith("Cannot make a network namespace: EPERM");
    assertThat(run.output()).containsSubsequence(OVER_LOOPBACK);
    assertThat(run.exitCode()).isZero();
    assertThatNothingIsLeft();
  }

  @Test
  @NeedsRoot
  @NeedsNamespaces
  void stoppedBySigtermItTakesEverythingAway() throws Exception {
    Process demo = start(List.of());
    try (BufferedReader output = demo.inputReader()) {
      readUntil(output, "3. REQUEST");
      demo.toHandle().destroy(); // Process.destroy would close its output as well
      String rest = String.join("\n", output.readAllLines());

      assertThat(rest).contains("Stopped before the end.").contains("Everything is cleaned up.");
      assertThat(demo.waitFor()).isEqualTo(1);
      assertThatNothingIsLeft();
    } finally {
      demo.destroyForcibly();
    }
  }

  @Test
  @NeedsRoot
  @NeedsNamespaces
  void killedItLeavesNoNamespaceAndTheNextRunRemovesItsFiles() throws Exception {
    Process demo = start(List.of());
    Set<String> ofTheDemo;
    try (BufferedReader output = demo.inputReader()) {
      readUntil(output, "DHCPOFFER, unicast");
      ofTheDemo = namespaces(Path.of("/proc", Long.toString(demo.pid())));
    } finally {
      demo.destroyForcibly().waitFor();
    }
    ofTheDemo.removeAll(namespaces(Path.of("/proc/self")));
    assertThat(ofTheDemo).hasSize(2);
    assertThat(files).isNotEmptyDirectory();

    Set<String> left = new TreeSet<>();
    for (Path process : entries(Path.of("/proc"))) {
      if (process.getFileName().toString().matches("[0-9]+")) {
        left.addAll(namespaces(process));
      }
    }

    assertThat(left).doesNotContainAnyElementsOf(ofTheDemo);
    assertThat(finish(start(List.of(), "--loopback")).exitCode()).isZero();
    assertThatNothingIsLeft();
  }

  private static void readUntil(BufferedReader output, String wanted) throws IOException {
    StringBuilder read = new StringBuilder();
    String line = output.readLine();
    while (line != null && !line.contains(wanted)) {
      read.append(line).append('\n');
      line = output.readLine();
    }
    assertThat(line).as(read.toString()).isNotNull();
  }

  /// The network namespaces of a process's threads; none where it is gone.
  private static Set<String> namespaces(Path process) {
    Set<String> found = new TreeSet<>();
    try {
      for (Path thread : entries(process.resolve("task"))) {
        addNamespace(thread, found);
      }
    } catch (IOException | UncheckedIOException _) {
      // A process that ends while we look holds nothing any more.
    }
    return found;
  }

  private static void addNamespace(Path thread, Set<String> found) {
    try {
      found.add(Files.readSymbolicLink(thread.resolve("ns/net")).toString());
    } catch (IOException _) {
      // Nor does a thread that ends while we look.
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}

package org.lessor.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsLinkKind;
import org.lessor.lab.peer.Peer;
import org.lessor.wire.Ipv4;

@InLab
class LabTest {
  private static final int PORT = 4711;

  @Test
  void twoHostsOnACableReachEachOtherAndNobodyElse(Lab lab) throws IOException {
    Host left = lab.host("left");
    Host right = lab.host("right");
    Cable cable = lab.cable(left, "eth0", right, "eth0");
    cable.left().address("192.0.2.1/24");
    cable.right().address("192.0.2.2/24");

    assertThat(say("hello", left, right, "192.0.2.2")).isEqualTo("hello from 192.0.2.1");
    assertThat(right.inside(LabTest::interfaces)).containsExactlyInAnyOrder("lo", "eth0");
  }

  private static List<String> interfaces() throws IOException {
    return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).toList();
  }

  @Test
  void hostsOnOneSegmentAllReachEachOther(Lab lab) throws IOException {
    Segment segment = lab.segment("switch");
    List<Host> hosts = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Host host = lab.host("host" + i);
      segment.attach(host, "eth0").address("192.0.2." + i + "/24");
      hosts.add(host);
    }

    assertThat(say("one", hosts.get(0), hosts.get(1), "192.0.2.2")).isEqualTo("one from 192.0.2.1");
    assertThat(say("two", hosts.get(1), hosts.get(2), "192.0.2.3")).isEqualTo("two from 192.0.2.2");
    assertThat(say("three", hosts.get(2), hosts.get(0), "192.0.2.1"))
        .isEqualTo("three from 192.0.2.3");
  }

  @Test
  void aHostThatForwardsJoinsTwoLinks(Lab lab) throws IOException {
    Host near = lab.host("near");
    Host router = lab.host("router").forwards();
    Host far = lab.host("far");
    Cable first = lab.cable(near, "eth0", router, "eth0");
    Cable second = lab.cable(router, "eth1", far, "eth0");
    first.left().address("192.0.2.2/24");
    first.right().address("192.0.2.1/24");
    second.left().address("198.51.100.1/24");
    second.right().address("198.51.100.2/24");
    near.route("198.51.100.0/24", "192.0.2.1");
    far.route("192.0.2.0/24", "198.51.100.1");

    assertThat(say("hello", near, far, "198.51.100.2")).isEqualTo("hello from 192.0.2.2");
  }

  @Test
  @NeedsLinkKind("vlan")
  void hostsInTheSameVlanReachEachOther(Lab lab) throws IOException {
    Host left = lab.host("left");
    Host right = lab.host("right");
    Cable cable = lab.cable(left, "eth0", right, "eth0");
    cable.left().vlan(5).address("192.0.2.1/24");
    cable.right().vlan(5).address("192.0.2.2/24");

    assertThat(say("hello", left, right, "192.0.2.2")).isEqualTo("hello from 192.0.2.1");
  }

  @Test
  void whatAHostWritesToItsEtcIsNotTheMachines(Lab lab) throws IOException {
    byte[] before = Files.readAllBytes(Path.of("/etc/resolv.conf"));
    Host host = lab.host("host");

    assertThat(host.read("/etc/resolv.conf")).isEmpty();
    host.run("sh", "-c", "echo nameserver 192.0.2.53 > /etc/resolv.conf.new");
    host.run("mv", "/etc/resolv.conf.new", "/etc/resolv.conf");
    host.run("touch", "/var/lib/lessor-lab-was-here", "/run/lessor-lab-was-here");

    assertThat(host.read("/etc/resolv.conf")).isEqualTo("nameserver 192.0.2.53\n");
    assertThat(Files.readAllBytes(Path.of("/etc/resolv.conf"))).isEqualTo(before);
    assertThat(Path.of("/var/lib/lessor-lab-was-here")).doesNotExist();
    assertThat(Path.of("/run/lessor-lab-was-here")).doesNotExist();
  }

  @Test
  void theEndOfALabIsTheEndOfAllThatRanInIt() {
    Lab lab = Lab.open();
    Host host = lab.host("host");
    Path directory = lab.directory("stubborn");
    Peer stubborn =
        Peer.start(host, directory, List.of("sh", "-c", "setsid sleep 1000 & echo up; wait"));
    stubborn.awaitLine("up", Peer.PATIENCE);
    lab.close();

    assertThat(stubborn.isAlive()).isFalse();
    assertThat(host.namespaceFile()).doesNotExist();
    assertThat(directory).doesNotExist();
    assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
        .noneMatch(info -> info.commandLine().orElse("").equals("sleep 1000"));
  }

  @Test
  void aKilledJvmLeavesNoNamespaceAndNoProcess() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Bystander.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] told = jvm.inputReader().readLine().split(" ");
    Path namespace = Path.of("/run/netns", told[0]);
    assertThat(namespace).exists();

    ProcessHandle holder = ProcessHandle.of(Long.parseLong(told[1])).orElseThrow();
    jvm.destroyForcibly();
    holder.onExit().get(10, TimeUnit.SECONDS);

    assertThat(namespace).doesNotExist();
    Lab.open().close(); // removes the directory, which nobody else could
    assertThat(Path.of(System.getProperty("java.io.tmpdir"), told[0].replace("-host", "")))
        .doesNotExist();
  }

  @Test
  void leftoversOfADeadJvmAreRemoved() throws IOException {
    String dead = "lsr-" + deadPid() + "-1";
    Commands.run("ip", "netns", "add", dead + "-server");
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), dead);
    Files.createDirectories(directory.resolve("kea"));

    Lab.open().close();

    assertThat(Path.of("/run/netns", dead + "-server")).doesNotExist();
    assertThat(directory).doesNotExist();
  }

  private static long deadPid() throws IOException {
    Process process = Commands.builder(List.of("true")).start();
    process.onExit().join();
    return process.pid();
  }

  @Test
  void anUnknownProgramIsNamedInTheFailure(Lab lab) {
    Host host = lab.host("host");

    assertThatThrownBy(() -> host.run("no-such-program"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("127");
  }

  @Test
  void theKernelsTablesOfAHostAreReadAsTheyAre(Lab lab) throws IOException {
    Host left = lab.host("left");
    Host right = lab.host("right");
    Cable cable = lab.cable(left, "eth0", right, "eth0");
    cable.left().address("192.0.2.1/24");
    cable.right().address("192.0.2.2/24");
    left.route("198.51.100.0/24", "192.0.2.2");
    say("hello", left, right, "192.0.2.2");

    assertThat(left.kernel().addresses(cable.left()))
        .containsExactly(
            new Kernel.Address(
                Ipv4.of("192.0.2.1"),
                24,
                Ipv4.of("192.0.2.255"),
                "eth0",
                Kernel.FOREVER,
                Kernel.FOREVER));
    assertThat(left.kernel().routes())
        .extracting(r -> r.destination() + " " + r.gateway() + " " + r.protocol())
        .containsExactlyInAnyOrder("198.51.100.0/24 192.0.2.2 boot", "192.0.2.0/24 0.0.0.0 kernel");
    assertThat(left.kernel().neighbour(Ipv4.of("192.0.2.2")).orElseThrow().hardwareAddress())
        .isEqualTo(cable.right().hardwareAddress());
    assertThat(left.kernel().defaultRoute()).isEmpty();
  }

  /// Sends a text from one host to another and returns it with the address it came from.
  private static String say(String text, Host from, Host to, String address) throws IOException {
    try (DatagramSocket receiver =
            to.inside(() -> new DatagramSocket(new InetSocketAddress("0.0.0.0", PORT)));
        DatagramSocket sender = from.inside(() -> new DatagramSocket())) {
      receiver.setSoTimeout(Math.toIntExact(Duration.ofSeconds(30).toMillis()));
      byte[] bytes = text.getBytes();
      sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(address), PORT));
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      receiver.receive(packet);
      return new String(packet.getData(), 0, packet.getLength())
          + " from "
          + packet.getAddress().getHostAddress();
    }
  }
}

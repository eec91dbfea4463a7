package org.lessor.lab.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.Dhclient;
import org.lessor.lab.peer.IscDhcpd;
import org.lessor.lab.peer.LessorCommand;
import org.lessor.lab.peer.Peer;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// What a dhclient-script(8) is told: ISC's dhclient and `lessor dhclient` live through the same
/// with the same server, and the environments of their scripts are laid side by side.
@InLab
@NeedsProgram("dhclient")
class DhclientScriptTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Beyond T1 and T2, and soon over.
  private static final Duration SHORT = Duration.ofSeconds(16);

  /// Not over within a test.
  private static final Duration LONG = Duration.ofHours(1);

  /// A difference that is meant.
  ///
  /// @param reason of these calls, a regular expression
  /// @param variable these variables, a regular expression
  /// @param why it is so
  private record Accepted(String reason, String variable, String why) {}

  /// dhclient says RENEW whoever extended the lease, though its manual has REBIND for any other
  /// server than the one that granted it; we say what the manual says, and tell the same.
  private static final String EXTENDED = "RENEW|REBIND";

  private static final List<Accepted> ACCEPTED =
      List.of(
          new Accepted(
              ".*",
              "(new|old)_slp_directory_agent",
              "options that are records are told as bytes, as options are that nobody knows"));

  private static final String OPTIONS =
      """
        option routers %1$s.1, %1$s.2;
        option domain-name-servers %1$s.53, %1$s.54;
        option domain-name "lab.example";
        option domain-search "a.example", "b.example";
        option host-name "told-name";
        option broadcast-address %1$s.255;
        option interface-mtu 1400;
        option ntp-servers %1$s.123;
        option classless 24,10,0,0,192,0,2,1;
        option static-routes 10.1.0.0 %1$s.7, 10.2.0.0 %1$s.8;
        option time-offset -3600;
        option netbios-name-servers %1$s.9;
        option netbios-node-type 8;
        option nis-domain "nis.example";
        option root-path "/srv/root";
        option vendor-encapsulated-options 01:02:0a:ff;
        option tftp-server-name "tftp.example";
        option bootfile-name "boot/file.0";
        option captive "https://portal.example/x";
        option ip-forwarding off;
        option path-mtu-plateau-table 68, 296, 1500;
        option policy-filter 10.3.0.0 255.255.0.0;
        option slp-directory-agent true %1$s.30;
        option dhcp-renewal-time 3;
        option dhcp-rebinding-time 7;
        filename "net/boot.img";
        server-name "bootsrv";
        next-server %1$s.77;
      """;

  private static final String SERVER =
      """
      authoritative;
      ddns-update-style none;
      ping-check false;
      option classless code 121 = array of unsigned integer 8;
      option captive code 114 = text;
      min-lease-time %3$d;
      default-lease-time %3$d;
      max-lease-time %3$d;
      subnet %1$s.0 netmask 255.255.255.0 {
        range %1$s.100 %1$s.150;
      %2$s
      }
      """;

  private static final String CLIENT =
      """
      option rfc3442-classless-static-routes code 121 = array of unsigned integer 8;
      option captive code 114 = text;
      timeout 4;
      retry 2;
      initial-interval 1;
      backoff-cutoff 2;
      reboot 2;
      request subnet-mask, broadcast-address, time-offset, routers, domain-name,
        domain-name-servers, domain-search, host-name, netbios-name-servers, netbios-node-type,
        interface-mtu, rfc3442-classless-static-routes, ntp-servers, static-routes, nis-domain,
        root-path, vendor-encapsulated-options, tftp-server-name, bootfile-name, captive,
        ip-forwarding, path-mtu-plateau-table, policy-filter, slp-directory-agent;
      """;

  private static final String SCRIPT =
      """
      #!/bin/sh
      case $reason in
        PREINIT) ip link set "$interface" up ;;
        BOUND | RENEW | REBIND | REBOOT | TIMEOUT)
          ip addr replace "$new_ip_address/24" broadcast + dev "$interface" ;;
        *) ip -4 addr flush dev "$interface" ;;
      esac
      env | sort > "%1$s/now"
      mv "%1$s/now" "%1$s/$(ls "%1$s" | wc -l).$reason"
      """;

  private Lab lab;
  private Host host;
  private Link link;
  private Link serverLink;
  private Path directory;
  private Path calls;
  private Capture capture;
  private Path serverDirectory;

  private IscDhcpd serve(Duration leaseTime) {
    String net = "192.0.2";
    return IscDhcpd.start(
        serverLink,
        serverDirectory,
        SERVER.formatted(net, OPTIONS.formatted(net), leaseTime.toSeconds()));
  }

  /// Goes through a life with this program, and returns the environment of the first call for each
  /// reason.
  private Map<String, Map<String, String>> life(Lab network, List<String> program) {
    lab = network;
    String name = directory.getFileName().toString();
    host = lab.host(name + "-client");
    Cable cable = lab.cable(lab.host(name + "-server"), "eth0", host, "eth0");
    serverLink = cable.left().address("192.0.2.1/24");
    link = cable.right();
    capture = Capture.on(link);
    calls = lab.directory("calls");
    serverDirectory = lab.directory("dhcpd");
    Peer.write(directory, "conf", CLIENT);
    Peer.write(directory, "leases", "");
    Peer.writeScript(directory, "script", SCRIPT.formatted(calls));

    IscDhcpd server = serve(SHORT);
    run(program);
    awaitCall("RENEW");
    server.close();
    int silent = capture.frames().size();
    capture.await(
        silent,
        frame ->
            frame.isDhcp(MessageType.DHCPREQUEST)
                && frame.udp().orElseThrow().destination().equals(Ipv4.BROADCAST),
        LIMIT);
    long before = callCount(EXTENDED);
    server = serve(SHORT);
    awaitCalls(EXTENDED, before + 1);
    server.close();
    awaitCall("EXPIRE");
    server = serve(LONG);
    awaitCalls("BOUND", 2L);
    run(program, "-r");
    run(program);
    run(program, "-x");
    run(program);
    awaitCall("REBOOT");
    kill();
    server.close();
    run(program);
    awaitCall("TIMEOUT");
    run(program, "-x");
    Peer.write(directory, "leases", "");
    run(program, "-1");
    return environments();
  }

  private void run(List<String> program, String... more) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-4", "-cf", file("conf"), "-lf", file("leases"), "-pf", file("pid")));
    command.addAll(List.of("-sf", file("script"), "-e", "EXTRA=more"));
    command.addAll(List.of(more));
    command.add("eth0");
    if (program.getFirst().equals("lessor")) {
      LessorCommand.run(host, command.subList(1, command.size()).toArray(String[]::new));
    } else {
      // It goes into the background with the output open.
      host.run(
          Stream.concat(
                  Stream.of("sh", "-c", "\"$@\" > " + file("output") + " 2>&1 || true", "sh"),
                  command.stream())
              .toArray(String[]::new));
    }
  }

  private void kill() {
    host.run("sh", "-c", "kill -9 $(cat " + file("pid") + "); rm " + file("pid"));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void awaitCall(String reason) {
    awaitCalls(reason, 1L);
  }

  private void awaitCalls(String reason, long count) {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      calls.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      long endNanos = System.nanoTime() + LIMIT.toNanos();
      while (callCount(reason) < count) {
        WatchKey key = watch.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new LabException("the script was not called for " + reason + " in " + LIMIT);
        }
        key.pollEvents();
        key.reset();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for a call for " + reason, failure);
    }
  }

  private long callCount(String reason) {
    try (Stream<Path> files = Files.list(calls)) {
      return files.filter(file -> file.toString().matches(".*\\.(" + reason + ")")).count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Map<String, Map<String, String>> environments() {
    Map<String, Map<String, String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(calls)) {
      files
          .sorted((one, other) -> Integer.compare(number(one), number(other)))
          .forEach(file -> {
            String reason = file.getFileName().toString().replaceAll("[0-9]+\\.", "");
            found.putIfAbsent(reason, environment(file));
          });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return found;
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("\\..*", ""));
  }

  /// Without what is of the run: numbers of processes, and times that pass.
  private static Map<String, String> environment(Path file) {
    Map<String, String> variables = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file, ISO_8859_1)) {
        String[] parts = line.split("=", 2);
        variables.put(
            parts[0],
            parts[0].matches("pid|(new|old)_(expiry|dhcp_lease_time)")
                ? parts[1].replaceAll("[0-9]+", "N")
                : parts[1]);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    // What the shell adds, and where programs are looked for.
    List.of("PWD", "OLDPWD", "SHLVL", "_", "PATH").forEach(variables::remove);
    return variables;
  }

  @Test
  void aScriptIsToldTheSameByBothPrograms(Lab network) {
    new Need.Program("dhcpd").require();
    directory = network.directory("isc");
    Map<String, Map<String, String>> isc =
        life(network, List.of(Dhclient.program(directory), "-v"));
    directory = network.directory("lessor");
    Map<String, Map<String, String>> ours = life(network, List.of("lessor", "dhclient", "-v"));

    assertThat(isc.keySet())
        .as("what happens in a life")
        .containsExactlyInAnyOrder(
            "PREINIT", "BOUND", "RENEW", "EXPIRE", "RELEASE", "STOP", "REBOOT", "TIMEOUT", "FAIL");
    List<String> differences = new ArrayList<>();
    Map<String, String> rebound = ours.remove("REBIND");
    assertThat(rebound).isNotNull();
    rebound.put("reason", "RENEW");
    compare("RENEW", isc.get("RENEW"), rebound, differences);
    assertThat(ours.keySet()).isEqualTo(isc.keySet());
    isc.forEach((reason, theirs) -> compare(reason, theirs, ours.get(reason), differences));
    assertThat(differences).isEmpty();
  }

  private static void compare(
      String reason, Map<String, String> theirs, Map<String, String> ours, List<String> faults) {
    TreeSet<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    for (String name : names) {
      String their = theirs.get(name);
      String our = ours.get(name);
      boolean accepted =
          ACCEPTED.stream()
              .anyMatch(each -> reason.matches(each.reason()) && name.matches(each.variable()));
      if (!accepted && (their == null || !their.equals(our))) {
        faults.add(reason + ": " + name + " is " + their + " there and " + our + " here");
      }
    }
  }
}

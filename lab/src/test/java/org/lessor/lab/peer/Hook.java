package org.lessor.lab.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lessor.lab.peer.Peer.Logged;
import org.lessor.wire.Ipv4;

/// The hook script of a client, and what it told. The script prints to the client's standard
/// output, so its events stand in the client's log, after it has done its work.
final class Hook {
  private static final String LEASE =
      "^lessor-lab: event=(?:bound|renew|BOUND|RENEW|REBIND|REBOOT)\t(.*)";

  private final Path script;
  private int linesSeen;

  private Hook(Path script) {
    this.script = script;
  }

  /// Puts the script into the client's directory.
  static Hook in(Path directory, ClientSettings.Applying scriptDoes) {
    Path script = Peer.writeScript(directory, "hook.sh", resource());
    switch (scriptDoes) {
      case CONFIGURES -> Peer.write(directory, "configure", "");
      case REPORTS -> {}
    }
    return new Hook(script);
  }

  /// The path of the script.
  String script() {
    return script.toString();
  }

  /// Waits for the next event that brings a lease.
  ObtainedLease awaitLease(Peer client, Duration limit) {
    Logged event = client.awaitLine(linesSeen, LEASE, limit);
    linesSeen = event.position();
    Map<String, String> variables = variables(event.match().group(1));
    return variables.containsKey("new_ip_address") ? fromIsc(variables) : fromUdhcpc(variables);
  }

  private static Map<String, String> variables(String fields) {
    return Arrays.stream(fields.split("\t"))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .collect(Collectors.toMap(field -> field[0], field -> field[1]));
  }

  /// The names of dhclient-script(8), that dhcpcd has taken over.
  private static ObtainedLease fromIsc(Map<String, String> variables) {
    return new ObtainedLease(
        Ipv4.of(variables.getOrDefault("new_ip_address", "")),
        Integer.bitCount(Ipv4.of(variables.getOrDefault("new_subnet_mask", "")).bits()),
        addresses(variables.getOrDefault("new_routers", "")),
        addresses(variables.getOrDefault("new_domain_name_servers", "")),
        seconds(variables.getOrDefault("new_dhcp_lease_time", "")),
        Ipv4.of(variables.getOrDefault("new_dhcp_server_identifier", "")),
        variables);
  }

  private static ObtainedLease fromUdhcpc(Map<String, String> variables) {
    return new ObtainedLease(
        Ipv4.of(variables.getOrDefault("ip", "")),
        Integer.parseInt(variables.getOrDefault("mask", "")),
        addresses(variables.getOrDefault("router", "")),
        addresses(variables.getOrDefault("dns", "")),
        seconds(variables.getOrDefault("lease", "")),
        Ipv4.of(variables.getOrDefault("serverid", "")),
        variables);
  }

  /// Addresses with blanks between them; none for an empty text.
  static List<Ipv4> addresses(String text) {
    return text.isBlank() ? List.of() : Arrays.stream(text.split(" ")).map(Ipv4::of).toList();
  }

  static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private static String resource() {
    try (InputStream in = Hook.class.getResourceAsStream("hook.sh")) {
      if (in == null) {
        throw new AssertionError("missing resource hook.sh");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

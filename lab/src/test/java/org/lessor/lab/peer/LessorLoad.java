package org.lessor.lab.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lessor's own load tester, `lessor load`.
public final class LessorLoad {
  private static final Pattern LEASE =
      Pattern.compile("((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) ([0-9]+(?:\\.[0-9]+){3})$");

  private final Peer peer;

  private LessorLoad(Peer peer) {
    this.peer = peer;
  }

  /// Starts it on the host of `link`; the summary comes as JSON.
  public static LessorLoad start(Link link, String... flags) {
    List<String> arguments = new ArrayList<>(List.of("load", "--json"));
    arguments.addAll(List.of(flags));
    return new LessorLoad(
        Peer.start(
            link.host(),
            link.host().lab().directory("lessor-load"),
            LessorProgram.command(arguments)));
  }

  /// The running program, for signals and its log.
  public Peer peer() {
    return peer;
  }

  /// The leases that its clients hold, as it told at its end (`-x l`).
  public Map<Ipv4, HardwareAddress> leases() {
    Map<Ipv4, HardwareAddress> leases = new LinkedHashMap<>();
    for (String line : peer.lines()) {
      Matcher lease = LEASE.matcher(line);
      if (lease.find()) {
        leases.put(Ipv4.of(lease.group(2)), HardwareAddress.ethernet(lease.group(1)));
      }
    }
    return leases;
  }

  /// Waits for its end, and returns the summary. Throws [LabException] where its exit code is
  /// another one.
  public JsonNode awaitSummary(int exitCode, Duration limit) {
    int exit = peer.awaitExit(limit);
    if (exit != exitCode) {
      throw new LabException(peer.title() + " ended with exit code " + exit);
    }
    String summary = peer.awaitLine("(\\{.*\\})", Duration.ZERO).match().group(1);
    return JsonMapper.shared().readTree(summary);
  }
}

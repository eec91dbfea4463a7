package org.lessor.lab.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lessor's own load tester, `lessor load`.
public final class LessorLoad {
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

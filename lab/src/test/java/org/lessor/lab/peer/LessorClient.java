package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.Peer.Logged;
import org.lessor.wire.Ipv4;

/// Lessor's own client, `lessor client`.
public final class LessorClient implements DhcpClientPeer {
  private static final String RECEIVED = "LSR-C-108 configuration-received ";
  private static final String LEASE = "LSR-C-(301 bound|304 renewed) (.*)";

  /// `key=value` or `key="a value with blanks"`.
  private static final Pattern FIELD = Pattern.compile("([a-z0-9-]+)=(\"[^\"]*\"|\\S*)");

  private final Peer peer;
  private int linesSeen;

  private LessorClient(Peer peer) {
    this.peer = peer;
  }

  /// Starts it on `link`.
  public static LessorClient start(Link link, ClientSettings settings) {
    List<String> flags = new ArrayList<>();
    flags.add("--probe=" + (settings.probing() == ClientSettings.Probing.ON ? "full" : "off"));
    if (settings.applying() == ClientSettings.Applying.REPORTS) {
      flags.add("--dry-run");
    }
    return start(link, directory(link), flags);
  }

  /// Starts it on `link` with flags of the caller's own, in `directory`, where it remembers its
  /// lease.
  public static LessorClient start(Link link, Path directory, List<String> flags) {
    List<String> arguments = new ArrayList<>(List.of("client", link.name(), "--lease-dir=."));
    arguments.addAll(flags);
    return new LessorClient(Peer.start(link.host(), directory, LessorProgram.command(arguments)));
  }

  /// A directory for a client on `link`.
  public static Path directory(Link link) {
    return link.host().lab().directory("lessor-client");
  }

  /// The running program, for its log and its end.
  public Peer peer() {
    return peer;
  }

  @Override
  public ObtainedLease awaitLease(Duration limit) {
    Logged event = peer.awaitLine(linesSeen, LEASE, limit);
    linesSeen = event.position();
    Map<String, String> granted = fields(event.match().group(2));
    Map<String, String> received = // told only where it is not what it was before
        peer.lines().stream()
            .filter(line -> line.contains(RECEIVED))
            .reduce((_, last) -> last)
            .map(LessorClient::fields)
            .orElseThrow(
                () -> new LabException(peer.title() + " has a lease but did not say what"));
    return new ObtainedLease(
        Ipv4.of(granted.getOrDefault("address", "")),
        Integer.bitCount(Ipv4.of(received.getOrDefault("subnet-mask", "")).bits()),
        Hook.addresses(received.getOrDefault("routers", "").replace(",", " ")),
        Hook.addresses(received.getOrDefault("domain-name-servers", "").replace(",", " ")),
        Hook.seconds(granted.getOrDefault("lease-time", "")),
        Ipv4.of(granted.getOrDefault("server", "")),
        received);
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    FIELD
        .matcher(line)
        .results()
        .forEach(field -> fields.putIfAbsent(field.group(1), field.group(2).replace("\"", "")));
    return fields;
  }

  /// SIGTERM ends it; it releases and undoes what it has configured.
  @Override
  public void release() {
    int exit = peer.stop();
    if (exit != 0) {
      throw new LabException(peer.title() + " ended with exit code " + exit);
    }
  }

  @Override
  public void close() {
    peer.close();
  }
}

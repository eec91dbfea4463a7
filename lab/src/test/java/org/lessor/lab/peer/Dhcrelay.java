package org.lessor.lab.peer;

import java.nio.file.Path;
import java.util.List;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.wire.Ipv4;

/// ISC's relay agent, dhcrelay, between the link of the clients and the link towards the server.
public final class Dhcrelay implements AutoCloseable {
  private final Peer peer;

  private Dhcrelay(Peer peer) {
    this.peer = peer;
  }

  /// Starts it in the host of both links. Its giaddr is the address of `downstream`.
  public static Dhcrelay start(Link downstream, Link upstream, Ipv4 server) {
    if (downstream.host() != upstream.host()) {
      throw new LabException("a relay is one host, yet was given " + downstream + ", " + upstream);
    }
    Path directory = downstream.host().lab().directory("dhcrelay");
    List<String> command =
        List.of(
            "dhcrelay",
            "-4",
            "-d",
            "--no-pid",
            "-id",
            downstream.name(),
            "-iu",
            upstream.name(),
            server.toString());
    Peer peer = Peer.start(downstream.host(), directory, command);
    peer.awaitLine("Sending on +Socket/fallback", Peer.PATIENCE);
    return new Dhcrelay(peer);
  }

  @Override
  public void close() {
    peer.close();
  }
}

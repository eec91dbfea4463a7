package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lessor.lab.net.Link;

/// busybox's client, udhcpc.
public final class Udhcpc implements DhcpClientPeer {
  private final Peer peer;
  private final Hook hook;

  private Udhcpc(Peer peer, Hook hook) {
    this.peer = peer;
    this.hook = hook;
  }

  /// Starts it on `link`.
  public static Udhcpc start(Link link, ClientSettings settings) {
    Path directory = link.host().lab().directory("udhcpc");
    Hook hook = Hook.in(directory, settings.applying());
    List<String> command = new ArrayList<>();
    command.addAll(List.of("udhcpc", "-f", "-i", link.name(), "-s", hook.script()));
    if (settings.probing() == ClientSettings.Probing.ON) {
      command.addAll(List.of("-a", "-A", "1")); // starts anew a second after DHCPDECLINE
    }
    return new Udhcpc(Peer.start(link.host(), directory, command), hook);
  }

  @Override
  public ObtainedLease awaitLease(Duration limit) {
    return hook.awaitLease(peer, limit);
  }

  /// Has it ask for more time now; [#awaitLease(Duration)] then tells the answer.
  public void renew() {
    peer.signal("USR1");
  }

  @Override
  public void release() {
    int before = peer.lineCount();
    peer.signal("USR2");
    peer.awaitLine(before, "entering released state", Peer.PATIENCE);
  }

  @Override
  public void close() {
    peer.close();
  }
}

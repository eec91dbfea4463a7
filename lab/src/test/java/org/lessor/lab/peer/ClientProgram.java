package org.lessor.lab.peer;

import java.util.function.BiFunction;
import org.lessor.lab.net.Link;

/// The DHCP clients that the lab can run.
public enum ClientProgram {
  /// busybox's udhcpc.
  UDHCPC("udhcpc", Udhcpc::start),
  /// ISC's dhclient.
  DHCLIENT("dhclient", Dhclient::start),
  /// dhcpcd.
  DHCPCD("dhcpcd", Dhcpcd::start),
  /// systemd-networkd.
  NETWORKD(Networkd.PROGRAM, Networkd::start),
  /// Lessor.
  LESSOR(LessorProgram.JAVA, LessorClient::start);

  private final String program;
  private final BiFunction<Link, ClientSettings, DhcpClientPeer> start;

  ClientProgram(String program, BiFunction<Link, ClientSettings, DhcpClientPeer> start) {
    this.program = program;
    this.start = start;
  }

  /// The program that must be installed: a name on the search path, or a path.
  public String program() {
    return program;
  }

  /// Starts it on `link`.
  public DhcpClientPeer start(Link link, ClientSettings settings) {
    return start.apply(link, settings);
  }
}

package org.lessor.lab.peer;

import java.util.function.BiFunction;
import org.lessor.lab.net.Link;

/// The DHCP servers that the lab can run.
public enum ServerProgram {
  /// ISC's Kea.
  KEA("kea-dhcp4", Kea::start),
  /// ISC's dhcpd.
  DHCPD("dhcpd", IscDhcpd::start),
  /// dnsmasq.
  DNSMASQ("dnsmasq", Dnsmasq::start),
  /// busybox's udhcpd.
  UDHCPD("udhcpd", Udhcpd::start),
  /// Lessor, by flags.
  LESSOR(LessorProgram.JAVA, LessorServer::start),
  /// Lessor, with the configuration file of the lab's Kea.
  LESSOR_LIKE_KEA(LessorProgram.JAVA, LessorServer::startLikeKea);

  private final String program;
  private final BiFunction<Link, ServerSettings, DhcpServerPeer> start;

  ServerProgram(String program, BiFunction<Link, ServerSettings, DhcpServerPeer> start) {
    this.program = program;
    this.start = start;
  }

  /// The program that must be installed: a name on the search path, or a path.
  public String program() {
    return program;
  }

  /// Starts it on `link`, which must be up and have the server's address; returns when it serves.
  public DhcpServerPeer start(Link link, ServerSettings settings) {
    return start.apply(link, settings);
  }
}

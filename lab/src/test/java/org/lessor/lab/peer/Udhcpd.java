package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// busybox's server, udhcpd. It asks by ARP before it offers an address, here for a short time
/// only.
public final class Udhcpd implements DhcpServerPeer {
  /// struct dyn_lease: remaining seconds, address, hardware address, host name, two unused bytes.
  private static final int RECORD = 4 + 4 + 6 + 20 + 2;

  /// Before them, when the file was written, in seconds since 1970.
  private static final int WRITTEN_AT = 8;

  private static final String WRITTEN = "lessor-lab: leases written";

  private final Peer peer;
  private final LeaseFile leaseFile;

  private Udhcpd(Peer peer, LeaseFile leaseFile) {
    this.peer = peer;
    this.leaseFile = leaseFile;
  }

  /// Starts it on `link`.
  public static Udhcpd start(Link link, ServerSettings settings) {
    Path directory = link.host().lab().directory("udhcpd");
    Path leases = Peer.write(directory, "udhcpd.leases", ""); // it complains when it has none
    Peer.writeScript(directory, "written.sh", "echo '" + WRITTEN + "'");
    Path configuration =
        Peer.write(directory, "udhcpd.conf", configuration(link, directory, settings));
    Peer peer =
        Peer.start(
            link.host(), directory, List.of("udhcpd", "-f", "-a", "50", configuration.toString()));
    link.host().awaitUdpPort(67, Peer.PATIENCE); // it does not say when it is ready
    return new Udhcpd(peer, new LeaseFile(leases, Udhcpd::parse));
  }

  private static String configuration(Link link, Path directory, ServerSettings settings) {
    StringBuilder text = new StringBuilder();
    text.append("interface ").append(link.name()).append('\n');
    text.append("start ").append(settings.first()).append('\n');
    text.append("end ").append(settings.last()).append('\n');
    text.append("max_leases ").append(range(settings)).append('\n');
    text.append("lease_file ").append(directory).append("/udhcpd.leases\n");
    text.append("notify_file ").append(directory).append("/written.sh\n");
    text.append("pidfile ").append(directory).append("/udhcpd.pid\n");
    text.append("option subnet ").append(settings.subnet().mask()).append('\n');
    for (Ipv4 router : settings.routers()) {
      text.append("option router ").append(router).append('\n');
    }
    for (Ipv4 server : settings.dns()) {
      text.append("option dns ").append(server).append('\n');
    }
    text.append("option lease ").append(settings.leaseTime().toSeconds()).append('\n');
    return text.toString();
  }

  private static long range(ServerSettings settings) {
    return settings.last().unsigned() - settings.first().unsigned() + 1;
  }

  static List<RecordedLease> parse(Bytes file) {
    List<RecordedLease> leases = new ArrayList<>();
    for (int at = WRITTEN_AT; at + RECORD <= file.length(); at += RECORD) {
      long writtenAt = file.uint32(0) << 32 | file.uint32(4);
      leases.add(
          new RecordedLease(
              new Ipv4((int) file.uint32(at + 4)),
              new HardwareAddress(HardwareAddress.ETHERNET, file.slice(at + 8, at + 14)),
              Instant.ofEpochSecond(writtenAt + file.uint32(at))));
    }
    return leases;
  }

  /// It writes its leases when told to, and then runs a program, which says that it has.
  @Override
  public List<RecordedLease> leases() {
    int before = peer.lineCount();
    peer.signal("USR1");
    peer.awaitLine(before, "^" + WRITTEN, Peer.PATIENCE);
    return leaseFile.read();
  }

  /// It holds a lease in memory before it sends the DHCPACK, and writes it when told to: there is
  /// nothing to wait for.
  @Override
  public RecordedLease awaitLease(HardwareAddress client, Duration limit) {
    return leases().stream()
        .filter(lease -> lease.hardwareAddress().equals(client))
        .findFirst()
        .orElseThrow(() -> new LabException("udhcpd has no lease of " + client));
  }

  /// It keeps the lease with no time left. The message may be read after the signal: it is asked
  /// until it says so.
  @Override
  public void awaitNoLease(HardwareAddress client, Duration limit) {
    Instant deadline = Instant.now().plus(limit);
    while (leases().stream()
        .anyMatch(lease ->
            lease.hardwareAddress().equals(client) && lease.expires().isAfter(Instant.now()))) {
      if (Instant.now().isAfter(deadline)) {
        throw new LabException("the lease of " + client + " stays in use");
      }
    }
  }

  @Override
  public void close() {
    peer.close();
  }
}

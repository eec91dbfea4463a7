package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// dnsmasq, its DHCP half alone, without its check by ICMP echo. It gives no lease below two
/// minutes; where a shorter one is wanted, it tells at least its T1 and T2.
public final class Dnsmasq implements DhcpServerPeer {
  private static final long SHORTEST_LEASE_SECONDS = 120;

  private final Peer peer;
  private final LeaseFile leaseFile;

  private Dnsmasq(Peer peer, LeaseFile leaseFile) {
    this.peer = peer;
    this.leaseFile = leaseFile;
  }

  /// Starts it on `link`.
  public static Dnsmasq start(Link link, ServerSettings settings) {
    Path directory = link.host().lab().directory("dnsmasq");
    Path leases = directory.resolve("dnsmasq.leases");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("dnsmasq", "--keep-in-foreground", "--log-facility=-", "--log-dhcp"));
    command.addAll(List.of("--conf-file=/dev/null", "--pid-file=", "--user=root", "--port=0"));
    command.addAll(List.of("--interface=" + link.name(), "--bind-interfaces"));
    command.addAll(List.of("--dhcp-authoritative", "--no-ping"));
    command.add("--dhcp-leasefile=" + leases);
    command.add(
        "--dhcp-range=%s,%s,%s,%d"
            .formatted(
                settings.first(),
                settings.last(),
                settings.subnet().mask(),
                settings.leaseTime().toSeconds()));
    command.add(option("router", settings.routers()));
    command.add(option("dns-server", settings.dns()));
    long leaseSeconds = settings.leaseTime().toSeconds();
    if (leaseSeconds < SHORTEST_LEASE_SECONDS) {
      command.add("--dhcp-option=option:T1," + leaseSeconds / 2);
      command.add("--dhcp-option=option:T2," + leaseSeconds * 7 / 8);
    }
    Peer peer = Peer.start(link.host(), directory, command);
    peer.awaitLine("sockets bound exclusively to interface " + link.name(), Peer.PATIENCE);
    return new Dnsmasq(peer, new LeaseFile(leases, Dnsmasq::parse));
  }

  /// An option without a value is not sent; dnsmasq would otherwise name itself.
  private static String option(String name, List<Ipv4> addresses) {
    return "--dhcp-option=option:"
        + name
        + (addresses.isEmpty() ? "" : "," + ServerSettings.list(addresses, ","));
  }

  static List<RecordedLease> parse(Bytes file) {
    return file.toText()
        .lines()
        .map(line -> line.split(" "))
        .filter(fields -> fields.length == 5)
        .map(fields ->
            new RecordedLease(
                Ipv4.of(fields[2]),
                HardwareAddress.ethernet(fields[1]),
                Instant.ofEpochSecond(Long.parseLong(fields[0]))))
        .toList();
  }

  @Override
  public List<RecordedLease> leases() {
    return leaseFile.read();
  }

  @Override
  public RecordedLease awaitLease(HardwareAddress client, Duration limit) {
    return leaseFile.await(client, limit);
  }

  @Override
  public void awaitNoLease(HardwareAddress client, Duration limit) {
    leaseFile.awaitNone(client, limit);
  }

  @Override
  public void close() {
    peer.close();
  }
}

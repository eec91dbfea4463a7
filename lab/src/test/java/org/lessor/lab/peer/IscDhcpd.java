package org.lessor.lab.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lessor.lab.net.Kernel;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// ISC's earlier server, dhcpd, without its check by ICMP echo.
public final class IscDhcpd implements DhcpServerPeer {
  private static final Pattern LEASE = Pattern.compile("(?s)lease ([0-9.]+) \\{(.*?)\n}");
  private static final Pattern HARDWARE = Pattern.compile("hardware ethernet ([0-9a-f:]+);");
  private static final Pattern ENDS = Pattern.compile("\\bends \\d ([0-9/]+ [0-9:]+);");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");

  private final Peer peer;
  private final LeaseFile leaseFile;

  private IscDhcpd(Peer peer, LeaseFile leaseFile) {
    this.peer = peer;
    this.leaseFile = leaseFile;
  }

  /// Starts it on `link`.
  public static IscDhcpd start(Link link, ServerSettings settings) {
    return start(link, configuration(link, settings));
  }

  /// Starts it on `link` with the text of a dhcpd.conf(5).
  public static IscDhcpd start(Link link, String text) {
    return start(link, link.host().lab().directory("dhcpd"), text);
  }

  /// As [#start(Link, String)], with the leases that an earlier one left in `directory`.
  public static IscDhcpd start(Link link, Path directory, String text) {
    Path configuration = Peer.write(directory, "dhcpd.conf", text);
    Path leases = directory.resolve("dhcpd.leases");
    if (!Files.exists(leases)) {
      Peer.write(directory, "dhcpd.leases", ""); // it insists on having one
    }
    List<String> command =
        List.of(
            PrivateCopy.of("dhcpd", directory),
            "-4",
            "-d",
            "-f",
            "-cf",
            configuration.toString(),
            "-lf",
            leases.toString(),
            "-pf",
            directory.resolve("dhcpd.pid").toString(),
            link.name());
    Peer peer = Peer.start(link.host(), directory, command);
    peer.awaitLine("Server starting service", Peer.PATIENCE);
    return new IscDhcpd(peer, new LeaseFile(leases, IscDhcpd::parse));
  }

  private static String configuration(Link link, ServerSettings settings) {
    return """
    authoritative;
    ddns-update-style none;
    ping-check false;
    default-lease-time %1$d;
    min-lease-time %1$d;
    max-lease-time %1$d;
    %2$s
    subnet %3$s netmask %4$s {
      range %5$s %6$s;
      %7$s
      %8$s
    }
    """
        .formatted(
            settings.leaseTime().toSeconds(),
            ownSubnets(link, settings),
            settings.subnet().network(),
            settings.subnet().mask(),
            settings.first(),
            settings.last(),
            option("routers", settings.routers()),
            option("domain-name-servers", settings.dns()));
  }

  /// It refuses an interface whose subnet is not declared, even if it serves none there.
  private static String ownSubnets(Link link, ServerSettings settings) {
    return link.host().kernel().addresses(link).stream()
        .map(IscDhcpd::subnet)
        .filter(subnet -> !subnet.equals(settings.subnet()))
        .map(subnet -> "subnet %s netmask %s {}".formatted(subnet.network(), subnet.mask()))
        .collect(Collectors.joining("\n"));
  }

  private static Ipv4Prefix subnet(Kernel.Address address) {
    return Ipv4Prefix.containing(address.address(), address.prefixLength());
  }

  private static String option(String name, List<Ipv4> addresses) {
    return addresses.isEmpty()
        ? ""
        : "option %s %s;".formatted(name, ServerSettings.list(addresses, ", "));
  }

  /// The last block of an address counts; only those in use have the state active.
  static List<RecordedLease> parse(Bytes file) {
    Map<Ipv4, RecordedLease> leases = new LinkedHashMap<>();
    Matcher block = LEASE.matcher(file.toText());
    while (block.find()) {
      Ipv4 address = Ipv4.of(block.group(1));
      Matcher hardware = HARDWARE.matcher(block.group(2));
      Matcher ends = ENDS.matcher(block.group(2));
      if (block.group(2).contains("\n  binding state active;") && hardware.find() && ends.find()) {
        Instant expires = LocalDateTime.parse(ends.group(1), TIME).toInstant(ZoneOffset.UTC);
        leases.put(
            address,
            new RecordedLease(address, HardwareAddress.ethernet(hardware.group(1)), expires));
      } else {
        leases.remove(address);
      }
    }
    return List.copyOf(leases.values());
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

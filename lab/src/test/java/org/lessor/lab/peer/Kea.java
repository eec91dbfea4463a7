package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// ISC's server Kea, kea-dhcp4, with its lease file (memfile) in its directory.
public final class Kea implements DhcpServerPeer {
  private final Peer peer;
  private final LeaseFile leaseFile;

  private Kea(Peer peer, LeaseFile leaseFile) {
    this.peer = peer;
    this.leaseFile = leaseFile;
  }

  /// Starts it on `link`, with one subnet.
  public static Kea start(Link link, ServerSettings settings) {
    Path directory = link.host().lab().directory("kea-dhcp4");
    return start(link, directory, configuration(link, directory, settings));
  }

  /// Starts it on `link` with a configuration of the caller's own, whose lease file must be
  /// `leases.csv` in `directory`.
  public static Kea start(Link link, Path directory, String configuration) {
    Path file = Peer.write(directory, "kea-dhcp4.conf", configuration);
    List<String> command =
        List.of(
            "env",
            "KEA_PIDFILE_DIR=" + directory,
            "KEA_LOCKFILE_DIR=" + directory,
            "KEA_DHCP_DATA_DIR=" + directory, // Kea 2.6 and later refuse lease files elsewhere
            PrivateCopy.of("kea-dhcp4", directory),
            "-c",
            file.toString());
    Peer peer = Peer.start(link.host(), directory, command);
    peer.awaitLine("DHCP4_STARTED", Peer.PATIENCE);
    return new Kea(peer, new LeaseFile(directory.resolve("leases.csv"), Kea::parse));
  }

  /// The configuration that [#start(Link, ServerSettings)] uses.
  public static String configuration(Link link, Path directory, ServerSettings settings) {
    return """
    { "Dhcp4": {
      "interfaces-config": { "interfaces": [ "%s" ], "dhcp-socket-type": "raw" },
      "lease-database": {
        "type": "memfile", "persist": true, "name": "%s/leases.csv", "lfc-interval": 0
      },
      "valid-lifetime": %d,
      "authoritative": true,
      "loggers": [ {
        "name": "kea-dhcp4", "severity": "DEBUG", "debuglevel": 40,
        "output_options": [ { "output": "stdout", "flush": true } ]
      } ],
      "subnet4": [ {
        "id": 1,
        "subnet": "%s",
        "pools": [ { "pool": "%s - %s" } ],
        "option-data": [ %s%s ]
      } ]
    } }
    """
        .formatted(
            link.name(),
            directory,
            settings.leaseTime().toSeconds(),
            settings.subnet(),
            settings.first(),
            settings.last(),
            option("routers", settings.routers(), ""),
            option(
                "domain-name-servers", settings.dns(), settings.routers().isEmpty() ? "" : ", "));
  }

  private static String option(String name, List<Ipv4> addresses, String separator) {
    return addresses.isEmpty()
        ? ""
        : "%s{ \"name\": \"%s\", \"data\": \"%s\" }"
            .formatted(separator, name, ServerSettings.list(addresses, ", "));
  }

  /// The last line of an address counts; state 0 is a lease in use, and a lifetime of 0 its end.
  static List<RecordedLease> parse(Bytes file) {
    Map<Ipv4, RecordedLease> leases = new LinkedHashMap<>();
    file.toText()
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length >= 10)
        .forEach(fields -> {
          Ipv4 address = Ipv4.of(fields[0]);
          if (fields[9].equals("0") && !fields[3].equals("0")) {
            leases.put(
                address,
                new RecordedLease(
                    address,
                    HardwareAddress.ethernet(fields[1]),
                    Instant.ofEpochSecond(Long.parseLong(fields[4]))));
          } else {
            leases.remove(address);
          }
        });
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

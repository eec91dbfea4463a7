package org.lessor.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.config.Problem;

/// The configurations of the demo's server, in the form that any server of Lessor reads.
final class ServerText {
  /// On a link of its own: asks whether the address is in use before it acknowledges.
  private static final String ON_A_CABLE =
      """
      { "Dhcp4": {
          "interfaces-config": { "interfaces": [ "eth0" ] },
          "lease-database": { "type": "memfile", "name": "LEASE-FILE", "lfc-interval": 0 },
          "authoritative": true,
          "valid-lifetime": 60,
          "calculate-tee-times": true,
          "cache-threshold": 0,
          "hooks-libraries": [ {
              "library": "libdhcp_ping_check.so",
              "parameters": { "ping-moment": "before-ack" } } ],
          "subnet4": [ {
              "id": 1,
              "subnet": "192.0.2.0/24",
              "pools": [ { "pool": "192.0.2.100 - 192.0.2.199" } ],
              "option-data": [
                { "name": "routers", "data": "192.0.2.1" },
                { "name": "domain-name-servers", "data": "192.0.2.1" },
                { "name": "domain-name", "data": "demo.example" } ] } ] } }
      """;

  /// Over loopback: no link, so clients come through a relay agent, and nobody can be asked for an
  /// address.
  private static final String OVER_LOOPBACK =
      """
      { "Dhcp4": {
          "interfaces-config": {
              "interfaces": [ "lo/127.0.0.1" ], "dhcp-socket-type": "udp" },
          "lease-database": { "type": "memfile", "name": "LEASE-FILE", "lfc-interval": 0 },
          "authoritative": true,
          "valid-lifetime": 60,
          "calculate-tee-times": true,
          "cache-threshold": 0,
          "subnet4": [ {
              "id": 1,
              "subnet": "192.0.2.0/24",
              "relay": { "ip-addresses": [ "127.0.0.2" ] },
              "pools": [ { "pool": "192.0.2.100 - 192.0.2.199" } ],
              "option-data": [
                { "name": "dhcp-server-identifier", "data": "192.0.2.1" },
                { "name": "routers", "data": "192.0.2.1" },
                { "name": "domain-name-servers", "data": "192.0.2.1" },
                { "name": "domain-name", "data": "demo.example" } ] } ] } }
      """;

  private ServerText() {}

  static Configuration onACable(Path leaseFile) {
    return read(ON_A_CABLE, leaseFile);
  }

  static Configuration overLoopback(Path leaseFile) {
    return read(OVER_LOOPBACK, leaseFile);
  }

  private static Configuration read(String text, Path leaseFile) {
    String path = leaseFile.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return switch (Dhcp4Reader.readText(text.replace("LEASE-FILE", path))) {
      case Loaded.Ok(Configuration configuration) -> configuration;
      case Loaded.Refused(List<Problem> problems) ->
          throw new AssertionError(
              problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    };
  }
}

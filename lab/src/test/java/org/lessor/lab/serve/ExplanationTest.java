package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ScriptedClient;

/// The logger `lessor.explain`: the running server says why, while somebody asks.
@InLab
class ExplanationTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static String configuration(String severity) {
    return """
    { "Dhcp4": {
      "interfaces-config": { "interfaces": [ "eth0" ] },
      "lease-database": { "type": "memfile", "persist": false },
      "loggers": [ { "name": "lessor.explain", "severity": "%s",
                     "output-options": [ { "output": "stdout" } ] } ],
      "option-data": [ { "name": "routers", "data": "192.0.2.1" } ],
      "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
                     "pools": [ { "pool": "192.0.2.100 - 192.0.2.199" } ] } ] } }
    """
        .formatted(severity);
  }

  @Test
  void theRunningServerSaysWhyAsLongAsItIsAsked(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    cable.left().address("192.0.2.1/24");
    Path directory = LessorServer.directory(cable.left());
    Path file = Peer.write(directory, "kea-dhcp4.conf", configuration("INFO"));
    LessorServer server =
        LessorServer.start(cable.left(), directory, List.of("-c", file.toString()));
    ScriptedClient client = ScriptedClient.on(cable.right());
    client.obtains();

    Peer.write(directory, "kea-dhcp4.conf", configuration("DEBUG"));
    server.peer().signal("HUP");
    server.peer().awaitLine("DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS", LIMIT);
    client.neighbour(1).discovers();

    server
        .peer()
        .awaitLine(
            "DEBUG \\[lessor\\.explain/.*LESSOR_EXPLANATION type=DHCPDISCOVER .* \\| subnet: by the"
                + " interface's address 192\\.0\\.2\\.1: subnet 1, .* \\| DHCPOFFER of"
                + " 192\\.0\\.2\\.101 .*routers=192\\.0\\.2\\.1  <- all clients",
            LIMIT);
    assertThat(server.peer().lines().stream().filter(line -> line.contains("LESSOR_EXPLANATION")))
        .as("none before it was asked")
        .hasSize(1);
  }
}

package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.RecordedLease;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// What was acknowledged is in the lease file, whatever happens to the server or its disk.
@InLab
class LeaseFileTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ServerSettings SETTINGS = ServerSettings.of("192.0.2.0/24");
  private static final int CLIENTS = 40;

  private Link serverLink;
  private ScriptedClient client;

  @BeforeEach
  void link(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    serverLink = cable.left().address("192.0.2.1/24");
    client = ScriptedClient.on(cable.right());
  }

  private LessorServer start(Path directory) {
    List<String> flags = new ArrayList<>(LessorServer.flags(serverLink, SETTINGS));
    flags.addAll(List.of("--ping", "off"));
    return LessorServer.start(serverLink, directory, flags);
  }

  /// Every address that a DHCPACK on the wire gave, and to whom.
  private Map<Ipv4, HardwareAddress> acknowledged() {
    Map<Ipv4, HardwareAddress> given = new LinkedHashMap<>();
    client.capture().dhcp().stream()
        .filter(frame -> frame.isDhcp(MessageType.DHCPACK))
        .map(frame -> frame.dhcp().orElseThrow())
        .forEach(ack -> assertThat(given.put(ack.yiaddr(), ack.chaddr())).isNull());
    return given;
  }

  @Test
  void noAcknowledgedLeaseIsLostWhenTheServerIsKilled() {
    LessorServer server = start(LessorServer.directory(serverLink));
    List<Message> offers = new ArrayList<>();
    for (int i = 1; i <= CLIENTS; i++) {
      offers.add(client.neighbour(i).discovers());
    }
    for (int i = 1; i <= CLIENTS; i++) {
      client.neighbour(i).requests(offers.get(i - 1));
    }
    client.capture().await(MessageType.DHCPACK, LIMIT);
    server.peer().kill();

    Map<Ipv4, HardwareAddress> given = acknowledged();
    assertThat(given).isNotEmpty();
    Map<Ipv4, HardwareAddress> recorded = new LinkedHashMap<>();
    for (RecordedLease lease : server.leases()) {
      recorded.put(lease.address(), lease.hardwareAddress());
    }
    assertThat(recorded).containsAllEntriesOf(given);

    start(server.directory());
    for (Map.Entry<Ipv4, HardwareAddress> lease : given.entrySet()) {
      ScriptedClient holder = client.withHardwareAddress(lease.getValue());
      Message answer = holder.ask(MessageType.DHCPREQUEST, m -> m.ciaddr(lease.getKey()));
      assertThat(answer.messageType()).hasValue(MessageType.DHCPACK);
      assertThat(answer.yiaddr()).isEqualTo(lease.getKey());
    }
    for (int i = 1; i <= CLIENTS; i++) {
      assertThat(given).doesNotContainKey(client.neighbour(CLIENTS + i).discovers().yiaddr());
    }
  }

  /// A disk of its own for the lease file, which only the server's host sees. The file's length is
  /// a multiple of the disk's block, so that the next line needs a new one.
  private static void makeDisk(Host host) {
    host.run("mkdir", "/run/disk");
    host.run("mount", "-t", "tmpfs", "-o", "size=1m", "lessor-lab", "/run/disk");
    Path file = Peer.write(host.lab().directory("disk"), "leases.csv", leasesOfBlocks());
    host.run("cp", file.toString(), "/run/disk/leases.csv");
  }

  private static String leasesOfBlocks() {
    int block = 4096;
    long expire = Instant.now().plus(Duration.ofDays(1)).getEpochSecond();
    StringBuilder content =
        new StringBuilder(
            "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,"
                + "state,user_context,pool_id\n");
    for (int i = 0; content.length() < block - 400; i++) {
      content.append(line(i, expire, "host"));
    }
    int missing = block - content.length() - line(99, expire, "").length();
    String name = ("host.".repeat(block)).substring(0, missing - 1) + "x";
    content.append(line(99, expire, name));
    assertThat(content.toString().getBytes(StandardCharsets.UTF_8)).hasSize(block);
    return content.toString();
  }

  private static String line(int number, long expire, String name) {
    return "192.0.2.%d,02:00:00:fe:00:%02x,,86400,%d,1,0,0,%s,0,,0\n"
        .formatted(100 + number, number, expire, name);
  }

  @Test
  void aFullDiskMeansNoAckAndOneLineUntilThereIsRoomAgain(Lab lab) {
    Host host = serverLink.host();
    makeDisk(host);
    List<String> flags = new ArrayList<>(LessorServer.flags(serverLink, SETTINGS));
    flags.addAll(List.of("--ping", "off", "--authoritative"));
    flags.addAll(List.of("--lease-file", "/run/disk/leases.csv"));
    LessorServer server = LessorServer.start(serverLink, LessorServer.directory(serverLink), flags);
    server.peer().awaitLine("LEASE_FILE_LOAD .*broken=0 ", LIMIT);
    Message before = client.neighbour(1).discovers();
    host.run("sh", "-c", "! dd if=/dev/zero of=/run/disk/fill bs=4096");

    client.neighbour(1).requests(before);
    server
        .peer()
        .awaitLine(
            "ERROR LESSOR_LEASES_NOT_DURABLE file=/run/disk/leases.csv reason=\"No space left on"
                + " device\" resumes=by-itself",
            LIMIT);
    ScriptedClient next = client.neighbour(2);
    int frames = client.capture().frames().size();
    next.broadcast(next.message(MessageType.DHCPDISCOVER, m -> m));
    client.neighbour(1).requests(before);
    // A refusal needs no disk; it is answered after what came before it.
    ScriptedClient witness = client.neighbour(3);
    Message refusal =
        witness.ask(
            MessageType.DHCPREQUEST,
            m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("198.51.100.9")));
    assertThat(refusal.messageType()).hasValue(MessageType.DHCPNAK);
    assertThat(client.capture().frames().stream().skip(frames))
        .as("who is offered nothing turns to another server")
        .noneMatch(frame -> frame.isDhcp(MessageType.DHCPOFFER));
    assertThat(acknowledged()).isEmpty();

    host.run("rm", "/run/disk/fill");
    server.peer().awaitLine("LESSOR_LEASES_DURABLE_AGAIN file=/run/disk/leases.csv", LIMIT);

    assertThat(next.obtains().messageType()).hasValue(MessageType.DHCPACK);
    assertThat(client.neighbour(1).selects(before).messageType()).hasValue(MessageType.DHCPACK);
    assertThat(host.read("/run/disk/leases.csv"))
        .contains(before.yiaddr() + ",02:00:00:ff:00:01,")
        .endsWith("\n");
    assertThat(server.peer().lines())
        .filteredOn(line -> line.contains("LESSOR_LEASES_NOT_DURABLE"))
        .as("one line, however many clients ask")
        .hasSize(1);
  }
}

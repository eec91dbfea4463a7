package org.lessor.cli;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lessor.cli.log.LogOutput;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.config.Problem;
import org.lessor.server.DhcpServer;
import org.lessor.server.Ports;
import org.lessor.server.StartFailure;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `lessor rehearse`: a server that serves made-up clients over loopback for a short while. The
/// launcher runs it once a build, so that what the virtual machine learns from it (classes loaded
/// and linked, profiles of methods) makes later starts fast. Needs no privilege; leaves nothing.
@Command(
    name = "rehearse",
    hidden = true,
    description =
        "Serves made-up clients over loopback for some seconds; the build learns from it.")
final class RehearseCommand implements Callable<Integer> {
  private static final int EXCHANGES = 20_000;
  private static final int IN_FLIGHT = 32;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final String SERVER = "127.0.0.1";
  private static final String RELAY = "127.0.0.2";

  /// Circuit-id, and that replies go to the port that the relay agent sends from (RFC 8357).
  private static final Bytes RELAY_INFORMATION = Bytes.ofHex("0104706f72741300");

  private static final Bytes WANTED = Bytes.ofUnsigned(1, 3, 6, 15, 51, 54);

  private static final String CONFIGURATION =
      """
      { "Dhcp4": {
          "interfaces-config": {
              "interfaces": [ "lo/127.0.0.1" ], "dhcp-socket-type": "udp" },
          "lease-database": { "type": "memfile", "name": "LEASE-FILE", "lfc-interval": 0 },
          "valid-lifetime": 3600,
          "subnet4": [ {
              "id": 1,
              "subnet": "10.0.0.0/8",
              "relay": { "ip-addresses": [ "127.0.0.2" ] },
              "pools": [ { "pool": "10.1.0.0 - 10.15.255.255" } ],
              "option-data": [
                { "name": "routers", "data": "10.0.0.1" },
                { "name": "domain-name-servers", "data": "10.0.0.1, 10.0.0.2" },
                { "name": "domain-name", "data": "example.org" } ] } ] } }
      """;

  @Spec private @Nullable CommandSpec spec;

  private int clients;

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("lessor-rehearsal");
    try (LogOutput _ = LogOutput.toStandardError(Level.INFO)) {
      rehearse(directory);
    } catch (StartFailure failure) {
      err().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      delete(directory);
    }
    return CommandLine.ExitCode.OK;
  }

  private PrintWriter err() {
    if (spec == null) {
      throw new AssertionError("picocli gives every command its specification");
    }
    return spec.commandLine().getErr();
  }

  private void rehearse(Path directory) throws IOException, StartFailure {
    Path leases = directory.resolve("leases.csv");
    try (DatagramSocket relay = new DatagramSocket(at(RELAY, 0))) {
      int port = freePort();
      try (DhcpServer _ =
          DhcpServer.start(
              new DhcpServer.Setup(
                  configuration(leases),
                  leases,
                  new Ports(port, relay.getLocalPort()),
                  new SecureRandom(),
                  logging -> {}))) {
        relay.connect(at(SERVER, port));
        relay.setSoTimeout((int) PATIENCE.toMillis());
        exchange(relay);
      }
    }
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket probe = new DatagramSocket(at(SERVER, 0))) {
      return probe.getLocalPort();
    }
  }

  private static Configuration configuration(Path leases) {
    String path = leases.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return switch (Dhcp4Reader.readText(CONFIGURATION.replace("LEASE-FILE", path))) {
      case Loaded.Ok(Configuration configuration) -> configuration;
      case Loaded.Refused(List<Problem> problems) -> throw new AssertionError(problems.toString());
    };
  }

  private void exchange(DatagramSocket relay) throws IOException {
    long begin = System.nanoTime();
    int done = 0;
    DatagramPacket received = new DatagramPacket(new byte[1500], 1500);
    for (int i = 0; i < IN_FLIGHT; i++) {
      discover(relay);
    }
    while (done < EXCHANGES && System.nanoTime() - begin < LIMIT.toNanos()) {
      try {
        relay.receive(received);
      } catch (SocketTimeoutException _) {
        // What was lost on the way is not missed; others come in its place.
        discover(relay);
        continue;
      }
      if (Message.decode(received.getData(), 0, received.getLength())
          instanceof Decoded.Ok(Message reply)) {
        done += goOn(relay, reply);
      }
    }
  }

  /// Answers a reply with what its client does next. Returns 1 where the client has got its lease.
  private int goOn(DatagramSocket relay, Message reply) throws IOException {
    if (reply.messageType().filter(MessageType.DHCPOFFER::equals).isPresent()) {
      send(
          relay,
          message(MessageType.DHCPREQUEST, reply.xid(), reply.chaddr())
              .with(m ->
                  m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, reply.yiaddr())
                      .option(
                          StandardOptions.DHCP_SERVER_IDENTIFIER,
                          reply.get(StandardOptions.DHCP_SERVER_IDENTIFIER).orElseThrow())));
      return 0;
    }
    if (reply.ciaddr().isUnspecified()) {
      send(
          relay,
          message(MessageType.DHCPREQUEST, reply.xid(), reply.chaddr())
              .with(m -> m.ciaddr(reply.yiaddr())));
      return 0;
    }
    discover(relay);
    return 1;
  }

  private void discover(DatagramSocket relay) throws IOException {
    int number = clients++;
    HardwareAddress client =
        HardwareAddress.ethernet(
            "02:00:00:%02x:%02x:%02x"
                .formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
    send(relay, message(MessageType.DHCPDISCOVER, new Xid(number), client));
  }

  private static Message message(MessageType type, Xid xid, HardwareAddress client) {
    return Message.of(
        Op.BOOTREQUEST,
        type,
        xid,
        client,
        m ->
            m.hops(1)
                .giaddr(Ipv4.of(RELAY))
                .option(61, Bytes.ofUnsigned(1).plus(client.address()))
                .option(55, WANTED)
                .option(82, RELAY_INFORMATION));
  }

  private static void send(DatagramSocket relay, Message message) throws IOException {
    byte[] payload = message.encode().toArray();
    relay.send(new DatagramPacket(payload, payload.length));
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}

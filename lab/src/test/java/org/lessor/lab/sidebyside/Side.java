package org.lessor.lab.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.FrameSender;
import org.lessor.lab.capture.UdpFrame;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.DhcpServerPeer;
import org.lessor.lab.peer.Kea;
import org.lessor.lab.peer.LessorServer;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// One of the two servers in a network of its own: two cables to a host from which all clients and
/// relay agents send. Both sides look the same, down to the addresses.
final class Side {
  /// How long a server that is well may take to answer.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// The state of a lease that has ended (Kea: expired-reclaimed).
  private static final String RECLAIMED = "2";

  /// The program on a side.
  enum Program {
    KEA {
      @Override
      DhcpServerPeer start(Link link, Path directory, String configuration) {
        return Kea.start(link, directory, configuration);
      }
    },
    LESSOR {
      @Override
      DhcpServerPeer start(Link link, Path directory, String configuration) {
        return LessorServer.startLikeKea(link, directory, configuration);
      }
    };

    abstract DhcpServerPeer start(Link link, Path directory, String configuration);
  }

  /// One of the server's links and what is at the other end of it.
  ///
  /// @param relay the address of the relay agent there that the sentinels come from
  private record Wire(
      Link server, Ipv4 address, Link client, Ipv4 relay, Capture capture, FrameSender sender) {
    static Wire of(Cable cable, Ipv4 address, Ipv4 relay) {
      return new Wire(
          cable.left().address(address + "/24"),
          address,
          cable.right().address(address.plus(1) + "/24"),
          relay,
          Capture.on(cable.right()),
          FrameSender.on(cable.right()));
    }

    /// Has the server's kernel know where a client is that has an address, as if it had asked by
    /// ARP: the clients here answer nothing.
    void resolve(Ipv4 client, HardwareAddress hardwareAddress) {
      if (Ipv4Prefix.containing(address, 24).contains(client)) { // and not 0.0.0.0
        String lladdr = hardwareAddress.address().toHex(":");
        server
            .host()
            .run("ip", "neigh", "replace", "" + client, "lladdr", lladdr, "dev", server.name());
      }
    }
  }

  private final Lab lab;
  private final Program program;
  private final Map<String, Wire> wires = new LinkedHashMap<>();
  private final Map<Pending, Integer> answered = new LinkedHashMap<>();
  private Optional<DhcpServerPeer> server = Optional.empty();
  private Path directory = Path.of("");

  private Side(Lab lab, Program program) {
    this.lab = lab;
    this.program = program;
  }

  /// Makes the network of one side.
  static Side in(Lab lab, Program program) {
    Side side = new Side(lab, program);
    String word = program == Program.KEA ? "kea" : "lessor";
    Host serverHost = lab.host(word);
    Host clientHost = lab.host(word + "c");
    side.wires.put(
        "eth0",
        Wire.of(
            lab.cable(serverHost, "eth0", clientHost, "eth0"),
            Ipv4.of("192.0.2.1"),
            Sentinel.RELAY_AT_ETH0));
    side.wires.put(
        "eth1",
        Wire.of(
            lab.cable(serverHost, "eth1", clientHost, "eth1"),
            Ipv4.of("198.51.100.1"),
            Sentinel.RELAY_AT_ETH1));
    serverHost.route("default", "192.0.2.2");
    return side;
  }

  /// Starts the server, with a lease file of its own in a new directory, for which `$DIRECTORY`
  /// stands in the configuration, and returns when it serves.
  void start(String configuration) {
    directory = lab.directory(program.name().toLowerCase(Locale.ROOT));
    server =
        Optional.of(
            program.start(
                wires.get("eth0").server(),
                directory,
                configuration.replace("$DIRECTORY", directory.toString())));
  }

  void stop() {
    server.ifPresent(DhcpServerPeer::close);
    server = Optional.empty();
  }

  /// Sends what a step says.
  Pending send(Request request, Message message) {
    Wire wire = wires.get(request.serverInterface());
    if (request.way() != Request.Way.RELAY) {
      wire.resolve(request.source(message), message.chaddr());
      wire.resolve(message.ciaddr(), message.chaddr());
    }
    Pending pending =
        new Pending(wire, request.way(), message.xid(), wire.capture().frames().size());
    wire.sender().send(request.frame(message, wire.client(), wire.server(), wire.address()));
    return pending;
  }

  /// Waits for the answer. Where a server goes on to answer a sentinel that was sent behind the
  /// message it has nothing to say to the message, as far as that can be seen: one that answers
  /// later than that is found by [#late()].
  Reply await(Pending pending, Expected expected, List<Sentinel> sentinels) {
    List<Frame> replies =
        expected.isSilence() ? pending.afterwards(sentinels) : pending.replies(LIMIT);
    answered.put(pending, replies.size());
    return Reply.of(replies, pending.wire().client());
  }

  /// How many messages were answered after their answer, or another one, was taken for all.
  long late() {
    return answered.entrySet().stream()
        .filter(message -> message.getKey().replies().size() != message.getValue())
        .count();
  }

  /// A message whose answer is waited for.
  record Pending(Wire wire, Request.Way way, Xid xid, int framesBefore) {
    /// What came until the sentinels had their answers, one after the other: a server may send by
    /// several sockets, a batch at a time.
    private List<Frame> afterwards(List<Sentinel> sentinels) {
      for (Sentinel sentinel : sentinels) {
        wire.sender().send(sentinel.frame(way, wire));
        wire.capture().await(framesBefore, frame -> isReply(frame, sentinel.xid()), LIMIT);
      }
      return replies();
    }

    private List<Frame> replies(Duration limit) {
      try {
        wire.capture().await(framesBefore, frame -> isReply(frame, xid), limit);
      } catch (LabException silence) { // that is an answer, too
        return List.of();
      }
      return replies();
    }

    private List<Frame> replies() {
      List<Frame> frames = wire.capture().frames();
      return frames.subList(framesBefore, frames.size()).stream()
          .filter(frame -> isReply(frame, xid))
          .toList();
    }

    private static boolean isReply(Frame frame, Xid xid) {
      return frame.direction() == Frame.Direction.IN
          && frame
              .dhcp()
              .filter(reply -> reply.op() == Op.BOOTREPLY && reply.xid().equals(xid))
              .isPresent();
    }
  }

  /// The last row of its lease file for `address`, by the names of the columns; empty if it has
  /// none.
  Map<String, String> leaseRow(String address) {
    List<String> rows = lines(directory.resolve("leases.csv"));
    String[] names = rows.getFirst().split(",");
    Map<String, String> row = new LinkedHashMap<>();
    rows.stream()
        .filter(line -> line.startsWith(address + ","))
        .reduce((_, later) -> later)
        .ifPresent(line -> {
          String[] values = line.split(",", -1);
          for (int i = 0; i < values.length; i++) {
            row.put(names[i], values[i]);
          }
        });
    return row;
  }

  /// Waits until its lease file says that the lease of `address` has ended.
  void awaitEnd(String address) {
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!RECLAIMED.equals(leaseRow(address).get("state"))) {
        WatchKey key = watch.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new LabException(
              this + " does not say that the lease of " + address + " has ended");
        }
        key.pollEvents();
        key.reset();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for the end of a lease", failure);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return program.toString();
  }

  /// A client that always gets an answer: it wants to go on with a lease that nobody has. Each has
  /// a lease of its own, so each answer is preceded by a write to the lease file, and none can
  /// overtake the answer before it.
  record Sentinel(int number) {
    /// The subnet that its leases are in, for the head of `subnet4`.
    static final String SUBNET =
        """
        { "id": 65000, "subnet": "10.255.0.0/16",
          "relay": { "ip-addresses": [ "10.255.0.1", "198.51.100.2" ] },
          "pools": [ { "pool": "10.255.1.0 - 10.255.254.255" } ] }\
        """;

    private static final Ipv4 RELAY_AT_ETH0 = Ipv4.of("10.255.0.1");
    private static final Ipv4 RELAY_AT_ETH1 = Ipv4.of("198.51.100.2");
    private static final Ipv4 FIRST = Ipv4.of("10.255.1.0");

    private Xid xid() {
      return new Xid(0x5e000000 + number);
    }

    private Bytes frame(Request.Way way, Wire wire) {
      HardwareAddress client =
          new HardwareAddress(
              HardwareAddress.ETHERNET, Bytes.ofHex("02ff").plus(Bytes.ofUint32(number)));
      Message message =
          Message.of(
              Op.BOOTREQUEST,
              MessageType.DHCPREQUEST,
              xid(),
              client,
              m -> m.ciaddr(FIRST.plus(number)).giaddr(wire.relay()));
      return new UdpFrame(
              wire.client().hardwareAddress(),
              way.ethernet(wire.server()),
              wire.relay(),
              67,
              way.ip(wire.address()),
              67,
              message.encode())
          .encode();
    }
  }
}

package org.lessor.lab.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.State;
import org.lessor.lab.simulation.Questions.Question;
import org.lessor.transport.SimulatedFrame;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;

/// Knows what must hold, by what is on the wires, on the disks and in the clients' kernels, and
/// throws a [Violation] where it does not.
final class Oracle {
  private static final int SERVER_PORT = 67;
  private static final int CLIENT_PORT = 68;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long AUDIT_NANOS = 5 * SECOND_NANOS;
  private static final long DISK_AUDIT_NANOS = 60 * SECOND_NANOS;

  private final SimulatedNetwork network;
  private final Site site;
  private final Story story;
  private final List<ClientHost> clients = new ArrayList<>();
  private final List<ServerMachine> servers = new ArrayList<>();
  private final Map<HardwareAddress, Integer> clientsByHardware = new HashMap<>();
  private final Map<HardwareAddress, Integer> serversByHardware = new HashMap<>();
  private final Questions questions = new Questions();
  private final Addressing addressing = new Addressing(questions);
  private final Grants grants;
  private final Usage usage;
  private final Disks disks;
  private final Patience patience;
  private final List<Squatter> squatters = new ArrayList<>();
  private final Counting counting = new Counting();
  private final Map<MessageType, Long> sent = new EnumMap<>(MessageType.class);
  private final long[] diskAuditNanos;
  private final Map<Integer, Long> gaveUpNanos = new HashMap<>();
  private long auditNanos;

  Oracle(Plan plan, Site site, SimulatedNetwork network, Story story) {
    this.network = network;
    this.site = site;
    this.story = story;
    this.grants = new Grants(plan);
    this.usage = new Usage(plan, grants, clients);
    this.disks = new Disks(plan.servers());
    this.patience = new Patience(plan, site, clients, servers);
    this.diskAuditNanos = new long[plan.servers()];
  }

  void add(ClientHost client) {
    clients.add(client);
    clientsByHardware.put(client.hardware(), client.number());
  }

  void add(ServerMachine server) {
    servers.add(server);
    serversByHardware.put(server.on().hardware(), server.number());
  }

  void add(Squatter squatter) {
    squatters.add(squatter);
  }

  Patience patience() {
    return patience;
  }

  Usage usage() {
    return usage;
  }

  /// How many messages of each type were sent by servers and clients.
  Map<MessageType, Long> sent() {
    return sent;
  }

  // ---- the wires

  /// A frame is sent over that link.
  void see(int link, SimulatedFrame frame) {
    switch (frame.content()) {
      case SimulatedFrame.Arp(var packet) -> story.tell(() -> "ARP " + packet + " link=" + link);
      case SimulatedFrame.Ip ip -> {
        switch (ip.body()) {
          case SimulatedFrame.Echo echo ->
              story.tell(() -> echo.kind() + " " + ip.source() + " -> " + ip.destination());
          case SimulatedFrame.Udp udp -> see(link, frame, ip, udp);
        }
      }
    }
  }

  private void see(int link, SimulatedFrame frame, SimulatedFrame.Ip ip, SimulatedFrame.Udp udp) {
    if (udp.destinationPort() != SERVER_PORT && udp.destinationPort() != CLIENT_PORT) {
      throw new Violation(Violation.Promise.WELL_ADDRESSED, "to another port: " + frame);
    }
    switch (Message.decode(udp.payload())) {
      case Decoded.Malformed malformed ->
          throw new Violation(Violation.Promise.SOUND, malformed + " is sent: " + frame);
      case Decoded.Ok(Message message) -> {
        Sighting seen = new Sighting(network.nanoTime(), link, frame, ip, udp, message);
        story.tell(seen::toString);
        see(seen);
      }
    }
  }

  private void see(Sighting seen) {
    Integer client = clientsByHardware.get(seen.sender());
    Integer server = serversByHardware.get(seen.sender());
    if (client != null || server != null) {
      sent.merge(seen.type(), 1L, Long::sum);
    }
    if (seen.message().op() == Op.BOOTREQUEST) {
      questions.ask(seen);
    }
    if (client != null) {
      hear(client, seen);
    } else if (server != null) {
      answer(server, seen);
    }
  }

  private void hear(int client, Sighting seen) {
    usage.recheck();
    grants.hear(client, seen);
    Ipv4 given =
        switch (seen.type()) {
          case DHCPRELEASE -> seen.message().ciaddr();
          case DHCPDECLINE -> Told.requested(seen.message()).orElse(null);
          default -> null;
        };
    if (given != null) {
      grants.end(client, given);
      gaveUpNanos.put(client, seen.atNanos());
    }
  }

  private void answer(int server, Sighting reply) {
    Question question = addressing.check(server, reply);
    Integer client = clientsByHardware.get(reply.message().chaddr());
    if (client == null) {
      throw new Violation(Violation.Promise.WELL_ADDRESSED, "to nobody we know: " + reply);
    }
    switch (reply.type()) {
      case DHCPOFFER -> {
        checkPool(server, client, reply);
        grants.offer(server, client, reply, question.firstNanos());
      }
      case DHCPACK -> {
        checkPool(server, client, reply);
        acknowledged(server, client, reply, question);
      }
      case DHCPNAK -> {
        Ipv4 asked = Told.requested(question.message()).orElse(Ipv4.UNSPECIFIED);
        if (isUsedBesides(client, asked)) {
          patience.taken(client, reply.atNanos());
        }
      }
      default -> {}
    }
  }

  private boolean isUsedBesides(int client, Ipv4 address) {
    return squatters.stream().anyMatch(squatter -> squatter.uses(address))
        || clients.stream()
            .anyMatch(other -> other.number() != client && address.equals(other.address()));
  }

  private void checkPool(int server, int client, Sighting reply) {
    int link = Site.linkOf(reply.yiaddr());
    if (link < 0 || !site.mayGive(server, link, reply.yiaddr(), client)) {
      throw new Violation(
          Violation.Promise.IN_POOLS, "not server-" + server + "'s to give: " + reply);
    }
  }

  private void acknowledged(int server, int client, Sighting ack, Question question) {
    usage.recheck();
    grants.acknowledge(server, client, ack, question.firstNanos());
    @Nullable Ipv4 inUse = clients.get(client).address();
    grants.supersede(server, client, ack.yiaddr(), inUse);
    if (gaveUpNanos.getOrDefault(client, -1L) > question.firstNanos()) {
      // The disk may say already that the client wants it no more.
      grants.end(client, ack.yiaddr());
      return;
    }
    ServerMachine machine = servers.get(server);
    long elapsed = ack.atNanos() - question.firstNanos();
    long firstSeconds = machine.wallClock().instant().minusNanos(elapsed).getEpochSecond();
    long leaseSeconds = Told.leaseSeconds(ack.message()).orElseThrow();
    boolean sameClock = machine.clockSetNanos() <= question.firstNanos();
    disks.checkDurable(machine, ack, sameClock ? firstSeconds + leaseSeconds : 0);
  }

  // ---- servers

  /// A server has opened its leases.
  void started(ServerMachine machine) {
    ServerProcess process = Objects.requireNonNull(machine.process());
    disks.checkSame(machine, process.leases());
    disks.checkRemembered(
        machine, grants.keptBy(machine.number(), network.nanoTime()), network.nanoTime());
  }

  /// A server is about to end.
  void ending(ServerMachine machine) {
    grants.forgetOffers(machine.number());
    ServerProcess process = machine.process();
    if (process != null) {
      counting.check(machine, process);
    }
  }

  /// A server has written all that it had to.
  void allWritten(ServerMachine machine) {
    int number = machine.number();
    ServerProcess process = machine.process();
    if (process != null && network.nanoTime() >= diskAuditNanos[number]) {
      diskAuditNanos[number] = network.nanoTime() + DISK_AUDIT_NANOS;
      disks.checkSame(machine, process.leases());
    }
  }

  void clockSetAhead(ServerMachine machine, long nanos) {
    grants.setClockAhead(machine.number(), nanos);
  }

  // ---- clients

  /// What a client has configured is not what it was.
  void configured(ClientHost client) {
    story.tell(() -> client + " has address " + client.address());
    usage.changed(client, network.nanoTime());
  }

  /// A client's machine or program came or went.
  void changed(ClientHost client) {
    story.tell(() -> client + " is " + client.power() + (client.runs() ? ", runs" : ""));
    usage.recheck();
  }

  /// A client's program is in another state.
  void moved(ClientHost client, State state) {
    if (state instanceof State.Holding holding) {
      Lease lease = holding.tenure().lease();
      Ipv4 address = lease.address();
      // The kernel counts whole seconds, and so may be early.
      boolean ends = lease.expiryNanos() - network.nanoTime() <= SECOND_NANOS;
      if (!ends && !address.equals(client.address())) {
        throw new Violation(
            Violation.Promise.WITHIN_LEASE,
            client + " holds " + address + " and has " + client.address() + " configured");
      }
    }
  }

  // ---- always

  /// To be called after each step of the network.
  void afterStep() {
    long now = network.nanoTime();
    for (ServerMachine server : servers) {
      ServerProcess process = server.process();
      if (process != null) {
        counting.checkSound(server, process);
      }
    }
    usage.check(now);
    if (now >= auditNanos) {
      auditNanos = now + AUDIT_NANOS;
      patience.check(now);
    }
  }
}

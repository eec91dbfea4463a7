package org.lessor.cli.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientSettings;
import org.lessor.client.ClientWorker;
import org.lessor.client.LeaseMemory;
import org.lessor.client.LinuxClientClock;
import org.lessor.client.host.MemoryConfigurator;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.State;
import org.lessor.linux.Errno;
import org.lessor.linux.SystemRandom;
import org.lessor.server.DhcpServer;
import org.lessor.server.Ports;
import org.lessor.transport.Endpoint;
import org.lessor.transport.LocalLink;
import org.lessor.transport.NioPort;
import org.lessor.transport.PacketEvent;
import org.lessor.transport.PacketListener;
import org.lessor.transport.TracedPacket;
import org.lessor.transport.TracingPort;
import org.lessor.transport.UdpClientPort;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// Where nothing is permitted: server and client over the loopback interface, on UDP ports that
/// need no privilege. The messages, the decisions, the lease file and the client's states are real;
/// there is no ARP, no ICMP, and no host is configured.
final class LoopbackStage implements Stage {
  /// The client's Ethernet address, which only its messages know.
  static final HardwareAddress CLIENT_LINK = HardwareAddress.ethernet("02:00:00:00:00:02");

  private static final int MTU_BYTES = 1500;
  private static final Ipv4 SERVER_ADDRESS = Ipv4.of("127.0.0.1");
  private static final Ipv4 RELAY_ADDRESS = Ipv4.of("127.0.0.2");
  private static final Set<Sign> BOUND =
      EnumSet.of(
          Sign.DISCOVER,
          Sign.OFFER,
          Sign.REQUEST,
          Sign.LEASE_LINE,
          Sign.ACK,
          Sign.CONFIGURATION_LOGGED,
          Sign.WOULD_CONFIGURE);
  private static final Set<Sign> RENEWED = EnumSet.range(Sign.RENEW_REQUEST, Sign.RENEWED);
  private static final Set<Sign> RELEASED = EnumSet.of(Sign.RELEASE, Sign.RELEASE_LINE);

  private final Belongings belongings = new Belongings();
  private final DemoFiles files;
  private final Ports ports;
  private final LeaseFileTail leases;
  private final Newsroom news = new Newsroom();
  private final Causality causality = new Causality();
  private final LinkedBlockingQueue<Observed.Packet> packets = new LinkedBlockingQueue<>();
  private final ClientWorker client;
  private final UdpClientPort clientPort;
  private @Nullable ClientThread clientThread;

  private LoopbackStage(Belongings untilMade, PacketListener capture) throws IOException {
    files = untilMade.own(DemoFiles.make(), DemoFiles::close);
    leases = new LeaseFileTail(files.leaseFile());
    NioPort relay = NioPort.open(new Endpoint(RELAY_ADDRESS, 0));
    ports = new Ports(freePort(), relay.at().port());
    PacketListener told = event -> passed(event);
    TracingPort traced =
        new TracingPort(
            relay, ports.client(), LocalLink.UNKNOWN, InstantSource.system(), told.then(capture));
    clientPort =
        untilMade.own(
            new UdpClientPort(
                new LoopbackRelay(
                    traced, relay.at(), new Endpoint(SERVER_ADDRESS, ports.server()), packets::add),
                SERVER_ADDRESS),
            UdpClientPort::close);
    client =
        new ClientWorker(
            new ClientWorker.Parts(
                new ClientMachine(profile(), new SystemRandom()),
                clientPort,
                relay.interfaceIndex(),
                ports.server(),
                new MemoryConfigurator(),
                new Forgetful(),
                new LinuxClientClock(),
                news));
  }

  /// Opens ports and makes files; nothing runs yet.
  ///
  /// @param capture told of each packet, on the client's thread
  static LoopbackStage make(PacketListener capture) throws IOException {
    try (Belongings untilMade = new Belongings()) {
      LoopbackStage stage = new LoopbackStage(untilMade, capture);
      untilMade.moveTo(stage.belongings);
      return stage;
    }
  }

  /// A port that nobody uses just now.
  private static int freePort() throws IOException {
    try (NioPort probe = NioPort.open(new Endpoint(SERVER_ADDRESS, 0))) {
      return probe.at().port();
    }
  }

  private static ClientProfile profile() {
    return ClientSettings.of("lo", settings -> settings.probing(ProbeTiming.OFF))
        .profile(CLIENT_LINK, MTU_BYTES, "");
  }

  /// Every run is the first one.
  private static final class Forgetful implements LeaseMemory {
    @Override
    public Recollection recall(ClientProfile profile) {
      return new Recollection.Nothing();
    }

    @Override
    public void save(Lease lease) {
      // Nobody asks for it again.
    }

    @Override
    public void forget() {
      // There is nothing.
    }
  }

  /// What is received, and what cannot be sent: of what is sent the relay agent tells.
  private void passed(PacketEvent event) {
    switch (event) {
      case PacketEvent.Received(var _, TracedPacket packet) -> received(packet);
      case PacketEvent.Refused(var _, TracedPacket packet, int errno) ->
          news.failed(
              new IOException("send to " + packet.destination() + ": " + Errno.describe(errno)));
      case PacketEvent.Sent _, PacketEvent.ArpReceived _, PacketEvent.ArpSent _ -> {}
    }
  }

  private void received(TracedPacket packet) {
    if (Message.decode(packet.payload()) instanceof Decoded.Ok(Message message)) {
      packets.add(
          new Observed.Dhcp(
              new Observed.Passage(
                  TracedPacket.UNKNOWN,
                  TracedPacket.UNKNOWN,
                  packet.source(),
                  packet.destination()),
              message));
    }
  }

  @Override
  public Scene scene() {
    return Scene.LOOPBACK;
  }

  @Override
  public String clientTitle() {
    return "CLIENT  through a relay agent at " + RELAY_ADDRESS;
  }

  @Override
  public String serverTitle() {
    return SERVER_ADDRESS + "  SERVER";
  }

  @Override
  public void begin() throws Exception {
    belongings.own(
        DhcpServer.start(
            new DhcpServer.Setup(
                ServerText.overLoopback(files.leaseFile()),
                files.leaseFile(),
                ports,
                new SystemRandom())),
        DhcpServer::close);
    clientThread = ClientThread.start(this::runClient, news);
  }

  private void runClient() throws IOException {
    client.start();
    client.doWork();
    while (!(client.state() instanceof State.Halted)) {
      clientPort.await(client.waitNanos());
      client.doWork();
    }
  }

  @Override
  public List<Sighting> look(long timeoutNanos) throws Exception {
    List<Observed.Packet> passed = new ArrayList<>();
    Observed.Packet first = packets.poll(timeoutNanos, TimeUnit.NANOSECONDS);
    if (first != null) {
      passed.add(first);
      packets.drainTo(passed);
    }
    Newsroom.Edition edition = news.take();
    List<Observed.Reported> reports = new ArrayList<>(edition.logged());
    if (!edition.changes().isEmpty()) {
      reports.add(new Observed.WouldConfigure(edition.changes()));
    }
    for (String line : leases.next()) {
      reports.add(new Observed.LeaseLine(line));
    }
    long nowNanos = System.nanoTime();
    return causality.order(passed, reports).stream()
        .map(what -> new Sighting(nowNanos, what))
        .toList();
  }

  @Override
  public void renew() {
    client.post(new Event.RenewRequested());
  }

  @Override
  public void release() {
    client.post(new Event.ReleaseRequested());
  }

  @Override
  public Set<Sign> bound() {
    return BOUND;
  }

  @Override
  public Set<Sign> renewed() {
    return RENEWED;
  }

  @Override
  public Set<Sign> released() {
    return RELEASED;
  }

  @Override
  public List<String> end() throws Exception {
    close();
    return files.exists() ? List.of(files.directory().toString()) : List.of();
  }

  @Override
  public void close() throws IOException {
    ClientThread running = clientThread;
    if (running != null) {
      client.post(new Event.Stop());
      clientThread = null;
      running.await();
    }
    belongings.close();
  }
}

package org.lessor.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lessor.client.host.MemoryConfigurator;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Exchange;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.State;
import org.lessor.linux.SystemRandom;
import org.lessor.linux.packet.BpfProgram;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.transport.ArpPacket;
import org.lessor.transport.ClientPort;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.PortCounts;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// Goes once through what every client does first, with no network and no effect, so that the JVM
/// has loaded and linked it by the time that a real client comes to it. Most of a client's first
/// tenth of a second is that. Touches no log: whoever runs the client may still be setting it up.
public final class Rehearsal {
  private static final int PORT = 68;
  private static final int SERVER_PORT = 67;
  private static final int MTU = 1500;
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Ipv4 ADDRESS = Ipv4.of("192.0.2.2");
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:01");

  private Rehearsal() {}

  /// Any thread; meant for one that runs while another still reads the command line.
  ///
  /// @throws IOException where this machine refuses what no client can do without
  public static void perform() throws IOException {
    ClientClock clock = new LinuxClientClock();
    try (ClientLoop loop = ClientLoop.open()) {
      loop.kernel().link("lo");
      loop.errandThreads().execute(() -> {});
      loop.await(0);
    }
    forceNothing();
    BpfProgram.udpTo(PORT, PacketSocket.Kind.COOKED);
    State _ = obtain(clock, new SystemRandom());
  }

  /// The first sync of a file has the JDK open an archive of its own.
  private static void forceNothing() {
    try (FileChannel nothing = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
      nothing.force(true);
    } catch (IOException expected) {
      // Such a file knows no sync.
      return;
    }
  }

  /// A lease from nobody, and the state that the client is in then.
  static State obtain(ClientClock clock, RandomGenerator random) throws IOException {
    ClientSettings settings =
        ClientSettings.of("eth0", builder -> builder.probing(ProbeTiming.OFF));
    ClientWorker worker =
        new ClientWorker(
            new ClientWorker.Parts(
                new ClientMachine(settings.profile(CLIENT, MTU, ""), random),
                new Nowhere(),
                1,
                SERVER_PORT,
                new MemoryConfigurator(),
                new Unwritten(clock),
                clock,
                Rehearsal::read));
    worker.start();
    if (worker.state() instanceof State.Selecting selecting) {
      answer(worker, selecting.exchange(), MessageType.DHCPOFFER);
      answer(worker, selecting.exchange(), MessageType.DHCPACK);
    }
    return worker.state();
  }

  private static void answer(ClientWorker worker, Exchange exchange, MessageType type)
      throws IOException {
    Message reply =
        Message.of(
            Op.BOOTREPLY,
            type,
            exchange.xid(),
            CLIENT,
            m ->
                m.yiaddr(ADDRESS)
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)
                    .option(StandardOptions.DHCP_LEASE_TIME, 3600L)
                    .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0")));
    worker.post(new Event.Received(reply, SERVER));
    worker.doWork();
  }

  /// Writes a line as [ClientLog] does, for nobody.
  private static void read(ClientNews news) {
    if (news instanceof ClientNews.Told(var report)) {
      String line = report.about("interface", "eth0").line();
      if (line.isEmpty()) {
        throw new AssertionError(report);
      }
    }
  }

  /// Makes the content of a lease file, and leaves it at that.
  private static final class Unwritten implements LeaseMemory {
    private final LeaseFile file;

    Unwritten(ClientClock clock) {
      file = new LeaseFile(Path.of("/nonexistent"), "eth0", CLIENT.toString(), clock);
    }

    @Override
    public Recollection recall(ClientProfile profile) {
      return file.recall(profile);
    }

    @Override
    public void save(Lease lease) {
      if (LeaseFile.signed(file.content(lease)).isEmpty()) {
        throw new AssertionError(lease);
      }
    }

    @Override
    public void forget() {
      // Nothing is remembered.
    }
  }

  /// Receives nothing and sends nowhere.
  private static final class Nowhere implements ClientPort {
    @Override
    public void listenOnLink() {
      // There is none.
    }

    @Override
    public void listenAt(Ipv4 address) {
      // Nobody has it.
    }

    @Override
    public void listenToArp() {
      // Nobody speaks.
    }

    @Override
    public void ignoreArp() {
      // Nobody speaks.
    }

    @Override
    public Optional<ArpPacket> receiveArp() {
      return Optional.empty();
    }

    @Override
    public int sendArp(ArpPacket packet) {
      return 0;
    }

    @Override
    public int receive(InboundBatch batch) {
      return 0;
    }

    @Override
    public int send(OutboundBatch batch) {
      return batch.count();
    }

    @Override
    public PortCounts counts() {
      return new PortCounts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public boolean await(long timeoutNanos) {
      return false;
    }

    @Override
    public void wakeUp() {
      // Nobody waits.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

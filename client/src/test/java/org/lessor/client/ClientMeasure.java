package org.lessor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.MemoryConfigurator;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.State;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.ClientPort;
import org.lessor.transport.LinuxClientBuffers;
import org.lessor.transport.LinuxClientPort;
import org.lessor.transport.LinuxServerPort;
import org.lessor.transport.ServerPort;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// A program that measures the client on real interfaces, in network namespaces of its own: how
/// long it takes from its start to a bound address, and what many clients in one process cost. It
/// prints what it finds; nothing is asserted.
///
/// Arguments: `start` for the first, `many COUNT` for the second. Run it as root on the test class
/// path, in a fresh JVM each time, with the options of the launcher (`-XX:+UseSerialGC
/// -XX:TieredStopAtLevel=1`).
final class ClientMeasure {
  private static final int ROUNDS = 15;
  private static final int CLIENT_PORT = 68;
  private static final int SERVER_PORT = 67;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private ClientMeasure() {}

  public static void main(String[] arguments) throws Exception {
    try (TwoHosts hosts = new TwoHosts()) {
      if (arguments.length == 2 && arguments[0].equals("many")) {
        new Many(hosts, Integer.parseInt(arguments[1])).measure();
      } else {
        start(hosts, "off", ProbeTiming.OFF);
        start(hosts, "fast", ProbeTiming.FAST);
      }
    }
    System.exit(0);
  }

  private static void print(String what, Object value) {
    System.out.printf(Locale.ROOT, "%-48s %s%n", what, value);
  }

  /// Serves on the server's end of the cable, on a thread of its own, until the program ends.
  private static TinyServer serve(TwoHosts hosts, int interfaceIndex, String name)
      throws Exception {
    LinuxServerPort port =
        hosts
            .server()
            .inside(() ->
                LinuxServerPort.open(
                    LinuxServerPort.Settings.of(SERVER_PORT, LinuxServerPort.SocketType.RAW)));
    hosts
        .server()
        .inside(() -> {
          port.listen(ServerPort.Listening.on(interfaceIndex, name));
          return port;
        });
    TinyServer server = new TinyServer(port, interfaceIndex);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              port.await(Duration.ofSeconds(1).toNanos());
              server.doWork();
            }
          } catch (IOException failure) {
            throw new AssertionError(failure);
          }
        });
    return server;
  }

  // From start to bound.

  private static void start(TwoHosts hosts, String name, ProbeTiming probing) throws Exception {
    if (probing == ProbeTiming.OFF) {
      serve(hosts, hosts.serverLink().index(), hosts.serverLink().name());
    }
    hosts.clientKernel().change().up(hosts.clientLink().index());
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      Path directory = Files.createTempDirectory("lessor-measure");
      Path resolvConf = Files.writeString(directory.resolve("resolv.conf"), "");
      millis[i] =
          hosts
              .client()
              .inside(() -> {
                long before = System.nanoTime();
                long[] bound = new long[1];
                ClientSettings settings =
                    ClientSettings.of(
                        TwoHosts.INTERFACE,
                        b ->
                            b.probing(probing)
                                .stay(ClientSettings.Stay.UNTIL_BOUND)
                                .timeout(Duration.ofSeconds(20))
                                .leaseDirectory(directory)
                                .host(host -> host.withResolvConf(resolvConf)));
                ClientListener listener =
                    news -> {
                      if (news instanceof ClientNews.Told(var report)
                          && report.notice() == Notice.BOUND) {
                        bound[0] = System.nanoTime();
                      }
                    };
                new ClientRunner(settings, ClientRunner.Audience.of(listener)).run();
                return (bound[0] - before) / 1e6;
              });
    }
    print("--probe " + name + ": first run of this JVM, ms", String.format("%.1f", millis[0]));
    double[] later = Arrays.copyOfRange(millis, 1, ROUNDS);
    Arrays.sort(later);
    print("--probe " + name + ": median of later runs, ms", String.format("%.1f", later[7]));
  }

  // Many clients.

  /// Clients with an interface each, in one namespace, all worked by one thread, which share what
  /// they receive into. Their servers' ends are ports of one bridge.
  private record Many(TwoHosts hosts, int count) {
    private record Client(ClientWorker worker, ClientPort port) {}

    void measure() throws Exception {
      print("before, RSS in KB", rss());
      plug();
      print("interfaces made, RSS in KB", rss());
      Path directory = Files.createTempDirectory("lessor-measure");
      List<Client> clients = hosts.client().inside(() -> clients(directory));
      System.gc();
      print("clients opened, RSS in KB", rss());
      hosts
          .client()
          .inside(() -> {
            run(clients);
            return clients;
          });
      System.gc();
      print("all bound, RSS in KB", rss());
      Runtime runtime = Runtime.getRuntime();
      print("all bound, heap in use in KB", (runtime.totalMemory() - runtime.freeMemory()) / 1024);
      print("open files", openFiles());
    }

    private void plug() throws Exception {
      Rtnetlink kernel = hosts.serverKernel();
      kernel.change().createBridge("lsr-br0");
      int bridge = kernel.link("lsr-br0").orElseThrow().index();
      kernel.change().up(bridge);
      kernel.change().setMaster(hosts.serverLink().index(), bridge);
      NetworkNamespace client = hosts.client();
      for (int i = 0; i < count; i++) {
        kernel.change().createVeth("s" + i, "c" + i, client);
        int index = kernel.link("s" + i).orElseThrow().index();
        kernel.change().setMaster(index, bridge);
        kernel.change().up(index);
      }
      for (Link link : hosts.clientKernel().links()) {
        if (link.name().startsWith("c")) {
          hosts.clientKernel().change().up(link.index());
        }
      }
      serve(hosts, bridge, "lsr-br0");
    }

    private List<Client> clients(Path directory) throws IOException {
      LinuxClientBuffers buffers = new LinuxClientBuffers();
      SecureRandom random = new SecureRandom();
      LinuxClientClock clock = new LinuxClientClock();
      List<Client> clients = new ArrayList<>();
      for (Link link : hosts.clientKernel().links()) {
        if (link.name().startsWith("c")) {
          HardwareAddress hardware =
              new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.address().toBytes()));
          ClientSettings settings = ClientSettings.of(link.name(), b -> b.probing(ProbeTiming.OFF));
          ClientPort port =
              LinuxClientPort.open(
                  new LinuxClientPort.Settings(link.index(), link.name(), hardware, CLIENT_PORT),
                  buffers);
          HostConfigurator host = new MemoryConfigurator();
          ClientWorker worker =
              new ClientWorker(
                  new ClientWorker.Parts(
                      new ClientMachine(settings.profile(hardware, link.mtu(), ""), random),
                      port,
                      link.index(),
                      SERVER_PORT,
                      host,
                      new LeaseFile(directory, link.name(), hardware.toString(), clock),
                      clock,
                      news -> {}));
          clients.add(new Client(worker, port));
        }
      }
      return clients;
    }

    private static void run(List<Client> clients) throws IOException {
      long before = System.nanoTime();
      for (Client client : clients) {
        client.worker().start();
      }
      long bound = 0;
      while (bound < clients.size() && System.nanoTime() - before < PATIENCE.toNanos()) {
        for (Client client : clients) {
          client.worker().doWork();
        }
        bound = clients.stream().filter(c -> c.worker().state() instanceof State.Bound).count();
      }
      print("clients bound", bound);
      print("after seconds", String.format("%.1f", (System.nanoTime() - before) / 1e9));
    }

    private static String rss() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .findFirst()
          .orElseThrow()
          .replaceAll("[^0-9]", "");
    }

    private static long openFiles() throws IOException {
      try (var files = Files.list(Path.of("/proc/self/fd"))) {
        return files.count();
      }
    }
  }
}

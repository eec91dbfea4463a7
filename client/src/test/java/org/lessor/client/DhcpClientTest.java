package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.transport.LinuxServerPort;
import org.lessor.transport.ServerPort;
import org.lessor.wire.StandardOptions;

/// The client as a library, between real interfaces. The example of docs/library.md is part of it.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class DhcpClientTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path directory;
  private TwoHosts hosts;
  private LinuxServerPort serverPort;
  private Thread serverThread;
  private TinyServer server;
  private volatile boolean serves = true;
  private Path resolvConf;

  @BeforeEach
  void begin() throws Exception {
    resolvConf = Files.writeString(directory.resolve("resolv.conf"), "nameserver 203.0.113.1\n");
    hosts = new TwoHosts();
    serverPort =
        hosts
            .server()
            .inside(() ->
                LinuxServerPort.open(
                    LinuxServerPort.Settings.of(67, LinuxServerPort.SocketType.RAW)));
    int index = hosts.serverLink().index();
    hosts
        .server()
        .inside(() -> {
          serverPort.listen(ServerPort.Listening.on(index, hosts.serverLink().name()));
          return serverPort;
        });
    server = new TinyServer(serverPort, index);
    serverThread = Thread.ofPlatform().start(this::serve);
  }

  private void serve() {
    try {
      while (serves) {
        serverPort.await(Duration.ofSeconds(1).toNanos());
        server.doWork();
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterEach
  void end() throws Exception {
    serves = false;
    serverPort.wakeUp();
    serverThread.join();
    serverPort.close();
    hosts.close();
  }

  private DhcpClient client(UnaryOperator<ClientSettings.Builder> changes) {
    return DhcpClient.inside(
        hosts.client(),
        TwoHosts.INTERFACE,
        b ->
            changes.apply(
                b.probing(ProbeTiming.OFF)
                    .leaseDirectory(directory.resolve("leases"))
                    .host(host -> host.withResolvConf(resolvConf))));
  }

  private List<String> addresses() throws IOException {
    return hosts.clientKernel().addresses(hosts.clientLink().index()).stream()
        .map(InterfaceAddress::cidr)
        .toList();
  }

  @Test
  void theExampleOfTheManualWorks() throws Exception {
    List<String> printed = new CopyOnWriteArrayList<>();
    Path leases = directory.resolve("leases");
    var namespace = hosts.client();
    var name = TwoHosts.INTERFACE;
    // example
    try (DhcpClient client =
        DhcpClient.inside(
            namespace,
            name,
            settings ->
                settings
                    .hostName("laptop")
                    .probing(ProbeTiming.FAST)
                    .leaseDirectory(leases)
                    .host(host -> host.withResolvConf(resolvConf)))) {
      client.listen(news -> {
        if (news instanceof ClientNews.Told(var report)) {
          printed.add(report.line());
        }
      });

      BoundLease bound = client.acquire().get(30, TimeUnit.SECONDS);
      printed.add("address " + bound.lease().address());
      bound
          .lease()
          .terms()
          .message()
          .get(StandardOptions.DOMAIN_NAME_SERVERS)
          .ifPresent(servers -> printed.add("name servers " + servers));

      BoundLease renewed = client.renew().get(30, TimeUnit.SECONDS);
      printed.add("until " + renewed.configuration().validSeconds() + " s from now");
    } // gives the lease back and undoes the configuration
    // end

    assertThat(printed).contains("address 192.0.2.10", "name servers [192.0.2.1]");
    assertThat(printed).anyMatch(line -> line.startsWith("LSR-C-304"));
    assertThat(addresses()).isEmpty();
    assertThat(Files.readString(Path.of("../docs/library.md"))).contains(example());
  }

  /// The lines of this file between the marks, less what they are indented.
  private static String example() throws IOException {
    Path source = Path.of("src/test/java/org/lessor/client/DhcpClientTest.java");
    List<String> lines = Files.readAllLines(source);
    int from = lines.indexOf("    // example") + 1;
    int to = lines.indexOf("    // end");
    return String.join(
        "\n",
        lines.subList(from, to).stream()
            .map(line -> line.substring(Math.min(4, line.length())))
            .toList());
  }

  @Test
  void aLeaseIsGivenBackAndObtainedAgain() throws Exception {
    try (DhcpClient client = client(b -> b)) {
      BoundLease first = client.acquire().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(client.lease()).contains(first);
      assertThat(client.acquire()).isCompletedWithValue(first);
      assertThat(addresses()).containsExactly("192.0.2.10/24");

      client.release().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(client.lease()).isEmpty();
      assertThat(addresses()).isEmpty();
      assertThatThrownBy(() -> client.renew().get())
          .hasCauseInstanceOf(DhcpClient.NoLeaseException.class);

      client.acquire().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(addresses()).containsExactly("192.0.2.10/24");
    }
    assertThat(addresses()).isEmpty();
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
  }

  @Test
  void withoutAServerTheFutureFailsInTime() {
    serves = false;
    serverPort.wakeUp();
    try (DhcpClient client = client(b -> b.timeout(Duration.ofMillis(300)))) {
      assertThatThrownBy(() -> client.acquire().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(DhcpClient.NoLeaseException.class);
    }
  }

  @Test
  void whatThisMachineRefusesFailsTheFuture() {
    try (DhcpClient client =
        DhcpClient.inside(hosts.client(), "lo", b -> b.leaseDirectory(directory))) {
      assertThatThrownBy(() -> client.acquire().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IOException.class)
          .hasMessageContaining("Ethernet");
    }
  }

  @Test
  void whoListensIsToldUntilTheyEndIt() throws Exception {
    List<Notice> told = new CopyOnWriteArrayList<>();
    try (DhcpClient client = client(b -> b)) {
      DhcpClient.Listening listening =
          client.listen(news -> {
            if (news instanceof ClientNews.Told(var report)) {
              told.add(report.notice());
            }
          });
      client.acquire().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      listening.close();
      client.release().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(told).contains(Notice.STARTED).doesNotContain(Notice.STOPPED);
  }
}

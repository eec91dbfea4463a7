package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// The client as a library, between real interfaces. The example of docs/library.md is part of it.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class DhcpClientTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path directory;
  private ServedHosts served;
  private TwoHosts hosts;
  private TinyServer server;
  private Path resolvConf;

  @BeforeEach
  void begin() throws Exception {
    resolvConf = Files.writeString(directory.resolve("resolv.conf"), "nameserver 203.0.113.1\n");
    served = new ServedHosts();
    hosts = served.hosts();
    server = served.server();
  }

  @AfterEach
  void end() {
    served.close();
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
    return served.clientAddresses();
  }

  private static <T> T got(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
      BoundLease first = got(client.acquire());
      assertThat(client.lease()).contains(first);
      assertThat(client.acquire()).isCompletedWithValue(first);
      assertThat(addresses()).containsExactly("192.0.2.10/24");

      got(client.release());
      assertThat(client.lease()).isEmpty();
      assertThat(addresses()).isEmpty();
      assertThatThrownBy(() -> client.renew().get())
          .hasCauseInstanceOf(DhcpClient.NoLeaseException.class);

      got(client.acquire());
      assertThat(addresses()).containsExactly("192.0.2.10/24");
    }
    assertThat(addresses()).isEmpty();
    assertThat(resolvConf).hasContent("nameserver 203.0.113.1");
  }

  @Test
  void withoutAServerTheFutureFailsInTime() {
    server.feels(TinyServer.Mood.SILENT);
    try (DhcpClient client = client(b -> b.timeout(Duration.ofMillis(300)))) {
      assertThatThrownBy(() -> got(client.acquire()))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(DhcpClient.NoLeaseException.class);
    }
  }

  @Test
  void whatThisMachineRefusesFailsTheFuture() {
    try (DhcpClient client =
        DhcpClient.inside(hosts.client(), "lo", b -> b.leaseDirectory(directory))) {
      assertThatThrownBy(() -> got(client.acquire()))
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
      got(client.acquire());
      listening.close();
      got(client.release());
    }
    assertThat(told).contains(Notice.STARTED).doesNotContain(Notice.STOPPED);
  }

  @Test
  void whoAsksWhileTheLeaseIsGivenBackGetsANewOne() throws Exception {
    try (DhcpClient client = client(b -> b)) {
      BoundLease first = got(client.acquire());
      CompletableFuture<Void> released = client.release();
      BoundLease second = got(client.acquire());

      assertThat(released).isDone();
      assertThat(second).isNotEqualTo(first);
      assertThat(client.lease()).contains(second);
      assertThat(server.heardTypes())
          .containsSubsequence(MessageType.DHCPRELEASE, MessageType.DHCPDISCOVER);
      assertThat(addresses()).containsExactly("192.0.2.10/24");
    }
  }

  @Test
  void whoAsksAfterALossWaitsForTheNextLease() throws Exception {
    try (DhcpClient client = client(b -> b)) {
      BoundLease first = got(client.acquire());
      server.feels(TinyServer.Mood.REFUSES);
      assertThatThrownBy(() -> got(client.renew()))
          .hasCauseInstanceOf(DhcpClient.NoLeaseException.class);
      CompletableFuture<BoundLease> next = client.acquire();
      server.feels(TinyServer.Mood.SERVES);

      assertThat(got(next)).isNotEqualTo(first);
      assertThat(addresses()).containsExactly("192.0.2.10/24");
    }
  }

  @Test
  void whatDependsOnAFutureMayWaitForTheClient() throws Exception {
    DhcpClient client = client(b -> b);

    got(client.acquire().thenRun(client::close));

    assertThat(client.lease()).isEmpty();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void aListenerMayEndTheClient() throws Exception {
    DhcpClient client = client(b -> b);
    client.listen(news -> {
      if (news instanceof ClientNews.Configured) {
        client.close();
      }
    });
    got(client.acquire());

    got(client.release());
    assertThat(addresses()).isEmpty();
  }

  @Test
  void aFaultOfAListenerFailsWhatIsWaitedFor() throws Exception {
    IllegalStateException fault = new IllegalStateException("a listener's own");
    fault.setStackTrace(new StackTraceElement[0]); // it is printed as what ends a thread is
    DhcpClient client = client(b -> b);
    client.listen(_ -> {
      throw fault;
    });

    assertThatThrownBy(() -> got(client.acquire())).hasCause(fault);
    got(client.release());
    assertThat(client.lease()).isEmpty();
  }

  @Test
  void severalClientsOfOneProcessAreStrangersToEachOther() throws Exception {
    try (ServedHosts others = new ServedHosts();
        DhcpClient one = client(b -> b);
        DhcpClient other =
            DhcpClient.inside(
                others.hosts().client(),
                TwoHosts.INTERFACE,
                b ->
                    b.probing(ProbeTiming.OFF)
                        .leaseDirectory(directory.resolve("others"))
                        .host(host -> host.withResolvConf(directory.resolve("others.conf"))))) {
      CompletableFuture<BoundLease> first = one.acquire();
      CompletableFuture<BoundLease> second = other.acquire();
      got(CompletableFuture.allOf(first, second));
      assertThat(others.clientAddresses()).containsExactly("192.0.2.10/24");
      assertThat(server.last(MessageType.DHCPREQUEST).message().chaddr())
          .isNotEqualTo(others.server().last(MessageType.DHCPREQUEST).message().chaddr());

      got(one.release());

      assertThat(addresses()).isEmpty();
      assertThat(others.clientAddresses()).containsExactly("192.0.2.10/24");
      assertThat(other.lease()).isPresent();
    }
  }
}

package org.lessor.client.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.ClientLoop;
import org.lessor.client.ClientNews;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientSettings;
import org.lessor.client.TwoHosts;
import org.lessor.client.daemon.KeptClient.Progress;
import org.lessor.client.machine.Extension;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Timing;

/// A client among several, on a real interface.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class KeptClientTest {
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir Path directory;
  private final List<Notice> told = new ArrayList<>();
  private Optional<Notice> faultAt = Optional.empty();
  private Progress progress = Progress.GOES_ON;

  private KeptClient client(String interfaceName, ClientLoop loop) {
    return client(interfaceName, loop, b -> b);
  }

  /// A client that has an address although no server answers.
  private KeptClient linkLocalClient(String interfaceName, ClientLoop loop) {
    return client(
        interfaceName, loop, b -> b.timing(Timing.FAST).extensions(Set.of(Extension.LINK_LOCAL)));
  }

  private KeptClient client(
      String interfaceName, ClientLoop loop, UnaryOperator<ClientSettings.Builder> more) {
    return new KeptClient(
        interfaceName,
        ClientSettings.of(
            interfaceName, b -> more.apply(b.leaseDirectory(directory.resolve("leases")))),
        news -> {
          if (news instanceof ClientNews.Told(var report)) {
            told.add(report.notice());
            if (faultAt.equals(Optional.of(report.notice()))) {
              throw new AssertionError("as if");
            }
          }
        },
        () -> {},
        loop);
  }

  /// Works the client until `condition` holds.
  private void work(TwoHosts hosts, ClientLoop loop, KeptClient client, BooleanSupplier condition)
      throws Exception {
    long endNanos = System.nanoTime() + LIMIT_NANOS;
    // Sockets belong to the namespace of the thread that opens them.
    progress = hosts.client().inside(client::step);
    while (!condition.getAsBoolean()) {
      long leftNanos = endNanos - System.nanoTime();
      assertThat(leftNanos).as("time left, after %s", told).isPositive();
      loop.await(Math.min(leftNanos, client.waitNanos()));
      progress = hosts.client().inside(client::step);
    }
  }

  @Test
  void aClientWhoseInterfaceIsGoneCanStillBeEnded() throws Exception {
    try (TwoHosts hosts = new TwoHosts();
        ClientLoop loop = hosts.client().inside(ClientLoop::open)) {
      KeptClient client = client(TwoHosts.INTERFACE, loop);
      work(hosts, loop, client, () -> told.contains(Notice.STARTED));

      hosts.serverKernel().change().delete(hosts.serverLink().index());
      work(hosts, loop, client, () -> told.contains(Notice.INTERFACE_MISSING));
      assertThat(client.status().state()).isEqualTo("waiting");

      client.stop(Farewell.KEEP_LEASE);
      work(hosts, loop, client, () -> progress == Progress.ENDED);
    }
  }

  @Test
  void aClientThatTakesTooLongToEndTakesItsAddressBackAtOnce() throws Exception {
    try (TwoHosts hosts = new TwoHosts();
        ClientLoop loop = hosts.client().inside(ClientLoop::open)) {
      KeptClient client = linkLocalClient(TwoHosts.INTERFACE, loop);
      work(hosts, loop, client, client::hasAddress);
      int index = hosts.clientLink().index();
      assertThat(hosts.clientKernel().addresses(index)).hasSize(1);

      client.abandon();

      assertThat(hosts.clientKernel().addresses(index)).isEmpty();
      assertThat(client.status().state()).isEqualTo("idle");
    }
  }

  @Test
  void aClientThatRestsNeedsNoTime() throws Exception {
    try (TwoHosts hosts = new TwoHosts();
        ClientLoop loop = hosts.client().inside(ClientLoop::open)) {
      KeptClient client = client("missing0", loop);
      work(hosts, loop, client, () -> told.contains(Notice.INTERFACE_MISSING));
      assertThat(client.waitNanos()).isEqualTo(Long.MAX_VALUE);

      assertThat(client.release(Duration.ZERO)).isEqualTo(KeptClient.Result.FAILED);
      work(hosts, loop, client, () -> client.status().state().equals("idle"));

      assertThat(client.waitNanos()).isEqualTo(Long.MAX_VALUE);
      assertThat(progress).isEqualTo(Progress.GOES_ON);
    }
  }

  @Test
  void aFaultInOneClientIsToldAndItBeginsAnewLater() throws Exception {
    try (TwoHosts hosts = new TwoHosts();
        ClientLoop loop = hosts.client().inside(ClientLoop::open)) {
      KeptClient client = client(TwoHosts.INTERFACE, loop);
      faultAt = Optional.of(Notice.STARTED);

      work(hosts, loop, client, () -> told.contains(Notice.CLIENT_FAILED));

      assertThat(client.status().state()).isEqualTo("failed");
      assertThat(progress).isEqualTo(Progress.GOES_ON);
      assertThat(client.waitNanos()).isBetween(1L, Duration.ofSeconds(30).toNanos());
    }
  }
}

package org.lessor.client.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.ClientNews;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientSettings;
import org.lessor.client.TwoHosts;
import org.lessor.client.machine.Notice;

/// A client among several, on a real interface.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class KeptClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void aClientWhoseInterfaceIsGoneCanStillBeEnded() throws Exception {
    try (TwoHosts hosts = new TwoHosts()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch missing = new CountDownLatch(1);
      KeptClient client =
          hosts
              .client()
              .inside(() -> {
                KeptClient made =
                    new KeptClient(
                        TwoHosts.INTERFACE,
                        ClientSettings.of(
                            TwoHosts.INTERFACE, b -> b.leaseDirectory(directory.resolve("leases"))),
                        news -> {
                          if (news instanceof ClientNews.Told(var report)) {
                            if (report.notice() == Notice.STARTED) {
                              started.countDown();
                            } else if (report.notice() == Notice.INTERFACE_MISSING) {
                              missing.countDown();
                            }
                          }
                        },
                        () -> {});
                made.start();
                return made;
              });
      assertThat(started.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

      hosts.serverKernel().change().delete(hosts.serverLink().index());
      assertThat(missing.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(client.status().state()).isEqualTo("waiting");

      client.stop(Farewell.KEEP_LEASE);
      assertThat(client.join(LIMIT)).isEqualTo(KeptClient.Result.DONE);
    }
  }
}

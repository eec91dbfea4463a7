package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.ClientRunner.Outcome;
import org.lessor.client.ClientSettings.Stay;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.LinuxServerPort;
import org.lessor.transport.ServerPort;

/// Several clients of one thread, on real interfaces.
@EnabledIf(
    value = "org.lessor.client.TwoHosts#permitted",
    disabledReason = "needs CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_NET_RAW: run the tests as root")
class ClientLoopTest {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final String OTHER = "lsr-eth1";

  @TempDir Path directory;
  private Path resolvConf;
  private TwoHosts hosts;
  private LinuxServerPort serverPort;
  private Thread serverThread;
  private volatile boolean serves = true;

  /// Both interfaces lead to a bridge, where the server is.
  @BeforeEach
  void begin() throws Exception {
    resolvConf = Files.writeString(directory.resolve("resolv.conf"), "");
    hosts = new TwoHosts();
    Rtnetlink kernel = hosts.serverKernel();
    kernel.change().createBridge("lsr-br0");
    int bridge = kernel.link("lsr-br0").orElseThrow().index();
    kernel.change().up(bridge);
    kernel.change().setMaster(hosts.serverLink().index(), bridge);
    kernel.change().createVeth("lsr-srv1", OTHER, hosts.client());
    int second = kernel.link("lsr-srv1").orElseThrow().index();
    kernel.change().setMaster(second, bridge);
    kernel.change().up(second);
    serverPort =
        hosts
            .server()
            .inside(() -> {
              LinuxServerPort port =
                  LinuxServerPort.open(
                      LinuxServerPort.Settings.of(67, LinuxServerPort.SocketType.RAW));
              port.listen(ServerPort.Listening.on(bridge, "lsr-br0"));
              return port;
            });
    TinyServer server = new TinyServer(serverPort, bridge);
    serverThread = Thread.ofPlatform().start(() -> serve(server));
  }

  private void serve(TinyServer server) {
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

  private ClientRunner runner(String interfaceName, HookSettings hooks) {
    return new ClientRunner(
        ClientSettings.of(
            interfaceName,
            b ->
                b.probing(ProbeTiming.OFF)
                    .stay(Stay.UNTIL_BOUND)
                    .leaseDirectory(directory.resolve("leases"))
                    .host(host -> host.withResolvConf(resolvConf).withHooks(hooks))),
        ClientRunner.Audience.of(news -> {}));
  }

  private HookSettings hook(String body) throws IOException {
    Path program = Files.writeString(directory.resolve("hook"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new HookSettings(
        List.of(program),
        Duration.ofNanos(PATIENCE_NANOS),
        HookSettings.NONE.variables(),
        HookSettings.NONE.options(),
        HookSettings.Output.INHERITED);
  }

  @Test
  void aClientWhoseHookTakesLongKeepsNoOtherWaiting() throws Exception {
    Path gate = directory.resolve("gate");
    ClientRunner slow =
        runner(TwoHosts.INTERFACE, hook("while [ ! -e " + gate + " ]; do sleep 0.1; done"));
    ClientRunner other = runner(OTHER, HookSettings.NONE);
    Optional<Outcome> ofSlow = Optional.empty();
    Optional<Outcome> ofOther = Optional.empty();
    try (ClientLoop loop = hosts.client().inside(ClientLoop::open)) {
      long endNanos = System.nanoTime() + PATIENCE_NANOS;
      slow.begin(loop);
      other.begin(loop);
      while (ofSlow.isEmpty()) {
        ofSlow = hosts.client().inside(slow::step);
        if (ofOther.isEmpty() && other.isDue()) {
          ofOther = hosts.client().inside(other::step);
          if (ofOther.isPresent()) {
            assertThat(ofSlow).as("the client whose hook still runs").isEmpty();
            Files.createFile(gate);
          }
        }
        long leftNanos = endNanos - System.nanoTime();
        assertThat(leftNanos).as("time left").isPositive();
        loop.await(
            Math.min(leftNanos, ofOther.isEmpty() ? waitNanos(slow, other) : slow.waitNanos()));
      }
    }

    assertThat(ofSlow).contains(Outcome.BOUND);
    assertThat(ofOther).contains(Outcome.BOUND);
    for (String name : List.of(TwoHosts.INTERFACE, OTHER)) {
      int index = hosts.clientKernel().link(name).orElseThrow().index();
      assertThat(hosts.clientKernel().addresses(index)).as(name).hasSize(1);
    }
  }

  private static long waitNanos(ClientRunner one, ClientRunner other) {
    return Math.min(one.waitNanos(), other.waitNanos());
  }
}

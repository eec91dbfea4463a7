package org.lessor.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientRunner;
import org.lessor.client.ClientSettings;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.linux.Ip4;
import org.lessor.linux.SystemRandom;
import org.lessor.server.DhcpServer;
import org.lessor.server.Ports;

/// The real thing: server and client on two hosts of their own, with an Ethernet cable between
/// them.
final class CableStage implements Stage {
  private static final String SERVER_ADDRESS = "192.0.2.1";
  private static final Set<Sign> BOUND = EnumSet.range(Sign.DISCOVER, Sign.RESOLVER);
  private static final Set<Sign> RENEWED = EnumSet.range(Sign.RENEW_REQUEST, Sign.RENEWED);
  private static final Set<Sign> RELEASED = EnumSet.range(Sign.RELEASE, Sign.ADDRESS_GONE);

  private final Belongings belongings = new Belongings();
  private final DemoFiles files;
  private final TwoHosts hosts;
  private final CableWatch watch;
  private final Newsroom news = new Newsroom();
  private final Causality causality = new Causality();
  private final ClientRunner client;
  private final Set<String> namespaces;
  private @Nullable ClientThread clientThread;

  private CableStage(Belongings untilMade, ProbeTiming probing, Consumer<CableWatch.Frame> capture)
      throws Exception {
    files = untilMade.own(DemoFiles.make(), DemoFiles::close);
    hosts = untilMade.own(TwoHosts.make(Ip4.of(SERVER_ADDRESS)), TwoHosts::close);
    namespaces = Set.of(Remains.namespaceOf(hosts.server()), Remains.namespaceOf(hosts.client()));
    LeaseFileTail leases = new LeaseFileTail(files.leaseFile());
    watch =
        untilMade.own(
            hosts.server().inside(() -> CableWatch.open(hosts.serverIndex(), leases, capture)),
            CableWatch::close);
    client =
        new ClientRunner(
            ClientSettings.of(
                TwoHosts.INTERFACE,
                settings ->
                    settings
                        .probing(probing)
                        .leaseDirectory(files.directory())
                        .host(host -> host.withResolvConf(files.resolvConf()))),
            ClientRunner.Audience.of(news));
  }

  /// Makes hosts, cable and files; nothing runs yet.
  ///
  /// @param capture told of each frame on the cable
  /// @throws org.lessor.linux.ErrnoException where namespaces are not allowed
  static CableStage make(ProbeTiming probing, Consumer<CableWatch.Frame> capture) throws Exception {
    try (Belongings untilMade = new Belongings()) {
      CableStage stage = new CableStage(untilMade, probing, capture);
      untilMade.moveTo(stage.belongings);
      return stage;
    }
  }

  @Override
  public Scene scene() {
    return Scene.LINK;
  }

  @Override
  public String clientTitle() {
    return "CLIENT  eth0 " + TwoHosts.CLIENT_LINK;
  }

  @Override
  public String serverTitle() {
    return "eth0 " + TwoHosts.SERVER_LINK + ", " + SERVER_ADDRESS + "  SERVER";
  }

  @Override
  public void begin() throws Exception {
    DhcpServer.Setup setup =
        new DhcpServer.Setup(
            ServerText.onACable(files.leaseFile()),
            files.leaseFile(),
            Ports.STANDARD,
            new SystemRandom());
    belongings.own(hosts.server().inside(() -> DhcpServer.start(setup)), DhcpServer::close);
    clientThread = hosts.client().inside(() -> ClientThread.start(client::run, news));
  }

  @Override
  public List<Sighting> look(long timeoutNanos) throws Exception {
    watch.await(timeoutNanos);
    List<Observed.Packet> packets = watch.packets();
    Newsroom.Edition edition = news.take();
    List<Observed.Reported> reports = new ArrayList<>(edition.logged());
    if (edition.host() == Newsroom.HostNews.CHANGED) {
      reports.add(new Observed.HostState(hosts.clientView(files.resolvConf())));
    }
    reports.addAll(watch.reports());
    long nowNanos = System.nanoTime();
    return causality.order(packets, reports).stream()
        .map(what -> new Sighting(nowNanos, what))
        .toList();
  }

  @Override
  public void renew() {
    client.renew();
  }

  @Override
  public void release() {
    client.stop(ClientRunner.Farewell.RELEASE);
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
    List<String> left = new ArrayList<>(Remains.of(namespaces));
    if (files.exists()) {
      left.add(files.directory().toString());
    }
    return left;
  }

  @Override
  public void close() throws IOException {
    ClientThread running = clientThread;
    if (running != null) {
      client.stop(ClientRunner.Farewell.RELEASE);
      clientThread = null;
      running.await();
    }
    belongings.close();
  }
}

package org.lessor.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Interfaces;
import org.lessor.config.Logging;
import org.lessor.config.Problem;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Settings;
import org.lessor.linux.LinkFeatures;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.EchoProbe;
import org.lessor.transport.LinuxEchoProbe;
import org.lessor.transport.LinuxNeighbours;
import org.lessor.transport.LinuxServerPort;
import org.lessor.transport.Neighbours;
import org.lessor.transport.ServerPort;

/// A DHCP server on Linux, from configuration to sockets: once started it answers by threads of its
/// own until it is closed.
///
/// All methods may be called by any thread. Several servers may live in one process; each listens
/// in the network namespace of the thread that started it.
public final class DhcpServer implements AutoCloseable {
  private static final long MILLI_NANOS = 1_000_000L;

  private final Resources resources;
  private final Reloading reloading;
  private final Runnable finish;
  private final Statistics statistics;
  private final EventLog log;
  private final List<Loop> loops = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// What a server is started with.
  ///
  /// @param configuration what it does
  /// @param leaseFile where leases are kept, unless the configuration names a file or none
  /// @param ports its UDP ports
  /// @param random draws what nobody should foresee; [org.lessor.linux.SystemRandom] but in tests
  /// @param loggers has the log lines follow what a reload says of loggers
  public record Setup(
      Configuration configuration,
      Path leaseFile,
      Ports ports,
      RandomGenerator random,
      Consumer<Logging> loggers) {
    /// As above, for a server that is never reloaded.
    public Setup(Configuration configuration, Path leaseFile, Ports ports, RandomGenerator random) {
      this(configuration, leaseFile, ports, random, _ -> {});
    }
  }

  /// What is open, in the order in which it was opened.
  private static final class Resources implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    void own(Runnable close) {
      closers.push(close);
    }

    @Override
    public void close() {
      while (!closers.isEmpty()) {
        closers.pop().run();
      }
    }
  }

  private DhcpServer(
      Resources resources,
      Reloading reloading,
      Runnable finish,
      Statistics statistics,
      EventLog log) {
    this.resources = resources;
    this.finish = finish;
    this.reloading = reloading;
    this.statistics = statistics;
    this.log = log;
  }

  /// Starts a server. It answers when this returns; interfaces that are missing or down are waited
  /// for.
  ///
  /// @throws StartFailure where it cannot: the lease file is in use or unreadable, a UDP port is
  ///   taken, a privilege is missing
  public static DhcpServer start(Setup setup) throws StartFailure {
    EventLog log = new EventLog(System::nanoTime);
    Configuration configuration = setup.configuration;
    log.write(ServerEvent.DHCP4_STARTING, "pid=" + ProcessHandle.current().pid());
    for (Problem warning : configuration.warnings()) {
      log.write(ServerEvent.DHCP4_CONFIG_WARNING, warning.toString());
    }
    log.write(ServerEvent.DHCP4_CONFIG_COMPLETE, ConfigurationSummary.of(configuration));
    Resources resources = new Resources();
    try {
      DhcpServer server = open(setup, resources, log);
      server.loops.forEach(Loop::start);
      log.write(ServerEvent.DHCP4_STARTED, "");
      return server;
    } catch (IOException failure) {
      resources.close();
      throw new StartFailure("cannot start: " + failure.getMessage(), failure);
    } catch (StartFailure failure) {
      resources.close();
      throw failure;
    }
  }

  private static DhcpServer open(Setup setup, Resources resources, EventLog log)
      throws IOException, StartFailure {
    Configuration configuration = setup.configuration;
    Statistics statistics = new Statistics();
    Rtnetlink kernel = Rtnetlink.open();
    resources.own(kernel::close);
    ServerPort port =
        LinuxServerPort.open(
            LinuxServerPort.Settings.of(setup.ports.server(), socketType(configuration)));
    resources.own(port::close);
    LinkFeatures features = LinkFeatures.open();
    resources.own(features::close);
    InterfaceWatch watch =
        new InterfaceWatch(configuration.interfaces(), port, kernel, features, log);
    InterfaceMonitor monitor = InterfaceMonitor.open(watch, log);
    resources.own(monitor::close);
    listen(watch, configuration.interfaces().start());
    Neighbours neighbours = LinuxNeighbours.open();
    resources.own(neighbours::close);
    EchoProbe echo = echo(setup, log);
    resources.own(echo::close);
    ScriptRunner scripts =
        new ScriptRunner(configuration.script(), ScriptRunner.Limits.STANDARD, statistics, log);
    resources.own(scripts::close);
    LeaseKeeper keeper =
        LeaseKeeper.open(
            configuration.leaseDatabase(),
            setup.leaseFile,
            configuration.settings(),
            setup.random.nextLong(),
            log);
    resources.own(keeper::close);
    keeper.check(configuration.leaseChecks());
    Doorbell direct = new Doorbell();
    ServerCore core =
        ServerCore.of(
            new ServerCore.World(
                port,
                echo,
                neighbours,
                watch,
                keeper.store(),
                InstantSource.system(),
                System::nanoTime,
                setup.ports,
                scripts,
                Runnable::run),
            direct::ring,
            configuration.settings(),
            Reclaiming.of(configuration.expiry()),
            statistics);
    monitor.onAddresses(core::ownAddresses);
    keeper.start();
    Replaceable parts = new Replaceable(setup, core, keeper, watch, monitor, scripts);
    Reloading reloading = new Reloading(configuration, parts, log, System::nanoTime);
    DhcpServer server =
        new DhcpServer(resources, reloading, () -> core.finish(keeper::close), statistics, log);
    server.loop("worker", core.worker(), port::await, port::wakeUp);
    server.loop("direct", core.directReplies(), direct::await, direct::ring);
    server.loop("ping", core.pingChecks(), echo::await, echo::wakeUp);
    server.loop("interfaces", monitor, monitor::await, monitor::wakeUp);
    return server;
  }

  /// Begins to listen, and waits for what must be there.
  private static void listen(InterfaceWatch watch, Interfaces.Start start)
      throws IOException, StartFailure {
    watch.refresh();
    watch.requireSockets();
    if (start.required() == Interfaces.Start.Required.NONE) {
      return;
    }
    for (int retry = 0; !watch.missing().isEmpty(); retry++) {
      if (retry == start.maxRetries()) {
        throw new StartFailure(
            "cannot listen on every interface, as service-sockets-require-all asks: "
                + String.join("; ", watch.missing())
                + "; have them up, or take that key out: then they are waited for");
      }
      LockSupport.parkNanos(start.retryWaitMillis() * MILLI_NANOS);
      watch.refresh();
    }
  }

  /// The parts of a running server that follow a reload.
  private record Replaceable(
      Setup setup,
      ServerCore core,
      LeaseKeeper keeper,
      InterfaceWatch watch,
      InterfaceMonitor monitor,
      ScriptRunner scripts)
      implements Reloading.Running {
    @Override
    public void settings(Settings settings) {
      core.replaceSettings(settings, keeper::settings);
      keeper.tellNewlyOutside();
    }

    @Override
    public void interfaces(Interfaces interfaces) {
      watch.wanted(interfaces);
      monitor.look();
    }

    @Override
    public void reclaiming(Reclaiming reclaiming) {
      core.replaceReclaiming(reclaiming);
    }

    @Override
    public void script(Optional<Path> script) {
      scripts.follow(script);
    }

    @Override
    public void logging(Logging logging) {
      setup.loggers.accept(logging);
    }
  }

  /// Without the privilege for ICMP a server can do its work, as long as nobody asks for the check.
  private static EchoProbe echo(Setup setup, EventLog log) throws IOException {
    try {
      return LinuxEchoProbe.open(setup.random);
    } catch (IOException refusal) {
      if (wantsPingCheck(setup.configuration.settings())) {
        throw refusal;
      }
      log.write(ServerEvent.LESSOR_PING_UNAVAILABLE, "reason=\"" + refusal.getMessage() + "\"");
      return new NoEcho();
    }
  }

  private static boolean wantsPingCheck(Settings settings) {
    return settings.networks().stream()
        .flatMap(network -> network.subnets().stream())
        .anyMatch(subnet -> subnet.parameters().pingCheck().mode() != PingCheck.Mode.OFF);
  }

  private static LinuxServerPort.SocketType socketType(Configuration configuration) {
    return configuration.interfaces().sockets() == Interfaces.Sockets.UDP
        ? LinuxServerPort.SocketType.UDP
        : LinuxServerPort.SocketType.RAW;
  }

  private void loop(String name, Steps steps, Loop.Wait wait, Runnable wakeUp) {
    loops.add(new Loop(name, steps, wait, wakeUp, System::nanoTime, log));
  }

  /// Reads the configuration anew from `file` and follows it, while packets are answered: each by
  /// the old configuration or by the new one. A file with a fault changes nothing. What changed,
  /// what is wrong, which leases no longer fit and what needs a restart is said in log lines.
  public void reload(Path file) {
    reloading.take(() -> Dhcp4Reader.readFile(file), file.toString());
  }

  /// What the server counts.
  public Statistics statistics() {
    return statistics;
  }

  /// Receives nothing more, brings to the disk what was decided, sends the replies that waited for
  /// that, and lets go of everything. Waits for the disk. A second call does nothing.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    for (Loop loop : loops) {
      loop.stop();
    }
    finish.run();
    resources.close();
    log.write(ServerEvent.DHCP4_SHUTDOWN, statistics.summary());
  }
}

package org.lessor.client;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientRunner.Audience;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientRunner.Outcome;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.ClientSettings.OutOfTime;
import org.lessor.client.ClientSettings.Stay;
import org.lessor.client.host.Changes;
import org.lessor.client.host.HookedConfigurator;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.HostResolver;
import org.lessor.client.host.KernelConfigurator;
import org.lessor.client.host.PrintingConfigurator;
import org.lessor.client.host.ResolvConfFile;
import org.lessor.client.host.Routing;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;
import org.lessor.linux.Ip4;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Route;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.ClientPort;
import org.lessor.transport.LinuxClientPort;
import org.lessor.transport.TracedPacket;
import org.lessor.transport.TracingClientPort;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// A client on one interface as long as that lives: it ends when the client does, or when the
/// interface is gone.
///
/// The thread of its [ClientLoop] calls everything but [#renew] and [#reject].
final class ClientSession {
  /// What outlives the interface.
  record Surroundings(
      ClientSettings settings,
      Audience audience,
      ClientClock clock,
      RandomGenerator random,
      ClientLoop loop,
      Supplier<@Nullable Farewell> farewell,
      String machineId,
      LeaseMemories memories,
      BooleanSupplier settled,
      Errands errands) {}

  /// How far the client has come.
  sealed interface Progress {
    /// There is more to do, now or later.
    record GoesOn() implements Progress {}

    /// The interface went away.
    record Gone() implements Progress {}

    /// The client has ended.
    record Ended(Outcome outcome) implements Progress {}
  }

  private static final int CLIENT_PORT = 68;
  private static final int SERVER_PORT = 67;

  private final Surroundings around;
  private final ClientSettings settings;
  private final HardwareAddress hardware;
  private final Rtnetlink kernel;
  private final ClientProfile profile;
  private final HostConfigurator host;
  private Link link;
  private @Nullable LinuxClientPort port;
  private volatile @Nullable ClientWorker worker;
  private @Nullable Farewell said;

  /// Whether a lease was obtained that is only printed and given back.
  private boolean rehearsed;

  /// How the run ends once all of it is done.
  private @Nullable Outcome ending;

  private boolean hadLease;
  private boolean fellBack;

  /// A client that has not begun.
  ///
  /// @throws IOException where this host cannot be asked how it is to be configured
  ClientSession(Surroundings around, Link link) throws IOException {
    this.around = around;
    this.settings = around.settings();
    this.kernel = around.loop().kernel();
    this.link = link;
    this.hardware =
        new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.address().toBytes()));
    this.profile = settings.profile(hardware, link.mtu(), around.machineId());
    this.host = host();
  }

  /// Whether there was a lease at any time.
  boolean hadLease() {
    return hadLease;
  }

  /// Any thread: extends the lease now, if there is one.
  void renew() {
    ClientWorker current = worker;
    if (current != null) {
      current.post(new Event.RenewRequested());
    }
  }

  /// Any thread: the script that applies leases rejects an address.
  void reject(Event.AddressRejected event) {
    ClientWorker current = worker;
    if (current != null) {
      current.post(event);
    }
  }

  /// Whether there is something to do before [#waitNanos] is over.
  boolean hasInput() {
    LinuxClientPort open = port;
    return open == null
        || open.hasInput()
        || around.loop().resumed()
        || around.loop().changed(link.index());
  }

  /// How long there is nothing to do unless [#hasInput], with what is left to the first lease.
  long waitNanos(long deadlineNanos) {
    ClientWorker current = worker;
    if (current == null) {
      return 0;
    }
    long leftNanos = leftNanos(deadlineNanos);
    return Math.min(leftNanos <= 0 ? Long.MAX_VALUE : leftNanos, current.waitNanos());
  }

  private long leftNanos(long deadlineNanos) {
    return hadLease || deadlineNanos == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : deadlineNanos - around.clock().nanos();
  }

  /// Does what there is to do now; the first call begins.
  ///
  /// @throws IOException where this machine refuses something: what was configured is undone then
  Progress step(long deadlineNanos) throws IOException {
    try {
      around.errands().takeBack();
      ClientWorker current = worker;
      Progress progress = work(current == null ? begin() : current, deadlineNanos);
      switch (progress) {
        case Progress.GoesOn() -> {}
        case Progress.Gone(), Progress.Ended _ -> close();
      }
      return progress;
    } catch (IOException failure) {
      close();
      if (kernel.link(link.index()).isEmpty()) {
        // The interface went away while it was being used.
        leave();
        return new Progress.Gone();
      }
      undo(failure);
      throw failure;
    }
  }

  private ClientWorker begin() throws IOException {
    ClientWorker made =
        new ClientWorker(
            new ClientWorker.Parts(
                new ClientMachine(profile, around.random()),
                openPort(),
                link.index(),
                SERVER_PORT,
                host,
                around.memories().open(link.name(), hardware, around.clock()),
                around.clock(),
                around.audience().news(),
                settings.host().edits(),
                around.errands(),
                around.loop()::isOwn));
    worker = made;
    tell(
        Report.of(Notice.STARTED)
            .and("chaddr", hardware)
            .and("client-id", profile.clientId().isEmpty() ? "none" : profile.clientId()));
    made.start();
    return made;
  }

  /// Hears and sends no more. What is configured stays.
  void close() {
    ClientWorker current = worker;
    if (current != null) {
      current.abandon();
      worker = null;
    }
    LinuxClientPort open = port;
    if (open != null) {
      port = null;
      open.close();
    }
  }

  private Progress work(ClientWorker client, long deadlineNanos) throws IOException {
    while (true) {
      sayFarewell(client);
      client.doWork();
      if (client.isBusy()) {
        return look(client);
      }
      // A script says first what came of it, and then that it has ended: asked in this order,
      // nothing that it said is still to be heard.
      boolean settled = around.settled().getAsBoolean() && !client.hasWishes();
      if (client.state() instanceof State.Halted) {
        Outcome otherwise = rehearsed ? Outcome.BOUND : Outcome.STOPPED;
        return new Progress.Ended(ending == null ? otherwise : ending);
      }
      boolean passing = settings.stay() == Stay.UNTIL_BOUND && ending == null;
      if (client.state() instanceof State.Ipv6Only && passing) {
        end(client, new Event.Stop(), Outcome.IPV6_ONLY);
        continue;
      }
      if (!(client.state() instanceof State.Holding) || !settled || rehearsed) {
        break;
      }
      hadLease = true;
      if (settings.hostChanges() == HostChanges.PRINT) {
        rehearsed = true;
        client.post(new Event.ReleaseRequested());
        continue;
      }
      if (settings.stay() == Stay.UNTIL_BOUND) {
        end(client, new Event.Detach(), Outcome.BOUND);
        continue;
      }
      break;
    }
    if (leftNanos(deadlineNanos) <= 0 && ending == null && !fallsBack(client)) {
      end(client, new Event.Stop(), Outcome.NO_LEASE);
      return work(client, deadlineNanos);
    }
    return look(client);
  }

  /// Tells the client what the last wait saw.
  private Progress look(ClientWorker client) throws IOException {
    if (around.loop().changed(link.index())) {
      if (isGone(client)) {
        leave();
        return new Progress.Gone();
      }
      missAddress(client);
    }
    if (around.loop().resumed()) {
      client.post(new Event.Resumed());
    }
    return new Progress.GoesOn();
  }

  /// Out of time: whether the last lease is tried, or its trial goes on.
  private boolean fallsBack(ClientWorker client) throws IOException {
    if (fellBack || settings.outOfTime() == OutOfTime.ENDS) {
      return fellBack
          && (client.state() instanceof State.Probing || client.state() instanceof State.Holding);
    }
    fellBack = true;
    return client.fallBack();
  }

  private void sayFarewell(ClientWorker client) {
    Farewell wanted = around.farewell().get();
    if (wanted == null || wanted == said) {
      return;
    }
    client.post(
        switch (wanted) {
          case RELEASE -> new Event.ReleaseRequested();
          case KEEP_LEASE -> new Event.Stop();
          case LEAVE -> new Event.Detach();
        });
    said = wanted;
  }

  private void end(ClientWorker client, Event event, Outcome outcome) {
    client.post(event);
    ending = outcome;
  }

  /// Looks at the link: tells the client that it went or came. Whether it is another one now.
  private boolean isGone(ClientWorker client) throws IOException {
    Optional<Link> now = kernel.link(link.index());
    if (now.isEmpty()
        || !now.get().name().equals(link.name())
        || !now.get().address().equals(link.address())) {
      return true;
    }
    boolean ran = link.isRunning();
    link = now.get();
    if (ran != link.isRunning()) {
      client.post(link.isRunning() ? new Event.LinkUp() : new Event.LinkDown());
    }
    return false;
  }

  /// Looks whether the address is still there, and tells the client where somebody took it away.
  private void missAddress(ClientWorker client) throws IOException {
    Optional<Ipv4> own =
        settings.hostChanges() == HostChanges.APPLY
            ? client.state().addressInUse()
            : Optional.empty();
    if (own.isEmpty()) {
      return;
    }
    Ip4 address = new Ip4(own.get().bits());
    boolean there =
        kernel.addresses(link.index()).stream().anyMatch(held -> held.local().equals(address));
    if (!there) {
      client.post(new Event.AddressRemoved());
    }
  }

  /// Takes away what is not the interface's own and so did not go with it: name servers.
  private void leave() throws IOException {
    Changes begun = host.clear();
    Supplier<Changes> rest = host.takeRest().orElse(() -> Changes.NONE);
    around
        .errands()
        .send(() -> {
          Changes changes = begun.then(rest.get());
          return () -> {
            if (!changes.done().isEmpty()) {
              around.audience().news().on(new ClientNews.Deconfigured(changes));
            }
          };
        });
  }

  /// Takes back what was configured, after `failure`.
  void undo(IOException failure) {
    try {
      leave();
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }

  private ClientPort openPort() throws IOException {
    LinuxClientPort opened =
        LinuxClientPort.open(
            new LinuxClientPort.Settings(link.index(), link.name(), hardware, CLIENT_PORT),
            around.loop().buffers(),
            around.loop().poller(),
            around.loop().errandThreads());
    port = opened;
    return new TracingClientPort(
        opened,
        new TracingClientPort.Origin(link.index(), CLIENT_PORT),
        index -> index == link.index() ? hardware : TracedPacket.UNKNOWN,
        around.clock()::wall,
        around.audience().packets());
  }

  private HostConfigurator host() throws IOException {
    return switch (settings.hostChanges()) {
      case PRINT -> new PrintingConfigurator(link.name(), around.audience().dryRun());
      case BY_HOOK -> new HookedConfigurator(kernel, link.index());
      case APPLY -> {
        Routing routing = routing();
        yield new KernelConfigurator(
            kernel,
            link.index(),
            routing,
            HostResolver.find(
                settings.host().resolvConf(),
                settings.leaseDirectory().resolve("resolvers"),
                new ResolvConfFile.Contributor(
                    link.name(), routing.metric(), around.clock().bootId())));
      }
    };
  }

  /// The routes of a VRF's port belong into the table of the VRF.
  private Routing routing() throws IOException {
    HostSettings host = settings.host();
    int table = Route.RT_TABLE_MAIN;
    if (host.routeTable().isPresent()) {
      table = host.routeTable().getAsInt();
    } else if (link.master() != 0) {
      int vrf = kernel.link(link.master()).map(Link::vrfTable).orElse(0);
      table = vrf == 0 ? table : vrf;
    }
    return new Routing(host.metric().orElse(1000L + link.index()), table, host.routeProtocol());
  }

  private void tell(Report report) {
    around.audience().news().on(new ClientNews.Told(report));
  }
}

package org.lessor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.PacketListener;

/// Runs a DHCP client on an interface of this machine: waits for the interface, sets it up, obtains
/// a lease, keeps it, and follows the link as it goes and comes.
///
/// ```java
/// ClientRunner runner = new ClientRunner(settings, ClientRunner.Audience.of(listener));
/// Outcome outcome = runner.run(); // blocks; runner.stop(...) from another thread ends it
/// ```
///
/// [#run] is called once, by a platform thread in the interface's network namespace; any thread may
/// call the rest. Needs `CAP_NET_RAW`, `CAP_NET_ADMIN` and `CAP_NET_BIND_SERVICE`.
public final class ClientRunner {
  /// How a run ended.
  public enum Outcome {
    /// A lease is in use; the client was only to stay until then.
    BOUND,
    /// There was no lease within the timeout.
    NO_LEASE,
    /// The client was stopped.
    STOPPED
  }

  /// What becomes of a lease in use when the client is stopped.
  public enum Farewell {
    /// It is given back to the server and forgotten, and the host's configuration undone.
    RELEASE,
    /// The host's configuration is undone; the lease is remembered for the next start.
    KEEP_LEASE,
    /// Everything stays as it is; nobody extends the lease.
    LEAVE
  }

  /// Who is told what happens, on the client's thread (how hooks ended, on theirs): nobody of these
  /// may block.
  ///
  /// @param news what the client does
  /// @param packets the packets that go by
  /// @param dryRun what would be done to the host, a line each, where it is not to be changed
  public record Audience(ClientListener news, PacketListener packets, Consumer<String> dryRun) {
    /// Tells `news` alone.
    public static Audience of(ClientListener news) {
      return new Audience(news, event -> {}, line -> {});
    }
  }

  /// Twice what the kernel usually needs: a process may have many clients.
  private static final int ANSWER_BYTES = 64 * 1024;

  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private final ClientSettings settings;
  private final Audience audience;
  private final LeaseMemories memories;
  private final ClientClock clock;
  private final RandomGenerator random;
  private final AtomicReference<@Nullable Farewell> farewell = new AtomicReference<>();
  private final AtomicReference<@Nullable ClientSession> current = new AtomicReference<>();
  private volatile @Nullable LinkWatch watch;
  private @Nullable Notice lastWait;

  /// A client with these settings, on the clocks of this machine.
  public ClientRunner(ClientSettings settings, Audience audience) {
    this(settings, audience, LeaseMemories.of(settings));
  }

  /// A client that remembers its lease elsewhere.
  public ClientRunner(ClientSettings settings, Audience audience, LeaseMemories memories) {
    this(settings, audience, memories, new LinuxClientClock(), new SecureRandom());
  }

  /// A client with these settings, clocks and source of chance.
  public ClientRunner(
      ClientSettings settings,
      Audience audience,
      LeaseMemories memories,
      ClientClock clock,
      RandomGenerator random) {
    this.settings = settings;
    this.audience = audience;
    this.memories = memories;
    this.clock = clock;
    this.random = random;
  }

  /// Runs until the client is stopped, bound (where it is to stay until then) or out of time.
  ///
  /// @throws IOException where this machine refuses something that the client cannot do without:
  ///   the message says what, why and, where that is known, what to do
  public Outcome run() throws IOException {
    HookSettings programs = settings.host().hooks();
    if (programs.programs().isEmpty()) {
      return run(audience, () -> true);
    }
    try (Hooks hooks =
        new Hooks(
            programs,
            new Hooks.Setting(
                settings.interfaceName(),
                settings.requestedOptions(),
                clock,
                report -> audience.news().on(new ClientNews.Told(report)),
                settings.hostChanges() == HostChanges.BY_HOOK
                    ? new Script()
                    : Hooks.ScriptListener.NOBODY))) {
      Outcome outcome =
          run(
              new Audience(audience.news().then(hooks), audience.packets(), audience.dryRun()),
              hooks::settled);
      if (outcome == Outcome.NO_LEASE) {
        hooks.failed();
      }
      return outcome;
    }
  }

  /// Hears from the program that applies leases, and passes it on.
  private final class Script implements Hooks.ScriptListener {
    @Override
    public void rejected(Event.AddressRejected event) {
      ClientSession session = current.get();
      if (session != null) {
        session.reject(event);
      }
    }

    @Override
    public void settled() {
      LinkWatch links = watch;
      if (links != null) {
        links.wake();
      }
    }
  }

  private Outcome run(Audience told, BooleanSupplier settled) throws IOException {
    long deadlineNanos =
        settings.timeout().map(limit -> clock.nanos() + limit.toNanos()).orElse(Long.MAX_VALUE);
    try (Rtnetlink kernel = Rtnetlink.open(ANSWER_BYTES);
        LinkWatch links = LinkWatch.open(settings.interfaceName())) {
      watch = links;
      while (true) {
        Optional<Link> link = awaitLink(kernel, links, deadlineNanos);
        if (link.isEmpty()) {
          return farewell.get() == null ? Outcome.NO_LEASE : Outcome.STOPPED;
        }
        ClientSession session =
            new ClientSession(
                new ClientSession.Surroundings(
                    settings,
                    told,
                    clock,
                    random,
                    kernel,
                    links,
                    farewell::get,
                    machineId(),
                    memories,
                    settled),
                link.get());
        current.set(session);
        Optional<Outcome> outcome = session.run(deadlineNanos);
        current.set(null);
        if (outcome.isPresent()) {
          return outcome.get();
        }
        told.news().on(new ClientNews.Told(Report.of(Notice.INTERFACE_GONE)));
        // Only the first lease is waited for with a limit.
        deadlineNanos = session.hadLease() ? Long.MAX_VALUE : deadlineNanos;
      }
    } finally {
      watch = null;
    }
  }

  /// Ends the run soon, and says how. Asking a second time overrides how, and cuts the wait that
  /// follows a release short.
  public void stop(Farewell how) {
    farewell.set(how);
    LinkWatch links = watch;
    if (links != null) {
      links.wake();
    }
  }

  /// Extends the lease now, if there is one.
  public void renew() {
    ClientSession session = current.get();
    if (session != null) {
      session.renew();
    }
  }

  /// The link once it can carry packets; empty where the client is to stop or out of time first.
  private Optional<Link> awaitLink(Rtnetlink kernel, LinkWatch links, long deadlineNanos)
      throws IOException {
    lastWait = null;
    while (farewell.get() == null) {
      long leftNanos = deadlineNanos - clock.nanos();
      if (leftNanos <= 0) {
        return Optional.empty();
      }
      Optional<Link> link = kernel.link(settings.interfaceName());
      if (link.isEmpty()) {
        waitFor(Notice.INTERFACE_MISSING);
      } else if (!link.get().isUp() && settings.hostChanges() != HostChanges.PRINT) {
        requireEthernet(link.get());
        kernel.change().up(link.get().index());
        tell(Report.of(Notice.INTERFACE_SET_UP));
        continue;
      } else if (!link.get().isUp()) {
        waitFor(Notice.INTERFACE_DOWN);
      } else if (!link.get().isRunning()) {
        waitFor(Notice.NO_CARRIER);
      } else {
        requireEthernet(link.get());
        return link;
      }
      links.await(leftNanos);
    }
    return Optional.empty();
  }

  private void requireEthernet(Link link) throws IOException {
    if (link.hardwareType() != Link.ARPHRD_ETHER || !link.canBroadcast()) {
      throw new IOException(
          "run a DHCP client on "
              + link.name()
              + ": it is no Ethernet interface (hardware type "
              + link.hardwareType()
              + "): name one that is");
    }
  }

  private void waitFor(Notice notice) {
    if (lastWait != notice) {
      tell(Report.of(notice));
      lastWait = notice;
    }
  }

  private void tell(Report report) {
    audience.news().on(new ClientNews.Told(report));
  }

  private static String machineId() {
    try {
      return Files.isReadable(MACHINE_ID) ? Files.readString(MACHINE_ID).strip() : "";
    } catch (IOException unreadable) {
      return "";
    }
  }
}

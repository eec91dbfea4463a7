package org.lessor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.linux.SystemRandom;
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
/// [#run] is called once, by a platform thread in the interface's network namespace. A thread that
/// has many clients calls [#begin], [#step] and their like instead, as in [ClientLoop]. Any thread
/// may call [#stop] and [#renew]. Needs `CAP_NET_RAW`, `CAP_NET_ADMIN` and `CAP_NET_BIND_SERVICE`.
public final class ClientRunner {
  /// How a run ended.
  public enum Outcome {
    /// A lease is in use; the client was only to stay until then.
    BOUND,
    /// There was no lease within the timeout.
    NO_LEASE,
    /// The network prefers hosts without IPv4 (RFC 8925), which the client was to heed; it was only
    /// to stay until it has a lease.
    IPV6_ONLY,
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

  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private final ClientSettings settings;
  private final Audience audience;
  private final LeaseMemories memories;
  private final ClientClock clock;
  private final RandomGenerator random;
  private final AtomicReference<@Nullable Farewell> farewell = new AtomicReference<>();

  /// Another thread wants the next step to be done soon.
  private final AtomicBoolean attention = new AtomicBoolean(true);

  private volatile @Nullable ClientLoop loop;
  private volatile @Nullable ClientSession session;
  private @Nullable Hooks hooks;
  private Errands errands = Errands.atOnce();
  private long deadlineNanos;
  private @Nullable End end;
  private @Nullable Notice lastWait;

  /// How it came to an end, once it has.
  ///
  /// @param outcome what [#step] returns when the last programs have ended; null where it throws
  /// @param failure what it throws
  /// @param untilNanos when programs that still run are killed
  private record End(@Nullable Outcome outcome, @Nullable IOException failure, long untilNanos) {}

  /// A client with these settings, on the clocks of this machine.
  public ClientRunner(ClientSettings settings, Audience audience) {
    this(settings, audience, LeaseMemories.of(settings));
  }

  /// A client that remembers its lease elsewhere.
  public ClientRunner(ClientSettings settings, Audience audience, LeaseMemories memories) {
    this(settings, audience, memories, new LinuxClientClock(), new SystemRandom());
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

  /// Runs until the client is stopped, bound or without need of IPv4 (where it is to stay until
  /// then), or out of time.
  ///
  /// @throws IOException where this machine refuses something that the client cannot do without:
  ///   the message says what, why and, where that is known, what to do
  public Outcome run() throws IOException {
    try (ClientLoop own = ClientLoop.open()) {
      begin(own);
      while (true) {
        Optional<Outcome> outcome = step();
        if (outcome.isPresent()) {
          return outcome.get();
        }
        await(own);
      }
    }
  }

  private void await(ClientLoop own) throws IOException {
    try {
      own.await(waitNanos());
    } catch (IOException failure) {
      abandon(failure);
      throw failure;
    }
  }

  /// Gets ready for the first [#step]. Called once.
  public void begin(ClientLoop place) {
    loop = place;
    errands = Errands.by(place.errandThreads(), this::wake);
    deadlineNanos =
        settings.timeout().map(limit -> clock.nanos() + limit.toNanos()).orElse(Long.MAX_VALUE);
    HookSettings programs = settings.host().hooks();
    if (!programs.programs().isEmpty()) {
      hooks =
          new Hooks(
              programs,
              new Hooks.Setting(
                  settings.interfaceName(),
                  settings.requestedOptions(),
                  clock,
                  report -> audience.news().on(new ClientNews.Told(report)),
                  new Script()));
    }
  }

  /// Hears from the programs, and passes it on.
  private final class Script implements Hooks.ScriptListener {
    @Override
    public void rejected(Event.AddressRejected event) {
      ClientSession current = session;
      if (current != null && settings.hostChanges() == HostChanges.BY_HOOK) {
        current.reject(event);
      }
    }

    @Override
    public void settled() {
      wake();
    }
  }

  /// Any thread: has the next step done soon.
  private void wake() {
    attention.set(true);
    ClientLoop place = loop;
    if (place != null) {
      place.wakeUp();
    }
  }

  private ClientLoop loop() {
    ClientLoop place = loop;
    if (place == null) {
      throw new IllegalStateException("a step before the client began");
    }
    return place;
  }

  /// Whether there is something for [#step] to do now: always where [#waitNanos] is 0, and
  /// otherwise where the loop's last wait found something for this client.
  public boolean isDue() {
    if (attention.get() || waitNanos() == 0) {
      return true;
    }
    if (end != null) {
      return false;
    }
    ClientSession current = session;
    return current == null ? loop().changed(settings.interfaceName()) : current.hasInput();
  }

  /// How long there is nothing to do unless [#isDue], in nanoseconds, 0 or more; [Long#MAX_VALUE]
  /// for ever.
  public long waitNanos() {
    if (attention.get()) {
      return 0;
    }
    End ending = end;
    if (ending != null) {
      long leftNanos = leftNanos(ending.untilNanos());
      return leftNanos > 0 || errands.isIdle() ? leftNanos : Long.MAX_VALUE;
    }
    ClientSession current = session;
    return current == null ? leftNanos(deadlineNanos) : current.waitNanos(deadlineNanos);
  }

  private long leftNanos(long untilNanos) {
    return untilNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, untilNanos - clock.nanos());
  }

  /// Does what there is to do now; returns how the run ended, once it has, and is not called again
  /// then.
  ///
  /// @throws IOException as [#run]; then the run has ended too
  public Optional<Outcome> step() throws IOException {
    attention.set(false);
    End ending = end;
    if (ending == null) {
      ending = work();
      end = ending;
    } else {
      errands.takeBack();
    }
    Hooks programs = hooks;
    if (ending == null
        || !errands.isIdle()
        || (programs != null && !programs.isIdle() && leftNanos(ending.untilNanos()) > 0)) {
      return Optional.empty();
    }
    if (programs != null) {
      programs.interrupt();
    }
    if (ending.failure() != null) {
      throw ending.failure();
    }
    return Optional.ofNullable(ending.outcome());
  }

  /// Ends a run at once whose loop can go on no longer: takes back what was configured.
  public void abandon(IOException failure) {
    ClientSession current = session;
    if (current != null && end == null) {
      current.close();
      current.undo(failure);
    }
    session = null;
    if (hooks != null) {
      hooks.close();
    }
  }

  private @Nullable End work() {
    try {
      while (true) {
        ClientSession current = session;
        if (current == null) {
          errands.takeBack();
          if (!errands.isIdle()) {
            return null; // or else the next client would read a lease that is not written yet
          }
          Optional<Link> link = findLink();
          if (link.isEmpty()) {
            return unlinked();
          }
          current = new ClientSession(surroundings(), link.get());
          session = current;
        }
        switch (current.step(deadlineNanos)) {
          case ClientSession.Progress.GoesOn() -> {
            return null;
          }
          case ClientSession.Progress.Ended(Outcome outcome) -> {
            session = null;
            return end(outcome);
          }
          case ClientSession.Progress.Gone() -> gone(current);
        }
      }
    } catch (IOException refused) {
      session = null;
      return new End(null, refused, untilNanos());
    }
  }

  /// Without a link: whether that is the end.
  private @Nullable End unlinked() {
    if (farewell.get() != null) {
      return end(Outcome.STOPPED);
    }
    return leftNanos(deadlineNanos) == 0 ? end(Outcome.NO_LEASE) : null;
  }

  private End end(Outcome outcome) {
    if (outcome == Outcome.NO_LEASE && hooks != null) {
      hooks.failed();
    }
    return new End(outcome, null, untilNanos());
  }

  private long untilNanos() {
    return clock.nanos() + (hooks == null ? 0 : hooks.patience().toNanos());
  }

  private void gone(ClientSession former) {
    session = null;
    lastWait = null;
    told().on(new ClientNews.Told(Report.of(Notice.INTERFACE_GONE)));
    // Only the first lease is waited for with a limit.
    deadlineNanos = former.hadLease() ? Long.MAX_VALUE : deadlineNanos;
  }

  private ClientListener told() {
    Hooks programs = hooks;
    return programs == null ? audience.news() : audience.news().then(programs);
  }

  private ClientSession.Surroundings surroundings() {
    Hooks programs = hooks;
    return new ClientSession.Surroundings(
        settings,
        new Audience(told(), audience.packets(), audience.dryRun()),
        clock,
        random,
        loop(),
        farewell::get,
        machineId(),
        memories,
        programs == null ? () -> true : programs::settled,
        errands);
  }

  /// Ends the run soon, and says how. Asking a second time overrides how, and cuts the wait that
  /// follows a release short.
  public void stop(Farewell how) {
    farewell.set(how);
    wake();
  }

  /// Extends the lease now, if there is one.
  public void renew() {
    ClientSession current = session;
    if (current != null) {
      current.renew();
    }
  }

  /// The link where it can carry packets now; empty also where the client is to stop or out of
  /// time.
  private Optional<Link> findLink() throws IOException {
    Rtnetlink kernel = loop().kernel();
    while (farewell.get() == null && leftNanos(deadlineNanos) > 0) {
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
      break;
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

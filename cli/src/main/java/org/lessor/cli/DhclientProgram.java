package org.lessor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lessor.client.ClientNews;
import org.lessor.client.ClientRunner;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientRunner.Outcome;
import org.lessor.client.ClientSettings;
import org.lessor.client.daemon.InterfaceChoice;
import org.lessor.client.dhclient.DhclientLeases;
import org.lessor.client.dhclient.DhclientTalk;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.ProcessSession;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;

/// This program called as `dhclient`: with its flags, its files and its habits.
final class DhclientProgram {
  private static final int FAILED = 1;
  private static final int NO_LEASE = 2;

  private static final String USAGE =
      """
      Usage: dhclient [-4] [-1] [-d] [-nw] [-q] [-v] [-r | -x] [-i] [-I] [-n] [-w]
                      [-cf config-file] [-lf lease-file] [-df duid-file] [-pf pid-file] [--no-pid]
                      [-sf script-file] [-e VAR=value] [-D LL|LLT] [-timeout seconds]
                      [--decline-wait-time seconds] [interface]*
      Not supported: -6 and all that belongs to DHCPv6; -p, -s and -g.\
      """;

  private final DhclientFlags flags;
  private final Shutdown shutdown;
  private final DhclientVoice voice;
  private final List<ClientRunner> runners = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private final AtomicInteger undecided = new AtomicInteger();
  private volatile boolean bound;
  private volatile boolean declined;
  private volatile boolean broken;

  private DhclientProgram(DhclientFlags flags, Shutdown shutdown) {
    this.flags = flags;
    this.shutdown = shutdown;
    this.voice = DhclientVoice.of(flags);
  }

  /// Runs with this command line; the exit code.
  static int run(List<String> arguments, Shutdown shutdown) {
    try {
      DhclientFlags flags = DhclientFlags.read(arguments, System.getenv());
      return new DhclientProgram(flags, shutdown).run();
    } catch (DhclientFlags.Refused refused) {
      System.err.println("dhclient: " + refused.getMessage());
      System.err.println(USAGE);
      return FAILED;
    } catch (IOException failure) {
      System.err.println("dhclient: " + failure.getMessage());
      return FAILED;
    }
  }

  private int run() throws IOException {
    return switch (flags.action()) {
      case NOTHING -> 0;
      case HELP -> {
        System.out.println(USAGE);
        yield 0;
      }
      case VERSION -> {
        System.err.println("lessor-dhclient, in the place of isc-dhclient-4.4");
        yield 0;
      }
      case RELEASE, STOP -> {
        try (Rtnetlink kernel = Rtnetlink.open()) {
          yield new DhclientFarewell(flags, voice).run(kernel, links(kernel));
        }
      }
      case RUN -> start();
    };
  }

  private int start() throws IOException {
    if (flags.pid().isPresent()) {
      Optional<ProcessHandle> other = DhclientFarewell.running(flags.pid().get());
      if (other.isPresent()) {
        voice.insist("dhclient(" + other.get().pid() + ") is already running - exiting.");
        return FAILED;
      }
    }
    boolean foreground = flags.ground() == DhclientFlags.Ground.FOREGROUND;
    if (!foreground && !DhclientBackground.isChild()) {
      return DhclientBackground.launch(shutdown);
    }
    if (DhclientBackground.isChild()) {
      leaveTerminal();
    }
    try (Rtnetlink kernel = Rtnetlink.open()) {
      List<Link> links = links(kernel);
      if (links.isEmpty()) {
        voice.insist("No broadcast interfaces found - exiting.");
        return FAILED;
      }
      return work(links);
    } finally {
      if (flags.pid().isPresent()) {
        Files.deleteIfExists(flags.pid().get());
      }
    }
  }

  private void leaveTerminal() {
    try {
      ProcessSession.begin();
    } catch (ErrnoException refused) {
      voice.say(String.valueOf(refused.getMessage()));
    }
  }

  /// The named interfaces, or all that can broadcast.
  private List<Link> links(Rtnetlink kernel) throws IOException {
    List<Link> found = new ArrayList<>();
    for (String name : flags.interfaces()) {
      found.add(
          kernel
              .link(name)
              .orElseThrow(() -> new IOException("Cannot find device \"" + name + "\"")));
    }
    if (flags.interfaces().isEmpty()) {
      InterfaceChoice all = new InterfaceChoice(List.of(), List.of());
      List<Link> links = kernel.links();
      for (Link link : links) {
        var master = links.stream().filter(other -> other.index() == link.master()).findFirst();
        if (all.takes(link, master)) {
          found.add(link);
        }
      }
    }
    return found;
  }

  private int work(List<Link> links) throws IOException {
    List<DhclientSetup> setups = new ArrayList<>();
    for (Link link : links) {
      setups.add(new DhclientSetup(flags, link, voice::insistOnce));
    }
    if (flags.pid().isPresent()) {
      Files.writeString(flags.pid().get(), ProcessHandle.current().pid() + "\n");
    }
    shutdown.onSignal(this::stop);
    undecided.set(links.size());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      DhclientSetup setup = setups.get(i);
      ClientSettings settings = setup.settings();
      threads.add(
          Thread.ofPlatform()
              .name("dhclient-" + settings.interfaceName())
              .start(() -> keep(setup, settings)));
    }
    if (flags.ground() != DhclientFlags.Ground.BACKGROUND) {
      await(decided);
    }
    if (!bound && (flags.once() || broken) && stopped.getCount() > 0) {
      voice.insist(
          broken
              ? "Cannot go on - exiting."
              : declined
                  ? "Unable to obtain a lease on first try (declined).  Exiting."
                  : "Unable to obtain a lease on first try.  Exiting.");
      stop();
      join(threads);
      return broken ? FAILED : NO_LEASE;
    }
    if (DhclientBackground.isChild()) {
      voice.lower();
      DhclientBackground.sayEnough();
    }
    join(threads);
    return 0;
  }

  private void stop() {
    stopped.countDown();
    runners.forEach(runner -> runner.stop(Farewell.LEAVE));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /// Keeps a lease on one interface until the process is to end; begins anew after a while where
  /// there was none in time.
  private void keep(DhclientSetup setup, ClientSettings settings) {
    try {
      boolean again = true;
      while (again) {
        AtomicInteger missing = new AtomicInteger(parts(setup));
        ClientRunner runner =
            new ClientRunner(
                settings,
                ClientRunner.Audience.of(
                    new DhclientTalk(settings.interfaceName(), voice::say)
                        .then(news -> noteLease(setup, missing, news))),
                (name, hardware, clock) ->
                    new DhclientLeases(flags.leases(), name, setup.conf().options(), clock));
        runners.add(runner);
        if (stopped.getCount() == 0) {
          runner.stop(Farewell.LEAVE);
        }
        again = runner.run() == Outcome.NO_LEASE && !flags.once();
        runners.remove(runner);
        if (again) {
          voice.say("No DHCPOFFERS received. Sleeping.");
          decide();
          again = !stopped.await(pause(setup), TimeUnit.SECONDS);
        }
      }
    } catch (IOException refused) {
      voice.insist("dhclient: " + refused.getMessage());
      broken = true;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      decide();
    }
  }

  private static long pause(DhclientSetup setup) {
    Duration retry = setup.retry();
    return Math.max(1, retry.toSeconds());
  }

  /// A lease counts when it is told of and applied: where a script does that, when it has ended.
  private void noteLease(DhclientSetup setup, AtomicInteger missing, ClientNews news) {
    if (news instanceof ClientNews.Told(Report report)) {
      if (report.notice() == Notice.ADDRESS_REJECTED || report.notice() == Notice.ADDRESS_TAKEN) {
        missing.set(parts(setup));
        if (flags.once()) {
          declined = true;
          decided.countDown();
        }
      }
      boolean told = report.notice() == Notice.BOUND || report.notice() == Notice.RENEWED;
      boolean applied = setup.script().isPresent() && isOfLease(report);
      if ((told || applied) && missing.decrementAndGet() == 0) {
        bound = true;
        decided.countDown();
      }
    }
  }

  private static int parts(DhclientSetup setup) {
    return setup.script().isPresent() ? 2 : 1;
  }

  /// A script that ends with another status than 0 has not applied the lease.
  private static boolean isOfLease(Report report) {
    boolean failed =
        report.notice() == Notice.HOOK_FAILED
            && report.details().stream().noneMatch(detail -> detail.key().equals("status"));
    return (report.notice() == Notice.HOOK_RAN || failed)
        && report.details().stream()
            .anyMatch(detail ->
                detail.key().equals("reason")
                    && List.of("BOUND", "REBOOT", "RENEW", "REBIND", "TIMEOUT")
                        .contains(detail.value()));
  }

  /// This interface need not be waited for any more.
  private void decide() {
    if (undecided.decrementAndGet() <= 0) {
      decided.countDown();
    }
  }
}

package org.lessor.client;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.ClockWatch;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.RouteEvent;
import org.lessor.linux.netlink.RouteMonitor;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.LinuxClientBuffers;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// What the clients that one thread works have in common: the wait for packets, times, changes of
/// links and wishes of other threads, and the way to the kernel. So a thousand clients need one
/// thread, and one set of buffers.
///
/// ```java
/// try (ClientLoop loop = ClientLoop.open()) {
///   runner.begin(loop);
///   while (runner.step().isEmpty()) {
///     loop.await(runner.waitNanos());
///   }
/// }
/// ```
///
/// Made by a thread in the network namespace of the interfaces, which also calls all but [#wakeUp]:
/// that any thread may call.
public final class ClientLoop implements AutoCloseable {
  /// Twice what the kernel usually needs.
  private static final int ANSWER_BYTES = 64 * 1024;

  /// Room for some thousand changes that come at once.
  private static final int CHANGES_BYTES = 1 << 20;

  /// poll(2) does not count time in suspend, leases do: where the kernel does not tell that the
  /// machine resumed, the clock is looked at now and then.
  private static final long LONGEST_WAIT_NANOS = 30_000_000_000L;

  /// Errands wait for disks, for other programs and for the kernel, not for the processor. Each
  /// client has one at a time and three sockets, so that no more wait here than four for each.
  private static final int ERRAND_THREADS = 8;

  private static final int IDLE_SECONDS = 5;
  private static final int LAST_ERRANDS_SECONDS = 5;

  private final Poller poller;
  private final Rtnetlink kernel;
  private final RouteMonitor monitor;
  private final ClockWatch clock;

  /// Made by the thread of the loop, and so in its network namespace.
  private final ThreadPoolExecutor errandThreads = newThreads();

  private final LinuxClientBuffers buffers = LinuxClientBuffers.small();
  private final SuspendWatch suspends = new SuspendWatch();
  private final Set<Integer> changedIndexes = new HashSet<>();
  private final Set<String> changedNames = new HashSet<>();
  private Links links = Links.SAME;
  private boolean resumed;

  /// The hardware addresses of all links; null where they are not known, or no longer.
  private @Nullable Set<HardwareAddress> ownAddresses;

  /// What the last wait learnt about links, beside those that are named.
  private enum Links {
    /// No link changed.
    SAME,
    /// Links changed, all of them noted by name.
    CHANGED,
    /// Changes were lost: any may have changed.
    UNKNOWN
  }

  private ClientLoop(Poller poller, Rtnetlink kernel, RouteMonitor monitor, ClockWatch clock) {
    this.poller = poller;
    this.kernel = kernel;
    this.monitor = monitor;
    this.clock = clock;
    poller.add(monitor, Poller.Interest.READ);
    poller.add(clock, Poller.Interest.READ);
  }

  /// A loop for clients in the network namespace of the calling thread.
  ///
  /// @throws IOException where the kernel refuses a socket
  public static ClientLoop open() throws IOException {
    Poller poller = Poller.open();
    try {
      Rtnetlink kernel = Rtnetlink.open(ANSWER_BYTES);
      try {
        return open(poller, kernel);
      } catch (IOException refused) {
        kernel.close();
        throw refused;
      }
    } catch (IOException refused) {
      poller.close();
      throw refused;
    }
  }

  private static ClientLoop open(Poller poller, Rtnetlink kernel) throws IOException {
    RouteMonitor monitor =
        RouteMonitor.open(
            EnumSet.of(RouteMonitor.Topic.LINKS, RouteMonitor.Topic.ADDRESSES), CHANGES_BYTES);
    try {
      return new ClientLoop(poller, kernel, monitor, ClockWatch.open());
    } catch (IOException refused) {
      monitor.close();
      throw refused;
    }
  }

  /// Waits until there may be something to do for any client, but not longer than `timeoutNanos`.
  ///
  /// @throws IOException where the kernel no longer says what changes
  public void await(long timeoutNanos) throws IOException {
    changedIndexes.clear();
    changedNames.clear();
    links = Links.SAME;
    poller.await(Math.min(LONGEST_WAIT_NANOS, timeoutNanos));
    monitor.receive(this::note);
    boolean told = clock.takeChange();
    resumed = suspends.takeResumed();
    if (told) {
      links = Links.UNKNOWN;
    }
    if (links != Links.SAME) {
      ownAddresses = null;
    }
  }

  private void note(RouteEvent event) {
    switch (event) {
      case RouteEvent.LinkChanged(Link link) -> note(link);
      case RouteEvent.LinkRemoved(Link link) -> note(link);
      case RouteEvent.AddressChanged(var address) -> changedIndexes.add(address.interfaceIndex());
      case RouteEvent.AddressRemoved(var address) -> changedIndexes.add(address.interfaceIndex());
      case RouteEvent.Overrun() -> links = Links.UNKNOWN;
      case RouteEvent.RouteChanged _,
          RouteEvent.RouteRemoved _,
          RouteEvent.NeighbourChanged _,
          RouteEvent.NeighbourRemoved _ -> {}
    }
  }

  private void note(Link link) {
    changedIndexes.add(link.index());
    changedNames.add(link.name());
    if (links == Links.SAME) {
      links = Links.CHANGED;
    }
  }

  /// Ends the wait that is under way, or the next one. Any thread may call it.
  public void wakeUp() {
    poller.wakeUp();
  }

  /// Whether the last wait saw a change of any link.
  public boolean linksChanged() {
    return links != Links.SAME;
  }

  /// Whether the link with this index, or an address of it, may have changed in the last wait.
  boolean changed(int interfaceIndex) {
    return links == Links.UNKNOWN || changedIndexes.contains(interfaceIndex);
  }

  /// Whether a link of this name may have come, changed or gone in the last wait.
  boolean changed(String interfaceName) {
    return links == Links.UNKNOWN || changedNames.contains(interfaceName);
  }

  /// Whether the machine was suspended during the last wait.
  boolean resumed() {
    return resumed;
  }

  /// All links of the namespace.
  ///
  /// @throws ErrnoException where the kernel cannot be asked
  public List<Link> links() throws ErrnoException {
    return kernel.links();
  }

  /// Whether an interface of the namespace has this hardware address. Where the kernel cannot be
  /// asked, none is known to have it.
  boolean isOwn(HardwareAddress address) {
    Set<HardwareAddress> own = ownAddresses;
    if (own == null) {
      own = new HashSet<>();
      try {
        for (Link link : kernel.links()) {
          own.add(
              new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.address().toBytes())));
        }
      } catch (ErrnoException unknown) {
        return false; // so it is taken for another host's: the careful way
      }
      ownAddresses = own;
    }
    return own.contains(address);
  }

  /// The way to the kernel.
  Rtnetlink kernel() {
    return kernel;
  }

  private static ThreadPoolExecutor newThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            ERRAND_THREADS,
            ERRAND_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("lessor-errands-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /// Who runs the errands of clients.
  Executor errandThreads() {
    return errandThreads;
  }

  /// What ports wait by.
  Poller poller() {
    return poller;
  }

  /// What ports receive into and send from.
  LinuxClientBuffers buffers() {
    return buffers;
  }

  @Override
  public void close() {
    clock.close();
    monitor.close();
    kernel.close();
    poller.close();
    errandThreads.shutdown();
    try {
      // What is left are sockets. At the process's end the kernel would close them one by one.
      boolean _ = errandThreads.awaitTermination(LAST_ERRANDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}

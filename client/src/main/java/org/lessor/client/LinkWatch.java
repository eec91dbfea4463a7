package org.lessor.client;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.ClockWatch;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.RouteEvent;
import org.lessor.linux.netlink.RouteMonitor;

/// Notices that something changed about links and their addresses, or that the machine resumed, on
/// a thread of its own.
///
/// It only says that there is something to look at: what is true now is read from the kernel by who
/// was woken, so nothing can be lost or out of date. Opened in the network namespace of the links;
/// any thread may call the rest.
final class LinkWatch implements AutoCloseable {
  private final RouteMonitor monitor;
  private final ClockWatch clock;
  private final Poller poller;
  private final Thread thread;
  private boolean changed;
  private boolean closed;
  private @Nullable ErrnoException failure;
  private @Nullable Runnable wakes;

  private LinkWatch(RouteMonitor monitor, ClockWatch clock, Poller poller, String interfaceName) {
    this.monitor = monitor;
    this.clock = clock;
    this.poller = poller;
    this.thread =
        Thread.ofPlatform().daemon().name("lessor-links-" + interfaceName).unstarted(this::watch);
  }

  /// Watches the links of the calling thread's network namespace.
  static LinkWatch open(String interfaceName) throws ErrnoException {
    RouteMonitor monitor =
        RouteMonitor.open(EnumSet.of(RouteMonitor.Topic.LINKS, RouteMonitor.Topic.ADDRESSES));
    try {
      ClockWatch clock = ClockWatch.open();
      try {
        Poller poller = Poller.open();
        poller.add(monitor, Poller.Interest.READ);
        poller.add(clock, Poller.Interest.READ);
        LinkWatch watch = new LinkWatch(monitor, clock, poller, interfaceName);
        watch.thread.start();
        return watch;
      } catch (ErrnoException refused) {
        clock.close();
        throw refused;
      }
    } catch (ErrnoException refused) {
      monitor.close();
      throw refused;
    }
  }

  private void watch() {
    try {
      while (!isClosed()) {
        poller.await(Poller.FOREVER_NANOS);
        boolean resumed = clock.takeChange();
        if (monitor.receive(LinkWatch::pass) > 0 || resumed) {
          wake();
        }
      }
    } catch (ErrnoException broken) {
      synchronized (this) {
        failure = broken;
      }
      wake();
    } finally {
      poller.close();
      clock.close();
      monitor.close();
    }
  }

  /// What the event says is read anew from the kernel.
  private static void pass(RouteEvent event) {}

  private synchronized boolean isClosed() {
    return closed;
  }

  /// Says that there is something to look at.
  synchronized void wake() {
    changed = true;
    notifyAll();
    if (wakes != null) {
      wakes.run();
    }
  }

  /// Runs `action` on each wake-up from now on, in the place of what was given before; null for
  /// nothing. It must not block.
  synchronized void onWake(@Nullable Runnable action) {
    wakes = action;
  }

  /// Whether there is something to look at since this was asked last.
  ///
  /// @throws ErrnoException where links can no longer be watched
  synchronized boolean takeChanged() throws ErrnoException {
    if (failure != null) {
      throw failure;
    }
    boolean was = changed;
    changed = false;
    return was;
  }

  /// Waits until there is something to look at, but not longer than `timeoutNanos`.
  synchronized void await(long timeoutNanos) throws ErrnoException {
    long deadlineNanos = System.nanoTime() + timeoutNanos;
    long leftNanos = timeoutNanos;
    while (!changed && failure == null && leftNanos > 0) {
      try {
        wait(Math.max(1, leftNanos / 1_000_000));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      }
      leftNanos = deadlineNanos - System.nanoTime();
    }
    takeChanged();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      wakes = null;
    }
    poller.wakeUp();
    try {
      thread.join(1000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

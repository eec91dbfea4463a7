package org.lessor.server;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.RouteMonitor;
import org.lessor.wire.Ipv4;

/// Has the [InterfaceWatch] look again when the kernel tells of a change, and every few seconds
/// besides, for what can be listened on without any change: a UDP port that has become free.
final class InterfaceMonitor implements Steps, AutoCloseable {
  private static final long RETRY_NANOS = 5_000_000_000L;

  private final RouteMonitor events;
  private final Poller poller;
  private final InterfaceWatch watch;
  private final EventLog log;
  private long nextLookNanos;
  private final AtomicBoolean due = new AtomicBoolean(true);
  private List<Ipv4> told = List.of();
  private Consumer<List<Ipv4>> listener = addresses -> {};

  private InterfaceMonitor(RouteMonitor events, Poller poller, InterfaceWatch watch, EventLog log) {
    this.events = events;
    this.poller = poller;
    this.watch = watch;
    this.log = log;
  }

  static InterfaceMonitor open(InterfaceWatch watch, EventLog log) throws ErrnoException {
    RouteMonitor events =
        RouteMonitor.open(Set.of(RouteMonitor.Topic.LINKS, RouteMonitor.Topic.ADDRESSES));
    Poller poller = Poller.open();
    poller.add(events, Poller.Interest.READ);
    return new InterfaceMonitor(events, poller, watch, log);
  }

  @Override
  public int doWork(long nowNanos) {
    try {
      int heard = events.receive(event -> {});
      if (due.getAndSet(false) || heard > 0 || nowNanos - nextLookNanos >= 0) {
        nextLookNanos = nowNanos + RETRY_NANOS;
        watch.refresh();
        tell();
      }
      return heard;
    } catch (IOException failure) {
      log.limited(
          ServerEvent.LESSOR_WORKER_FAILED,
          () -> "looking at the interfaces failed: " + failure.getMessage());
      return 0;
    }
  }

  /// Looks again at once. Any thread may call.
  void look() {
    due.set(true);
    wakeUp();
  }

  /// Has `next` told the addresses of this host, now and whenever they have changed. To be called
  /// before the loop begins.
  void onAddresses(Consumer<List<Ipv4>> next) {
    listener = next;
    told = List.of();
    tell();
  }

  private void tell() {
    if (!watch.addresses().equals(told)) {
      told = watch.addresses();
      listener.accept(told);
    }
  }

  @Override
  public long nextDeadlineNanos() {
    return nextLookNanos;
  }

  void await(long timeoutNanos) throws IOException {
    poller.await(timeoutNanos);
  }

  void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public void close() {
    poller.close();
    events.close();
  }
}

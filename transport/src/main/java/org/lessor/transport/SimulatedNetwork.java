package org.lessor.transport;

import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Ethernet links, hosts and UDP at virtual time, in one thread and from one seed: the same seed
/// and the same calls give the same packets at the same times.
///
/// ```java
/// SimulatedNetwork network = new SimulatedNetwork(seed);
/// SimulatedLink lan = network.link("lan");
/// SimulatedHost host = network.host("server");
/// SimulatedInterface eth0 = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:01"));
/// eth0.add(Ipv4.of("192.0.2.1"));
/// SimulatedServerPort port = host.serverPort(67);
/// port.listen(eth0);
/// port.whenReady(worker::doWork);
/// network.advance(Duration.ofSeconds(10).toNanos());
/// ```
///
/// Virtual time stands still while code runs, and moves when [#step], [#runUntil] or [#advance] is
/// called, or when someone waits by [Readiness#await] on a simulated port: that runs the whole
/// network until the port has something, so that a program made of one blocking loop runs here
/// unchanged.
///
/// **What is simulated**: frames by link address; UDP by address and port; broadcast; ARP as
/// packets for those who listen to it, and as an answer without delay where a host has to find a
/// link address; forwarding between links by hosts that do so, by the fewest hops; ICMP echo; the
/// neighbour table. **What is not**: fragments, MTU, prefixes (an address is on a link when an
/// interface there has it), directed broadcast, VLAN tags.
///
/// Everything that belongs to one network is used by one thread.
public final class SimulatedNetwork {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Event(long timeNanos, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(timeNanos, other.timeNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final RandomGenerator random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNanos;
  private long scheduled;
  private int lastInterfaceIndex;
  private boolean running;

  /// An empty network whose chances come from `seed`, at time 0.
  public SimulatedNetwork(long seed) {
    random = new SplittableRandom(seed);
  }

  /// A new link, perfect until told otherwise.
  public SimulatedLink link(String name) {
    return new SimulatedLink(this, name);
  }

  /// A new host, attached to nothing.
  public SimulatedHost host(String name) {
    return new SimulatedHost(this, name);
  }

  /// The virtual time, in nanoseconds since the network was made.
  public long nanoTime() {
    return nowNanos;
  }

  /// The virtual time as a wall clock that began on 1 January 2026.
  public InstantSource clock() {
    return () -> START.plusNanos(nowNanos);
  }

  /// Runs `action` when the virtual time is `timeNanos`, or next where that has passed. Actions for
  /// the same time run in the order in which they were given.
  public void at(long timeNanos, Runnable action) {
    events.add(new Event(Math.max(timeNanos, nowNanos), scheduled++, action));
  }

  /// Runs `action` when `delayNanos` have passed.
  public void after(long delayNanos, Runnable action) {
    at(nowNanos + delayNanos, action);
  }

  /// When the next thing happens: never before [#nanoTime]; empty where nothing is to happen.
  public OptionalLong nextEventNanos() {
    Event next = events.peek();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.timeNanos());
  }

  /// Moves the time to the next event and runs it. Returns whether there was one.
  public boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    nowNanos = next.timeNanos();
    boolean outermost = !running;
    running = true;
    try {
      next.action().run();
    } finally {
      running = !outermost;
    }
    return true;
  }

  /// Runs everything that happens up to and at `timeNanos`, and leaves the time there.
  public void runUntil(long timeNanos) {
    Event next = events.peek();
    while (next != null && next.timeNanos() <= timeNanos) {
      step();
      next = events.peek();
    }
    nowNanos = Math.max(nowNanos, timeNanos);
  }

  /// Runs everything that happens in the next `nanos`, and leaves the time at their end.
  public void advance(long nanos) {
    runUntil(nowNanos + nanos);
  }

  /// Whether an event is being run: then nobody may wait.
  boolean running() {
    return running;
  }

  RandomGenerator random() {
    return random;
  }

  int nextInterfaceIndex() {
    return ++lastInterfaceIndex;
  }
}

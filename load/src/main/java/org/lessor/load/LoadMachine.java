package org.lessor.load;

import java.util.random.RandomGenerator;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;
import org.lessor.wire.MessageView;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// Simulated DHCP clients as one pure state machine: time, chance and packets come in as arguments,
/// packets go out through a [PacketSink]. Allocates nothing per packet.
///
/// ```java
/// machine.begin(workload, nowNanos);
/// while (!machine.finished()) {
///   machine.start(nowNanos, sink);                        // begin what is due
///   ... wait for packets, at most until machine.nextDueNanos(nowNanos) ...
///   machine.received(buffer, offset, length, nowNanos, sink);   // for each of them
///   machine.expire(nowNanos);                             // give up what is overdue
/// }
/// ```
///
/// Clients keep their leases from one [#begin] to the next. Times are nanoseconds of one monotonic
/// clock and are compared by subtraction. Used by one thread at a time.
public final class LoadMachine {
  /// [#nextDueNanos] where nothing is due before a packet comes.
  public static final long NEVER = Long.MAX_VALUE;

  /// [#holder] of an address that nobody holds.
  public static final long NOBODY = -1;

  private static final int LEASE_TIME = StandardOptions.DHCP_LEASE_TIME.code();
  private static final int SERVER_IDENTIFIER = StandardOptions.DHCP_SERVER_IDENTIFIER.code();
  private static final long NANOS = 1_000_000_000L;
  private static final int NO_SERVER = 0;
  private static final int MAX_BURST = 128;

  private static final Workload NOTHING =
      new Workload(Mix.only(ExchangeKind.FOUR_MESSAGES), new Pace.InFlight(1), 1, 1);

  private final Population population;
  private final ClientMessages messages;
  private final ClientTable clients;
  private final RandomGenerator random;
  private final MessageView reply = new MessageView();

  private FlightTable flights;
  private Turns turns;
  private Workload workload = NOTHING;
  private Tally tally = new Tally();
  private long countedFromNanos;
  private long beganNanos;
  private long lastEndNanos;
  private long stoppedNanos;
  private long begun;
  private boolean stopped = true;

  /// No client is free for what is next: nothing begins before an exchange ends.
  private boolean starved;

  private boolean ranOutOfLeases;

  /// Clients that have nothing to do yet; `random` makes transaction ids differ between runs.
  public LoadMachine(Population population, Addressing addressing, RandomGenerator random) {
    this.population = population;
    this.random = random;
    this.messages = new ClientMessages(population, addressing);
    this.clients = new ClientTable(population.count());
    this.flights = new FlightTable(1, random.nextInt());
    this.turns = new Turns(workload.mix());
  }

  /// Begins a workload, and to count from zero.
  ///
  /// @throws IllegalStateException where exchanges of the one before are under way
  public void begin(Workload next, long nowNanos) {
    if (flights.count() > 0) {
      throw new IllegalStateException(flights.count() + " exchanges are still under way");
    }
    workload = next;
    ranOutOfLeases = false;
    turns = new Turns(next.mix());
    int room = next.pace().mostInFlight();
    if (flights.capacity() != room) {
      flights = new FlightTable(room, random.nextInt());
    }
    beganNanos = nowNanos;
    begun = 0;
    stopped = false;
    starved = false;
    countFrom(nowNanos);
  }

  /// Counts from zero again, while exchanges go on: what came before was for warming up.
  public void countFrom(long nowNanos) {
    tally = new Tally();
    countedFromNanos = nowNanos;
    lastEndNanos = nowNanos;
  }

  /// Begins nothing more; what is under way goes on.
  public void stop(long nowNanos) {
    if (!stopped) {
      stopped = true;
      stoppedNanos = nowNanos;
    }
  }

  /// Whether nothing more will begin.
  public boolean stopped() {
    return stopped;
  }

  /// Whether nothing more will begin and nothing is under way.
  public boolean finished() {
    return stopped && flights.count() == 0;
  }

  private boolean mayStart() {
    return !stopped && !starved && !flights.full();
  }

  /// Begins the exchanges that are due, but no more than a burst: packets that come meanwhile
  /// should not wait long.
  public void start(long nowNanos, PacketSink sink) {
    for (int burst = 0; burst < MAX_BURST && mayStart(); burst++) {
      long dueNanos = dueNanos(nowNanos);
      if (dueNanos - nowNanos > 0) {
        return;
      }
      starved = !startOne(dueNanos, nowNanos, sink);
      if (starved) {
        stopWithoutLeases(nowNanos);
        return;
      }
      begun++;
      if (begun >= workload.maxExchanges()) {
        stop(nowNanos);
      }
    }
  }

  private void stopWithoutLeases(long nowNanos) {
    if (clients.boundCount() == 0 && flights.count() == 0 && workload.mix().needsLeases()) {
      ranOutOfLeases = true;
      stop(nowNanos);
    }
  }

  /// When the next exchange is to begin.
  private long dueNanos(long nowNanos) {
    return switch (workload.pace()) {
      case Pace.InFlight _ -> nowNanos;
      case Pace.Rate(double perSecond, int atOnce, int _) ->
          beganNanos + (long) ((begun - begun % atOnce) / perSecond * NANOS);
    };
  }

  private boolean startOne(long dueNanos, long nowNanos, PacketSink sink) {
    ExchangeKind kind = turns.next();
    int client = kind.needsLease() ? clients.takeBound() : ClientTable.NONE;
    if (client == ClientTable.NONE) {
      if (kind.needsLease() && clients.boundCount() == 0 && !workload.mix().needsLeases()) {
        kind = ExchangeKind.FOUR_MESSAGES;
      }
      client = kind.needsLease() ? ClientTable.NONE : clients.takeAny();
    }
    if (client == ClientTable.NONE) {
      turns.giveBack();
      return false;
    }
    tally.begun(kind);
    if (kind == ExchangeKind.RELEASE) {
      release(client, nowNanos, sink);
      return true;
    }
    int slot = flights.open(client, kind, dueNanos);
    int xid = flights.xid(slot);
    switch (kind) {
      case FOUR_MESSAGES, DISCOVER -> messages.discover(sink, client, xid);
      case RENEW -> messages.renew(sink, client, xid, clients.address(client));
      case REBOOT -> messages.reboot(sink, client, xid, clients.address(client));
      case RELEASE -> throw new AssertionError("a release is not waited for");
    }
    sent(slot, kind.first(), nowNanos);
    return true;
  }

  private void release(int client, long nowNanos, PacketSink sink) {
    messages.release(
        sink, client, random.nextInt(), clients.address(client), clients.server(client));
    clients.unbind(client);
    clients.free(client);
    tally.sent(Step.RELEASE);
    tally.completed(ExchangeKind.RELEASE);
    lastEndNanos = nowNanos;
  }

  private void sent(int slot, Step step, long nowNanos) {
    flights.sent(slot, step, nowNanos);
    tally.sent(step);
  }

  /// Takes a received UDP payload.
  public void received(byte[] buffer, int offset, int length, long nowNanos, PacketSink sink) {
    if (reply.wrap(buffer, offset, length) != null) {
      tally.malformed++;
      return;
    }
    int slot = reply.op() == Op.BOOTREPLY ? flights.find(reply.xid().bits()) : FlightTable.NONE;
    MessageType type = reply.messageType().orElse(null);
    if (slot == FlightTable.NONE
        || type == null
        || reply.chaddrEthernet() != population.mac(flights.client(slot))) {
      tally.orphans++;
      return;
    }
    boolean discovering = flights.step(slot) == Step.DISCOVER;
    if (type == MessageType.DHCPOFFER && discovering) {
      offered(slot, nowNanos, sink);
    } else if (type == MessageType.DHCPACK && !discovering) {
      acknowledged(slot, nowNanos);
    } else if (type == MessageType.DHCPNAK && !discovering) {
      tally.refused(flights.step(slot));
      clients.unbind(flights.client(slot));
      close(slot, nowNanos);
    } else {
      // A second server's offer, say, while the first one's is being asked for.
      tally.orphans++;
    }
  }

  private void offered(int slot, long nowNanos, PacketSink sink) {
    int address = reply.yiaddr().bits();
    int server = reply.optionUint32(SERVER_IDENTIFIER, NO_SERVER);
    if (address == 0 || server == NO_SERVER) {
      tally.unusable++;
      return;
    }
    answered(slot, nowNanos);
    if (flights.kind(slot) == ExchangeKind.DISCOVER) {
      complete(slot, nowNanos);
      return;
    }
    flights.offered(slot, address, server);
    messages.request(sink, flights.client(slot), flights.xid(slot), address, server);
    sent(slot, Step.REQUEST, nowNanos);
  }

  private void acknowledged(int slot, long nowNanos) {
    int client = flights.client(slot);
    int address = reply.yiaddr().bits();
    int wanted =
        flights.step(slot) == Step.REQUEST ? flights.offeredAddress(slot) : clients.address(client);
    int server = reply.optionUint32(SERVER_IDENTIFIER, NO_SERVER);
    if (address != wanted || server == NO_SERVER) {
      tally.unusable++;
      return;
    }
    answered(slot, nowNanos);
    // Without a lease time (BOOTP) and with the infinite one the lease outlives the test.
    long leaseNanos = Integer.toUnsignedLong(reply.optionUint32(LEASE_TIME, -1)) * NANOS;
    int other = clients.bind(client, address, server, nowNanos, leaseNanos);
    if (other != ClientTable.NONE) {
      tally.duplicate(address, population.mac(other), population.mac(client));
    }
    complete(slot, nowNanos);
  }

  private void answered(int slot, long nowNanos) {
    Step step = flights.step(slot);
    long sinceNanos =
        step == flights.kind(slot).first() ? flights.dueNanos(slot) : flights.sentNanos(slot);
    tally.answered(step, nowNanos - sinceNanos);
  }

  private void complete(int slot, long nowNanos) {
    tally.completed(flights.kind(slot));
    tally.exchangeLatency.record(nowNanos - flights.dueNanos(slot));
    close(slot, nowNanos);
  }

  private void close(int slot, long nowNanos) {
    lastEndNanos = nowNanos;
    free(slot);
  }

  private void free(int slot) {
    clients.free(flights.client(slot));
    flights.close(slot);
    starved = false;
  }

  /// Gives up the exchanges that have waited for an answer as long as the drop time.
  public void expire(long nowNanos) {
    int slot = flights.oldest();
    while (slot != FlightTable.NONE
        && nowNanos - flights.sentNanos(slot) >= workload.dropTimeNanos()) {
      tally.lost(flights.step(slot));
      free(slot);
      slot = flights.oldest();
    }
  }

  /// Gives up all that is under way, and counts it as abandoned: an answer could still have come.
  public void abandon() {
    while (flights.oldest() != FlightTable.NONE) {
      tally.abandoned++;
      free(flights.oldest());
    }
  }

  /// When [#start] or [#expire] has something to do next unless a packet comes: not before
  /// `nowNanos`; [#NEVER].
  public long nextDueNanos(long nowNanos) {
    long nextNanos = NEVER;
    int slot = flights.oldest();
    if (slot != FlightTable.NONE) {
      nextNanos = flights.sentNanos(slot) + workload.dropTimeNanos();
    }
    if (mayStart()) {
      long startNanos = dueNanos(nowNanos);
      nextNanos = nextNanos == NEVER || startNanos - nextNanos < 0 ? startNanos : nextNanos;
    }
    return nextNanos == NEVER || nextNanos - nowNanos > 0 ? nextNanos : nowNanos;
  }

  /// How many exchanges count as lost since counting began.
  public long lost() {
    return tally.lost();
  }

  /// How many exchanges completed since counting began.
  public long completed() {
    return tally.completed();
  }

  /// How many clients hold a lease, as far as they know.
  public int bound() {
    return clients.boundCount();
  }

  /// Calls `action` with Ethernet address and IP address of each lease that has not ended.
  public void forEachLease(long nowNanos, LeaseVisitor action) {
    for (int i = 0; i < clients.boundCount(); i++) {
      int client = clients.bound(i);
      if (clients.holdsLease(client, nowNanos)) {
        action.visit(population.mac(client), new Ipv4(clients.address(client)));
      }
    }
  }

  /// The Ethernet address (lower 48 bits) of the client that holds `address`, and whose lease has
  /// not ended; [#NOBODY] where nobody does.
  public long holder(Ipv4 address, long nowNanos) {
    int client = clients.holder(address.bits(), nowNanos);
    return client == ClientTable.NONE ? NOBODY : population.mac(client);
  }

  /// The size of the largest message that a client sends, in bytes.
  int largestMessageBytes() {
    return messages.largestBytes();
  }

  /// Whether nothing more began since no client holds a lease and nothing in the mix obtains one.
  boolean ranOutOfLeases() {
    return ranOutOfLeases;
  }

  /// Is told of leases.
  @FunctionalInterface
  public interface LeaseVisitor {
    /// A client with this Ethernet address (lower 48 bits) holds `address`.
    void visit(long mac, Ipv4 address);
  }

  /// What happened since counting began.
  public LoadReport report(long nowNanos) {
    long endNanos = nowNanos;
    if (finished()) {
      endNanos = lastEndNanos - stoppedNanos > 0 ? lastEndNanos : stoppedNanos;
    }
    return tally.report(
        Math.max(0, endNanos - countedFromNanos), flights.count(), clients.boundCount());
  }
}

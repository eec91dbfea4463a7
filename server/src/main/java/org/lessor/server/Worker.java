package org.lessor.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lessor.engine.ExpectedClients;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseState;
import org.lessor.engine.LeaseStore;
import org.lessor.engine.Reception;
import org.lessor.engine.SilentReason;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.InboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.wire.Bytes;
import org.lessor.wire.MalformedReason;
import org.lessor.wire.MessageType;
import org.lessor.wire.MessageView;

/// The way of a packet from the socket to its answer: receives a batch, parses, has [Answers]
/// decide, and hands all replies on at the end of the batch. Puts ended leases back in between.
/// Nothing here blocks.
///
/// Where more comes than can be answered, DHCPDISCOVERs wait until the socket is empty, and the
/// oldest of them are dropped: whoever has an offer, or a lease to renew, is answered first. A
/// client that is not offered anything asks again; one that is not acknowledged has to begin anew,
/// and what was done for it is lost.
///
/// One thread steps a worker.
final class Worker implements Steps {
  /// How many DHCPDISCOVERs may wait.
  static final int BACKLOG = 2048;

  /// How many full batches are received in a row before some of those are answered all the same.
  private static final int MAX_FULL_BATCHES = 16;

  /// How many clients must come together for the lease store to be told of them beforehand: fewer
  /// wait for memory as long one after the other.
  private static final int WORTH_EXPECTING = 4;

  private final PacketPort port;
  private final LeaseStore leases;
  private final Inlets inlets;
  private final Answers answers;
  private final Statistics statistics;
  private final EventLog log;
  private final InstantSource clock;
  private final InboundBatch inbound;
  private final ExpectedClients expected;
  private final Backlog backlog = new Backlog(BACKLOG);
  private volatile Reclaiming reclaiming;
  private final MessageView view = new MessageView();
  private final LossWatch losses;
  private int fullBatches;
  private Instant now = Instant.EPOCH;
  private final Rounds puttingBack = new Rounds();
  private final Rounds forgetting = new Rounds();

  Worker(
      PacketPort port,
      LeaseStore leases,
      Inlets inlets,
      Answers answers,
      Statistics statistics,
      EventLog log,
      InstantSource clock,
      Reclaiming reclaiming) {
    this.port = port;
    this.leases = leases;
    this.inlets = inlets;
    this.answers = answers;
    this.statistics = statistics;
    this.log = log;
    this.clock = clock;
    this.reclaiming = reclaiming;
    this.inbound = new InboundBatch(Answers.BATCH);
    this.expected = new ExpectedClients(inbound.capacity());
    this.losses = new LossWatch(port, statistics, log);
  }

  /// Puts ended leases back in this way from the next round on. Any thread may call.
  void reclaiming(Reclaiming next) {
    reclaiming = next;
  }

  @Override
  public int doWork(long nowNanos) {
    tellTime();
    answers.begin(now, nowNanos);
    losses.look(nowNanos);
    int done = answers.answerChecks() + reclaim(nowNanos) + receive();
    answers.end();
    return done;
  }

  @Override
  public long nextDeadlineNanos() {
    return Rounds.earlier(
        puttingBack.deadlineNanos(reclaiming.intervalSeconds()),
        forgetting.deadlineNanos(reclaiming.forgetIntervalSeconds()));
  }

  private void tellTime() {
    Instant before = now;
    now = clock.instant();
    if (now.isBefore(before.minusSeconds(1))) {
      log.write(ServerEvent.LESSOR_CLOCK_STEPPED, "from=" + before + " to=" + now);
    }
  }

  /// In what order a batch is answered.
  private enum Order {
    AS_RECEIVED,
    DISCOVERS_LAST
  }

  private int receive() {
    if (fullBatches == MAX_FULL_BATCHES) {
      fullBatches = 0;
      return answerBacklog();
    }
    int received = port.receive(inbound);
    boolean full = received == inbound.capacity();
    Order order = full || !backlog.isEmpty() ? Order.DISCOVERS_LAST : Order.AS_RECEIVED;
    statistics.count(Statistic.PKT4_RECEIVED, received);
    if (received >= WORTH_EXPECTING) {
      tryToExpect(received);
    }
    for (int i = 0; i < received; i++) {
      InboundPacket packet = inbound.packet(i);
      try {
        take(packet, order);
      } catch (RuntimeException | AssertionError fault) {
        failed(packet.payload(), fault);
      }
    }
    if (full) {
      fullBatches++;
      return received;
    }
    fullBatches = 0;
    return received + answerBacklog();
  }

  /// Without it the batch is answered all the same, a little slower.
  private void tryToExpect(int received) {
    try {
      expect(received);
    } catch (RuntimeException | AssertionError fault) {
      log.fault(() -> "packets=" + received, fault);
    }
  }

  private void expect(int received) {
    expected.clear();
    for (int i = 0; i < received; i++) {
      InboundPacket packet = inbound.packet(i);
      expected.add(MessageView.peekEthernet(packet.buffer(), packet.offset(), packet.length()));
    }
    leases.expect(expected);
  }

  private void failed(Bytes payload, Throwable fault) {
    drop(Statistic.PKT4_PROCESSING_FAILED);
    log.fault(() -> "packet=" + payload, fault);
  }

  private int answerBacklog() {
    int done = 0;
    while (done < Answers.BATCH && !backlog.isEmpty()) {
      done++;
      try {
        if (view.wrap(backlog.payload(), 0, backlog.length()) != null) {
          throw new AssertionError("a message has changed while it waited");
        }
        answers.answer(new Exchange(view, backlog.reception(), backlog.interfaceIndex()));
      } catch (RuntimeException | AssertionError fault) {
        failed(Bytes.copyOf(backlog.payload(), 0, backlog.length()), fault);
      }
      backlog.removeOldest();
    }
    return done;
  }

  private void take(InboundPacket packet, Order order) {
    if (packet.truncated()) {
      drop(Statistic.PKT4_OVERSIZED);
      return;
    }
    MalformedReason reason = view.wrap(packet.buffer(), packet.offset(), packet.length());
    if (reason != null) {
      statistics.count(reason);
      drop(Statistic.PKT4_PARSE_FAILED);
      log.limited(
          ServerEvent.DHCP4_PACKET_DROP_0001,
          () -> "reason=" + reason + " offset=" + view.malformedOffset() + " packet=" + packet);
      return;
    }
    Statistic kind = received(view.messageType());
    statistics.count(kind);
    Optional<Reception.Inlet> inlet = inlets.inlet(packet.interfaceIndex());
    if (inlet.isEmpty()) {
      drop(Statistic.PKT4_NOT_FOR_US);
      return;
    }
    Reception reception =
        new Reception(
            inlet.get(), packet.sourceAddress(), packet.sourcePort(), packet.destinationAddress());
    if (order == Order.DISCOVERS_LAST && kind == Statistic.PKT4_DISCOVER_RECEIVED) {
      if (backlog.isFull()) {
        drop(Statistic.PKT4_OVERLOAD);
      }
      backlog.add(packet, reception);
      return;
    }
    answers.answer(new Exchange(view, reception, packet.interfaceIndex()));
  }

  private void drop(Statistic reason) {
    statistics.count(reason);
    statistics.count(Statistic.PKT4_RECEIVE_DROP);
  }

  private static Statistic received(Optional<MessageType> type) {
    if (type.isEmpty()) {
      return Statistic.PKT4_UNKNOWN_RECEIVED;
    }
    return switch (type.get()) {
      case DHCPDISCOVER -> Statistic.PKT4_DISCOVER_RECEIVED;
      case DHCPOFFER -> Statistic.PKT4_OFFER_RECEIVED;
      case DHCPREQUEST -> Statistic.PKT4_REQUEST_RECEIVED;
      case DHCPDECLINE -> Statistic.PKT4_DECLINE_RECEIVED;
      case DHCPACK -> Statistic.PKT4_ACK_RECEIVED;
      case DHCPNAK -> Statistic.PKT4_NAK_RECEIVED;
      case DHCPRELEASE -> Statistic.PKT4_RELEASE_RECEIVED;
      case DHCPINFORM -> Statistic.PKT4_INFORM_RECEIVED;
      case DHCPFORCERENEW,
          DHCPLEASEQUERY,
          DHCPLEASEUNASSIGNED,
          DHCPLEASEUNKNOWN,
          DHCPLEASEACTIVE,
          DHCPBULKLEASEQUERY,
          DHCPLEASEQUERYDONE,
          DHCPACTIVELEASEQUERY,
          DHCPLEASEQUERYSTATUS,
          DHCPTLS ->
          Statistic.PKT4_UNKNOWN_RECEIVED;
    };
  }

  /// Kea: expired-leases-processing. A round that finds more than it may put back goes on in the
  /// next step.
  private int reclaim(long nowNanos) {
    Reclaiming how = reclaiming;
    // Lines that cannot be written would gather without a bound; the leases have ended anyway.
    int most = answers.storageAccepts() ? how.maxLeases() : 0;
    int done = 0;
    if (puttingBack.begin(how.intervalSeconds(), nowNanos)) {
      List<Lease> ended = leases.ended(now.getEpochSecond(), most);
      ended.forEach(lease -> passOver(lease, this::reclaim));
      puttingBack.end(ended.size(), how.maxLeases());
      done += ended.size();
    }
    if (forgetting.begin(how.forgetIntervalSeconds(), nowNanos)) {
      long hold = answers.policy().settings().holdReclaimedSeconds();
      List<Lease> former = leases.former(now.getEpochSecond() - hold, most);
      for (Lease lease : former) {
        passOver(lease, this::forget);
      }
      forgetting.end(former.size(), how.maxLeases());
      done += former.size();
    }
    return done;
  }

  /// A lease with which something is wrong stays as it is, and keeps no other from its turn.
  private void passOver(Lease lease, Consumer<Lease> step) {
    try {
      step.accept(lease);
    } catch (RuntimeException | AssertionError fault) {
      log.fault(() -> "lease=" + lease, fault);
    }
  }

  private void forget(Lease lease) {
    answers.change(List.of(answers.policy().afterEnd(lease)));
  }

  private void reclaim(Lease lease) {
    LeaseChange change = answers.policy().afterEnd(lease);
    if (!answers.end(change)) {
      return;
    }
    if (lease.state() == LeaseState.DECLINED) {
      statistics.count(Statistic.RECLAIMED_DECLINED_ADDRESSES);
    }
    if (lease.state() != LeaseState.OFFERED) {
      statistics.count(Statistic.RECLAIMED_LEASES);
    }
  }

  /// Which statistic a reason for silence adds to, besides its own.
  static Statistic statisticOf(SilentReason reason) {
    return switch (reason) {
      case RFC_VIOLATION, NO_IDENTITY -> Statistic.PKT4_RFC_VIOLATION;
      case NOT_FOR_US -> Statistic.PKT4_NOT_FOR_US;
      case NO_ADDRESS, LIMIT_REACHED -> Statistic.V4_ALLOCATION_FAIL;
      case NOT_A_REQUEST,
          NO_MESSAGE_TYPE,
          UNEXPECTED_MESSAGE_TYPE,
          NO_SUBNET,
          UNKNOWN_CLIENT,
          ADDRESS_NOT_OURS,
          NOT_THE_HOLDER,
          DROPPED_BY_CLASS,
          REJECTED_BY_CLASS ->
          Statistic.PKT4_RECEIVE_DROP;
    };
  }
}

package org.lessor.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Binding;
import org.lessor.engine.Delivery;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Limit;
import org.lessor.engine.NakReason;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Policy;
import org.lessor.engine.SilentReason;
import org.lessor.engine.Verdict;
import org.lessor.store.DurableLeaseStore;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// Decides about messages, changes the leases, and puts the replies on their way: at once, after
/// the disk, or after a ping check.
///
/// Belongs to the worker's thread, but for [#replacePolicy] and [#policy].
final class Answers {
  /// How many packets one batch has.
  static final int BATCH = 64;

  /// The most replies between a [#begin] and an [#end]: those to a batch, to as many messages that
  /// have waited, and to those that a check set free.
  private static final int MOST_REPLIES = 3 * BATCH;

  /// How many replies a group has room for. The last quarter of the groups is filled up while the
  /// disk stands still: so many DHCPACKs can wait, and no client is dropped, for a third of a
  /// second at 100,000 a second.
  static final int GROUP = 4096;

  /// How often a decision is made again when the leases have changed under it.
  private static final int MAX_RACES = 16;

  /// How many addresses are found in use for one message before it is given up.
  private static final int MAX_CONFLICTS = 8;

  private final DurableLeaseStore leases;
  private final ReplyGroups groups;
  private final PingDesk pings;
  private final DirectReplies directReplies;
  private final ReplyGroup immediate;
  private final Inlets inlets;
  private final Statistics statistics;
  private final EventLog log;
  private final AtomicReference<Policy> policy;
  private final Limiting limiting;
  private final ScriptCalls scripts;
  private @Nullable ReplyGroup durable;

  /// Whether [#durable] has replies of earlier batches.
  private boolean gathering;

  private Instant now = Instant.EPOCH;
  private long nowNanos;

  /// What answers are made with.
  record Parts(
      DurableLeaseStore leases,
      ReplyGroups groups,
      PingDesk pings,
      DirectReplies directReplies,
      ReplyGroup immediate,
      Inlets inlets,
      ScriptCalls scripts,
      Statistics statistics,
      EventLog log) {}

  Answers(Parts parts, Policy policy) {
    this.leases = parts.leases;
    this.groups = parts.groups;
    this.pings = parts.pings;
    this.directReplies = parts.directReplies;
    this.immediate = parts.immediate;
    this.inlets = parts.inlets;
    this.statistics = parts.statistics;
    this.log = parts.log;
    this.scripts = parts.scripts;
    this.limiting = new Limiting(parts.statistics, parts.log);
    this.policy = new AtomicReference<>(policy);
  }

  /// What decisions rest on now. Any thread may ask.
  Policy policy() {
    return policy.get();
  }

  /// Puts back a record that has ended. Returns false where another record stands there by now.
  boolean end(LeaseChange change) {
    boolean changed = change(List.of(change));
    if (changed) {
      scripts.ended(change);
    }
    return changed;
  }

  /// Has all further decisions rest on `next`. Any thread may call.
  void replacePolicy(Policy next) {
    policy.set(next);
  }

  /// Begins a batch.
  void begin(Instant time, long timeNanos) {
    now = time;
    nowNanos = timeNanos;
    if (durable == null) {
      durable = groups.take();
    }
  }

  /// Ends a batch: hands on what waits for the disk, so that the disk works meanwhile, and sends
  /// what waits for nothing.
  void end() {
    commit();
    immediate.send();
  }

  /// While the disk is behind, handing on would not make it faster: replies of several batches
  /// gather in a group. The further it is behind the more, but no more than that: what is not
  /// handed on when the disk goes on waits for the sync after the next.
  private void commit() {
    ReplyGroup group = durable;
    if (group == null || group.isEmpty()) {
      return;
    }
    if (!gathering) {
      group.waitsSince(nowNanos);
    }
    gathering =
        switch (groups.supply()) {
          case AMPLE -> false;
          case FEW -> group.size() <= BATCH;
          case HARDLY_ANY -> group.size() <= GROUP - MOST_REPLIES;
        };
    if (!gathering) {
      handOn(group);
    }
  }

  /// Hands on what still gathers, however far the disk is behind: nothing more will come.
  void finish() {
    ReplyGroup group = durable;
    if (group != null && !group.isEmpty()) {
      handOn(group);
    }
  }

  private void handOn(ReplyGroup group) {
    if (leases.commit(group)) {
      durable = null;
    } else {
      group.drop();
    }
  }

  private ReplyGroup group() {
    if (durable == null) {
      throw new AssertionError("no reply can be kept for the disk");
    }
    return durable;
  }

  /// Answers a message that was just received.
  void answer(Exchange exchange) {
    List<Limit.Counted> counted =
        policy.get().limits(exchange.request(), exchange.reception(), leases, now);
    if (counted.isEmpty() || limiting.admits(exchange, counted, nowNanos)) {
      answer(exchange, 0);
    }
  }

  private void answer(Exchange exchange, int conflicts) {
    for (int race = 0; race < MAX_RACES; race++) {
      Policy rules = policy.get();
      if (log.isOn(ServerEvent.LESSOR_EXPLANATION)) {
        explain(rules, exchange);
      }
      Verdict verdict = rules.decide(exchange.request(), exchange.reception(), leases, now);
      if (exceedsStorage(verdict)) {
        statistics.count(Statistic.PKT4_NOT_DURABLE);
        statistics.count(Statistic.PKT4_RECEIVE_DROP);
        return;
      }
      if (verdict instanceof Verdict.Ack ack && mustWait(exchange, ack, conflicts)) {
        return;
      }
      if (change(verdict.changes())) {
        carryOut(rules, exchange, verdict, conflicts);
        return;
      }
      statistics.count(Statistic.LEASE_RACES);
    }
    // Others won every time: the client will ask again, when they are served.
    statistics.count(Statistic.PKT4_PROCESSING_FAILED);
    statistics.count(Statistic.PKT4_RECEIVE_DROP);
  }

  /// Whether stable storage cannot bear it now. A client that is offered nothing turns to another
  /// server, where there is one; with an offer it would wait for a DHCPACK that does not come, and
  /// soon be back for the next offer.
  private boolean exceedsStorage(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Offer _ -> durable == null || !leases.working();
      case Verdict.Ack _ -> durable == null || !leases.accepting();
      case Verdict.Nak nak when nak.changes().isEmpty() -> false;
      case Verdict.Nak _ -> durable == null || !leases.accepting();
      case Verdict.Absorb absorb -> needsDisk(absorb) && !leases.accepting();
      case Verdict.Inform _, Verdict.Silent _ -> false;
    };
  }

  /// Whether storage has room for more changes.
  boolean storageAccepts() {
    return leases.accepting();
  }

  /// Says why, for whoever asks: the decision is made once more for that.
  private void explain(Policy rules, Exchange exchange) {
    log.limited(
        ServerEvent.LESSOR_EXPLANATION,
        () ->
            exchange.describe()
                + " | "
                + new ExplanationText(
                        rules.explain(exchange.request(), exchange.reception(), leases, now),
                        rules.settings())
                    .line());
  }

  private static boolean needsDisk(Verdict verdict) {
    for (LeaseChange change : verdict.changes()) {
      if (change.durable()) {
        return true;
      }
    }
    return false;
  }

  /// Applies changes to the leases, which write those down that must reach the disk. Returns false
  /// where another record stands there than was believed.
  boolean change(List<LeaseChange> wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    if (!leases.apply(wanted)) {
      return false;
    }
    for (LeaseChange change : wanted) {
      if (endsHold(change)) {
        directReplies.forget(change.address());
      }
    }
    return true;
  }

  /// Whether the client that the address was offered or given to does not have it any more: then
  /// its entry in the neighbour table is no longer true.
  private static boolean endsHold(LeaseChange change) {
    Optional<Lease> before = change.believed().filter(Answers::isHeld);
    return before.isPresent()
        && change
            .wanted()
            .filter(lease -> isHeld(lease) && lease.client().equals(before.get().client()))
            .isEmpty();
  }

  private static boolean isHeld(Lease lease) {
    return lease.state() == LeaseState.OFFERED || lease.state() == LeaseState.ASSIGNED;
  }

  private void carryOut(Policy rules, Exchange exchange, Verdict verdict, int conflicts) {
    switch (verdict) {
      case Verdict.Offer offer -> {
        if (!mustWait(exchange, offer, conflicts)) {
          reply(rules, exchange, offer, immediate);
          tell(ServerEvent.DHCP4_LEASE_OFFER, exchange, offer.binding());
        }
      }
      case Verdict.Ack ack -> {
        reply(rules, exchange, ack, group());
        scripts.acknowledged(exchange, ack, group());
        tell(ServerEvent.DHCP4_LEASE_ALLOC, exchange, ack.binding());
      }
      case Verdict.Inform inform -> reply(rules, exchange, inform, immediate);
      case Verdict.Nak nak -> {
        reply(rules, exchange, nak, nak.changes().isEmpty() ? immediate : group());
        log.limited(ServerEvent.DHCP4_NAK, () -> exchange.describe() + " reason=" + nak.reason());
        if (nak.reason() == NakReason.LIMIT_REACHED) {
          limiting.tell(exchange, rules, leases, now);
        }
      }
      case Verdict.Absorb absorb -> absorbed(exchange, absorb);
      case Verdict.Silent silent -> {
        silent(exchange, silent.reason());
        if (silent.reason() == SilentReason.LIMIT_REACHED) {
          limiting.tell(exchange, rules, leases, now);
        }
      }
    }
  }

  private void reply(Policy rules, Exchange exchange, Verdict.Answered verdict, ReplyGroup group) {
    DhcpMessage request = exchange.request();
    Message reply = rules.reply(verdict, request, exchange.reception());
    Delivery delivery = Delivery.of(reply, request, exchange.reception());
    group.add(exchange, reply, delivery, Policy.maxPayload(request));
  }

  private boolean mustWait(Exchange exchange, Verdict.Offer offer, int conflicts) {
    return mustWait(
        exchange, offer.binding(), offer.recency(), PingCheck.Mode.BEFORE_OFFER, conflicts);
  }

  private boolean mustWait(Exchange exchange, Verdict.Ack ack, int conflicts) {
    // A lease given without an offer is asked about when the offer would have been.
    boolean unoffered =
        exchange.request().messageType().filter(MessageType.DHCPDISCOVER::equals).isPresent();
    boolean early =
        unoffered
            && ack.binding().subnet().parameters().pingCheck().mode()
                == PingCheck.Mode.BEFORE_OFFER;
    return mustWait(
        exchange,
        ack.binding(),
        ack.recency(),
        early ? PingCheck.Mode.BEFORE_OFFER : PingCheck.Mode.BEFORE_ACK,
        conflicts);
  }

  private boolean mustWait(
      Exchange exchange,
      Binding binding,
      Verdict.Recency recency,
      PingCheck.Mode moment,
      int conflicts) {
    Ipv4 address = binding.lease().address();
    HardwareAddress client = exchange.request().chaddr();
    if (binding.subnet().parameters().pingCheck().mode() != moment) {
      return false;
    }
    // While an address is being asked for, a repeated message must not get round the question: the
    // offer that stands meanwhile would count as asked.
    boolean settled =
        recency == Verdict.Recency.SAME_CLIENT || pings.isVerified(address, client, nowNanos);
    if (settled && !pings.isAsking(address)) {
      return false;
    }
    boolean onLink =
        exchange.request().giaddr().isUnspecified()
            && inlets.reach(exchange.interfaceIndex(), address) == Reach.ROUTE;
    Exchange kept =
        new Exchange(
            Message.copyOf(exchange.request()), exchange.reception(), exchange.interfaceIndex());
    PingQuestion.Reach reach = onLink ? PingQuestion.Reach.ON_LINK : PingQuestion.Reach.ROUTED;
    switch (pings.start(kept, binding, conflicts, reach)) {
      case ASKED -> statistics.count(Statistic.PING_CHECKS);
      case ONE_WAITS_ALREADY -> {
        statistics.count(Statistic.PKT4_DUPLICATE);
        statistics.count(Statistic.PKT4_RECEIVE_DROP);
      }
      case TOO_MANY -> {
        statistics.count(Statistic.PKT4_QUEUE_FULL);
        statistics.count(Statistic.PKT4_RECEIVE_DROP);
        log.limited(ServerEvent.LESSOR_PING_BUSY, () -> exchange.describe());
      }
    }
    return true;
  }

  /// Goes on with the messages whose checks have ended. Returns how many.
  int answerChecks() {
    int done = 0;
    while (done < BATCH) {
      PingAnswer answer = pings.nextAnswer();
      if (answer == null) {
        break;
      }
      done++;
      pings.close(answer, nowNanos).ifPresent(waiting -> tryToGoOn(waiting, answer));
    }
    return done;
  }

  private void tryToGoOn(PingDesk.Waiting waiting, PingAnswer answer) {
    try {
      goOn(waiting, answer);
    } catch (RuntimeException | AssertionError fault) {
      statistics.count(Statistic.PKT4_PROCESSING_FAILED);
      statistics.count(Statistic.PKT4_RECEIVE_DROP);
      log.fault(() -> waiting.exchange().describe(), fault);
    }
  }

  private void goOn(PingDesk.Waiting waiting, PingAnswer answer) {
    int conflicts = waiting.attempt();
    if (answer.outcome() == PingAnswer.Outcome.IN_USE) {
      conflicts++;
      setAside(waiting, answer);
      if (conflicts == MAX_CONFLICTS) {
        silent(waiting.exchange(), SilentReason.NO_ADDRESS);
        return;
      }
    }
    answer(waiting.exchange(), conflicts);
  }

  private void setAside(PingDesk.Waiting waiting, PingAnswer answer) {
    Ipv4 address = answer.question().address();
    statistics.count(Statistic.PING_CHECK_CONFLICTS);
    log.limited(
        ServerEvent.PING_CHECK_CONFLICT,
        () ->
            waiting.exchange().describe()
                + " address="
                + address
                + " evidence=\""
                + answer.evidence()
                + "\"");
    boolean changed = false;
    for (int race = 0; race < MAX_RACES && !changed; race++) {
      Optional<Lease> believed = leases.lease(address);
      changed = change(List.of(policy.get().setAside(waiting.binding(), believed, now)));
    }
  }

  private void absorbed(Exchange exchange, Verdict.Absorb absorb) {
    statistics.count(Statistic.PKT4_ABSORBED);
    scripts.absorbed(exchange, absorb);
    ServerEvent event =
        switch (absorb.reason()) {
          case RELEASED -> ServerEvent.DHCP4_RELEASE;
          case DECLINED -> ServerEvent.DHCP4_DECLINE_LEASE;
          case OTHER_SERVER_SELECTED -> ServerEvent.LESSOR_OFFER_WITHDRAWN;
        };
    log.limited(
        event,
        () -> {
          StringBuilder addresses = new StringBuilder();
          for (LeaseChange change : absorb.changes()) {
            addresses.append(addresses.isEmpty() ? "" : ",").append(change.address());
          }
          return exchange.describe() + " address=" + addresses;
        });
  }

  private void silent(Exchange exchange, SilentReason reason) {
    statistics.count(reason);
    Statistic statistic = Worker.statisticOf(reason);
    statistics.count(statistic);
    if (statistic != Statistic.PKT4_RECEIVE_DROP) {
      statistics.count(Statistic.PKT4_RECEIVE_DROP);
    }
    log.limited(
        reason == SilentReason.NO_ADDRESS
            ? ServerEvent.ALLOC_ENGINE_V4_ALLOC_FAIL
            : ServerEvent.DHCP4_NO_ANSWER,
        () -> exchange.describe() + " reason=" + reason);
  }

  private void tell(ServerEvent event, Exchange exchange, Binding binding) {
    log.limited(
        event,
        () ->
            exchange.describe()
                + " address="
                + binding.lease().address()
                + " subnet="
                + binding.subnet().id()
                + " lifetime="
                + binding.lifetimeSeconds());
  }
}

package org.lessor.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.lessor.engine.Delivery;
import org.lessor.linux.Errno;
import org.lessor.store.Commit;
import org.lessor.transport.Endpoint;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.transport.SteadySender;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.MessageType;
import org.lessor.wire.StationAddress;

/// Replies that leave together, at once or when what they say is on stable storage. Made once,
/// filled again and again. Belongs to one thread at a time; handed over between threads as a whole.
final class ReplyGroup implements Commit {
  /// The largest reply in bytes: what an Ethernet frame carries unfragmented. A client may allow
  /// more by option 57, but no reply gets larger.
  static final int MAX_REPLY = 1500 - MessageEncoder.IP_UDP_HEADERS;

  /// A reply that waited longer for the disk is not sent. Its client has asked again since, or
  /// someone else; and with a short lease there might be nothing left to say it for.
  static final long MAX_WAIT_NANOS = 10_000_000_000L;

  /// How long is waited for room in a socket before it is tried again.
  private static final long MOMENT_NANOS = 200_000;

  /// How often it is, for replies that the disk has set free: for a fifth of a second, in which a
  /// card of 100 Mbit/s sends more than a group holds.
  private static final int MOMENTS = 1000;

  /// What counts a packet that has left: its note is the index.
  private static final Statistic[] KINDS = {
    Statistic.PKT4_OFFER_SENT, Statistic.PKT4_ACK_SENT, Statistic.PKT4_NAK_SENT
  };

  private final ReplyGroups home;
  private final Executor departures;
  private final SteadySender sender;
  private final DirectReplies directReplies;
  private final Inlets inlets;
  private final Statistics statistics;
  private final EventLog log;
  private final LongSupplier nanos;
  private final OutboundBatch batch;
  private final List<DirectReply> direct = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final int serverPort;
  private final int clientPort;
  private final byte[] scratch = new byte[MAX_REPLY];
  private final int[] sentOfKind = new int[KINDS.length];
  private long sinceNanos;

  /// @param home where the group goes back to when the disk has spoken
  /// @param departures sends what the disk has set free
  ReplyGroup(
      int capacity,
      ReplyGroups home,
      Executor departures,
      PacketPort port,
      DirectReplies directReplies,
      Inlets inlets,
      Statistics statistics,
      EventLog log,
      LongSupplier nanos,
      Ports ports) {
    this.home = home;
    this.departures = departures;
    this.sender =
        new SteadySender(port, (packet, fault) -> log.fault(() -> "reply=" + packet, fault));
    this.directReplies = directReplies;
    this.inlets = inlets;
    this.statistics = statistics;
    this.log = log;
    this.nanos = nanos;
    this.serverPort = ports.server();
    this.clientPort = ports.client();
    this.batch = new OutboundBatch(capacity, MAX_REPLY);
  }

  boolean isEmpty() {
    return batch.count() == 0 && direct.isEmpty();
  }

  /// How many replies it holds.
  int size() {
    return batch.count() + direct.size();
  }

  boolean isFull() {
    return batch.full() || direct.size() >= batch.capacity();
  }

  /// Adds a reply. The group must not be full.
  ///
  /// @param maxPayload the most bytes that the client takes
  void add(Exchange exchange, Message reply, Delivery delivery, int maxPayload) {
    Ipv4 source = exchange.reception().serverAddress();
    int limit = Math.min(maxPayload, MAX_REPLY);
    switch (delivery) {
      case Delivery.ToLink(StationAddress client, Ipv4 yiaddr) ->
          addDirect(exchange, reply, client, yiaddr, limit);
      case Delivery.ToAddress(Ipv4 address) when needsFrame(exchange, address) ->
          addDirect(exchange, reply, station(exchange).orElseThrow(), address, limit);
      case Delivery.ToRelay(Ipv4 giaddr, int relayPort) -> {
        int given = relayPort == Delivery.SERVER_PORT ? serverPort : relayPort;
        OutboundPacket packet = batch.next();
        packet.unicast(exchange.interfaceIndex(), source, new Endpoint(giaddr, given));
        add(reply, packet, limit);
      }
      case Delivery.ToAddress(Ipv4 address) -> {
        OutboundPacket packet = batch.next();
        packet.unicast(exchange.interfaceIndex(), source, new Endpoint(address, clientPort));
        add(reply, packet, limit);
      }
      case Delivery.Broadcast() -> {
        OutboundPacket packet = batch.next();
        packet.broadcast(exchange.interfaceIndex(), source, clientPort);
        add(reply, packet, limit);
      }
    }
  }

  private void addDirect(
      Exchange exchange, Message reply, StationAddress client, Ipv4 address, int limit) {
    int length = MessageEncoder.encode(reply, scratch, limit).length();
    direct.add(
        new DirectReply(
            exchange.interfaceIndex(),
            exchange.reception().serverAddress(),
            client,
            new Endpoint(address, clientPort),
            inlets.reach(exchange.interfaceIndex(), address),
            KINDS[kind(reply)],
            Bytes.copyOf(scratch, 0, length)));
  }

  /// Whether a client that has an address is on this link, as it sent to all on it, but in a subnet
  /// that the kernel does not know of: it would ask a router, or for an address that does not
  /// answer.
  private boolean needsFrame(Exchange exchange, Ipv4 address) {
    return exchange.request().giaddr().isUnspecified()
        && exchange.reception().destination().equals(Ipv4.BROADCAST)
        && station(exchange).isPresent()
        && inlets.reach(exchange.interfaceIndex(), address) == Reach.NO_ROUTE;
  }

  private static Optional<StationAddress> station(Exchange exchange) {
    return StationAddress.of(exchange.request().chaddr());
  }

  private void add(Message reply, OutboundPacket packet, int limit) {
    packet.note(kind(reply));
    batch.add(MessageEncoder.encode(reply, packet.buffer(), limit).length());
  }

  private static int kind(Message reply) {
    MessageType type = reply.messageType().orElse(MessageType.DHCPACK);
    if (type == MessageType.DHCPOFFER) {
      return 0;
    }
    return type == MessageType.DHCPNAK ? 2 : 1;
  }

  /// Has `effect` follow when what the group waits for is on stable storage.
  void whenDurable(Runnable effect) {
    afterwards.add(effect);
  }

  /// Sends all without waiting, and empties the group. What a socket has no room for is lost.
  void send() {
    send(0);
  }

  /// Sends all and empties the group. Where a socket has no room, as when more goes out at once
  /// than a network card takes, it waits for some, for that many moments at most.
  private void send(int moments) {
    int left = batch.count() == 0 ? 0 : sendBatch();
    for (int moment = 0; moment < moments && left > 0 && keepThoseWithoutRoom(); moment++) {
      LockSupport.parkNanos(MOMENT_NANOS);
      left = sendBatch();
    }
    if (left > 0) {
      tellFailures(packet -> packet.errno() != 0);
    }
    batch.clear();
    for (DirectReply reply : direct) {
      if (!directReplies.reply(reply)) {
        statistics.count(Statistic.PKT4_REPLY_QUEUE_FULL);
      }
    }
    direct.clear();
  }

  /// How many packets of the batch did not leave.
  private int sendBatch() {
    int sent = sender.send(batch);
    statistics.count(Statistic.PKT4_SENT, sent);
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      if (packet.errno() == 0) {
        sentOfKind[packet.note()]++;
      }
    }
    for (int kind = 0; kind < KINDS.length; kind++) {
      statistics.count(KINDS[kind], sentOfKind[kind]);
      sentOfKind[kind] = 0;
    }
    return batch.count() - sent;
  }

  private boolean keepThoseWithoutRoom() {
    tellFailures(packet -> packet.errno() != 0 && !foundNoRoom(packet));
    batch.retain(ReplyGroup::foundNoRoom);
    return batch.count() > 0;
  }

  private static boolean foundNoRoom(OutboundPacket packet) {
    return Errno.isNoRoom(packet.errno());
  }

  private void tellFailures(Predicate<OutboundPacket> failed) {
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      if (failed.test(packet)) {
        statistics.count(Statistic.PKT4_SEND_FAILED);
        log.limited(ServerEvent.DHCP4_PACKET_SEND_FAIL, () -> packet + " errno=" + packet.errno());
      }
    }
  }

  /// Drops all without sending, and counts it: storage does not let them be said. Nothing follows.
  void drop() {
    afterwards.clear();
    dropReplies();
  }

  private void dropReplies() {
    statistics.count(Statistic.PKT4_NOT_DURABLE, size());
    statistics.count(Statistic.PKT4_RECEIVE_DROP, size());
    batch.clear();
    direct.clear();
  }

  /// From when on it waits for the disk.
  void waitsSince(long nowNanos) {
    sinceNanos = nowNanos;
  }

  @Override
  public void durable() {
    departures.execute(this::depart);
  }

  private void depart() {
    try {
      if (nanos.getAsLong() - sinceNanos > MAX_WAIT_NANOS) {
        dropReplies();
      } else {
        send(MOMENTS);
      }
      afterwards.forEach(this::follow);
      afterwards.clear();
    } catch (RuntimeException | AssertionError fault) {
      // The thread that commits must go on: everybody waits for it.
      log.fault(() -> "thread=commit replies=" + size(), fault);
      drop();
    } finally {
      home.giveBack(this);
    }
  }

  private void follow(Runnable effect) {
    try {
      effect.run();
    } catch (RuntimeException fault) {
      log.fault(() -> "thread=commit", fault);
    }
  }

  @Override
  public void lost() {
    drop();
    home.giveBack(this);
  }
}

package org.lessor.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.lessor.linux.Errno;
import org.lessor.transport.Neighbours;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.transport.SteadySender;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageEncoder;

/// Answers clients that have no address yet, beside the packet path: enters hardware address and IP
/// address in the kernel's neighbour table and sends by unicast; by a frame of ours where there is
/// no route or no entry can be made; by broadcast where frames cannot be sent either. Takes entries
/// out again when they are no longer true. Where a socket has no room, it waits for some: nobody
/// waits for this thread.
///
/// [#reply] and [#forget] may be called by any thread; all else by the one that owns this object.
final class DirectReplies implements Steps {
  /// The most replies and removals that wait: more than all groups hold together when the disk has
  /// stood still, which may set them free at once.
  static final int CAPACITY = 1 << 16;

  /// How many replies are gathered before they are sent, whatever else waits.
  private static final int MOST_AT_ONCE = 256;

  /// How long is waited for room in a socket before it is tried again.
  private static final long MOMENT_NANOS = 200_000;

  /// How often it is for replies that are sent together: for 20 ms, in which a card of 100 Mbit/s
  /// sends more than those.
  private static final int MOMENTS = 100;

  /// The most entries that are remembered for removal; the kernel forgets unused ones by itself.
  static final int REMEMBERED = 16_384;

  private final SteadySender sender;
  private final Neighbours neighbours;
  private final EventLog log;
  private final Statistics statistics;
  private final Runnable wakeUp;
  private final Queue<Job> jobs = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean pending = new AtomicBoolean();
  private final OutboundBatch batch = new OutboundBatch(MOST_AT_ONCE, MessageEncoder.MAX_PAYLOAD);
  private final LinkedHashMap<Ipv4, Neighbours.Entry> entered = new LinkedHashMap<>();

  /// Whether a socket had no room for a packet of the last attempt.
  private boolean foundNoRoom;

  private sealed interface Job {}

  private record Send(DirectReply reply) implements Job {}

  private record Forget(Ipv4 address) implements Job {}

  /// @param wakeUp ends the wait of the thread that owns this object
  DirectReplies(
      PacketPort port,
      Neighbours neighbours,
      EventLog log,
      Statistics statistics,
      Runnable wakeUp) {
    this.sender =
        new SteadySender(port, (packet, fault) -> log.fault(() -> "reply=" + packet, fault));
    this.neighbours = neighbours;
    this.log = log;
    this.statistics = statistics;
    this.wakeUp = wakeUp;
  }

  /// Takes a reply to be sent, unless too many wait.
  boolean reply(DirectReply reply) {
    return take(new Send(reply));
  }

  /// Takes out the entry for this address, if one was made here. Where too many jobs wait the entry
  /// stays until the kernel finds out by itself.
  void forget(Ipv4 address) {
    take(new Forget(address));
  }

  private boolean take(Job job) {
    boolean taken = jobs.offer(job);
    if (taken && pending.compareAndSet(false, true)) {
      wakeUp.run();
    }
    return taken;
  }

  @Override
  public int doWork(long nowNanos) {
    pending.set(false);
    List<DirectReply> replies = new ArrayList<>();
    Set<Ipv4> to = new HashSet<>();
    int done = 0;
    Job job = jobs.poll();
    while (job != null) {
      if (replies.size() == MOST_AT_ONCE) {
        send(replies);
        to.clear();
      }
      switch (job) {
        case Send(DirectReply reply) -> {
          if (!to.add(reply.destination().address())) {
            // The kernel knows one client by an address at a time.
            send(replies);
            to.clear();
            to.add(reply.destination().address());
          }
          replies.add(reply);
        }
        case Forget(Ipv4 address) -> {
          send(replies);
          to.clear();
          remove(address);
        }
      }
      done++;
      job = jobs.poll();
    }
    send(replies);
    return done;
  }

  @Override
  public long nextDeadlineNanos() {
    return Long.MAX_VALUE;
  }

  /// A reply and the way that is to be tried next.
  private record Attempt(DirectReply reply, OutboundPacket.Way way) {}

  /// Sends what was gathered, and forgets it.
  private void send(List<DirectReply> replies) {
    if (replies.isEmpty()) {
      return;
    }
    Set<Ipv4> known = enter(replies);
    List<Attempt> open = new ArrayList<>();
    for (DirectReply reply : replies) {
      boolean unicast = known.contains(reply.destination().address());
      open.add(new Attempt(reply, unicast ? OutboundPacket.Way.UNICAST : OutboundPacket.Way.FRAME));
    }
    replies.clear();
    int moments = 0;
    while (!open.isEmpty()) {
      boolean waits = moments < MOMENTS;
      open = attempt(open, waits);
      if (foundNoRoom && waits) {
        LockSupport.parkNanos(MOMENT_NANOS);
        moments++;
      }
    }
  }

  /// Sends all together. Returns those that are to be tried again: the same way where a socket had
  /// no room and that is waited for, another way where there is one.
  private List<Attempt> attempt(List<Attempt> attempts, boolean waits) {
    List<Attempt> filled = new ArrayList<>();
    for (Attempt attempt : attempts) {
      try {
        fill(attempt);
        filled.add(attempt);
      } catch (RuntimeException fault) {
        // The others have nothing to do with it.
        statistics.count(Statistic.PKT4_SEND_FAILED);
        tellFault(attempt.reply(), fault);
      }
    }
    statistics.count(Statistic.PKT4_SENT, sender.send(batch));
    foundNoRoom = false;
    List<Attempt> again = new ArrayList<>();
    for (int i = 0; i < filled.size(); i++) {
      int errno = batch.packet(i).errno();
      if (errno == 0) {
        statistics.count(filled.get(i).reply().sent());
      } else {
        next(filled.get(i), errno, waits).ifPresent(again::add);
      }
    }
    batch.clear();
    return again;
  }

  private Optional<Attempt> next(Attempt attempt, int errno, boolean waits) {
    DirectReply reply = attempt.reply();
    if (waits && Errno.isNoRoom(errno)) {
      foundNoRoom = true;
      return Optional.of(attempt);
    }
    if (attempt.way() == OutboundPacket.Way.UNICAST) {
      return Optional.of(new Attempt(reply, OutboundPacket.Way.FRAME));
    }
    if (attempt.way() == OutboundPacket.Way.FRAME && errno == Errno.EOPNOTSUPP) {
      // No frames (Kea: dhcp-socket-type udp): the client is among those who hear a broadcast.
      return Optional.of(new Attempt(reply, OutboundPacket.Way.BROADCAST));
    }
    statistics.count(Statistic.PKT4_SEND_FAILED);
    log.limited(
        ServerEvent.DHCP4_PACKET_SEND_FAIL,
        () ->
            "chaddr="
                + reply.client()
                + " to="
                + reply.destination()
                + " reason="
                + Errno.describe(errno));
    return Optional.empty();
  }

  private void tellFault(DirectReply reply, Throwable fault) {
    log.fault(() -> "reply chaddr=" + reply.client() + " to=" + reply.destination(), fault);
  }

  /// Enters the clients that the kernel has a route to; returns the addresses that it knows now.
  private Set<Ipv4> enter(List<DirectReply> replies) {
    List<Neighbours.Entry> entries = new ArrayList<>();
    for (DirectReply reply : replies) {
      if (reply.reach() == Reach.ROUTE) {
        Ipv4 address = reply.destination().address();
        entries.add(
            new Neighbours.Entry(reply.interfaceIndex(), address, reply.client().hardware()));
      }
    }
    Set<Ipv4> known = new HashSet<>();
    if (entries.isEmpty()) {
      return known;
    }
    try {
      int[] refusals = neighbours.enterAll(entries);
      for (int i = 0; i < refusals.length; i++) {
        if (refusals[i] == 0) {
          known.add(entries.get(i).address());
          remember(entries.get(i));
        } else {
          tellRefusal(entries.get(i), describe(refusals[i]));
        }
      }
    } catch (IOException failure) {
      tellRefusal(entries.getFirst(), String.valueOf(failure.getMessage()));
    } catch (RuntimeException fault) {
      // They go by frames.
      log.fault(() -> "entries=" + entries.size(), fault);
    }
    return known;
  }

  private void remember(Neighbours.Entry entry) {
    entered.remove(entry.address());
    entered.put(entry.address(), entry);
    if (entered.size() > REMEMBERED) {
      entered.pollFirstEntry();
    }
  }

  private static String describe(int errno) {
    return Errno.describe(errno) + (errno == Errno.EPERM ? ": needs CAP_NET_ADMIN" : "");
  }

  private void tellRefusal(Neighbours.Entry entry, String reason) {
    log.limited(
        ServerEvent.LESSOR_NEIGHBOUR_FAIL,
        () ->
            "address="
                + entry.address()
                + " chaddr="
                + entry.hardware()
                + " reason=\""
                + reason
                + "\"");
  }

  private void fill(Attempt attempt) {
    DirectReply reply = attempt.reply();
    OutboundPacket packet = batch.next();
    reply.payload().copyTo(packet.buffer(), 0);
    switch (attempt.way()) {
      case UNICAST -> packet.unicast(reply.interfaceIndex(), reply.source(), reply.destination());
      case BROADCAST ->
          packet.broadcast(reply.interfaceIndex(), reply.source(), reply.destination().port());
      case FRAME ->
          packet.frame(
              reply.interfaceIndex(),
              reply.source(),
              reply.client().hardware(),
              reply.destination());
    }
    batch.add(reply.payload().length());
  }

  private void remove(Ipv4 address) {
    Neighbours.Entry entry = entered.remove(address);
    if (entry == null) {
      return;
    }
    try {
      boolean ours =
          neighbours
              .lookup(entry.interfaceIndex(), address)
              .filter(entry.hardware()::equals)
              .isPresent();
      if (ours) {
        neighbours.remove(entry.interfaceIndex(), address);
      }
    } catch (IOException failure) {
      tellRefusal(entry, String.valueOf(failure.getMessage()));
    } catch (RuntimeException fault) {
      log.fault(() -> "address=" + address, fault);
    }
  }
}

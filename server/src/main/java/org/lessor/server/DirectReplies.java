package org.lessor.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lessor.linux.Errno;
import org.lessor.transport.Neighbours;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageEncoder;

/// Answers clients that have no address yet, beside the packet path: enters hardware address and IP
/// address in the kernel's neighbour table and sends by unicast; by a frame of ours where there is
/// no route or no entry can be made; by broadcast where frames cannot be sent either. Takes entries
/// out again when they are no longer true.
///
/// [#reply] and [#forget] may be called by any thread; all else by the one that owns this object.
final class DirectReplies implements Steps {
  /// The most replies and removals that wait.
  static final int CAPACITY = 8192;

  /// How many replies are gathered before they are sent, whatever else waits.
  private static final int MOST_AT_ONCE = 256;

  /// The most entries that are remembered for removal; the kernel forgets unused ones by itself.
  static final int REMEMBERED = 16_384;

  private final PacketPort port;
  private final Neighbours neighbours;
  private final EventLog log;
  private final Statistics statistics;
  private final Runnable wakeUp;
  private final Queue<Job> jobs = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean pending = new AtomicBoolean();
  private final OutboundBatch one = new OutboundBatch(1, MessageEncoder.MAX_PAYLOAD);
  private final LinkedHashMap<Ipv4, Neighbours.Entry> entered = new LinkedHashMap<>();

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
    this.port = port;
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

  /// Sends what was gathered, and forgets it.
  private void send(List<DirectReply> replies) {
    if (replies.isEmpty()) {
      return;
    }
    Set<Ipv4> known = enter(replies);
    for (DirectReply reply : replies) {
      try {
        send(reply, known.contains(reply.destination().address()));
      } catch (RuntimeException | AssertionError fault) {
        // The others have nothing to do with it.
        one.clear();
        statistics.count(Statistic.PKT4_SEND_FAILED);
        log.fault(() -> "reply to=" + reply.client(), fault);
      }
    }
    replies.clear();
  }

  private void send(DirectReply reply, boolean known) {
    int errno = known ? attempt(reply, OutboundPacket.Way.UNICAST) : -1;
    if (errno != 0) {
      errno = attempt(reply, OutboundPacket.Way.FRAME);
    }
    if (errno == Errno.EOPNOTSUPP) {
      // No frames (Kea: dhcp-socket-type udp): the client is among those who hear a broadcast.
      errno = attempt(reply, OutboundPacket.Way.BROADCAST);
    }
    if (errno == 0) {
      statistics.count(Statistic.PKT4_SENT);
      return;
    }
    int why = errno;
    statistics.count(Statistic.PKT4_SEND_FAILED);
    log.limited(
        ServerEvent.DHCP4_PACKET_SEND_FAIL,
        () ->
            "chaddr="
                + reply.client()
                + " to="
                + reply.destination()
                + " reason="
                + Errno.describe(why));
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
    } catch (RuntimeException | AssertionError fault) {
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

  private int attempt(DirectReply reply, OutboundPacket.Way way) {
    OutboundPacket packet = one.next();
    reply.payload().copyTo(packet.buffer(), 0);
    switch (way) {
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
    one.add(reply.payload().length());
    port.send(one);
    int errno = one.packet(0).errno();
    one.clear();
    return errno;
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
    } catch (RuntimeException | AssertionError fault) {
      log.fault(() -> "address=" + address, fault);
    }
  }
}

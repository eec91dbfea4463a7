package org.lessor.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.Poller;
import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.UdpSocket;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.PacketSocket;

/// A [ServerPort] by Linux sockets: for each interface one UDP socket that is bound to it and to
/// 0.0.0.0, and with [SocketType#RAW] one packet socket that only sends.
///
/// The UDP port is not shared (no `SO_REUSEADDR`): a second server on the same interface is an
/// error at [#listen], not half of the packets lost. An interface that is down, or without an
/// address, can be listened to; packets come once it is up.
///
/// One [#receive] brings packets of one interface; those with packets take turns.
public final class LinuxServerPort implements ServerPort {
  /// How packets may leave (Kea's `dhcp-socket-type`).
  public enum SocketType {
    /// By UDP, and as frames to clients that have no address yet. Needs `CAP_NET_RAW`.
    RAW,
    /// By UDP only: frames are refused with `EOPNOTSUPP`. For relayed traffic, and for loopback.
    UDP
  }

  /// What a port should be like.
  ///
  /// @param udpPort the port to receive at and send from, 1 to 65535; 67 for DHCP
  /// @param receiveBufferBytes the room asked for in each socket for packets that wait
  public record Settings(int udpPort, SocketType socketType, int receiveBufferBytes) {
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    /// Throws [IllegalArgumentException] if the port is out of range.
    public Settings {
      if (udpPort < 1 || udpPort > 0xffff) {
        throw new IllegalArgumentException("a UDP port is 1 to 65535, not " + udpPort);
      }
    }

    /// This port and kind, with room for some thousand packets.
    public static Settings of(int udpPort, SocketType socketType) {
      return new Settings(udpPort, socketType, RECEIVE_BUFFER_BYTES);
    }
  }

  /// One interface, and what the worker knows about it.
  private static final class Served {
    private final Listening listening;
    private final UdpSocket udp;
    private final LinuxOutlet outlet;

    /// How many of the socket's losses are in [#droppedByKernel].
    private long drops;

    Served(Listening listening, UdpSocket udp, @Nullable PacketSocket frames) {
      this.listening = listening;
      this.udp = udp;
      this.outlet = new LinuxOutlet(listening.index(), udp, frames);
    }
  }

  private static final int SLOTS = 64;

  /// Replies to addresses that nobody answers for wait in the socket for some seconds each: room
  /// for those of thousands a second, so that all others find some.
  private static final int SEND_BUFFER_BYTES = 8 << 20;

  private static final int SENDING_THREADS = 4;
  private static final int SENDING_SLOTS = 64;

  private final Settings settings;
  private final Poller poller;
  private final LinuxSender sender;

  /// Guards everything below: held by the worker while it receives or waits, by others while they
  /// change what is served. Those announce themselves first, so that the worker does not wait long.
  private final ReentrantLock receiving = new ReentrantLock(true);

  private final AtomicInteger changing = new AtomicInteger();
  private final List<Served> served = new ArrayList<>();
  private final ReceivedDatagrams received = new ReceivedDatagrams(SLOTS, MAX_PAYLOAD_BYTES);
  private @Nullable Served receivedFrom;
  private int handedOut;
  private int turn;
  private boolean closed;

  private final LongAdder receivedCount = new LongAdder();
  private final LongAdder droppedByKernel = new LongAdder();
  private final LongAdder notForUs = new LongAdder();
  private final LongAdder receiveErrors = new LongAdder();

  private LinuxServerPort(Settings settings, Poller poller) {
    this.settings = settings;
    this.poller = poller;
    this.sender = new LinuxSender(settings.udpPort(), SENDING_THREADS, SENDING_SLOTS);
  }

  /// A port that listens to no interface yet.
  public static LinuxServerPort open(Settings settings) throws IOException {
    return new LinuxServerPort(settings, Poller.open());
  }

  /// The UDP port that it receives at and sends from.
  public int udpPort() {
    return settings.udpPort();
  }

  @Override
  public void listen(Listening listening) throws IOException {
    lockForChange();
    try {
      if (closed) {
        throw new IllegalStateException("listens after it was closed");
      }
      Served before = find(listening.index());
      if (before != null) {
        // The sockets stay: only what is served by them, and how they send, changes.
        before.udp.segmentationOffload(listening.segmentationOffload());
        Served after = new Served(listening, before.udp, before.outlet.frames());
        after.drops = before.drops;
        served.set(served.indexOf(before), after);
        if (receivedFrom == before) {
          receivedFrom = find(listening.index());
        }
        return;
      }
      Served opened = openSockets(listening);
      served.add(opened);
      poller.add(opened.udp, Poller.Interest.READ);
      replaceOutlets();
    } finally {
      unlockAfterChange();
    }
  }

  private Served openSockets(Listening listening) throws ErrnoException {
    UdpSocket udp =
        UdpSocket.at(Ip4.ANY, settings.udpPort())
            .device(listening.name())
            .broadcast()
            .receiveBufferBytes(settings.receiveBufferBytes())
            .sendBufferBytes(SEND_BUFFER_BYTES)
            .open();
    udp.segmentationOffload(listening.segmentationOffload());
    try {
      return new Served(listening, udp, openFrames(listening));
    } catch (ErrnoException failure) {
      udp.close();
      throw failure;
    }
  }

  private @Nullable PacketSocket openFrames(Listening listening) throws ErrnoException {
    return switch (settings.socketType()) {
      case RAW ->
          PacketSocket.on(listening.index(), EtherType.IPV4, PacketSocket.Kind.COOKED)
              .sendOnly()
              .open();
      case UDP -> null;
    };
  }

  @Override
  public boolean leave(int interfaceIndex) {
    lockForChange();
    try {
      Served going = find(interfaceIndex);
      if (going == null) {
        return false;
      }
      served.remove(going);
      if (receivedFrom == going) {
        receivedFrom = null;
      }
      replaceOutlets();
      poller.remove(going.udp);
      going.outlet.close();
      return true;
    } finally {
      unlockAfterChange();
    }
  }

  private void lockForChange() {
    changing.incrementAndGet();
    poller.wakeUp();
    receiving.lock();
  }

  private void unlockAfterChange() {
    changing.decrementAndGet();
    receiving.unlock();
  }

  private @Nullable Served find(int interfaceIndex) {
    for (Served each : served) {
      if (each.listening.index() == interfaceIndex) {
        return each;
      }
    }
    return null;
  }

  private void replaceOutlets() {
    sender.replace(served.stream().map(each -> each.outlet).toArray(LinuxOutlet[]::new));
  }

  @Override
  public int receive(InboundBatch batch) {
    receiving.lock();
    try {
      batch.clear();
      if (receivedFrom == null) {
        receiveFromNext();
      }
      Served from = receivedFrom;
      if (from != null) {
        handOut(batch, from);
      }
      receivedCount.add(batch.count());
      return batch.count();
    } finally {
      receiving.unlock();
    }
  }

  /// Fills [#received] from the first interface, in turn, that has packets: first those where the
  /// last wait found some, then the others.
  private void receiveFromNext() {
    int count = served.size();
    for (int i = 0; i < 2 * count; i++) {
      turn = (turn + 1) % count;
      Served next = served.get(turn);
      boolean firstRound = i < count;
      if (poller.readable(next.udp) == firstRound && receiveFrom(next)) {
        return;
      }
    }
  }

  private boolean receiveFrom(Served next) {
    int count = next.udp.receive(received);
    long drops = next.udp.droppedByKernel();
    droppedByKernel.add(drops - next.drops);
    next.drops = drops;
    if (count < 0) {
      receiveErrors.increment();
    }
    if (count <= 0) {
      return false;
    }
    receivedFrom = next;
    handedOut = 0;
    return true;
  }

  private void handOut(InboundBatch batch, Served from) {
    while (!batch.full() && handedOut < received.count()) {
      fill(batch, from, handedOut++);
    }
    if (handedOut == received.count()) {
      receivedFrom = null;
    }
  }

  private void fill(InboundBatch batch, Served from, int slot) {
    int destination = received.destinationAddress(slot);
    int local = received.localAddress(slot);
    // The kernel would answer from the destination itself, unless that is no address of ours.
    boolean broadcast = destination != local;
    if (!broadcast && !from.listening.serves(destination)) {
      notForUs.increment();
      return;
    }
    InboundPacket packet = batch.add();
    packet.setPayload(received.payload(slot), 0, received.sizeBytes(slot));
    packet.setTruncated(received.truncated(slot));
    packet.setInterface(received.interfaceIndex(slot));
    packet.setSource(received.sourceAddress(slot), received.sourcePort(slot));
    packet.setDestination(destination, settings.udpPort());
    packet.setBroadcast(broadcast);
    packet.setLocalAddress(broadcast ? from.listening.firstOr(local) : local);
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    receiving.lock();
    try {
      if (closed) {
        return false;
      }
      if (receivedFrom != null) {
        return true;
      }
      return poller.await(changing.get() > 0 ? 0 : timeoutNanos) > 0;
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public int send(OutboundBatch batch) {
    return sender.send(batch);
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(
        receivedCount.sum(),
        droppedByKernel.sum(),
        notForUs.sum(),
        0,
        0,
        receiveErrors.sum(),
        sender.sent(),
        sender.refused());
  }

  @Override
  public void close() {
    lockForChange();
    try {
      if (closed) {
        return;
      }
      closed = true;
      receivedFrom = null;
      sender.close();
      for (Iterator<Served> each = served.iterator(); each.hasNext(); each.remove()) {
        each.next().outlet.close();
      }
      poller.close();
    } finally {
      unlockAfterChange();
    }
  }
}

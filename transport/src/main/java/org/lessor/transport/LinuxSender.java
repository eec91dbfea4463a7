package org.lessor.transport;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Errno;
import org.lessor.linux.OutgoingDatagrams;
import org.lessor.linux.UdpSocket;
import org.lessor.linux.packet.OutgoingFrames;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.linux.packet.UdpHeaders;

/// Sends batches by whichever sockets lead to the interfaces named in them, for any number of
/// threads at once.
///
/// Each thread that sends takes a free *lane*: native buffers under a lock of their own, so that a
/// second thread neither waits for the first nor shares its memory. The kernel lets two threads
/// send on one socket at the same time. [#replace] takes all lanes: once it returns, nobody uses
/// the outlets that were there before.
final class LinuxSender {
  private static final int MAX_PAYLOAD_BYTES = PacketPort.MAX_PAYLOAD_BYTES;
  private static final int PENDING = -1;
  private static final int ETHERNET_SIZE = 6;
  private static final LinuxOutlet[] NONE = {};

  private final int udpPort;
  private final Lane[] lanes;
  private final LongAdder sent = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile LinuxOutlet[] outlets = NONE;
  private volatile boolean closed;

  /// A sender without outlets.
  ///
  /// @param udpPort to send frames from
  /// @param lanes how many threads send at the same time without waiting for each other
  /// @param slots how many packets one system call takes at most: each costs some 8 KiB in each
  ///   lane that is used
  LinuxSender(int udpPort, int lanes, int slots) {
    this.udpPort = udpPort;
    this.lanes = new Lane[lanes];
    for (int i = 0; i < lanes; i++) {
      this.lanes[i] = new Lane(new LinuxSendingBuffers(slots));
    }
  }

  /// A sender without outlets for one thread, which may have others send from the same buffers.
  LinuxSender(int udpPort, LinuxSendingBuffers buffers) {
    this.udpPort = udpPort;
    this.lanes = new Lane[] {new Lane(buffers)};
  }

  long sent() {
    return sent.sum();
  }

  long refused() {
    return refused.sum();
  }

  /// Sends by these from now on. The caller closes those that went.
  void replace(LinuxOutlet... wanted) {
    for (Lane lane : lanes) {
      lane.lock.lock();
    }
    try {
      outlets = wanted;
    } finally {
      for (Lane lane : lanes) {
        lane.lock.unlock();
      }
    }
  }

  /// Refuses everything from now on.
  void close() {
    closed = true;
    replace(NONE);
  }

  int send(OutboundBatch batch) {
    Lane lane = take();
    int left;
    try {
      left = lane.send(batch);
    } finally {
      lane.lock.unlock();
    }
    sent.add(left);
    refused.add(batch.count() - left);
    return left;
  }

  private Lane take() {
    for (Lane lane : lanes) {
      if (lane.lock.tryLock()) {
        return lane;
      }
    }
    Lane last = lanes[lanes.length - 1];
    last.lock.lock();
    return last;
  }

  private @Nullable LinuxOutlet outlet(int interfaceIndex) {
    LinuxOutlet[] current = outlets;
    if (interfaceIndex == 0 && current.length == 1) {
      return current[0];
    }
    for (LinuxOutlet outlet : current) {
      if (outlet.interfaceIndex() == interfaceIndex) {
        return outlet;
      }
    }
    return null;
  }

  /// The way of one thread that sends.
  private final class Lane {
    private final ReentrantLock lock = new ReentrantLock();
    private final LinuxSendingBuffers buffers;
    private final int slots;
    private final int[] gathered;
    private final byte[] hardware = new byte[ETHERNET_SIZE];
    private int gatheredCount;

    private Lane(LinuxSendingBuffers buffers) {
      this.buffers = buffers;
      this.slots = buffers.slots();
      this.gathered = new int[slots];
    }

    /// All packets for one socket go together, first come first; then those for the next.
    int send(OutboundBatch batch) {
      int count = batch.count();
      for (int i = 0; i < count; i++) {
        OutboundPacket packet = batch.packet(i);
        packet.setErrno(packet.length() > MAX_PAYLOAD_BYTES ? Errno.EMSGSIZE : PENDING);
      }
      int left = 0;
      for (int i = 0; i < count; i++) {
        OutboundPacket packet = batch.packet(i);
        if (packet.errno() == PENDING) {
          LinuxOutlet outlet = outlet(packet.interfaceIndex());
          if (outlet == null) {
            packet.setErrno(closed ? Errno.EBADF : Errno.ENODEV);
          } else {
            left += sendGroup(batch, i, outlet);
          }
        }
      }
      return left;
    }

    /// Sends packet `first`, and all after it that leave by the same socket.
    private int sendGroup(OutboundBatch batch, int first, LinuxOutlet outlet) {
      boolean framed = isFrame(batch.packet(first));
      PacketSocket packets = outlet.frames();
      UdpSocket udp = outlet.udp();
      int left = 0;
      int from = first;
      while (from < batch.count()) {
        from = gather(batch, first, from);
        if (framed) {
          left += packets == null ? refuse(batch, Errno.EOPNOTSUPP) : sendFrames(batch, packets);
        } else {
          left += udp == null ? refuse(batch, Errno.EADDRNOTAVAIL) : sendUdp(batch, outlet, udp);
        }
      }
      return left;
    }

    /// Notes which packets from `from` on go the way of `first`, as many as there are slots.
    /// Returns where to go on.
    private int gather(OutboundBatch batch, int first, int from) {
      OutboundPacket example = batch.packet(first);
      gatheredCount = 0;
      int i = from;
      while (i < batch.count() && gatheredCount < slots) {
        OutboundPacket packet = batch.packet(i);
        if (packet.errno() == PENDING
            && packet.interfaceIndex() == example.interfaceIndex()
            && isFrame(packet) == isFrame(example)) {
          gathered[gatheredCount++] = i;
        }
        i++;
      }
      return i;
    }

    private static boolean isFrame(OutboundPacket packet) {
      return packet.way() == OutboundPacket.Way.FRAME;
    }

    private int refuse(OutboundBatch batch, int errno) {
      for (int slot = 0; slot < gatheredCount; slot++) {
        batch.packet(gathered[slot]).setErrno(errno);
      }
      return 0;
    }

    private int sendUdp(OutboundBatch batch, LinuxOutlet outlet, UdpSocket socket) {
      OutgoingDatagrams out = buffers.datagrams();
      out.clear();
      for (int slot = 0; slot < gatheredCount; slot++) {
        OutboundPacket packet = batch.packet(gathered[slot]);
        out.add(
            packet.buffer(),
            packet.length(),
            packet.destination().bits(),
            packet.destinationPort());
        out.via(outlet.interfaceIndex(), packet.source().bits());
      }
      int left = socket.send(out);
      for (int slot = 0; slot < gatheredCount; slot++) {
        batch.packet(gathered[slot]).setErrno(out.errno(slot));
      }
      return left;
    }

    private int sendFrames(OutboundBatch batch, PacketSocket socket) {
      OutgoingFrames out = buffers.frames();
      out.clear();
      for (int slot = 0; slot < gatheredCount; slot++) {
        OutboundPacket packet = batch.packet(gathered[slot]);
        System.arraycopy(packet.buffer(), 0, out.next(), UdpHeaders.SIZE_BYTES, packet.length());
        UdpHeaders headers =
            new UdpHeaders(
                packet.source().bits(),
                udpPort,
                packet.destination().bits(),
                packet.destinationPort(),
                0,
                UdpHeaders.DEFAULT_TIME_TO_LIVE);
        int sizeBytes = headers.write(out.next(), 0, packet.length());
        packet.hardware().orElseThrow().address().copyTo(hardware, 0);
        out.add(sizeBytes, hardware, ETHERNET_SIZE);
      }
      int left = socket.send(out);
      for (int slot = 0; slot < gatheredCount; slot++) {
        batch.packet(gathered[slot]).setErrno(out.errno(slot));
      }
      return left;
    }
  }
}

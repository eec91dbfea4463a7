package org.lessor.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.Neighbour;
import org.lessor.linux.netlink.RouteEvent;
import org.lessor.linux.netlink.RouteMonitor;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.linux.packet.ReceivedFrames;
import org.lessor.server.Ports;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Watches the server's end of the cable: each frame that passes there, the ARP table and the echo
/// counter of the server's kernel, and the lease file.
///
/// Opened by a thread in the server's network namespace; then used by one thread at a time.
final class CableWatch implements Closeable {
  private static final int SLOTS = 32;
  private static final int FRAME_BYTES = 2048;
  private static final int ROOM_BYTES = 1 << 20;

  private final Belongings belongings = new Belongings();
  private final PacketSocket socket;
  private final RouteMonitor monitor;
  private final EchoCounter echoCounter;
  private final Poller poller;
  private final LeaseFileTail leases;
  private final Consumer<Frame> capture;
  private final ReceivedFrames frames = new ReceivedFrames(SLOTS, FRAME_BYTES);
  private final FrameReader reader = new FrameReader(Ports.STANDARD);
  private final Map<Ipv4, HardwareAddress> neighbours = new HashMap<>();
  private long echoes;

  /// A frame as it was captured.
  record Frame(Instant at, int interfaceIndex, Bytes bytes) {}

  private CableWatch(
      Belongings untilOpen, int interfaceIndex, LeaseFileTail leases, Consumer<Frame> capture)
      throws IOException {
    this.leases = leases;
    this.capture = capture;
    monitor =
        untilOpen.own(
            RouteMonitor.open(EnumSet.of(RouteMonitor.Topic.NEIGHBOURS)), RouteMonitor::close);
    echoCounter = untilOpen.own(EchoCounter.open(), EchoCounter::close);
    echoes = echoCounter.read().orElse(0);
    socket =
        untilOpen.own(
            PacketSocket.on(interfaceIndex, EtherType.ALL, PacketSocket.Kind.RAW)
                .outgoing()
                .receiveBufferBytes(ROOM_BYTES)
                .open(),
            PacketSocket::close);
    poller = untilOpen.own(Poller.open(), Poller::close);
    poller.add(socket, Poller.Interest.READ);
    poller.add(monitor, Poller.Interest.READ);
  }

  /// Begins to watch.
  ///
  /// @param capture told of each frame, on the thread that looks
  static CableWatch open(int interfaceIndex, LeaseFileTail leases, Consumer<Frame> capture)
      throws IOException {
    try (Belongings untilOpen = new Belongings()) {
      CableWatch watch = new CableWatch(untilOpen, interfaceIndex, leases, capture);
      untilOpen.moveTo(watch.belongings);
      return watch;
    }
  }

  /// Waits for a packet or a change of the ARP table, but not longer than this.
  void await(long timeoutNanos) throws ErrnoException {
    poller.await(timeoutNanos);
  }

  /// The packets that passed since the last time. To be called before [#reports], as [Causality]
  /// wants it.
  List<Observed.Packet> packets() {
    List<Observed.Packet> found = new ArrayList<>();
    int received = receive(found);
    while (received > 0) {
      received = receive(found);
    }
    return found;
  }

  /// What else happened since the last time.
  List<Observed.Reported> reports() throws IOException {
    List<Observed.Reported> found = new ArrayList<>();
    // What comes later in an exchange is read earlier: so what made it possible is found with it.
    monitor.receive(event -> neighbour(event, found));
    for (String line : leases.next()) {
      found.add(new Observed.LeaseLine(line));
    }
    OptionalLong count = echoCounter.read();
    if (count.isPresent() && count.getAsLong() != echoes) {
      echoes = count.getAsLong();
      found.add(new Observed.EchoesSent(echoes));
    }
    return found;
  }

  private int receive(List<Observed.Packet> found) {
    int received = socket.receive(frames);
    for (int slot = 0; slot < received; slot++) {
      byte[] bytes = frames.packet(slot);
      int sizeBytes = frames.sizeBytes(slot);
      Bytes frame = Bytes.copyOf(bytes, 0, sizeBytes);
      capture.accept(new Frame(Instant.now(), frames.interfaceIndex(slot), frame));
      reader.read(bytes, sizeBytes, frames.checksum(slot)).ifPresent(found::add);
    }
    return received;
  }

  private void neighbour(RouteEvent event, List<Observed.Reported> found) {
    if (event instanceof RouteEvent.NeighbourChanged(Neighbour now)) {
      Ipv4 address = new Ipv4(now.address().bits());
      HardwareAddress hardware = FrameReader.hardware(now.linkAddress());
      if (!now.state().isValid()) {
        forget(address, found);
      } else if (!hardware.equals(neighbours.put(address, hardware))) {
        found.add(new Observed.NeighbourEntered(address, hardware, now.state().name()));
      }
    } else if (event instanceof RouteEvent.NeighbourRemoved(Neighbour gone)) {
      forget(new Ipv4(gone.address().bits()), found);
    }
  }

  private void forget(Ipv4 address, List<Observed.Reported> found) {
    if (neighbours.remove(address) != null) {
      found.add(new Observed.NeighbourRemoved(address));
    }
  }

  @Override
  public void close() throws IOException {
    belongings.close();
  }
}

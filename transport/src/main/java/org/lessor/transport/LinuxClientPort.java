package org.lessor.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.Poller;
import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.UdpSocket;
import org.lessor.linux.packet.ArpSocket;
import org.lessor.linux.packet.BpfProgram;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.PacketKind;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.linux.packet.ReceivedFrames;
import org.lessor.linux.packet.UdpPacket;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// A [ClientPort] by Linux sockets. Needs `CAP_NET_RAW`, and `CAP_NET_BIND_SERVICE` for port 68.
///
/// On the link it receives by a packet socket that sees the frames of one interface, filtered by
/// the kernel to whole UDP datagrams for the client's port. Everything is checked again: packets
/// are [PortCounts#malformed] whose headers or checksums are wrong (a checksum that the sending
/// kernel left to hardware that a virtual link does not have is not checked), and
/// [PortCounts#tagged] where they belong to a VLAN on top of the interface.
///
/// At an address it receives by a UDP socket bound to the interface, which shares its port with
/// sockets of other clients that allow that too.
public final class LinuxClientPort implements ClientPort {
  /// Which interface and ports.
  ///
  /// @param interfaceIndex of the interface
  /// @param interfaceName its name
  /// @param hardware its Ethernet address: ARP packets from there are our own
  /// @param udpPort the port to receive at and send from, 1 to 65535; 68 for DHCP
  public record Settings(
      int interfaceIndex, String interfaceName, HardwareAddress hardware, int udpPort) {
    /// Throws [IllegalArgumentException] where a number is out of range.
    public Settings {
      if (interfaceIndex < 1 || udpPort < 1 || udpPort > 0xffff) {
        throw new IllegalArgumentException(
            "not an interface index and port: " + interfaceIndex + ", " + udpPort);
      }
    }
  }

  /// How the port waits.
  private sealed interface Wait {
    Poller poller();

    /// For itself alone.
    record Own(Poller poller) implements Wait {}

    /// Together with others, by a poller that is not the port's to close.
    ///
    /// @param closing who closes packet sockets: the kernel takes some ten milliseconds for each
    record Shared(Poller poller, Executor closing) implements Wait {}
  }

  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  private static final int VLAN_ID = 0xfff;
  private static final int ETHERNET_SIZE = 6;

  private final Settings settings;
  private final Wait wait;
  private final Poller poller;
  private final LinuxSender sender;
  private final PacketSocket frameOutlet;
  private final LinuxClientBuffers buffers;
  private final ReceivedFrames frames;
  private final ReceivedDatagrams datagrams;
  private final UdpPacket udp;
  private final byte[] sourceHardware;

  /// Held by the worker in all it does here, and by whoever closes the port.
  private final ReentrantLock receiving = new ReentrantLock();

  private @Nullable PacketSocket onLink;
  private @Nullable UdpSocket atAddress;
  private @Nullable ArpSocket arp;
  private int address;
  private int waiting;
  private int handedOut;
  private long drops;
  private final Queue<ArpPacket> heard = new ArrayDeque<>();
  private volatile boolean closed;

  private final LongAdder received = new LongAdder();
  private final LongAdder droppedByKernel = new LongAdder();
  private final LongAdder notForUs = new LongAdder();
  private final LongAdder tagged = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder receiveErrors = new LongAdder();

  private LinuxClientPort(
      Settings settings, LinuxClientBuffers buffers, Wait wait, PacketSocket frameOutlet) {
    this.settings = settings;
    this.buffers = buffers;
    buffers.join();
    this.frames = buffers.frames;
    this.datagrams = buffers.datagrams;
    this.udp = buffers.udp;
    this.sourceHardware = buffers.sourceHardware;
    this.wait = wait;
    this.poller = wait.poller();
    this.frameOutlet = frameOutlet;
    this.sender = new LinuxSender(settings.udpPort(), buffers.outgoing);
  }

  /// Opens a port that listens on the link. The interface may be down.
  ///
  /// @throws IOException with a remedy where a privilege is missing or there is no such interface
  public static LinuxClientPort open(Settings settings) throws IOException {
    return open(settings, new LinuxClientBuffers());
  }

  /// As [#open(Settings)], with buffers that other ports of the same thread may use too.
  public static LinuxClientPort open(Settings settings, LinuxClientBuffers buffers)
      throws IOException {
    Poller poller = Poller.open();
    try {
      return open(settings, buffers, new Wait.Own(poller));
    } catch (IOException failure) {
      poller.close();
      throw failure;
    }
  }

  /// As [#open(Settings, LinuxClientBuffers)], for a thread that waits for many ports at once by
  /// `poller`, which stays open: [#hasInput] says which of them it found something for. [#await]
  /// and [#wakeUp] are those of the poller.
  ///
  /// @param closing runs what closes a socket that is not listened to any more; it may do so later
  ///   and by other threads, as the kernel takes some ten milliseconds for each
  public static LinuxClientPort open(
      Settings settings, LinuxClientBuffers buffers, Poller poller, Executor closing)
      throws IOException {
    return open(settings, buffers, new Wait.Shared(poller, closing));
  }

  private static LinuxClientPort open(Settings settings, LinuxClientBuffers buffers, Wait wait)
      throws IOException {
    PacketSocket frameOutlet = packetSocket(settings).sendOnly().open();
    LinuxClientPort port = new LinuxClientPort(settings, buffers, wait, frameOutlet);
    try {
      port.listenOnLink();
      return port;
    } catch (IOException failure) {
      port.close();
      throw failure;
    }
  }

  private static PacketSocket.Builder packetSocket(Settings settings) {
    return PacketSocket.on(settings.interfaceIndex(), EtherType.IPV4, PacketSocket.Kind.COOKED);
  }

  @Override
  public void listenOnLink() throws IOException {
    receiving.lock();
    try {
      requireOpen();
      PacketSocket opened =
          packetSocket(settings)
              .filter(BpfProgram.udpTo(settings.udpPort(), PacketSocket.Kind.COOKED))
              .receiveBufferBytes(RECEIVE_BUFFER_BYTES)
              .open();
      stopListening();
      onLink = opened;
      poller.add(opened, Poller.Interest.READ);
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public void listenAt(Ipv4 wanted) throws IOException {
    receiving.lock();
    try {
      requireOpen();
      // Bound to 0.0.0.0, for a socket bound to one address does not see broadcasts.
      UdpSocket opened =
          UdpSocket.at(Ip4.ANY, settings.udpPort())
              .device(settings.interfaceName())
              .broadcast()
              .reuseAddress()
              .receiveBufferBytes(RECEIVE_BUFFER_BYTES)
              .open();
      stopListening();
      atAddress = opened;
      address = wanted.bits();
      poller.add(opened, Poller.Interest.READ);
      sender.replace(new LinuxOutlet(settings.interfaceIndex(), opened, frameOutlet));
    } finally {
      receiving.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("listens after it was closed");
    }
  }

  /// Closes what is listened to, but not ARP.
  private void stopListening() {
    sender.replace(new LinuxOutlet(settings.interfaceIndex(), null, frameOutlet));
    if (onLink != null) {
      countDrops(onLink);
      poller.remove(onLink);
      closeSoon(onLink::close);
      onLink = null;
    }
    if (atAddress != null) {
      poller.remove(atAddress);
      atAddress.close();
      atAddress = null;
    }
    waiting = 0;
    handedOut = 0;
    drops = 0;
  }

  private void closeSoon(Runnable close) {
    switch (wait) {
      case Wait.Own _ -> close.run();
      case Wait.Shared(var _, Executor closing) -> closing.execute(close);
    }
  }

  private void countDrops(PacketSocket socket) {
    try {
      droppedByKernel.add(socket.takeStatistics().dropped());
    } catch (ErrnoException failure) {
      receiveErrors.increment();
    }
  }

  @Override
  public void listenToArp() throws IOException {
    receiving.lock();
    try {
      requireOpen();
      if (arp == null) {
        arp = ArpSocket.on(settings.interfaceIndex());
        poller.add(arp, Poller.Interest.READ);
      }
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public void ignoreArp() {
    receiving.lock();
    try {
      if (arp != null) {
        poller.remove(arp);
        closeSoon(arp::close);
        arp = null;
      }
      heard.clear();
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public Optional<ArpPacket> receiveArp() {
    receiving.lock();
    try {
      if (heard.isEmpty() && arp != null && arp.receive(this::hear) < 0) {
        receiveErrors.increment();
      }
      return Optional.ofNullable(heard.poll());
    } finally {
      receiving.unlock();
    }
  }

  /// Probes go to everyone (RFC 5227 section 2.1.1). Switches that track who is where send them to
  /// one host alone, and do not want its address.
  private void hear(ArpSocket.Heard message) {
    ArpPacket arpPacket = LinuxArp.packet(message.message());
    boolean poll = arpPacket.isProbe() && message.kind() != PacketKind.BROADCAST;
    if (!poll
        && message.from().equals(message.message().senderHardware())
        && !arpPacket.senderHardware().equals(settings.hardware())) {
      heard.add(arpPacket);
    }
  }

  /// Sends by the socket that listens; without one, by another that is open for this only.
  @Override
  public int sendArp(ArpPacket arpPacket) {
    receiving.lock();
    try {
      if (closed) {
        return Errno.EBADF;
      }
      if (arp != null) {
        return -arp.send(LinuxArp.message(arpPacket));
      }
      try (ArpSocket once = ArpSocket.on(settings.interfaceIndex())) {
        return -once.send(LinuxArp.message(arpPacket));
      } catch (ErrnoException failure) {
        return failure.errno();
      }
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public int receive(InboundBatch batch) {
    receiving.lock();
    try {
      buffers.require(batch);
      batch.clear();
      if (onLink != null) {
        receiveFrames(batch, onLink);
      } else if (atAddress != null) {
        receiveDatagrams(batch, atAddress);
      }
      received.add(batch.count());
      return batch.count();
    } finally {
      receiving.unlock();
    }
  }

  private void refill(int count) {
    if (count < 0) {
      receiveErrors.increment();
    }
    waiting = Math.max(count, 0);
    handedOut = 0;
  }

  private void receiveFrames(InboundBatch batch, PacketSocket socket) {
    if (handedOut == waiting) {
      refill(socket.receive(frames));
      if (waiting == buffers.slots) {
        countDrops(socket);
      }
    }
    while (!batch.full() && handedOut < waiting) {
      fillFromFrame(batch, handedOut++);
    }
  }

  private void fillFromFrame(InboundBatch batch, int slot) {
    int tag = frames.vlanTag(slot);
    // VLAN 0 is no VLAN: the tag is there for its priority only.
    if (tag != ReceivedFrames.UNTAGGED && (tag & VLAN_ID) != 0) {
      tagged.increment();
      return;
    }
    PacketKind kind = frames.kind(slot);
    boolean addressedToUs = kind == PacketKind.HOST || kind == PacketKind.BROADCAST;
    // isForUs also knows packets of VLANs over this interface, which come without their tag.
    if (!addressedToUs || !frames.isForUs(slot)) {
      notForUs.increment();
      return;
    }
    byte[] bytes = frames.packet(slot);
    UdpPacket.Outcome outcome = udp.read(bytes, 0, frames.sizeBytes(slot), frames.checksum(slot));
    if (outcome != UdpPacket.Outcome.UDP) {
      malformed.increment();
      return;
    }
    InboundPacket packet = batch.add();
    packet.setPayload(bytes, udp.payloadOffset(), Math.min(udp.payloadBytes(), MAX_PAYLOAD_BYTES));
    packet.setTruncated(udp.payloadBytes() > MAX_PAYLOAD_BYTES);
    packet.setInterface(settings.interfaceIndex());
    packet.setSource(udp.sourceAddress(), udp.sourcePort());
    packet.setDestination(udp.destinationAddress(), settings.udpPort());
    packet.setBroadcast(udp.destinationAddress() == Ipv4.BROADCAST.bits());
    if (frames.copySource(slot, sourceHardware) == ETHERNET_SIZE) {
      packet.setSourceHardware(sourceHardware, 0);
    }
  }

  private void receiveDatagrams(InboundBatch batch, UdpSocket socket) {
    if (handedOut == waiting) {
      refill(socket.receive(datagrams));
      droppedByKernel.add(socket.droppedByKernel() - drops);
      drops = socket.droppedByKernel();
    }
    while (!batch.full() && handedOut < waiting) {
      fillFromDatagram(batch, handedOut++);
    }
  }

  private void fillFromDatagram(InboundBatch batch, int slot) {
    int destination = datagrams.destinationAddress(slot);
    boolean broadcast = destination != datagrams.localAddress(slot);
    if (!broadcast && destination != address) {
      notForUs.increment();
      return;
    }
    InboundPacket packet = batch.add();
    packet.setPayload(datagrams.payload(slot), 0, datagrams.sizeBytes(slot));
    packet.setTruncated(datagrams.truncated(slot));
    packet.setInterface(datagrams.interfaceIndex(slot));
    packet.setSource(datagrams.sourceAddress(slot), datagrams.sourcePort(slot));
    packet.setDestination(destination, settings.udpPort());
    packet.setBroadcast(broadcast);
    packet.setLocalAddress(address);
  }

  @Override
  public int send(OutboundBatch batch) {
    return sender.send(batch);
  }

  /// Whether there is something to receive, as far as the last wait knows: a packet for [#receive]
  /// or one for [#receiveArp]. For the thread that waits.
  public boolean hasInput() {
    receiving.lock();
    try {
      return holdsBack()
          || (onLink != null && poller.readable(onLink))
          || (atAddress != null && poller.readable(atAddress))
          || (arp != null && poller.readable(arp));
    } finally {
      receiving.unlock();
    }
  }

  /// Whether packets were taken from the kernel that were not handed out yet.
  private boolean holdsBack() {
    return handedOut < waiting || !heard.isEmpty();
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    receiving.lock();
    try {
      if (closed) {
        return false;
      }
      return holdsBack() || poller.await(timeoutNanos) > 0;
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(
        received.sum(),
        droppedByKernel.sum(),
        notForUs.sum(),
        tagged.sum(),
        malformed.sum(),
        receiveErrors.sum(),
        sender.sent(),
        sender.refused());
  }

  @Override
  public void close() {
    // In this order, so that whoever waits now stops, and whoever comes later does not begin.
    closed = true;
    poller.wakeUp();
    receiving.lock();
    try {
      stopListening();
      ignoreArp();
      sender.close();
      closeSoon(frameOutlet::close);
      switch (wait) {
        case Wait.Own(Poller own) -> own.close();
        case Wait.Shared(var _, var _) -> {}
      }
    } finally {
      receiving.unlock();
    }
  }
}

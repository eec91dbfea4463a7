package org.lessor.linux.packet;

import java.util.function.Consumer;
import org.lessor.linux.Descriptor;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.Pollable;

/// Sends ARP messages on one Ethernet link, and receives those of others, beside the kernel's own
/// ARP: what RFC 5227 needs to probe, announce and defend an address.
///
/// Needs `CAP_NET_RAW`. Never blocks. Used by one thread at a time.
public final class ArpSocket implements Pollable, AutoCloseable {
  /// A message that someone on the link sent.
  ///
  /// @param message what it says
  /// @param from who sent it, by its Ethernet header; that may differ from what it says
  /// @param kind to whom it was sent
  public record Heard(ArpMessage message, LinkAddress from, PacketKind kind) {}

  private static final int BATCH = 16;
  private static final int PACKET_BYTES = 64;

  private static final BpfProgram ETHERNET_IPV4 =
      BpfProgram.assemble(
          """
                ldh  [2]          ; protocol type
                jne  #0x800, drop
                ldh  [4]          ; sizes of hardware and protocol addresses
                jne  #0x604, drop
                ldh  [6]          ; operation
                jeq  #1, keep
                jeq  #2, keep, drop
          keep: ret  #0xffffffff
          drop: ret  #0
          """);

  private final PacketSocket socket;
  private final ReceivedFrames received = new ReceivedFrames(BATCH, PACKET_BYTES);
  private final OutgoingFrames outgoing = new OutgoingFrames(1, PACKET_BYTES);

  private ArpSocket(PacketSocket socket) {
    this.socket = socket;
  }

  /// Opens a socket on the interface with this index.
  public static ArpSocket on(int interfaceIndex) throws ErrnoException {
    return new ArpSocket(
        PacketSocket.on(interfaceIndex, EtherType.ARP, PacketSocket.Kind.COOKED)
            .filter(ETHERNET_IPV4)
            .open());
  }

  /// Sends a message to everyone on the link: 0, or `-errno`.
  public int send(ArpMessage message) {
    return send(message, LinkAddress.BROADCAST);
  }

  /// Sends a message to one station: 0, or `-errno`.
  public int send(ArpMessage message, LinkAddress destination) {
    outgoing.clear();
    int sizeBytes = message.write(outgoing.next(), 0);
    outgoing.add(sizeBytes, destination);
    socket.send(outgoing);
    return -outgoing.errno(0);
  }

  /// Hands the messages that wait to `reader`, in order: how many packets were looked at, 0 where
  /// none waits, or `-errno`. Packets of VLANs over this link belong to other links, and are left
  /// out.
  public int receive(Consumer<Heard> reader) {
    int count = socket.receive(received);
    for (int slot = 0; slot < received.count(); slot++) {
      if (received.isForUs(slot)) {
        switch (ArpMessage.read(received.packet(slot), 0, received.sizeBytes(slot))) {
          case ArpMessage message ->
              reader.accept(new Heard(message, received.source(slot), received.kind(slot)));
          case ArpReading.Malformed malformed -> {} // not for us: IEEE 802 with odd types
        }
      }
    }
    return count;
  }

  @Override
  public Descriptor descriptor() {
    return socket.descriptor();
  }

  @Override
  public void close() {
    socket.close();
  }
}

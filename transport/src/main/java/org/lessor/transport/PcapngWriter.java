package org.lessor.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.UdpHeaders;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// Writes what happens at a port as a capture file in the pcapng format (IETF draft
/// draft-ietf-opsawg-pcapng), for tcpdump and Wireshark.
///
/// A port sees UDP payloads; the Ethernet, IP and UDP headers around them are made up from what it
/// knows. An unknown Ethernet address is written as all zeros. Packets that could not be sent are
/// left out. Who sees whole frames writes them as they are, by [#frame].
///
/// Any thread may report events. A failure to write ends the capture, not the port: nothing more is
/// written, and [#failure] tells.
public final class PcapngWriter implements PacketListener, AutoCloseable {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int OPTION_IF_NAME = 2;
  private static final int OPTION_IF_TSRESOL = 9;
  private static final int OPTION_EPB_FLAGS = 2;
  private static final int NANOSECONDS = 9;
  private static final int UNKNOWN_DIRECTION = 0;
  private static final int INBOUND = 1;
  private static final int OUTBOUND = 2;

  private static final int ETHERNET_HEADER = 14;
  private static final int ETHERNET_SIZE = 6;
  private static final int ARP_SIZE = 28;
  private static final int BLOCK_ROOM = 256;

  private final OutputStream out;
  private final Map<Integer, Integer> interfaces = new LinkedHashMap<>();
  private @Nullable IOException failure;

  /// Begins a capture in `out`, which is flushed after each packet and closed with the writer.
  public PcapngWriter(OutputStream out) throws IOException {
    this.out = out;
    ByteBuffer body = buffer(16);
    body.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
    write(SECTION_HEADER, body);
  }

  private static ByteBuffer buffer(int sizeBytes) {
    return ByteBuffer.allocate(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(int type, ByteBuffer body) throws IOException {
    int blockBytes = body.position() + 3 * Integer.BYTES;
    byte[] block = new byte[blockBytes];
    ByteBuffer.wrap(block)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(type)
        .putInt(blockBytes)
        .put(body.flip())
        .putInt(blockBytes);
    out.write(block);
  }

  @Override
  public void on(PacketEvent event) {
    switch (event) {
      case PacketEvent.Received(Instant at, TracedPacket packet) ->
          write(at, packet.interfaceIndex(), INBOUND, udp(packet));
      case PacketEvent.Sent(Instant at, TracedPacket packet) ->
          write(at, packet.interfaceIndex(), OUTBOUND, udp(packet));
      case PacketEvent.ArpReceived(Instant at, int index, ArpPacket packet) ->
          write(at, index, INBOUND, arp(packet));
      case PacketEvent.ArpSent(Instant at, int index, ArpPacket packet) ->
          write(at, index, OUTBOUND, arp(packet));
      case PacketEvent.Refused _ -> {}
    }
  }

  /// Writes a whole Ethernet frame, as somebody captured it on an interface.
  public void frame(Instant at, int interfaceIndex, Bytes frame) {
    write(at, interfaceIndex, UNKNOWN_DIRECTION, frame.toArray());
  }

  private synchronized void write(Instant at, int interfaceIndex, int direction, byte[] frame) {
    if (failure != null) {
      return;
    }
    try {
      int number = describe(interfaceIndex);
      long nanos = at.getEpochSecond() * 1_000_000_000L + at.getNano();
      ByteBuffer body = buffer(frame.length + BLOCK_ROOM);
      body.putInt(number).putInt((int) (nanos >>> 32)).putInt((int) nanos);
      body.putInt(frame.length).putInt(frame.length).put(frame);
      pad(body);
      body.putShort((short) OPTION_EPB_FLAGS).putShort((short) 4).putInt(direction).putInt(0);
      write(ENHANCED_PACKET, body);
      out.flush();
    } catch (IOException failed) {
      failure = failed;
    }
  }

  /// The number of the interface in the file; one seen for the first time is described there.
  private int describe(int interfaceIndex) throws IOException {
    Integer known = interfaces.get(interfaceIndex);
    if (known != null) {
      return known;
    }
    byte[] name = ("interface " + interfaceIndex).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer body = buffer(BLOCK_ROOM);
    body.putShort((short) LINKTYPE_ETHERNET).putShort((short) 0).putInt(0);
    body.putShort((short) OPTION_IF_NAME).putShort((short) name.length).put(name);
    pad(body);
    body.putShort((short) OPTION_IF_TSRESOL).putShort((short) 1).put((byte) NANOSECONDS);
    pad(body);
    body.putInt(0);
    write(INTERFACE_DESCRIPTION, body);
    int number = interfaces.size();
    interfaces.put(interfaceIndex, number);
    return number;
  }

  private static void pad(ByteBuffer body) {
    while (body.position() % 4 != 0) {
      body.put((byte) 0);
    }
  }

  private static byte[] udp(TracedPacket packet) {
    int payloadBytes = packet.payload().length();
    byte[] frame = new byte[ETHERNET_HEADER + UdpHeaders.SIZE_BYTES + payloadBytes];
    ethernet(frame, packet.destinationHardware(), packet.sourceHardware(), EtherType.IPV4);
    packet.payload().copyTo(frame, ETHERNET_HEADER + UdpHeaders.SIZE_BYTES);
    new UdpHeaders(
            packet.source().address().bits(),
            packet.source().port(),
            packet.destination().address().bits(),
            packet.destination().port(),
            0,
            UdpHeaders.DEFAULT_TIME_TO_LIVE)
        .write(frame, ETHERNET_HEADER, payloadBytes);
    return frame;
  }

  private static byte[] arp(ArpPacket packet) {
    ByteBuffer body = ByteBuffer.allocate(ETHERNET_HEADER + ARP_SIZE);
    HardwareAddress to =
        switch (packet.operation()) {
          case REQUEST -> TracedPacket.EVERYONE;
          case REPLY -> packet.targetHardware();
        };
    ethernet(body.array(), to, packet.senderHardware(), EtherType.ARP);
    body.position(ETHERNET_HEADER);
    body.putShort((short) HardwareAddress.ETHERNET).putShort((short) EtherType.IPV4);
    body.put((byte) ETHERNET_SIZE).put((byte) 4);
    body.putShort(
        (short)
            switch (packet.operation()) {
              case REQUEST -> 1;
              case REPLY -> 2;
            });
    body.put(sixBytes(packet.senderHardware())).putInt(packet.sender().bits());
    body.put(sixBytes(packet.targetHardware())).putInt(packet.target().bits());
    return body.array();
  }

  private static void ethernet(
      byte[] frame, HardwareAddress destination, HardwareAddress source, int type) {
    System.arraycopy(sixBytes(destination), 0, frame, 0, ETHERNET_SIZE);
    System.arraycopy(sixBytes(source), 0, frame, ETHERNET_SIZE, ETHERNET_SIZE);
    frame[ETHERNET_HEADER - 2] = (byte) (type >>> 8);
    frame[ETHERNET_HEADER - 1] = (byte) type;
  }

  private static byte[] sixBytes(HardwareAddress hardware) {
    byte[] bytes = new byte[ETHERNET_SIZE];
    if (hardware.address().length() == ETHERNET_SIZE) {
      hardware.address().copyTo(bytes, 0);
    }
    return bytes;
  }

  /// Why the capture ended early; empty where it did not.
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /// Ends the capture.
  ///
  /// @throws IOException where it is not complete
  @Override
  public synchronized void close() throws IOException {
    out.close();
    if (failure != null) {
      throw new IOException("the capture ended early", failure);
    }
  }
}

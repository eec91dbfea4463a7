package org.lessor.lab.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lessor.lab.net.LabException;
import org.lessor.wire.Bytes;

/// Writes frames as tcpdump and Wireshark read them: the pcap format, with nanoseconds.
final class PcapFile {
  private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
  private static final int MAX_FRAME_BYTES = 1 << 18;
  private static final int LINKTYPE_ETHERNET = 1;

  private PcapFile() {}

  static void write(Path file, List<Frame> frames) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(
        littleEndian(24)
            .putInt(MAGIC_NANOSECONDS)
            .putShort((short) 2)
            .putShort((short) 4)
            .putInt(0)
            .putInt(0)
            .putInt(MAX_FRAME_BYTES)
            .putInt(LINKTYPE_ETHERNET)
            .array());
    for (Frame frame : frames) {
      byte[] bytes = tagged(frame).toArray();
      content.writeBytes(
          littleEndian(16)
              .putInt((int) frame.time().getEpochSecond())
              .putInt(frame.time().getNano())
              .putInt(bytes.length)
              .putInt(bytes.length)
              .array());
      content.writeBytes(bytes);
    }
    try {
      Files.write(file, content.toByteArray());
    } catch (IOException failure) {
      throw new LabException("could not write the capture " + file, failure);
    }
  }

  private static ByteBuffer littleEndian(int sizeBytes) {
    return ByteBuffer.allocate(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The frame as it was on the wire, its VLAN tag back in place.
  private static Bytes tagged(Frame frame) {
    return frame.vlanTag() < 0
        ? frame.bytes()
        : frame
            .bytes()
            .slice(0, FrameDecoder.ETHERNET_ADDRESSES)
            .plus(Bytes.ofUint16(FrameDecoder.ETHER_TYPE_VLAN))
            .plus(Bytes.ofUint16(frame.vlanTag()))
            .plus(frame.bytes().from(FrameDecoder.ETHERNET_ADDRESSES));
  }
}

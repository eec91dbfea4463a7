package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

class PcapngWriterTest {
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:02");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");

  private static TracedPacket discover() {
    Message message =
        Message.of(Op.BOOTREQUEST, MessageType.DHCPDISCOVER, new Xid(0xcafe), CLIENT, b -> b);
    return new TracedPacket(
        2,
        CLIENT,
        TracedPacket.EVERYONE,
        new Endpoint(Ipv4.UNSPECIFIED, 68),
        new Endpoint(Ipv4.BROADCAST, 67),
        message.encode());
  }

  private static void writeAll(PcapngWriter writer) {
    writer.on(new PacketEvent.Received(NOON, discover()));
    writer.on(new PacketEvent.Refused(NOON, discover(), 100));
    writer.on(new PacketEvent.ArpSent(NOON, 3, ArpPacket.probe(CLIENT, Ipv4.of("192.0.2.10"))));
    writer.on(new PacketEvent.Sent(NOON.plusNanos(1), discover()));
  }

  @Test
  void blocksAreWholeAndInterfacesDescribedBeforeTheirPackets() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(out)) {
      writeAll(writer);
      assertThat(writer.failure()).isEmpty();
    }
    Bytes file = Bytes.of(out.toByteArray());
    StringBuilder types = new StringBuilder();
    int at = 0;
    while (at < file.length()) {
      int sizeBytes = littleEndian(file, at + 4);
      assertThat(sizeBytes % 4).isZero();
      assertThat(littleEndian(file, at + sizeBytes - 4)).isEqualTo(sizeBytes);
      types.append(Integer.toHexString(littleEndian(file, at))).append(' ');
      at += sizeBytes;
    }
    assertThat(at).isEqualTo(file.length());
    assertThat(types).hasToString("a0d0d0a 1 6 1 6 6 ");
  }

  @Test
  void aCapturedFrameIsWrittenAsItIs() throws Exception {
    Bytes frame = Bytes.ofHex("ffffffffffff0200000000020806");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(out)) {
      writer.frame(NOON, 7, frame);
    }
    assertThat(Bytes.of(out.toByteArray()).toHex()).contains(frame.toHex());
  }

  private static int littleEndian(Bytes file, int at) {
    return Integer.reverseBytes((int) file.uint32(at));
  }

  @Test
  void tcpdumpReadsTheCapture(@TempDir Path folder) throws Exception {
    Path tcpdump = Path.of("/usr/bin/tcpdump");
    assumeTrue(Files.isExecutable(tcpdump), "tcpdump is not installed");
    Path file = folder.resolve("capture.pcapng");
    try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file))) {
      writeAll(writer);
    }
    Process process =
        new ProcessBuilder(tcpdump.toString(), "-envv", "-tttt", "-r", file.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(text)
        .contains("02:00:00:00:00:02 > ff:ff:ff:ff:ff:ff")
        .contains("0.0.0.0.68 > 255.255.255.255.67")
        .contains("udp sum ok")
        .contains("xid 0xcafe")
        .contains("DHCP-Message (53), length 1: Discover")
        .contains("Request who-has 192.0.2.10 tell 0.0.0.0")
        .doesNotContain("bad")
        .doesNotContain("truncated");
    assertThat(text.lines().filter(line -> line.startsWith("2026-01-01 ")).count()).isEqualTo(3);
  }

  @Test
  void aFullDiskEndsTheCaptureAndNotThePort() throws Exception {
    OutputStream full =
        new OutputStream() {
          private int left = 100;

          @Override
          public void write(int b) throws IOException {
            if (left-- == 0) {
              throw new IOException("no space left");
            }
          }
        };
    PcapngWriter writer = new PcapngWriter(full);
    for (int i : List.of(1, 2, 3)) {
      writer.on(new PacketEvent.Sent(NOON.plusSeconds(i), discover()));
    }
    assertThat(writer.failure()).get().extracting(Throwable::getMessage).isEqualTo("no space left");
    assertThatThrownBy(writer::close).hasMessageContaining("ended early");
  }
}

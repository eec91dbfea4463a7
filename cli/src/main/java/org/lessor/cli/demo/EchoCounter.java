package org.lessor.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// How many ICMP echo requests a kernel was given to send, as it counts them itself: `OutEchos` of
/// /proc/net/snmp, for the network namespace of the thread that opened it. Any one thread at a time
/// may read.
final class EchoCounter implements Closeable {
  /// Of the thread: /proc/net would be that of the process.
  private static final Path FILE = Path.of("/proc/thread-self/net/snmp");

  private static final int ROOM_BYTES = 1 << 14;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(ROOM_BYTES);

  private EchoCounter(FileChannel channel) {
    this.channel = channel;
  }

  static EchoCounter open() throws IOException {
    return new EchoCounter(FileChannel.open(FILE, StandardOpenOption.READ));
  }

  /// The count; empty where the kernel does not tell.
  OptionalLong read() throws IOException {
    buffer.clear();
    int sizeBytes = channel.read(buffer, 0);
    return sizeBytes <= 0
        ? OptionalLong.empty()
        : outEchos(new String(buffer.array(), 0, sizeBytes, StandardCharsets.US_ASCII));
  }

  /// The file has two lines for each protocol: the names, then the numbers.
  static OptionalLong outEchos(String snmp) {
    List<String> icmp = snmp.lines().filter(line -> line.startsWith("Icmp: ")).toList();
    if (icmp.size() != 2) {
      return OptionalLong.empty();
    }
    int column = Arrays.asList(icmp.getFirst().split(" ", -1)).indexOf("OutEchos");
    String[] numbers = icmp.getLast().split(" ", -1);
    return column > 0 && column < numbers.length
        ? OptionalLong.of(Long.parseLong(numbers[column]))
        : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

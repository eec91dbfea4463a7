package org.lessor.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Follows a file that grows by whole lines, as `tail -f` does. Used by one thread at a time.
final class LeaseFileTail {
  private static final int MOST_BYTES_AT_ONCE = 1 << 16;
  private static final String HEADER_BEGINS = "address,";

  private final Path file;
  private long readTo;

  /// @param file need not be there yet
  LeaseFileTail(Path file) {
    this.file = file;
  }

  /// The lines that were completed since the last call, without the header.
  List<String> next() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() <= readTo) {
        return List.of();
      }
      ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES_AT_ONCE);
      channel.read(buffer, readTo);
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      String complete = text.substring(0, end);
      readTo += complete.getBytes(StandardCharsets.UTF_8).length;
      List<String> lines = new ArrayList<>(complete.lines().toList());
      lines.removeIf(line -> line.startsWith(HEADER_BEGINS));
      return lines;
    }
  }
}

package org.lessor.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Lines of lease files that cannot be read: they are kept in a file of their own before the ones
/// that have them are replaced. For one thread.
///
/// They stay as they are, behind the line that names their columns, so that somebody who has mended
/// them can put them back.
final class UnreadableLines {
  /// What is more than that is no lease file.
  private static final int MAX_BYTES = 64 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private String header = "";

  /// Takes a line, with or without its newline, of the file `name`, whose columns are `header`.
  void add(String name, String header, byte[] source, int start, int end)
      throws LeaseFileException {
    if (kept.size() + end - start > MAX_BYTES) {
      throw new LeaseFileException(
          "cannot load leases from "
              + name
              + ": more than "
              + MAX_BYTES
              + " bytes of it are no leases. Move the file away, or restore it");
    }
    if (!header.equals(this.header)) {
      this.header = header;
      kept.writeBytes((header + "\n").getBytes(StandardCharsets.UTF_8));
    }
    kept.write(source, start, end - start);
    kept.write('\n');
  }

  boolean isEmpty() {
    return kept.size() == 0;
  }

  /// Adds all lines to the file `name`, and returns when they are on stable storage.
  void keep(Disk disk, String name, String model) throws IOException {
    byte[] bytes = kept.toByteArray();
    try (DiskFile file = disk.append(name)) {
      disk.resemble(name, model);
      int written = 0;
      while (written < bytes.length) {
        written += file.write(bytes, written, bytes.length - written);
      }
      file.sync();
    }
    disk.sync();
  }
}

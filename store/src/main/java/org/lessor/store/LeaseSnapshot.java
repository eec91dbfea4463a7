package org.lessor.store;

import java.io.IOException;
import org.lessor.engine.LeaseTable;

/// A file of its own with one line for each lease in memory. For one thread.
final class LeaseSnapshot {
  private static final int LEASES_A_STEP = 1000;
  private static final int FLUSH_BYTES = 1 << 18;
  // Much at once would make the journal's fdatasync wait.
  private static final int SYNC_BYTES = 1 << 23;

  private final LeaseTable table;
  private final DiskFile file;
  private final LineBuffer lines = new LineBuffer(FLUSH_BYTES + (1 << 17));
  private long position;
  private long unsyncedBytes;
  private long leases;

  /// Begins the file `output`.
  LeaseSnapshot(LeaseTable table, Disk disk, LeaseFileNames names) throws IOException {
    this.table = table;
    this.file = LeaseJournal.begin(disk, names, names.output());
  }

  /// The number of leases written.
  long leases() {
    return leases;
  }

  /// Writes some leases, and returns whether more are left.
  boolean writeSome() throws IOException {
    position =
        table.scanDurable(
            position,
            LEASES_A_STEP,
            lease -> {
              LeaseLines.put(lines, lease);
              leases++;
            });
    boolean more = position != LeaseTable.SCANNED;
    if (!more || lines.length() >= FLUSH_BYTES) {
      flush();
    }
    return more;
  }

  private void flush() throws IOException {
    int written = 0;
    while (written < lines.length()) {
      written += file.write(lines.bytes(), written, lines.length() - written);
    }
    unsyncedBytes += lines.length();
    lines.clear();
    if (unsyncedBytes >= SYNC_BYTES) {
      file.sync();
      unsyncedBytes = 0;
    }
  }

  /// Makes it durable.
  void seal() throws IOException {
    file.sync();
    file.close();
  }

  /// Lets go of the file.
  void abandon() {
    try {
      file.close();
    } catch (IOException _) {
      // The file is of no use to anybody.
    }
  }
}

package org.lessor.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.LeaseTable;

/// Fills a lease table from all files that belong to a lease file. Used once, by one thread.
///
/// Any state is accepted that a crash can leave, of this program or of Kea and its lease file
/// cleanup. Nothing is changed on disk.
///
/// A line that ends in a zero byte is room that was never written, perhaps with a part of a line
/// before it ([DiskFile#makeRoom]): it counts for nothing, and what is behind the last whole line
/// is cut off by whoever goes on with the file.
final class LeaseFileLoader {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_TORN_TEXT = 300;

  private final Disk disk;
  private final LeaseFileNames names;
  private final long maxRowErrors;
  private final TableFiller table;
  private final LineSplitter splitter = new LineSplitter();

  private final List<String> files = new ArrayList<>();
  private long lines;
  private long brokenLines;
  private final List<LoadReport.BrokenLine> broken = new ArrayList<>();
  private Optional<LoadReport.TornLine> torn = Optional.empty();

  // Of the file being read.
  private String name = "";
  private long line;
  private long brokenHere;
  private @Nullable LeaseLineParser parser;

  private long goodBytes;
  private Header header = Header.MISSING;

  /// What the current file begins with.
  enum Header {
    /// Nothing: there is no file, or an empty one.
    MISSING,
    /// The columns that are written now.
    CURRENT,
    /// Others, so that no lines may be added.
    OTHER
  }

  /// A loader that gives up on a file with more than `maxRowErrors` broken lines; 0 never does.
  LeaseFileLoader(Disk disk, LeaseFileNames names, long maxRowErrors, LeaseTable.Restoring table) {
    this.disk = disk;
    this.names = names;
    this.maxRowErrors = maxRowErrors;
    this.table = new TableFiller(table);
  }

  /// Reads all files.
  LoadReport load() throws IOException, LeaseFileException {
    try (table) {
      readAll();
      table.finish();
    }
    return new LoadReport(
        files, lines, brokenLines, broken, torn, table.movedLeases(), table.moved());
  }

  private void readAll() throws IOException, LeaseFileException {
    Set<String> there = new HashSet<>(disk.list());
    if (there.contains(names.completed())) {
      read(names.completed());
    } else {
      if (there.contains(names.previous())) {
        read(names.previous());
      }
      if (there.contains(names.copy())) {
        read(names.copy());
      }
    }
    if (there.contains(names.current())) {
      read(names.current());
      if (parser != null) {
        header = parser.isWritten() ? Header.CURRENT : Header.OTHER;
      }
    }
  }

  /// How many bytes of the current file are whole lines, and what is before them.
  long goodBytes() {
    return goodBytes;
  }

  /// What the current file begins with.
  Header header() {
    return header;
  }

  private void read(String file) throws IOException, LeaseFileException {
    files.add(file);
    table.beginFile(file);
    name = file;
    line = 0;
    brokenHere = 0;
    parser = null;
    byte[] buffer = new byte[BUFFER_BYTES];
    int held = 0;
    long taken = 0;
    goodBytes = 0;
    try (DiskReader reader = disk.read(file)) {
      while (true) {
        int read = reader.read(buffer, held, buffer.length - held);
        if (read < 0) {
          break;
        }
        int end = held + read;
        int used = takeLines(buffer, end, taken);
        taken += used;
        held = end - used;
        System.arraycopy(buffer, used, buffer, 0, held);
        if (held == buffer.length) {
          buffer = Arrays.copyOf(buffer, held * 2);
        }
      }
    }
    if (held > 0) {
      takeTail(buffer, held);
    }
  }

  /// Takes all whole lines. Returns how many bytes they are.
  ///
  /// @param before how many bytes of the file were taken before
  private int takeLines(byte[] buffer, int length, long before) throws LeaseFileException {
    int start = 0;
    while (splitter.next(buffer, start, length)) {
      int end = splitter.end();
      line++;
      if (end > start && buffer[end - 1] == 0) {
        takeRoom(buffer, start);
      } else {
        if (end > start) {
          takeLine();
        }
        goodBytes = before + end + 1;
      }
      start = end + 1;
    }
    return start;
  }

  private void takeLine() throws LeaseFileException {
    if (parser == null) {
      parser = LeaseLineParser.forHeader(splitter.source(), splitter.start(), splitter.end());
      if (parser == null) {
        throw new LeaseFileException(
            "cannot load leases from "
                + name
                + ": its first line does not name the columns of a lease file; expected "
                + LeaseLines.HEADER
                + ". Move the file away, or restore it");
      }
      return;
    }
    lines++;
    String wrong = parser.parse(splitter, table.next());
    if (wrong == null) {
      table.add(line);
    } else {
      takeBroken(wrong);
    }
  }

  private void takeBroken(String reason) throws LeaseFileException {
    brokenLines++;
    brokenHere++;
    if (broken.size() < LoadReport.MAX_NAMED) {
      broken.add(new LoadReport.BrokenLine(name, line, reason));
    }
    if (maxRowErrors > 0 && brokenHere > maxRowErrors) {
      throw new LeaseFileException(
          "cannot load leases from "
              + name
              + ": more than "
              + maxRowErrors
              + " broken lines (max-row-errors), the last in line "
              + line
              + ": "
              + reason);
    }
  }

  private void takeTail(byte[] buffer, int length) throws LeaseFileException {
    line++;
    if (buffer[length - 1] == 0) {
      takeRoom(buffer, 0);
    } else {
      takeTorn(buffer, 0, length);
    }
  }

  /// `buffer` has a zero behind `start`.
  private void takeRoom(byte[] buffer, int start) throws LeaseFileException {
    int zero = start;
    while (buffer[zero] != 0) {
      zero++;
    }
    if (zero > start) {
      takeTorn(buffer, start, zero);
    }
  }

  private void takeTorn(byte[] buffer, int start, int end) throws LeaseFileException {
    if (name.equals(names.current())) {
      int length = Math.min(end - start, MAX_TORN_TEXT);
      String text = new String(buffer, start, length, StandardCharsets.UTF_8);
      torn = Optional.of(new LoadReport.TornLine(name, line, text));
    } else {
      lines++;
      takeBroken("it does not end in a newline");
    }
  }
}

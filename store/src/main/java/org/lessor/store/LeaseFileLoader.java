package org.lessor.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
/// is cut off by whoever goes on with the file. With whole lines behind it is a broken line.
final class LeaseFileLoader {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_LINE_BYTES = 1 << 24;
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
  private final UnreadableLines unreadable = new UnreadableLines();
  private Optional<LoadReport.TornLine> torn = Optional.empty();
  private List<String> unknownColumns = List.of();

  // Of the file being read.
  private String name = "";
  private long line;
  private long linesHere;
  private long brokenHere;
  private Optional<LoadReport.BrokenLine> firstBroken = Optional.empty();
  private boolean damaged;
  private @Nullable LeaseLineParser parser;
  // Of the zeros behind which no whole line was found yet: what stands before them, and where.
  private byte @Nullable [] beforeRoom;
  private long roomLine;
  private boolean headerIsWritten;
  private long sizeBytes;
  private long goodBytes;

  private boolean hasCurrent;
  private boolean mayBeAddedTo;

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
        files,
        lines,
        brokenLines,
        broken,
        unreadable.isEmpty() ? Optional.empty() : Optional.of(names.unreadable()),
        torn,
        unknownColumns,
        table.movedLeases(),
        table.moved());
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
      hasCurrent = true;
      boolean wholeLines = torn.isEmpty() || !torn.get().complete();
      mayBeAddedTo = parser != null && headerIsWritten && brokenLines == 0 && wholeLines;
      unknownColumns = parser == null ? List.of() : parser.unknownColumns();
    }
  }

  /// Whether there is a current file.
  boolean hasCurrent() {
    return hasCurrent;
  }

  /// Whether lines may be added behind [#goodBytes] of the current file: it has the columns that
  /// are written now, and nothing in the files needs another place.
  boolean mayBeAddedTo() {
    return mayBeAddedTo;
  }

  /// How many bytes the current file had.
  long sizeBytes() {
    return sizeBytes;
  }

  /// How many bytes of the current file are whole lines, and what is before them.
  long goodBytes() {
    return goodBytes;
  }

  /// What cannot be read, of all files.
  UnreadableLines unreadable() {
    return unreadable;
  }

  private void read(String file) throws IOException, LeaseFileException {
    files.add(file);
    table.beginFile(file);
    name = file;
    line = 0;
    linesHere = 0;
    brokenHere = 0;
    firstBroken = Optional.empty();
    damaged = false;
    parser = null;
    beforeRoom = null;
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
          buffer = larger(buffer);
        }
      }
    }
    sizeBytes = taken + held;
    if (held > 0) {
      takeTail(buffer, held);
    }
    takeEndOfFile();
  }

  private byte[] larger(byte[] buffer) throws LeaseFileException {
    if (buffer.length >= MAX_LINE_BYTES) {
      throw noLeaseFile("line " + (line + 1) + " has more than " + MAX_LINE_BYTES + " bytes");
    }
    return Arrays.copyOf(buffer, buffer.length * 2);
  }

  private LeaseFileException noLeaseFile(String reason) {
    return new LeaseFileException(
        "cannot load leases from "
            + name
            + ": "
            + reason
            + ". Nothing was changed: move the file away, or restore it");
  }

  private LeaseFileException noColumns() {
    return noLeaseFile(
        "its first line does not name the columns of a lease file; expected " + LeaseLines.HEADER);
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
        goodBytes = before + splitter.next();
      }
      start = splitter.next();
    }
    return start;
  }

  private void takeLine() throws LeaseFileException {
    if (parser == null) {
      parser = LeaseLineParser.forHeader(splitter.source(), splitter.start(), splitter.end());
      if (parser == null) {
        throw noColumns();
      }
      headerIsWritten = parser.isWritten() && splitter.next() == splitter.end() + 1;
      return;
    }
    takeRoomBefore();
    lines++;
    linesHere++;
    String wrong = parser.parse(splitter, table.next());
    if (wrong == null) {
      table.add(line);
    } else {
      takeBroken(line, wrong, splitter.source(), splitter.start(), splitter.end());
    }
  }

  private void takeBroken(long number, String reason, byte[] source, int start, int end)
      throws LeaseFileException {
    brokenLines++;
    brokenHere++;
    LoadReport.BrokenLine found = new LoadReport.BrokenLine(name, number, reason);
    if (firstBroken.isEmpty()) {
      firstBroken = Optional.of(found);
    }
    if (broken.size() < LoadReport.MAX_NAMED) {
      broken.add(found);
    }
    damaged |= hasZero(source, start, end);
    if (end > start) {
      unreadable.add(name, Objects.requireNonNull(parser).header(), source, start, end);
    }
    if (maxRowErrors > 0 && brokenHere > maxRowErrors) {
      throw new LeaseFileException(
          "cannot load leases from "
              + name
              + ": more than "
              + maxRowErrors
              + " broken lines (max-row-errors), the last in line "
              + number
              + ": "
              + reason);
    }
  }

  private static boolean hasZero(byte[] source, int start, int end) {
    for (int at = start; at < end; at++) {
      if (source[at] == 0) {
        return true;
      }
    }
    return false;
  }

  private void takeTail(byte[] buffer, int length) throws LeaseFileException {
    line++;
    splitter.next(buffer, 0, length);
    if (buffer[length - 1] == 0) {
      takeRoom(buffer, 0);
    } else if (parser == null) {
      takePartOfHeader(buffer, length);
    } else {
      takeRoomBefore();
      takeUnended(buffer, length);
    }
  }

  // A file is made with its columns, but others may have been cut off before these were on disk.
  private void takePartOfHeader(byte[] buffer, int length) throws LeaseFileException {
    String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
    if (!(name.equals(names.current()) && LeaseLines.HEADER.startsWith(text))) {
      throw noColumns();
    }
    torn = Optional.of(new LoadReport.TornLine(name, line, text, false));
  }

  /// Takes a last line that does not end in a newline: whole where somebody else wrote the file,
  /// perhaps by hand; in the middle of a value after a crash.
  private void takeUnended(byte[] buffer, int length) throws LeaseFileException {
    LeaseLineParser known = Objects.requireNonNull(parser);
    boolean complete = known.isComplete(splitter) && known.parse(splitter, table.next()) == null;
    if (complete) {
      linesHere++;
      table.add(line);
    }
    if (name.equals(names.current())) {
      torn = Optional.of(tornLine(line, buffer, length, complete));
    } else if (!complete) {
      lines++;
      linesHere++;
      takeBroken(line, "it does not end in a newline", buffer, 0, length);
    }
  }

  private LoadReport.TornLine tornLine(long number, byte[] text, int length, boolean complete) {
    int told = Math.min(length, MAX_TORN_TEXT);
    return new LoadReport.TornLine(
        name, number, new String(text, 0, told, StandardCharsets.UTF_8), complete);
  }

  /// `buffer` has a zero behind `start`.
  private void takeRoom(byte[] buffer, int start) throws LeaseFileException {
    if (parser == null) {
      throw noLeaseFile("it begins with zeros where the columns should be named");
    }
    int zero = start;
    while (buffer[zero] != 0) {
      zero++;
    }
    if (beforeRoom != null && zero == start) {
      return; // more room
    }
    takeRoomBefore();
    beforeRoom = Arrays.copyOfRange(buffer, start, zero);
    roomLine = line;
  }

  // Room is behind all lines. Zeros before lines are what a disk lost.
  private void takeRoomBefore() throws LeaseFileException {
    if (beforeRoom != null) {
      byte[] lost = beforeRoom;
      beforeRoom = null;
      lines++;
      linesHere++;
      damaged = true;
      takeBroken(roomLine, "zeros where a line should be", lost, 0, lost.length);
    }
  }

  private void takeEndOfFile() throws LeaseFileException {
    if (beforeRoom != null && beforeRoom.length > 0) {
      if (name.equals(names.current())) {
        torn = Optional.of(tornLine(roomLine, beforeRoom, beforeRoom.length, false));
      } else {
        takeRoomBefore();
      }
    }
    // Zeros are what a power cut leaves of lines: there a few may be all that there were.
    if (brokenHere > 1 && brokenHere == linesHere && !damaged) {
      LoadReport.BrokenLine first = firstBroken.orElseThrow();
      throw noLeaseFile(
          "none of its "
              + brokenHere
              + " lines can be read, line "
              + first.line()
              + " because: "
              + first.reason());
    }
  }
}

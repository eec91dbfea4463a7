package org.lessor.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Lease;

/// Adds lines to a lease file and says when they are on stable storage.
///
/// Lines gather while storage is busy with the ones before; one fdatasync serves all that have. The
/// thread that commits calls [#commitOnce], [#awaitWork] and [#close]; any thread may call the
/// rest.
///
/// Nothing is called durable before fdatasync has returned. Where writing fails, as on a full disk,
/// what was written in part is cut off again and the same lines are tried again at the next
/// [#commitOnce]: nothing is lost, and everybody waits. Where fdatasync fails, the system may have
/// dropped what it could not write, and a second fdatasync would say that all is well; so nothing
/// is called durable ever again. What was not synced is cut off, since whoever opens the file next
/// could read it still, and could not know that it is not on disk.
final class LeaseJournal {
  // Lines go from "gathering" to "writing" by exchange, together with the commits that wait for
  // them. What is in "writing" stays there until it is durable.
  //
  // Under load the file is given room ahead: where it does not grow, fdatasync has no size to bring
  // to disk, which costs the file system half of its work. The room is taken away as soon as
  // nothing
  // is to do, so that the file is nothing but lines; a crash may leave some of it, which is passed
  // over by whoever reads the file next.

  private static final int INITIAL_BYTES = 1 << 16;

  /// How far lines may gather before callers are told that there is no room.
  static final int MAX_GATHERED_BYTES = 4 << 20;

  /// No more than this can have been written, but not synced, when a program ended: what one batch
  /// adds to a full buffer is far less than the buffer.
  static final int MAX_UNSYNCED_BYTES = 2 * MAX_GATHERED_BYTES;

  /// From how many bytes for one fdatasync on it is worthwhile to give the file room.
  static final int BUSY_BYTES = 256;

  /// For how many times as much as is at hand the file is given room, and how much at most.
  private static final int ROOM_TIMES = 64;

  private static final int MAX_ROOM_BYTES = 1 << 20;

  /// How many commits may wait.
  static final int MAX_COMMITS = 1 << 14;

  private enum State {
    RUNNING,
    STALLED,
    FAILED,
    CLOSED
  }

  private final Disk disk;
  private final LeaseFileNames names;
  private final Consumer<LeaseFileEvent> events;

  private final ReentrantLock gate = new ReentrantLock();
  private final Condition work = gate.newCondition();
  private LineBuffer gathering = new LineBuffer(INITIAL_BYTES);
  private ArrayDeque<Commit> waiting = new ArrayDeque<>();
  private @Nullable Rotation rotation;
  private volatile State state = State.RUNNING;
  private volatile boolean astray;

  // Only the thread that commits knows these.
  private LineBuffer writing = new LineBuffer(INITIAL_BYTES);
  private ArrayDeque<Commit> inHand = new ArrayDeque<>();
  private DiskFile file;
  private long goodBytes;
  private long roomBytes;
  private Room room = Room.WANTED;

  private enum Room {
    WANTED,
    /// The disk has none to spare.
    REFUSED
  }

  /// A journal that goes on at the end of `file`, which ends in whole lines that are durable.
  LeaseJournal(Disk disk, LeaseFileNames names, DiskFile file, Consumer<LeaseFileEvent> events)
      throws IOException {
    this.disk = disk;
    this.names = names;
    this.file = file;
    this.events = events;
    this.goodBytes = file.sizeBytes();
  }

  /// Whether there is room, and hope, for more lines.
  boolean accepting() {
    gate.lock();
    try {
      return isUp() && gathering.length() < MAX_GATHERED_BYTES && waiting.size() < MAX_COMMITS;
    } finally {
      gate.unlock();
    }
  }

  /// As [DurableLeaseStore#working].
  boolean working() {
    return state == State.RUNNING;
  }

  private boolean isUp() {
    return switch (state) {
      case RUNNING, STALLED -> true;
      case FAILED, CLOSED -> false;
    };
  }

  /// Adds the line of a lease. It takes it whatever [#accepting] says.
  void append(Lease lease) {
    gate.lock();
    try {
      if (isUp()) {
        LeaseLines.put(gathering, lease);
      }
    } finally {
      gate.unlock();
    }
  }

  /// Adds the line that removes a lease. It takes it whatever [#accepting] says.
  void appendRemoval(Lease lease) {
    gate.lock();
    try {
      if (isUp()) {
        LeaseLines.putRemoval(gathering, lease);
      }
    } finally {
      gate.unlock();
    }
  }

  /// As [DurableLeaseStore#commit].
  boolean commit(Commit commit) {
    gate.lock();
    try {
      if (!isUp() || waiting.size() >= MAX_COMMITS) {
        return false;
      }
      waiting.add(commit);
      work.signal();
      return true;
    } finally {
      gate.unlock();
    }
  }

  /// As [DurableLeaseStore#awaitWork]. While storage refuses, having something to write does not
  /// count as work: it waits the whole time.
  void awaitWork(long nanos) {
    gate.lock();
    try {
      long left = nanos;
      while (left > 0 && !hasWork()) {
        left = work.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      gate.unlock();
    }
  }

  private boolean hasWork() {
    boolean gathered = !astray && (gathering.length() > 0 || !waiting.isEmpty());
    return state == State.RUNNING && (gathered || rotation != null);
  }

  /// As [DurableLeaseStore#inspect].
  void inspect() {
    try {
      if (isUp() && !astray && !file.isStill(names.current())) {
        astray = true;
        events.accept(new LeaseFileEvent.Astray(names.current(), names.replaced()));
      }
    } catch (IOException _) {
      // Whatever is wrong with the disk will be told when something is written.
    }
  }

  /// Whether lines would go where nobody finds them, so that none do until [#rotate].
  boolean astray() {
    return astray;
  }

  /// As [DurableLeaseStore#commitOnce].
  int commitOnce() {
    if (astray) {
      rotateIfAsked();
    }
    if (!isUp() || astray) {
      return 0;
    }
    if (writing.length() == 0) {
      exchange();
    }
    if (writing.length() == 0) {
      giveRoomBack();
    } else {
      makeRoom();
      if (!(write() && sync())) {
        return 0;
      }
    }
    int done = 0;
    for (Commit commit = inHand.poll(); commit != null; commit = inHand.poll()) {
      commit.durable();
      done++;
    }
    rotateIfAsked();
    return done;
  }

  private void exchange() {
    gate.lock();
    try {
      LineBuffer emptied = writing;
      writing = gathering;
      gathering = emptied;
      ArrayDeque<Commit> called = inHand;
      inHand = waiting;
      waiting = called;
    } finally {
      gate.unlock();
    }
  }

  private void makeRoom() {
    boolean wanted = room == Room.WANTED && state == State.RUNNING;
    if (!wanted || writing.length() < BUSY_BYTES || writing.length() <= roomBytes) {
      return;
    }
    long more = writing.length() + Math.min((long) ROOM_TIMES * writing.length(), MAX_ROOM_BYTES);
    try {
      file.makeRoom(more);
      roomBytes = more;
    } catch (IOException _) {
      // The lines themselves may still find room; if they do not, that will be told.
      room = Room.REFUSED;
      cutOff();
    }
  }

  /// Without anything to do the file is as others expect it: lines, and nothing behind them.
  private void giveRoomBack() {
    if (roomBytes > 0 && inHand.isEmpty()) {
      cutOff();
      room = Room.WANTED;
    }
  }

  private boolean write() {
    try {
      if (state == State.STALLED) {
        file.truncate(goodBytes);
      }
      int written = 0;
      while (written < writing.length()) {
        written += file.write(writing.bytes(), written, writing.length() - written);
      }
    } catch (IOException failure) {
      stall(failure);
      return false;
    }
    if (state == State.STALLED) {
      state = State.RUNNING;
      events.accept(new LeaseFileEvent.Resumed(names.current()));
    }
    return true;
  }

  private void stall(IOException failure) {
    if (state == State.RUNNING) {
      state = State.STALLED;
      events.accept(new LeaseFileEvent.Stalled(names.current(), failure));
    }
    // It is tried again, and must succeed, before anything else is written.
    cutOff();
  }

  private void cutOff() {
    roomBytes = 0;
    try {
      file.truncate(goodBytes);
    } catch (IOException _) {
      // The failure that led here is the one to tell of.
    }
  }

  private boolean sync() {
    try {
      file.sync();
    } catch (IOException failure) {
      fail(failure);
      return false;
    }
    goodBytes += writing.length();
    roomBytes = Math.max(0, roomBytes - writing.length());
    writing.clear();
    return true;
  }

  private void fail(IOException failure) {
    cutOff();
    gate.lock();
    try {
      state = State.FAILED;
      gathering.clear();
      inHand.addAll(waiting);
      waiting.clear();
      if (rotation != null) {
        rotation.end(failure);
        rotation = null;
      }
    } finally {
      gate.unlock();
    }
    writing.clear();
    events.accept(new LeaseFileEvent.Failed(names.current(), failure));
    loseCommits();
  }

  private void loseCommits() {
    for (Commit commit = inHand.poll(); commit != null; commit = inHand.poll()) {
      commit.lost();
    }
  }

  // ---- a fresh file

  /// The wish for a fresh file, and what became of it.
  static final class Rotation {
    private volatile boolean ended;
    private volatile @Nullable IOException failure;

    private void end(@Nullable IOException failure) {
      this.failure = failure;
      ended = true;
    }

    /// Whether the lines go to a fresh file now. Throws what prevented it; then they go to the old
    /// one still.
    boolean isDone() throws IOException {
      if (ended && failure != null) {
        throw new IOException(
            "cannot begin a fresh lease file: " + DiskFailure.reason(failure), failure);
      }
      return ended;
    }
  }

  /// Asks for the file to be renamed to `copy`, which must not exist, and a fresh one to be begun,
  /// for lines that are added from now on and some before. Happens in [#commitOnce].
  Rotation rotate() {
    Rotation wish = new Rotation();
    gate.lock();
    try {
      if (isUp()) {
        rotation = wish;
        work.signal();
      } else {
        wish.end(new IOException("the lease file is closed or has failed"));
      }
    } finally {
      gate.unlock();
    }
    return wish;
  }

  private void rotateIfAsked() {
    Rotation wish = takeWish();
    if (wish == null) {
      return;
    }
    DiskFile fresh = null;
    try {
      fresh = begin(disk, names, names.fresh());
      if (astray) {
        setAside();
      } else {
        disk.rename(names.current(), names.copy());
      }
    } catch (IOException failure) {
      closeQuietly(fresh);
      wish.end(failure);
      return;
    }
    try {
      // Each step is on disk before the next begins: no order in which they might get there by
      // themselves may lose a line.
      disk.sync();
      disk.rename(names.fresh(), names.current());
      disk.sync();
      file.close();
      file = fresh;
      goodBytes = fresh.sizeBytes();
      roomBytes = 0;
      astray = false;
      wish.end(null);
    } catch (IOException failure) {
      // Which names are on disk is unknown, so that a line in either file might be lost.
      closeQuietly(fresh);
      wish.end(failure);
      fail(failure);
    }
  }

  // It may be anything: somebody may want it.
  private void setAside() throws IOException {
    if (disk.list().contains(names.current())) {
      disk.rename(names.current(), names.replaced());
    }
  }

  private @Nullable Rotation takeWish() {
    gate.lock();
    try {
      Rotation wish = rotation;
      rotation = null;
      return wish;
    } finally {
      gate.unlock();
    }
  }

  /// Makes a durable file that has a header only, for those who may read and write the current one,
  /// and locked as that is.
  static DiskFile begin(Disk disk, LeaseFileNames names, String name) throws IOException {
    LineBuffer header = new LineBuffer(256);
    LeaseLines.putHeader(header);
    DiskFile file = disk.create(name);
    try {
      disk.resemble(name, names.current());
      if (file.lock().isPresent()) {
        throw new IOException(name + " is in use by another process");
      }
      int written = 0;
      while (written < header.length()) {
        written += file.write(header.bytes(), written, header.length() - written);
      }
      file.sync();
      return file;
    } catch (IOException failure) {
      closeQuietly(file);
      throw failure;
    }
  }

  static void closeQuietly(@Nullable DiskFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException _) {
        // What is in the file is of no use to anybody.
      }
    }
  }

  /// Commits what it can, closes the file and lets go of all who wait. Nobody may commit any more.
  void close() {
    commitOnce();
    commitOnce();
    gate.lock();
    try {
      state = State.CLOSED;
      inHand.addAll(waiting);
      waiting.clear();
      if (rotation != null) {
        rotation.end(new IOException("the lease file was closed"));
        rotation = null;
      }
    } finally {
      gate.unlock();
    }
    loseCommits();
    closeQuietly(file);
  }
}

package org.lessor.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.LeaseTable;

/// Replaces what the lease files say in many lines by one line for each lease, while the server
/// goes on. For one thread; another one commits meanwhile.
///
/// The files and their names are those of Kea's lease file cleanup, so that Kea can load whatever
/// there is at any moment. In short: lines go to a fresh file from now on; all leases as they are
/// in memory are written to a file of their own; as soon as that is durable it takes the place of
/// all files but the fresh one. It may say of some leases what they became only after the fresh
/// file began; the lines there say so again.
final class LeaseCompaction implements Compaction {
  // The steps, each durable before the next begins, and what is loaded after a cut behind it:
  //   rotate    current -> copy, a fresh current     previous, copy, current
  //   write     all leases to output                 the same
  //   seal      output -> completed                  completed, current
  //   drop      delete previous and copy             the same
  //   publish   completed -> previous                previous, current
  // A copy that is there already, left by a crash, stays as it is, and current is not rotated: what
  // is written holds that copy's leases too, and lines of current that are older than what is
  // written do no harm, since for each lease the last line is the newest.

  private enum Stage {
    CLEAR,
    ROTATE,
    AWAIT_ROTATION,
    WRITE,
    SEAL,
    DROP,
    PUBLISH,
    DONE
  }

  private final Disk disk;
  private final LeaseFileNames names;
  private final LeaseTable table;
  private final LeaseJournal journal;
  private final Consumer<LeaseFileEvent> events;
  private Stage stage = Stage.CLEAR;
  private LeaseJournal.@Nullable Rotation rotation;
  private @Nullable LeaseSnapshot snapshot;

  LeaseCompaction(
      Disk disk,
      LeaseFileNames names,
      LeaseTable table,
      LeaseJournal journal,
      Consumer<LeaseFileEvent> events) {
    this.disk = disk;
    this.names = names;
    this.table = table;
    this.journal = journal;
    this.events = events;
  }

  @Override
  public Progress step() {
    try {
      return next();
    } catch (IOException failure) {
      stage = Stage.DONE;
      abandon();
      events.accept(new LeaseFileEvent.CompactionFailed(names.current(), failure));
      return Progress.DONE;
    }
  }

  private Progress next() throws IOException {
    switch (stage) {
      case CLEAR -> {
        clear(disk, names);
        stage = Stage.ROTATE;
      }
      case ROTATE -> {
        if (journal.astray() || !disk.list().contains(names.copy())) {
          rotation = journal.rotate();
        }
        stage = Stage.AWAIT_ROTATION;
      }
      case AWAIT_ROTATION -> {
        if (rotation != null && !rotation.isDone()) {
          return Progress.AFTER_COMMIT;
        }
        snapshot = new LeaseSnapshot(table, disk, names);
        stage = Stage.WRITE;
      }
      case WRITE -> {
        if (!begun().writeSome()) {
          stage = Stage.SEAL;
        }
      }
      case SEAL -> {
        seal(begun(), disk, names);
        stage = Stage.DROP;
      }
      case DROP -> {
        drop(disk, names);
        stage = Stage.PUBLISH;
      }
      case PUBLISH -> {
        publish(disk, names);
        stage = Stage.DONE;
        events.accept(new LeaseFileEvent.Compacted(names.current(), begun().leases()));
      }
      case DONE -> {}
    }
    return stage == Stage.DONE ? Progress.DONE : Progress.MORE;
  }

  /// Finishes what an earlier compaction left, so that nothing is in the way of the next.
  static void clear(Disk disk, LeaseFileNames names) throws IOException {
    Set<String> there = new HashSet<>(disk.list());
    disk.delete(names.output());
    disk.delete(names.fresh());
    if (there.contains(names.completed())) {
      drop(disk, names);
      publish(disk, names);
    }
  }

  private LeaseSnapshot begun() {
    if (snapshot == null) {
      throw new AssertionError("compaction goes on before it has begun");
    }
    return snapshot;
  }

  /// Writes all leases to `completed`, which then says all that any other file does. Only while
  /// nobody changes leases.
  static void complete(Disk disk, LeaseFileNames names, LeaseTable table) throws IOException {
    LeaseSnapshot snapshot = new LeaseSnapshot(table, disk, names);
    try {
      while (snapshot.writeSome()) {
        // until all are written
      }
      seal(snapshot, disk, names);
    } catch (IOException failure) {
      snapshot.abandon();
      throw failure;
    }
  }

  private static void seal(LeaseSnapshot snapshot, Disk disk, LeaseFileNames names)
      throws IOException {
    snapshot.seal();
    disk.rename(names.output(), names.completed());
    disk.sync();
  }

  private static void drop(Disk disk, LeaseFileNames names) throws IOException {
    disk.delete(names.previous());
    disk.delete(names.copy());
    disk.sync();
  }

  private static void publish(Disk disk, LeaseFileNames names) throws IOException {
    disk.rename(names.completed(), names.previous());
    disk.sync();
  }

  private void abandon() {
    if (snapshot != null) {
      snapshot.abandon();
    }
    try {
      disk.delete(names.output());
    } catch (IOException _) {
      // It is deleted before the next compaction, and never loaded.
    }
  }
}

package org.lessor.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.StoredLease;
import org.lessor.wire.Ipv4;

/// Puts what is read from files into a table, beside the thread that reads: one parses lines while
/// the other waits for memory. A file of a few lines needs no second thread, and gets none.
///
/// All methods are for the thread that reads.
final class TableFiller implements AutoCloseable {
  private static final int BATCHES = 4;

  private final LeaseTable.Restoring table;

  private final ReentrantLock gate = new ReentrantLock();
  private final Condition moved = gate.newCondition();
  private final ArrayDeque<LeaseBatch> full = new ArrayDeque<>();
  private final ArrayDeque<LeaseBatch> empty = new ArrayDeque<>();
  private boolean ending;
  private @Nullable Throwable failure;

  private LeaseBatch filling = new LeaseBatch();
  private @Nullable Thread thread;

  // Of the thread that fills, and of the other when that has ended.
  private long movedLeases;
  private final List<LoadReport.MovedLease> named = new ArrayList<>();

  TableFiller(LeaseTable.Restoring table) {
    this.table = table;
  }

  /// From here on records are of this file.
  void beginFile(String name) {
    handOver();
    filling.begin(name);
  }

  /// What the next record is to be written into; it counts when it is [#add]ed.
  StoredLease next() {
    return filling.next();
  }

  /// Takes [#next], which stands in this line.
  void add(long line) {
    filling.add(line);
    if (filling.isFull()) {
      String file = filling.file();
      handOver();
      filling.begin(file);
    }
  }

  private void handOver() {
    if (thread == null && filling.isFull()) {
      for (int i = 1; i < BATCHES; i++) {
        empty.add(new LeaseBatch());
      }
      thread = Thread.ofPlatform().name("lessor-load").start(this::run);
    }
    if (thread == null) {
      put(filling);
    } else {
      filling = exchange(filling);
    }
  }

  private LeaseBatch exchange(LeaseBatch filled) {
    gate.lock();
    try {
      full.add(filled);
      moved.signalAll();
      while (empty.isEmpty()) {
        moved.awaitUninterruptibly();
      }
      return empty.remove();
    } finally {
      gate.unlock();
    }
  }

  private void run() {
    for (LeaseBatch batch = take(); batch != null; batch = take()) {
      try {
        if (failure == null) {
          put(batch);
        }
      } catch (RuntimeException | Error fault) {
        // Whoever reads is told of it at the end, and must not wait for an empty batch till then.
        failure = fault;
      }
      giveBack(batch);
    }
  }

  private @Nullable LeaseBatch take() {
    gate.lock();
    try {
      while (full.isEmpty() && !ending) {
        moved.awaitUninterruptibly();
      }
      return full.poll();
    } finally {
      gate.unlock();
    }
  }

  private void giveBack(LeaseBatch batch) {
    gate.lock();
    try {
      empty.add(batch);
      moved.signalAll();
    } finally {
      gate.unlock();
    }
  }

  private void put(LeaseBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      put(batch, i);
    }
  }

  private void put(LeaseBatch batch, int index) {
    StoredLease lease = batch.lease(index);
    long before = table.put(lease);
    if (lease.isRecord()
        && before != LeaseTable.Restoring.NO_SUBNET
        && before != lease.subnetId()) {
      movedLeases++;
      if (named.size() < LoadReport.MAX_NAMED) {
        named.add(
            new LoadReport.MovedLease(
                batch.file(),
                batch.line(index),
                new Ipv4(lease.addressBits()),
                before,
                lease.subnetId()));
      }
    }
  }

  /// Puts in what has come so far, all of it. Nothing may be added any more.
  void finish() {
    handOver();
    close();
    if (failure != null) {
      throw new AssertionError("a record that was read does not go into the table", failure);
    }
  }

  /// Ends the thread. What has come so far may or may not be in the table.
  @Override
  public void close() {
    if (thread != null) {
      gate.lock();
      try {
        ending = true;
        moved.signalAll();
      } finally {
        gate.unlock();
      }
      Threads.join(thread);
      thread = null;
    }
  }

  /// How often a record took a lease to another subnet, when all is in the table.
  long movedLeases() {
    return movedLeases;
  }

  /// The first of those.
  List<LoadReport.MovedLease> moved() {
    return named;
  }
}

package org.lessor.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.lessor.engine.LeaseTable;

/// The thread that makes memory ready for leases to come: see [LeaseTable#makeRoom]. It must not be
/// interrupted.
public final class RoomThread implements AutoCloseable {
  /// While leases come, and while none do.
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final LeaseTable table;
  private final Thread thread;
  private volatile boolean closing;

  private RoomThread(LeaseTable table) {
    this.table = table;
    this.thread = Thread.ofPlatform().name("lessor-room").daemon().unstarted(this::run);
  }

  /// Starts to look after `table`.
  public static RoomThread start(LeaseTable table) {
    RoomThread room = new RoomThread(table);
    room.thread.start();
    return room;
  }

  private void run() {
    while (!closing) {
      boolean made = false;
      while (!closing && table.makeRoom()) {
        made = true;
      }
      LockSupport.parkNanos(this, made ? BUSY_NANOS : IDLE_NANOS);
    }
  }

  /// Ends the thread. Returns when it has ended.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    Threads.join(thread);
  }
}

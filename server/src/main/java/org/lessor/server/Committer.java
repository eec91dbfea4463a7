package org.lessor.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.LeaseChange;

/// Brings lease changes to stable storage in groups: while one write and sync runs, the next group
/// gathers; when it has returned, the replies of that group leave.
///
/// When the disk refuses, no reply of that group leaves: clients ask again. The changes are kept
/// and tried again with the next group, since the lease table has them.
///
/// [#submit] and [#emptyGroup] are called by the worker; all else by the thread that owns this
/// object.
final class Committer implements Commits, Steps {
  private final LeaseLog leaseLog;
  private final Runnable wakeWorker;
  private final Runnable wakeUp;
  private final EventLog log;
  private final Queue<Submission> submitted = new ConcurrentLinkedQueue<>();
  private final ArrayBlockingQueue<ReplyGroup> empty;
  private final List<ReplyGroup> sending = new ArrayList<>();
  private boolean failing;

  private record Submission(List<LeaseChange> changes, @Nullable ReplyGroup replies) {}

  /// @param groups the reply groups that circulate: as many batches can wait for the disk
  /// @param wakeWorker ends the worker's wait when a group has become empty
  /// @param wakeUp ends the wait of the thread that owns this object
  Committer(
      LeaseLog leaseLog,
      List<ReplyGroup> groups,
      Runnable wakeWorker,
      Runnable wakeUp,
      EventLog log) {
    this.leaseLog = leaseLog;
    this.wakeWorker = wakeWorker;
    this.wakeUp = wakeUp;
    this.log = log;
    this.empty = new ArrayBlockingQueue<>(groups.size(), false, groups);
  }

  @Override
  public void submit(List<LeaseChange> changes, ReplyGroup replies) {
    submitted.add(new Submission(changes, replies));
    wakeUp.run();
  }

  @Override
  public void submit(List<LeaseChange> changes) {
    submitted.add(new Submission(changes, null));
    wakeUp.run();
  }

  @Override
  public @Nullable ReplyGroup emptyGroup() {
    return empty.poll();
  }

  @Override
  public int doWork(long nowNanos) {
    int done = 0;
    Submission next = submitted.poll();
    while (next != null) {
      leaseLog.append(next.changes());
      if (next.replies() != null) {
        sending.add(next.replies());
      }
      done++;
      next = submitted.poll();
    }
    if (done > 0 || leaseLog.isBehind()) {
      boolean durable = commit();
      finish(durable);
    }
    return done;
  }

  private boolean commit() {
    try {
      leaseLog.commit();
    } catch (IOException failure) {
      if (!failing) {
        log.write(ServerEvent.LESSOR_LEASES_NOT_DURABLE, "reason=\"" + failure.getMessage() + "\"");
      }
      failing = true;
      return false;
    }
    if (failing) {
      log.write(ServerEvent.LESSOR_LEASES_DURABLE_AGAIN, "");
    }
    failing = false;
    return true;
  }

  private void finish(boolean durable) {
    for (ReplyGroup group : sending) {
      if (durable) {
        group.send();
      } else {
        group.drop();
      }
      empty.add(group);
    }
    if (!sending.isEmpty()) {
      wakeWorker.run();
    }
    sending.clear();
  }

  @Override
  public long nextDeadlineNanos() {
    return Long.MAX_VALUE;
  }
}

package org.lessor.load;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Moves packets between a machine and its line, one step at a time: run by a thread in a program,
/// stepped by hand in tests. One thread at a time, but for [#requestReport], [#lastReport] and
/// [#requestStop].
final class LoadWorker {
  /// The longest wait: a request from another thread that slipped by is then seen.
  static final long MAX_WAIT_NANOS = 100_000_000;

  /// How long somebody who has stopped the load waits for the last answers at most.
  private static final long MAX_PARTING_NANOS = 1_000_000_000;

  private final LoadMachine machine;
  private final LoadLine line;
  private final LongSupplier nanoTime;

  private volatile boolean stopRequested;
  private volatile boolean reportRequested;
  private volatile @Nullable LoadReport published;
  private Limits limits = Limits.NONE;
  private boolean tooManyLost;
  private long droppedBefore;
  private long refusedBefore;

  LoadWorker(LoadMachine machine, LoadLine line, LongSupplier nanoTime) {
    this.machine = machine;
    this.line = line;
    this.nanoTime = nanoTime;
  }

  /// Has the clients do `workload` until it ends, and waits for the last answers. Says why it
  /// ended.
  LoadRun.End perform(Workload workload, Limits limits) throws IOException {
    long beganNanos = nanoTime.getAsLong();
    machine.begin(workload, beganNanos);
    forgetLine();
    published = null;
    tooManyLost = false;
    this.limits = limits;
    if (limits.warmUpNanos() > 0) {
      workUntil(beganNanos + limits.warmUpNanos());
      countAnew();
    }
    workUntil(
        limits.periodNanos() == Limits.UNLIMITED
            ? LoadMachine.NEVER
            : beganNanos + limits.periodNanos());
    LoadRun.End end = end();
    long nowNanos = nanoTime.getAsLong();
    machine.stop(nowNanos);
    // Bounded: whatever is under way has an answer or is lost when the drop time has passed twice.
    long waitNanos = limits.exitWaitNanos();
    if (stopRequested) {
      waitNanos = Math.min(waitNanos, MAX_PARTING_NANOS);
    }
    workUntil(waitNanos == Limits.UNLIMITED ? LoadMachine.NEVER : nowNanos + waitNanos);
    machine.abandon();
    return end;
  }

  private LoadRun.End end() {
    if (stopRequested) {
      return LoadRun.End.STOPPED;
    } else if (tooManyLost) {
      return LoadRun.End.LOSSES;
    } else if (machine.ranOutOfLeases()) {
      return LoadRun.End.LEASES;
    }
    return machine.stopped() ? LoadRun.End.EXCHANGES : LoadRun.End.PERIOD;
  }

  private void countAnew() throws IOException {
    machine.countFrom(nanoTime.getAsLong());
    forgetLine();
  }

  private void forgetLine() throws IOException {
    droppedBefore = line.droppedByKernel();
    refusedBefore = line.refused();
  }

  /// Takes what has come, gives up what is overdue, begins what is due. Returns how many packets
  /// came.
  int doWork() throws IOException {
    int received = line.receive();
    long nowNanos = nanoTime.getAsLong();
    for (int i = 0; i < received; i++) {
      if (line.length(i) > 0) {
        machine.received(line.buffer(i), line.offset(i), line.length(i), nowNanos, line.sink());
      }
    }
    machine.expire(nowNanos);
    if (limits.tooManyLost(machine.lost(), machine.completed())) {
      tooManyLost = true;
    }
    if (stopRequested || tooManyLost) {
      machine.stop(nowNanos);
    }
    machine.start(nowNanos, line.sink());
    line.flush();
    if (reportRequested) {
      reportRequested = false;
      published = report();
    }
    return received;
  }

  /// Works until the machine has finished, or until the time comes, which may be
  /// [LoadMachine#NEVER].
  private void workUntil(long endNanos) throws IOException {
    while (!machine.finished()) {
      int received = doWork();
      long nowNanos = nanoTime.getAsLong();
      if (endNanos != LoadMachine.NEVER && nowNanos - endNanos >= 0) {
        return;
      }
      if (received == 0) {
        long waitNanos = Math.min(MAX_WAIT_NANOS, until(machine.nextDueNanos(nowNanos), nowNanos));
        waitNanos = Math.min(waitNanos, until(endNanos, nowNanos));
        if (waitNanos > 0) {
          line.await(waitNanos);
        }
      }
    }
  }

  private static long until(long timeNanos, long nowNanos) {
    return timeNanos == LoadMachine.NEVER ? MAX_WAIT_NANOS : timeNanos - nowNanos;
  }

  /// What happened since counting began, on the line as well.
  LoadReport report() throws IOException {
    return machine
        .report(nanoTime.getAsLong())
        .with(
            new LoadReport.Oddities(
                0, 0, 0, line.droppedByKernel() - droppedBefore, line.refused() - refusedBefore));
  }

  /// Has the worker begin nothing more. Any thread may call it.
  void requestStop() {
    stopRequested = true;
    line.wakeUp();
  }

  /// Has the worker renew [#lastReport] soon. Any thread may call it.
  void requestReport() {
    reportRequested = true;
    line.wakeUp();
  }

  /// What the worker told last; null before the first time. Any thread may call it.
  @Nullable LoadReport lastReport() {
    return published;
  }
}

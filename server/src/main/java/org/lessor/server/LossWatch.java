package org.lessor.server;

import org.lessor.transport.PacketPort;

/// Looks once a second at what was lost since more came than could be taken in, and says so.
///
/// Belongs to the worker's thread.
final class LossWatch {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final PacketPort port;
  private final Statistics statistics;
  private final EventLog log;
  private boolean begun;
  private long nextNanos;
  private long byKernel;
  private long byUs;

  LossWatch(PacketPort port, Statistics statistics, EventLog log) {
    this.port = port;
    this.statistics = statistics;
    this.log = log;
  }

  void look(long nowNanos) {
    if (begun && nowNanos - nextNanos < 0) {
      return;
    }
    begun = true;
    nextNanos = nowNanos + SECOND_NANOS;
    long kernel = port.counts().droppedByKernel();
    long ours = statistics.value(Statistic.PKT4_OVERLOAD);
    long moreByKernel = kernel - byKernel;
    long moreByUs = ours - byUs;
    if (moreByKernel == 0 && moreByUs == 0) {
      return;
    }
    statistics.count(Statistic.PKT4_DROPPED_BY_KERNEL, moreByKernel);
    byKernel = kernel;
    byUs = ours;
    log.write(
        ServerEvent.LESSOR_OVERLOAD,
        "discovers=" + moreByUs + " dropped-by-kernel=" + moreByKernel);
  }
}

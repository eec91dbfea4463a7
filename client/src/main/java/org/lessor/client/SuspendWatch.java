package org.lessor.client;

import java.util.function.LongSupplier;
import org.lessor.linux.LinuxClock;

/// Notices that the machine was suspended: a clock that counts time in suspend went on, one that
/// does not stood still.
///
/// Used by one thread.
final class SuspendWatch {
  /// Less than that is the time between the two readings.
  private static final long LEAST_NANOS = 1_000_000_000L;

  private final LongSupplier withSuspend;
  private final LongSupplier withoutSuspend;
  private long asleepNanos;

  /// Watches the clocks of this machine.
  SuspendWatch() {
    this(LinuxClock.BOOTTIME::nanos, LinuxClock.MONOTONIC::nanos);
  }

  SuspendWatch(LongSupplier withSuspend, LongSupplier withoutSuspend) {
    this.withSuspend = withSuspend;
    this.withoutSuspend = withoutSuspend;
    this.asleepNanos = asleepNanos();
  }

  /// How long the machine has been suspended since it was started.
  private long asleepNanos() {
    return withSuspend.getAsLong() - withoutSuspend.getAsLong();
  }

  /// Whether the machine was suspended since this was asked last.
  boolean takeResumed() {
    long before = asleepNanos;
    asleepNanos = asleepNanos();
    return asleepNanos - before >= LEAST_NANOS;
  }
}

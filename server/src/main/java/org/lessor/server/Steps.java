package org.lessor.server;

/// Work that is done a step at a time: by a thread in production, by hand in a test.
public interface Steps {
  /// Does what there is to do now, without blocking. Returns how much was done, 0 for nothing.
  ///
  /// @param nowNanos a monotonic clock in nanoseconds
  int doWork(long nowNanos);

  /// When there will be something to do without anything new coming in, in the same clock;
  /// [Long#MAX_VALUE] for never.
  long nextDeadlineNanos();
}

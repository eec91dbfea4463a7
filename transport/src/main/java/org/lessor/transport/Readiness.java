package org.lessor.transport;

import java.io.IOException;

/// Something that one thread waits for and any thread can wake.
public interface Readiness {
  /// A timeout that never comes.
  long FOREVER_NANOS = Long.MAX_VALUE;

  /// Waits until there is something to receive, `timeoutNanos` have passed (0 or less: looks once;
  /// [#FOREVER_NANOS]: no limit) or [#wakeUp] was called. Returns whether there is something to
  /// receive. May return early for no reason.
  ///
  /// Called by the thread that receives, and by no other.
  ///
  /// @throws IOException where waiting itself failed: the process is out of memory or descriptors
  boolean await(long timeoutNanos) throws IOException;

  /// Ends the current [#await], or the next one if none is running. Any thread may call it; after
  /// close it does nothing.
  void wakeUp();
}

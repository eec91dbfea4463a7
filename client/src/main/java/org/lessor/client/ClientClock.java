package org.lessor.client;

import java.time.Instant;

/// The clocks of a client. Any thread may read them.
public interface ClientClock {
  /// Nanoseconds since boot, time in suspend included; never negative.
  long nanos();

  /// Wall time.
  Instant wall();

  /// What tells this boot of the machine from others; empty where that is unknown.
  String bootId();
}

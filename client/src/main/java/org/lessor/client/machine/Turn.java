package org.lessor.client.machine;

import java.util.ArrayList;
import java.util.List;

/// Collects the effects of one event. Lives as long as one [ClientMachine#on].
final class Turn {
  private final long nowNanos;
  private final List<Effect> effects = new ArrayList<>();

  Turn(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  long nowNanos() {
    return nowNanos;
  }

  void act(Effect effect) {
    effects.add(effect);
  }

  void tell(Report report) {
    effects.add(new Effect.Tell(report));
  }

  List<Effect> effects() {
    return effects;
  }
}

package org.lessor.client.machine;

import java.util.List;

/// What an event leads to.
///
/// @param next the state from now on
/// @param effects what to do, in this order
public record Step(State next, List<Effect> effects) {
  /// Keeps an immutable copy of the list.
  public Step {
    effects = List.copyOf(effects);
  }
}

package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Message;

/// A decision with what led to it.
///
/// @param verdict what was decided
/// @param reply what the client would be told; empty where it gets no answer
/// @param steps what happened on the way, in order
public record Explanation(Verdict verdict, Optional<Message> reply, List<Step> steps) {
  /// Copies the list.
  public Explanation {
    steps = List.copyOf(steps);
  }
}

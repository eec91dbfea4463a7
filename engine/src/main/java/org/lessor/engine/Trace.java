package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;

/// Who wants to know what leads to a decision: usually nobody. Whatever costs something to say is
/// said only if [#isOn].
sealed interface Trace {
  /// Nobody.
  Trace OFF = new Off();

  /// Whether anybody wants to know.
  boolean isOn();

  /// Notes a step.
  void add(Step step);

  /// Wants to know nothing.
  final class Off implements Trace {
    private Off() {}

    @Override
    public boolean isOn() {
      return false;
    }

    @Override
    public void add(Step step) {
      // Nobody asked.
    }
  }

  /// Keeps all steps, in order.
  final class Recorder implements Trace {
    private final List<Step> steps = new ArrayList<>();

    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public void add(Step step) {
      steps.add(step);
    }

    List<Step> steps() {
      return List.copyOf(steps);
    }
  }
}

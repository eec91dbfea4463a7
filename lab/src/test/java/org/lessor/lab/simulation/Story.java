package org.lessor.lab.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Supplier;
import org.lessor.transport.SimulatedNetwork;

/// What happened last. A run is told without a story first, and again with one where it failed.
final class Story {
  private static final int LINES = 300;
  private static final double SECOND_NANOS = 1e9;

  /// Whether it is written down.
  enum Telling {
    /// It is.
    ALOUD,
    /// It is not, which costs nothing.
    SILENT
  }

  private final SimulatedNetwork network;
  private final Telling telling;
  private final Deque<String> lines = new ArrayDeque<>();

  Story(SimulatedNetwork network, Telling telling) {
    this.network = network;
    this.telling = telling;
  }

  void tell(Supplier<String> line) {
    switch (telling) {
      case SILENT -> {}
      case ALOUD -> {
        if (lines.size() == LINES) {
          lines.removeFirst();
        }
        double seconds = network.nanoTime() / SECOND_NANOS;
        lines.add(String.format(Locale.ROOT, "%15.6f  %s", seconds, line.get()));
      }
    }
  }

  /// Its last lines.
  String lines() {
    return String.join("\n", lines);
  }
}

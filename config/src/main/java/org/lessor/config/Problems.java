package org.lessor.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects complaints, so that all are told at once. For one thread.
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void error(Position position, String path, String message, String remedy) {
    found.add(new Problem(Problem.Severity.ERROR, position, path, message, remedy));
  }

  void warning(Position position, String path, String message, String remedy) {
    found.add(new Problem(Problem.Severity.WARNING, position, path, message, remedy));
  }

  boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  /// In the order of the text.
  List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Problem problem) -> problem.position().file())
            .thenComparingInt(problem -> problem.position().line())
            .thenComparingInt(problem -> problem.position().column()));
    return List.copyOf(sorted);
  }
}

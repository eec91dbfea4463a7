package org.lessor.config;

/// Texts for tests.
final class Texts {
  private Texts() {}

  /// The value of a JSON text that is good.
  static JsonValue json(String text) {
    Problems problems = new Problems();
    return JsonText.read(SourceText.ofText(text, problems), problems)
        .orElseThrow(() -> new AssertionError(problems.list()));
  }
}

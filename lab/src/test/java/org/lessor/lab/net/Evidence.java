package org.lessor.lab.net;

/// Something that says what happened during a test: a program's log, a capture. A failing test
/// shows all of it.
public interface Evidence {
  /// What this is, in a few words: a heading.
  String title();

  /// All that is known so far. Any thread may call it.
  String text();
}

package org.lessor.server;

/// What became of a [PingQuestion].
///
/// @param question the question
/// @param outcome whether the address may be given out
/// @param evidence who answered, in words; empty where nobody did
record PingAnswer(PingQuestion question, Outcome outcome, String evidence) {
  /// Whether an address may be given out.
  enum Outcome {
    /// Nobody but the client itself answered.
    FREE,
    /// Somebody else uses it.
    IN_USE
  }
}

package org.lessor.config;

import java.util.List;

/// What became of a configuration text.
public sealed interface Loaded {
  /// It is good; warnings are in the configuration.
  record Ok(Configuration configuration) implements Loaded {}

  /// It is refused.
  ///
  /// @param problems all that is wrong with it, at least one error, in the order of the text
  record Refused(List<Problem> problems) implements Loaded {}
}

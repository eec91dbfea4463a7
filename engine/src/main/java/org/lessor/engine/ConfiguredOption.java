package org.lessor.engine;

import org.lessor.wire.Option;

/// An option as an operator set it at one level of the configuration (Kea: option-data).
///
/// @param option code and bytes
/// @param sending when it is sent
public record ConfiguredOption(Option option, Sending sending) {
  /// When a configured option is sent.
  public enum Sending {
    /// To clients that ask for it in option 55.
    ON_REQUEST,
    /// To every client (Kea: always-send). At one level this holds for all levels.
    ALWAYS,
    /// To no client (Kea: never-send), whatever other levels say.
    NEVER
  }
}

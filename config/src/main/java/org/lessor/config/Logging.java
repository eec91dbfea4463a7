package org.lessor.config;

/// What is logged (Kea: the logger `kea-dhcp4` in loggers).
///
/// @param severity the least severe kind of line that is written
public record Logging(Severity severity) {
  /// Kea's default.
  public static final Logging DEFAULT = new Logging(Severity.INFO);

  /// Kea's severities.
  public enum Severity {
    NONE,
    FATAL,
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}

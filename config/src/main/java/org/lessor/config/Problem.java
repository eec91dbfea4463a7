package org.lessor.config;

/// One complaint about a configuration.
///
/// @param severity whether the server can start all the same
/// @param position where it stands
/// @param path the keys that lead there, such as `Dhcp4.subnet4[0].pools[1].pool`
/// @param message what is wrong, with the value
/// @param remedy what to do about it; empty where the message says it all
public record Problem(
    Severity severity, Position position, String path, String message, String remedy) {
  /// Whether the server can start all the same.
  public enum Severity {
    /// It cannot: answers would not be what the file says.
    ERROR,
    /// It can: what the file asks for changes no answer, or will be done in another way.
    WARNING
  }

  /// One line for people: position, severity, path, message, remedy.
  @Override
  public String toString() {
    String line =
        position
            + ": "
            + (severity == Severity.ERROR ? "error" : "warning")
            + ": "
            + (path.isEmpty() ? "" : path + ": ")
            + message;
    return remedy.isEmpty() ? line : line + "; " + remedy;
  }
}

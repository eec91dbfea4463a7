package org.lessor.server;

/// The server could not start; the message says what was attempted, on what, why it failed and what
/// to do.
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1;

  /// With that message.
  public StartFailure(String message) {
    super(message);
  }

  /// With that message and what lies behind it.
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.lessor.lab.net;

import java.io.Serial;

/// The laboratory itself failed: a namespace could not be made, a program could not be started, or
/// what was waited for did not come in time. The message says what was attempted and on what.
public final class LabException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// A failure with no cause beyond what the message says.
  public LabException(String message) {
    super(message);
  }

  /// A failure that another one caused.
  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}

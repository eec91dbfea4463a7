package org.lessor.store;

import java.io.IOException;

/// Why a lease file cannot be used: what was attempted, on what, why it failed, and what to do.
public final class LeaseFileException extends Exception {
  private static final long serialVersionUID = 1;

  LeaseFileException(String message) {
    super(message);
  }

  LeaseFileException(String message, IOException cause) {
    super(message + ": " + DiskFailure.reason(cause), cause);
  }
}

package org.lessor.linux;

import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SessionCalls;

/// The session of this process (credentials(7)).
public final class ProcessSession {
  private ProcessSession() {}

  /// Begins a session of its own, so that neither the end of a terminal nor an interrupt typed
  /// there reaches this process. The new session's id is that of the process.
  ///
  /// @throws ErrnoException where the process leads a group already: one that was started from a
  ///   shell by hand, for example
  public static int begin() throws ErrnoException {
    return ErrnoException.check(SessionCalls.setsid(CallState.ofThread()), "begin a session");
  }
}

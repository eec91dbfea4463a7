package org.lessor.linux.internal;

/// Sessions of processes (credentials(7)). Each method returns a value, or `-errno`.
public final class SessionCalls {
  private static final CFunction SETSID = CFunction.of("setsid");

  private SessionCalls() {}

  /// setsid(2): the id of the new session.
  public static int setsid(CallState state) {
    return SETSID.call(state, 0);
  }
}

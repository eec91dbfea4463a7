package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// Sessions of processes (credentials(7)). Each method returns a value, or `-errno`.
public final class SessionCalls {
  private static final MethodHandle SETSID = Libc.link("setsid", FunctionDescriptor.of(JAVA_INT));

  private SessionCalls() {}

  /// setsid(2): the id of the new session.
  public static int setsid(CallState state) {
    try {
      return state.resultOf((int) SETSID.invokeExact(state.segment()));
    } catch (Throwable impossible) {
      throw new AssertionError("setsid", impossible);
    }
  }
}

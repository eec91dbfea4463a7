package org.lessor.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// The signal SIGHUP, as daemons take it: read the configuration anew.
///
/// The Java platform has no other way to a signal than `sun.misc.Signal`, of the module
/// `jdk.unsupported`, which is there to stay until it has. It is called by reflection because the
/// compiler warns of its every mention.
final class Hangup {
  private Hangup() {}

  /// Has `action` called on a thread of its own each time SIGHUP comes, instead of ending the
  /// process. Throws [IllegalStateException] where the runtime was told to leave signals alone
  /// (`-Xrs`) or has no such signal.
  static void onSignal(Runnable action) {
    InvocationHandler calls =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                action.run();
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(action);
              default -> "SIGHUP";
            };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object taker =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), taker);
    } catch (ReflectiveOperationException refusal) {
      throw new IllegalStateException("SIGHUP cannot be taken: " + refusal.getCause(), refusal);
    }
  }
}

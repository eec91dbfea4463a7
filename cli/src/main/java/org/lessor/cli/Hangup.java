package org.lessor.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

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
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object taker =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, new Calls(action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), taker);
    } catch (ReflectiveOperationException refusal) {
      throw new IllegalStateException("SIGHUP cannot be taken: " + refusal.getCause(), refusal);
    }
  }

  /// What a `SignalHandler` does, and what every object can.
  private record Calls(Runnable action) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "handle" -> {
          action.run();
          yield null;
        }
        case "equals" ->
            arguments != null
                && Proxy.isProxyClass(arguments[0].getClass())
                && equals(Proxy.getInvocationHandler(arguments[0]));
        case "hashCode" -> hashCode();
        default -> "SIGHUP";
      };
    }
  }
}

package org.lessor.lab.net;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Links functions of the C library, for the lab alone: the sockets that watch the product share no
/// code with its own.
public final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private Libc() {}

  /// A handle on the function `name`; its first argument is a segment from [#state(Arena)].
  @SuppressWarnings("restricted") // the one place where the lab calls native code
  public static MethodHandle link(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  /// Room for the error number of a call, for one thread.
  public static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  /// The error number that the last failed call left in `state`.
  public static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /// Returns `result` unless it is negative; then throws [LabException] with the error number.
  public static int check(int result, String attempted, MemorySegment state) {
    if (result < 0) {
      throw new LabException(attempted + ": error number " + errno(state) + " (see errno(3))");
    }
    return result;
  }

  /// Handles declare `Throwable`, yet a call into the C library throws nothing.
  public static AssertionError impossible(Throwable thrown) {
    return new AssertionError("a native call threw", thrown);
  }

  static FunctionDescriptor ints(MemoryLayout... arguments) {
    return FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
  }
}

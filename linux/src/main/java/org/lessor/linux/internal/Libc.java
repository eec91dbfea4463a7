package org.lessor.linux.internal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Finds functions of the C library. The one place of this module that calls restricted methods.
///
/// A program that uses this module should start with `--enable-native-access=org.lessor.linux`
/// (module path) or `=ALL-UNNAMED` (class path, or the `Enable-Native-Access` line of the main
/// jar's manifest): without it the JDK prints a warning.
public final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();

  private Libc() {}

  /// A handle whose first parameter is the segment of a [CallState], which receives `errno`.
  ///
  /// Throws [UnsatisfiedLinkError] where the C library has no such function.
  static MethodHandle link(String name, FunctionDescriptor descriptor) {
    return downcall(name, descriptor, Linker.Option.captureCallState("errno"));
  }

  /// As [#link], for a C function whose parameters from number `first` on stand for `...`.
  static MethodHandle linkVariadic(String name, int first, FunctionDescriptor descriptor) {
    return downcall(
        name,
        descriptor,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(first));
  }

  @SuppressWarnings("restricted") // linking native code is what this class is for
  private static MethodHandle downcall(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    return LINKER.downcallHandle(address, descriptor, options);
  }
}

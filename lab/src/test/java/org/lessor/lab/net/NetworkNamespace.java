package org.lessor.lab.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Enters network namespaces, a property of each thread.
final class NetworkNamespace {
  private static final MethodHandle OPEN = Libc.link("open", Libc.ints(ADDRESS, JAVA_INT));
  private static final MethodHandle SETNS = Libc.link("setns", Libc.ints(JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE = Libc.link("close", Libc.ints(JAVA_INT));
  private static final int O_CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  /// Runs `task` in the namespace that `file` stands for, on a new thread that ends with it: no
  /// thread that others use changes its namespace.
  static <T> T call(Path file, Callable<T> task) {
    FutureTask<T> future =
        new FutureTask<>(() -> {
          enter(file);
          return task.call();
        });
    Thread thread = Thread.ofPlatform().name("in " + file.getFileName()).start(future);
    try {
      thread.join();
      return future.get();
    } catch (ExecutionException failure) {
      throw new LabException("a task in " + file.getFileName() + " failed", failure.getCause());
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while a task ran in " + file.getFileName(), failure);
    }
  }

  private static void enter(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      MemorySegment path = arena.allocateFrom(file.toString());
      int fd = Libc.check((int) OPEN.invokeExact(state, path, O_CLOEXEC), "open " + file, state);
      Libc.check((int) SETNS.invokeExact(state, fd, CLONE_NEWNET), "setns " + file, state);
      Libc.check((int) CLOSE.invokeExact(state, fd), "close " + file, state);
    } catch (LabException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }
}

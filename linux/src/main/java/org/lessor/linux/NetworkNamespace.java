package org.lessor.linux;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.DescriptorCalls;
import org.lessor.linux.internal.NamespaceCalls;

/// A network namespace (network_namespaces(7)): links, addresses, routes and ports apart from those
/// of the rest of the machine. Several hosts can so live in one program.
///
/// Namespaces belong to threads. Each object keeps one platform thread that has entered its
/// namespace; [#inside] runs code on it. What is opened there (sockets, [Poller]s, netlink) belongs
/// to the namespace for good, and may be used from any thread afterwards. Platform threads started
/// there are in the namespace too; virtual threads are not.
///
/// A namespace made here is gone, with its links, when this object is closed (or the program dies),
/// as soon as no socket in it is open. Needs `CAP_SYS_ADMIN`; without it, start the program by
/// `unshare --user --map-root-user --net`: a user namespace cannot be made by a program with
/// several threads, which a JVM always is.
///
/// ```java
/// try (NetworkNamespace host = NetworkNamespace.create()) {
///   UdpSocket socket = host.inside(() -> UdpSocket.at(Ip4.ANY, 67).open());
/// }
/// ```
public final class NetworkNamespace implements AutoCloseable {
  /// What more to set apart.
  public enum Isolation {
    /// Mounts: what [#coverFile] covers is covered for the namespace's thread only.
    MOUNTS
  }

  private static final String OF_THREAD = "/proc/thread-self/ns/net";

  private final ExecutorService executor;
  private final Thread thread;
  private final Descriptor descriptor;
  private final Set<Isolation> isolation;

  private NetworkNamespace(
      ExecutorService executor, Thread thread, Descriptor descriptor, Set<Isolation> isolation) {
    this.executor = executor;
    this.thread = thread;
    this.descriptor = descriptor;
    this.isolation = isolation;
  }

  /// Makes a new namespace. It has a loopback interface, switched off.
  public static NetworkNamespace create(Isolation... isolation) throws ErrnoException {
    Set<Isolation> set = EnumSet.noneOf(Isolation.class);
    set.addAll(Set.of(isolation));
    return start(set, NetworkNamespace::unshareNetwork);
  }

  /// Enters a namespace that exists: `/run/netns/NAME`, `/proc/PID/ns/net`.
  public static NetworkNamespace open(Path path) throws ErrnoException {
    return start(EnumSet.noneOf(Isolation.class), () -> enter(path));
  }

  /// How a thread comes into its namespace.
  private interface Entry {
    void run() throws ErrnoException;
  }

  private static NetworkNamespace start(Set<Isolation> isolation, Entry entry)
      throws ErrnoException {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("network-namespace").factory());
    try {
      return resultOf(
          executor.submit(() -> {
            entry.run();
            if (isolation.contains(Isolation.MOUNTS)) {
              unshareMounts();
            }
            Descriptor descriptor = openDescriptor(OF_THREAD);
            return new NetworkNamespace(executor, Thread.currentThread(), descriptor, isolation);
          }));
    } catch (ErrnoException failure) {
      executor.shutdown();
      throw failure;
    } catch (Exception impossible) {
      executor.shutdown();
      throw new AssertionError("nothing else is thrown", impossible);
    }
  }

  private static void unshareNetwork() throws ErrnoException {
    ErrnoException.check(
        NamespaceCalls.unshare(CallState.ofThread(), NamespaceCalls.CLONE_NEWNET),
        "make a network namespace",
        Capability.CAP_SYS_ADMIN);
  }

  private static void enter(Path path) throws ErrnoException {
    try (Descriptor namespace = openDescriptor(path.toString())) {
      ErrnoException.check(
          NamespaceCalls.setns(
              CallState.ofThread(), namespace.number(), NamespaceCalls.CLONE_NEWNET),
          "enter network namespace " + path,
          Capability.CAP_SYS_ADMIN);
    }
  }

  private static void unshareMounts() throws ErrnoException {
    CallState state = CallState.ofThread();
    ErrnoException.check(
        NamespaceCalls.unshare(state, NamespaceCalls.CLONE_FS | NamespaceCalls.CLONE_NEWNS),
        "make a mount namespace",
        Capability.CAP_SYS_ADMIN);
    // Otherwise mounts made here would show elsewhere.
    ErrnoException.check(
        NamespaceCalls.mount(state, "none", "/", NamespaceCalls.MS_REC | NamespaceCalls.MS_PRIVATE),
        "make all mounts private");
  }

  private static Descriptor openDescriptor(String path) throws ErrnoException {
    int flags = DescriptorCalls.O_RDONLY | DescriptorCalls.O_CLOEXEC;
    int fd = DescriptorCalls.open(CallState.ofThread(), path, flags);
    return new Descriptor(ErrnoException.check(fd, "open " + path));
  }

  /// Runs `task` on the namespace's own thread, and waits for it. Called from that thread itself,
  /// it runs at once. What the task throws is thrown here.
  public <T> T inside(Callable<T> task) throws Exception {
    return Thread.currentThread() == thread ? task.call() : resultOf(executor.submit(task));
  }

  /// Starts a platform thread in this namespace, where it and the threads that it starts stay.
  ///
  /// @param builder how the thread is called and whether it is a daemon
  public Thread start(Thread.Builder.OfPlatform builder, Runnable work) {
    return Thread.currentThread() == thread
        ? builder.start(work)
        : CompletableFuture.supplyAsync(() -> builder.start(work), executor).join();
  }

  private static <T> T resultOf(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException thrown) {
      switch (Objects.requireNonNull(thrown.getCause())) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case Throwable other -> throw new AssertionError(other);
      }
    }
  }

  /// Puts the file `by` in the place of `target` for the namespace's thread, and for programs
  /// started from it: `/etc/resolv.conf`, for example. The file itself is not touched.
  ///
  /// @throws IllegalStateException where the namespace was made without [Isolation#MOUNTS]
  public void coverFile(Path target, Path by) throws Exception {
    if (!isolation.contains(Isolation.MOUNTS)) {
      throw new IllegalStateException("the namespace has the mounts of the whole machine");
    }
    inside(() ->
        ErrnoException.check(
            NamespaceCalls.mount(
                CallState.ofThread(), by.toString(), target.toString(), NamespaceCalls.MS_BIND),
            "cover " + target + " by " + by));
  }

  /// A path by which other programs can enter the network namespace as long as this object is open:
  /// `nsenter --net=PATH COMMAND`.
  public Path path() {
    return Path.of(
        "/proc", Long.toString(ProcessHandle.current().pid()), "fd", "" + descriptor.number());
  }

  /// The namespace's descriptor, owned by this object.
  public Descriptor descriptor() {
    return descriptor;
  }

  /// Ends the namespace's thread, after what it still has to do, and forgets the namespace.
  @Override
  public void close() {
    executor.shutdown();
    descriptor.close();
  }
}

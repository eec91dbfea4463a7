package org.lessor.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.DescriptorCalls;
import org.lessor.linux.internal.Pollfd;
import org.lessor.linux.internal.Timespec;

/// Waits until one of a few sockets has something to read or room to write, until a time has
/// passed, or until another thread calls [#wakeUp].
///
/// One thread adds, removes and waits; any thread may wake it up. A wait costs one ppoll(2), in
/// proportion to the number of sockets: some tens of nanoseconds each.
///
/// ```java
/// try (Poller poller = Poller.open()) {
///   poller.add(socket, Poller.Interest.READ);
///   while (running) {
///     poller.await(deadlineNanos - nowNanos);
///     if (poller.readable(socket)) { ... }
///   }
/// }
/// ```
public final class Poller implements AutoCloseable {
  /// What a socket is watched for.
  public enum Interest {
    READ(Pollfd.POLLIN),
    WRITE(Pollfd.POLLOUT),
    READ_WRITE(Pollfd.POLLIN | Pollfd.POLLOUT);

    private final int events;

    Interest(int events) {
      this.events = events;
    }
  }

  /// A timeout that never comes.
  public static final long FOREVER_NANOS = Long.MAX_VALUE;

  private static final int FIRST_CAPACITY = 16;

  private final Arena arena = Arena.ofAuto();
  private MemorySegment entries = arena.allocate((long) FIRST_CAPACITY * Pollfd.SIZE, 8);
  private final MemorySegment timeout = arena.allocate(Timespec.SIZE, 8);
  private final MemorySegment drained = arena.allocate(8, 8);
  private final Descriptor wakeUp;
  private final List<Pollable> sockets = new ArrayList<>();
  private final IdentityHashMap<Pollable, Integer> places = new IdentityHashMap<>();

  private Poller(Descriptor wakeUp) {
    this.wakeUp = wakeUp;
    entry(0, wakeUp.number(), Pollfd.POLLIN);
  }

  /// A poller that watches nothing yet.
  public static Poller open() throws ErrnoException {
    int flags = DescriptorCalls.EFD_NONBLOCK | DescriptorCalls.EFD_CLOEXEC;
    int fd = DescriptorCalls.eventfd(CallState.ofThread(), flags);
    return new Poller(new Descriptor(ErrnoException.check(fd, "eventfd")));
  }

  /// Watches `socket`; where it is watched already, for `interest` from now on. Remove it before it
  /// is closed.
  public void add(Pollable socket, Interest interest) {
    int index = indexOf(socket);
    if (index < 0) {
      sockets.add(socket);
      index = sockets.size() - 1;
      places.put(socket, index);
      if (at(index + 2) > entries.byteSize()) {
        MemorySegment larger = Arena.ofAuto().allocate(2 * entries.byteSize(), 8);
        MemorySegment.copy(entries, 0, larger, 0, entries.byteSize());
        entries = larger;
      }
    }
    entry(index + 1, socket.descriptor().number(), interest.events);
  }

  /// Watches `socket` no longer.
  public void remove(Pollable socket) {
    int index = indexOf(socket);
    if (index < 0) {
      return;
    }
    int last = sockets.size() - 1;
    Pollable moved = sockets.remove(last);
    places.remove(socket);
    if (index != last) {
      sockets.set(index, moved);
      places.put(moved, index);
    }
    MemorySegment.copy(entries, at(last + 1), entries, at(index + 1), Pollfd.SIZE);
  }

  private int indexOf(Pollable socket) {
    return places.getOrDefault(socket, -1);
  }

  private static long at(int index) {
    return (long) index * Pollfd.SIZE;
  }

  private void entry(int index, int fd, int events) {
    entries.set(JAVA_INT, at(index) + Pollfd.FD, fd);
    entries.set(JAVA_SHORT, at(index) + Pollfd.EVENTS, (short) events);
    entries.set(JAVA_SHORT, at(index) + Pollfd.REVENTS, (short) 0);
  }

  /// Waits for at most `timeoutNanos` (0 or less: looks once; [#FOREVER_NANOS]: no limit). Returns
  /// how many sockets are ready: 0 after the time is over, a [#wakeUp] or a signal.
  public int await(long timeoutNanos) throws ErrnoException {
    MemorySegment limit = MemorySegment.NULL;
    if (timeoutNanos != FOREVER_NANOS) {
      Timespec.setNanos(timeout, Math.max(timeoutNanos, 0));
      limit = timeout;
    }
    CallState state = CallState.ofThread();
    int ready = DescriptorCalls.ppoll(state, entries, sockets.size() + 1, limit);
    if (ready == -Errno.EINTR) {
      for (int i = 0; i <= sockets.size(); i++) {
        entries.set(JAVA_SHORT, at(i) + Pollfd.REVENTS, (short) 0);
      }
      return 0;
    }
    ErrnoException.check(ready, "wait for sockets");
    if (found(0) != 0) {
      DescriptorCalls.read(state, wakeUp.number(), drained, 8);
      return ready - 1;
    }
    return ready;
  }

  private int found(int index) {
    return entries.get(JAVA_SHORT, at(index) + Pollfd.REVENTS);
  }

  /// Whether the last [#await] found something to read from `socket`: a datagram, or an error that
  /// the next receive returns.
  public boolean readable(Pollable socket) {
    int index = indexOf(socket);
    int readable = Pollfd.POLLIN | Pollfd.POLLERR | Pollfd.POLLHUP;
    return index >= 0 && (found(index + 1) & readable) != 0;
  }

  /// Whether the last [#await] found room for sending in `socket`.
  public boolean writable(Pollable socket) {
    int index = indexOf(socket);
    return index >= 0 && (found(index + 1) & Pollfd.POLLOUT) != 0;
  }

  /// Ends the current [#await], or the next one if none is running. Any thread may call it; once
  /// the poller is closed it does nothing.
  public synchronized void wakeUp() {
    if (wakeUp.closed()) {
      return;
    }
    try (Arena confined = Arena.ofConfined()) {
      MemorySegment one = confined.allocate(JAVA_LONG);
      one.set(JAVA_LONG, 0, 1);
      // EAGAIN says that the counter is full: the wake-up is pending already.
      DescriptorCalls.write(CallState.ofThread(), wakeUp.number(), one, 8);
    }
  }

  /// Closes the poller, not the sockets.
  @Override
  public synchronized void close() {
    wakeUp.close();
  }
}

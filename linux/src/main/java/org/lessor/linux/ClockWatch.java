package org.lessor.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.DescriptorCalls;
import org.lessor.linux.internal.Itimerspec;
import org.lessor.linux.internal.TimerCalls;

/// Becomes readable when the wall clock is set, and when the machine goes on after a suspend
/// (timerfd_create(2), `TFD_TIMER_CANCEL_ON_SET`): a wait that was to end meanwhile by a clock that
/// stood still can end at once.
///
/// Used by one thread, but for [#close].
public final class ClockWatch implements Pollable, AutoCloseable {
  private final Descriptor descriptor;

  private ClockWatch(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// Watches from now on. Needs no privilege.
  public static ClockWatch open() throws ErrnoException {
    int flags = TimerCalls.TFD_NONBLOCK | TimerCalls.TFD_CLOEXEC;
    int fd = TimerCalls.create(CallState.ofThread(), TimerCalls.CLOCK_REALTIME, flags);
    ClockWatch watch = new ClockWatch(new Descriptor(ErrnoException.check(fd, "timerfd_create")));
    try {
      watch.arm();
      return watch;
    } catch (ErrnoException failure) {
      watch.close();
      throw failure;
    }
  }

  /// A timer that never ends by itself, only by what is watched.
  private void arm() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment never = arena.allocate(Itimerspec.SIZE, 8);
      Itimerspec.setOnce(never, Long.MAX_VALUE);
      int flags = TimerCalls.TFD_TIMER_ABSTIME | TimerCalls.TFD_TIMER_CANCEL_ON_SET;
      ErrnoException.check(
          TimerCalls.set(CallState.ofThread(), descriptor.number(), flags, never),
          "timerfd_settime");
    }
  }

  /// Whether the clock was set or the machine resumed since this was asked last.
  public boolean takeChange() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(8, 8);
      int read = DescriptorCalls.read(CallState.ofThread(), descriptor.number(), count, 8);
      if (read == -Errno.EAGAIN) {
        return false;
      }
      if (read != -Errno.ECANCELED) {
        ErrnoException.check(read, "read a timer");
      }
      arm();
      return true;
    }
  }

  @Override
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}

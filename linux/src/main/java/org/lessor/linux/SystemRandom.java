package org.lessor.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.RandomCalls;

/// The kernel's random numbers, which nobody can foresee (getrandom(2)): what
/// [java.security.SecureRandom] gives as well, without the providers that it loads first, which
/// take longer than all the rest of a client's start. Any thread may call.
public final class SystemRandom implements RandomGenerator {
  /// As much as a call fills whole, whatever signals come (getrandom(2)).
  private static final int BATCH_BYTES = 256;

  private final MemorySegment batch = Arena.ofAuto().allocate(BATCH_BYTES, Long.BYTES);
  private int taken = BATCH_BYTES;

  /// A source that has asked the kernel for nothing yet.
  public SystemRandom() {}

  /// 64 bits. Waits for the kernel to have gathered chance where it only just boots.
  ///
  /// @throws IllegalStateException where the kernel has none to give (Linux before 3.17)
  @Override
  public synchronized long nextLong() {
    if (taken == BATCH_BYTES) {
      fill();
      taken = 0;
    }
    long value = batch.get(JAVA_LONG, taken);
    batch.set(JAVA_LONG, taken, 0);
    taken += Long.BYTES;
    return value;
  }

  private void fill() {
    int result;
    do {
      result = RandomCalls.getrandom(CallState.ofThread(), batch, BATCH_BYTES);
    } while (result == -Errno.EINTR);
    if (result != BATCH_BYTES) {
      throw new IllegalStateException(
          "cannot draw random numbers: getrandom(2) returned " + result + " for " + BATCH_BYTES);
    }
  }
}

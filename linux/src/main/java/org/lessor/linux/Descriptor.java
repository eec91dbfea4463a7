package org.lessor.linux;

import java.util.concurrent.atomic.AtomicInteger;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.DescriptorCalls;

/// The one owner of a file descriptor: closed once, and no use after that.
///
/// Any thread may close it, but only when no other is in a call on it: the kernel may give the
/// number to the next file opened.
public final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private final AtomicInteger number;

  /// Takes over the descriptor `number`, which nothing else may close from now on.
  public Descriptor(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("not a descriptor: " + number);
    }
    this.number = new AtomicInteger(number);
  }

  /// The number, for system calls. Never to be closed by who asks.
  ///
  /// @throws IllegalStateException after [#close]
  public int number() {
    int current = number.get();
    if (current == CLOSED) {
      throw new IllegalStateException("used after it was closed");
    }
    return current;
  }

  /// Whether [#close] was called.
  public boolean closed() {
    return number.get() == CLOSED;
  }

  /// Closes the descriptor; a second call does nothing.
  @Override
  public void close() {
    int current = number.getAndSet(CLOSED);
    if (current != CLOSED) {
      // The descriptor is gone whatever close(2) returns, and sockets have nothing left to write.
      DescriptorCalls.close(CallState.ofThread(), current);
    }
  }

  @Override
  public String toString() {
    int current = number.get();
    return current == CLOSED ? "closed descriptor" : "descriptor " + current;
  }
}

package org.lessor.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// What is open, closed in the opposite order. Used by one thread at a time.
final class Belongings implements Closeable {
  private final Deque<Closeable> open = new ArrayDeque<>();

  /// How something is closed.
  interface Ending<T> {
    void end(T thing) throws IOException;
  }

  /// Takes over something, to be closed with everything else.
  <T> T own(T thing, Ending<? super T> ending) {
    open.push(() -> ending.end(thing));
    return thing;
  }

  /// Hands everything over to another, and owns nothing any more.
  void moveTo(Belongings other) {
    while (!open.isEmpty()) {
      other.open.push(open.removeLast());
    }
  }

  /// Closes everything, whatever fails meanwhile, and then throws the first failure.
  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}

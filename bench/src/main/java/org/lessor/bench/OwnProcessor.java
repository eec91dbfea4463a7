package org.lessor.bench;

import java.util.BitSet;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.ThreadScheduling;

/// Keeps the load on the last of several processors, so that it does not move about among the
/// threads of the server, as a load that comes from another machine does not.
///
/// It holds for the thread that takes it and for those that this one starts until it is closed. The
/// server may run on any processor, that of the load as well.
final class OwnProcessor implements AutoCloseable {
  private final BitSet before;

  private OwnProcessor(BitSet before) {
    this.before = before;
  }

  static OwnProcessor take() throws ErrnoException {
    BitSet before = ThreadScheduling.processors(ThreadScheduling.SELF);
    BitSet last = new BitSet();
    last.set(before.length() - 1);
    ThreadScheduling.confine(ThreadScheduling.SELF, last);
    return new OwnProcessor(before);
  }

  /// Leaves the calling thread where it is.
  static OwnProcessor none() throws ErrnoException {
    return new OwnProcessor(ThreadScheduling.processors(ThreadScheduling.SELF));
  }

  @Override
  public void close() throws ErrnoException {
    ThreadScheduling.confine(ThreadScheduling.SELF, before);
  }
}

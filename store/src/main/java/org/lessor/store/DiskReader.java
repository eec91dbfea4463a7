package org.lessor.store;

import java.io.Closeable;
import java.io.IOException;

/// A file that is read from beginning to end. For one thread at a time.
public interface DiskReader extends Closeable {
  /// Reads the next bytes.
  ///
  /// @return how many were read, at least 1 and at most `length`; -1 at the end
  int read(byte[] target, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}

package org.lessor.store;

import java.io.Closeable;
import java.io.IOException;

/// A lock that is held until it is closed.
public interface DiskLock extends Closeable {
  @Override
  void close() throws IOException;
}

package org.lessor.client.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A turn at files that several threads and processes change: one at a time.
final class FileTurn implements AutoCloseable {
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long PAUSE_NANOS = 2_000_000L;

  private final FileChannel channel;

  private FileTurn(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits for the turn, but no more than some seconds: whoever has it only writes a small file.
  ///
  /// @throws IOException where the turn does not come
  static FileTurn take(Path lock) throws IOException {
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long startNanos = System.nanoTime();
      while (tryLock(channel) == null) {
        if (System.nanoTime() - startNanos > PATIENCE_NANOS) {
          throw new IOException("wait for " + lock + ": another program keeps it");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return new FileTurn(channel);
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException otherThread) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package org.lessor.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// A file that is written behind its end. For one thread at a time.
///
/// [#makeRoom] puts bytes there that do not count: the end is before them. They are taken away by
/// [#truncate] and [#close]; only who opens the file after a crash finds them.
public interface DiskFile extends Closeable {
  /// The number of bytes.
  long sizeBytes() throws IOException;

  /// Writes bytes behind the end.
  ///
  /// @return how many were written, at least 1, which may be fewer than `length`. After an
  ///   [IOException] any number may have been.
  int write(byte[] source, int offset, int length) throws IOException;

  /// Has at least `bytes` bytes of room behind the end, which [#write] then writes over: zeros, the
  /// last one a newline. Bringing bytes to stable storage costs the system less where the file does
  /// not grow by them. After an [IOException] there may be some room, or none.
  void makeRoom(long bytes) throws IOException;

  /// Returns when all bytes are on stable storage (fdatasync(2)). After an [IOException] nobody can
  /// know which bytes are, not even by asking again: the system forgets them.
  void sync() throws IOException;

  /// Writes what is there from byte `offset` on once more, so that the next [#sync] brings it to
  /// stable storage even where an earlier one has failed: the system may have kept in memory what
  /// it could not write, and would not try again by itself.
  void rewrite(long offset) throws IOException;

  /// Cuts off what is behind the first `sizeBytes` bytes, and all room.
  void truncate(long sizeBytes) throws IOException;

  /// Takes a lock that everybody meets who has this file open, by whatever name, in this process or
  /// another. It ends when the file is closed, at the latest with this process.
  ///
  /// @return empty where it was taken; otherwise who has it, or an empty text where that is unknown
  Optional<String> lock() throws IOException;

  /// Whether this file has this name on its disk, and nobody else has cut bytes off it since this
  /// was last asked. For files of text, in which there are no zero bytes.
  boolean isStill(String name) throws IOException;

  @Override
  void close() throws IOException;
}

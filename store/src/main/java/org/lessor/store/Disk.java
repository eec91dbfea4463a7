package org.lessor.store;

import java.io.IOException;
import java.util.List;

/// One directory of a file system, as far as a lease file needs it.
///
/// What is said to be on stable storage survives the loss of power; anything else may be lost, in
/// part or as a whole, and in any order. Names are plain file names in the directory. All failures
/// are [IOException]s. Any thread may call this.
public interface Disk {
  /// The names of all files, in no order.
  List<String> list() throws IOException;

  /// Opens a file to write behind its end; makes an empty one where there is none.
  DiskFile append(String name) throws IOException;

  /// Opens an empty file, in the place of any that there was.
  DiskFile create(String name) throws IOException;

  /// Gives the file `name` the owner and the permissions of the file `model`, if that is there, and
  /// as far as this process may.
  void resemble(String name, String model) throws IOException;

  /// Opens a file to be read from its beginning.
  DiskReader read(String name) throws IOException;

  /// Gives a file another name, in the place of any that had it, so that at each moment either the
  /// old or the new one is there.
  void rename(String from, String to) throws IOException;

  /// Deletes a file, if it is there.
  void delete(String name) throws IOException;

  /// Returns when all names are on stable storage as they are now.
  void sync() throws IOException;

  /// Takes a lock that other processes see, and that ends with this process at the latest. The file
  /// `name` is made to carry it, and says `owner` to those who come later.
  Locking lock(String name, String owner) throws IOException;

  /// What became of the wish for a lock.
  sealed interface Locking {
    /// It is ours.
    record Taken(DiskLock lock) implements Locking {}

    /// Somebody else has it.
    ///
    /// @param owner what they said about themselves; empty where that cannot be read
    record Held(String owner) implements Locking {}
  }
}

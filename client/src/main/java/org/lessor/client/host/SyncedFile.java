package org.lessor.client.host;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.lessor.linux.SystemRandom;

/// Replaces whole files so that a reader, or a power cut, finds the old content or the new.
public final class SyncedFile {
  private static final Set<StandardOpenOption> NEW = Set.of(WRITE, CREATE_NEW);
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  /// What makes the names of new files unlike each other.
  private static final SystemRandom MARKS = new SystemRandom();

  private SyncedFile() {}

  /// Who may read a file.
  public enum Readers {
    /// Everyone.
    EVERYONE("rw-r--r--"),
    /// The owner alone.
    OWNER("rw-------");

    private final String permissions;

    Readers(String permissions) {
      this.permissions = permissions;
    }
  }

  /// Writes `content` to a new file beside `file`, syncs it, puts it in the place of `file` and
  /// syncs the directory.
  ///
  /// @throws IOException where any of that failed; then `file` is as it was
  public static void replace(Path file, String content, Readers readers) throws IOException {
    Path directory = directory(file);
    String mark = Long.toHexString(MARKS.nextLong());
    Path fresh = directory.resolve("." + file.getFileName() + "." + mark + ".new");
    try {
      write(
          FileChannel.open(fresh, NEW, PosixFilePermissions.asFileAttribute(OWNER_ALONE)), content);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(readers.permissions));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory(directory);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /// As [#replace]; where the name itself cannot be given to another file (it is a mount point, as
  /// in containers and network namespaces), the content is written in place.
  public static void replaceOrRewrite(Path file, String content, Readers readers)
      throws IOException {
    try {
      replace(file, content, readers);
    } catch (FileSystemException busy) {
      if (!Files.isRegularFile(file)) {
        throw busy;
      }
      write(FileChannel.open(file, WRITE, TRUNCATE_EXISTING), content);
    }
  }

  /// Removes `file`, if it is there, for good.
  public static void remove(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncDirectory(directory(file));
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not a file: " + file);
    }
    return parent;
  }

  /// Writes and closes.
  private static void write(FileChannel file, String content) throws IOException {
    try (FileChannel channel = file) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }
}

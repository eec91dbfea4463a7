package org.lessor.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What a failed operation on a file says to an operator. Any thread may call it.
public final class DiskFailure {
  private DiskFailure() {}

  /// What went wrong, in words: the messages of some file system exceptions are the file's name and
  /// no more.
  public static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "permission denied: " + denied.getMessage();
      case NoSuchFileException missing -> "no such file: " + missing.getMessage();
      case FileAlreadyExistsException there ->
          "is there already, and is no directory: " + there.getMessage();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  /// What an operator can do about a lease file that cannot be made, read or written.
  ///
  /// @param directory where the file is
  public static String remedy(IOException failure, Path directory) {
    String reason = reason(failure);
    if (reason.contains("No space left")) {
      return "make room on the disk of " + directory;
    }
    if (reason.contains("Device or resource busy")) {
      return "the file is a mount of its own, and is to be replaced now and then: mount its"
          + " directory";
    }
    if (reason.contains("Read-only file system")) {
      return "mount " + directory + " for writing, or name another file with --lease-file";
    }
    if (reason.contains("s a directory")) {
      return "name a file with --lease-file";
    }
    return "let this user write to "
        + directory
        + " and the files there, or name another file with --lease-file";
  }
}

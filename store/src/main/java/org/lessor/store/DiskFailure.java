package org.lessor.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

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
}

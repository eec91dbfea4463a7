package org.lessor.store;

import java.io.IOException;
import java.nio.file.Path;

/// A program that says whether it gets a lock. Arguments: a directory, and a file name.
final class LockAttempt {
  private LockAttempt() {}

  public static void main(String[] arguments) throws IOException {
    Disk.Locking locking = new NioDisk(Path.of(arguments[0])).lock(arguments[1], "other");
    System.out.println(
        switch (locking) {
          case Disk.Locking.Taken _ -> "taken";
          case Disk.Locking.Held _ -> "held";
        });
  }
}

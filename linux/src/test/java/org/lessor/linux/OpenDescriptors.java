package org.lessor.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// What /proc/self/fd shows: sockets and anonymous files (eventfd) of this process.
public final class OpenDescriptors {
  private OpenDescriptors() {}

  /// Descriptors of sockets, eventfds and namespaces, with what they are. Files that the JVM opens
  /// for itself are left out.
  public static Set<String> now() {
    Set<String> open = new TreeSet<>();
    try (var entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path entry : entries) {
        String target = target(entry);
        if (target.startsWith("socket:")
            || target.contains("eventfd")
            || target.startsWith("net:")) {
          open.add(entry.getFileName() + " " + target);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return open;
  }

  private static String target(Path entry) {
    try {
      return Files.readSymbolicLink(entry).toString();
    } catch (IOException gone) {
      return "closed meanwhile";
    }
  }
}

package org.lessor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/// Where a lease file is. Further files are made beside it, and it is itself replaced now and then:
/// so its directory counts, and that is the one that it is really in, behind all links.
///
/// @param directory the directory
/// @param name the file's name there; there may be no such file yet
public record LeaseFilePlace(Path directory, String name) {
  private static final int MAX_LINKS = 40;

  /// The place of `file`, which need not be there. Throws [IOException] where it cannot be found
  /// out, such as for a directory that may not be searched or for links in a circle.
  public static LeaseFilePlace of(Path file) throws IOException {
    Path found = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(found); links++) {
      if (links == MAX_LINKS) {
        throw new IOException("too many links: " + file);
      }
      found = found.resolveSibling(Files.readSymbolicLink(found)).toAbsolutePath();
    }
    Path directory = Objects.requireNonNull(found.getParent(), "a file, not a root");
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      directory = directory.toRealPath();
    }
    return new LeaseFilePlace(directory, Objects.requireNonNull(found.getFileName()).toString());
  }

  /// Makes the directory where there is none, and all above it, on stable storage. Throws
  /// [IOException] where that is not possible.
  public void makeDirectory() throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = directory; path != null && !Files.exists(path); path = path.getParent()) {
      missing.push(path);
    }
    Files.createDirectories(directory);
    for (Path made : missing) {
      Path parent = made.getParent();
      if (parent != null) {
        new NioDisk(parent).sync();
      }
    }
  }

  /// The file itself.
  public Path file() {
    return directory.resolve(name);
  }
}

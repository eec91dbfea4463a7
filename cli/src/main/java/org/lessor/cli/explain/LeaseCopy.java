package org.lessor.cli.explain;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.DiskFailure;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFilePlace;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.NioDisk;

/// The leases of a lease file that may be in use: they are read from a copy, so that nothing is
/// locked, mended or made compact.
public final class LeaseCopy {
  private LeaseCopy() {}

  /// The leases of `file` and of the older parts beside it. Throws [IOException] where they cannot
  /// be read; the message says what to do.
  public static LeaseTable read(Path file, Settings settings) throws IOException {
    LeaseFilePlace place = LeaseFilePlace.of(file);
    Path source = place.file();
    String name = place.name();
    Path folder = Files.createTempDirectory("lessor-explain");
    try {
      copy(source, name, folder);
      LeaseFileOptions options = new LeaseFileOptions(new NioDisk(folder), name, 0, event -> {});
      try (LeaseFileStore store =
          LeaseFileStore.open(options, settings, 0, System.currentTimeMillis() / 1000)) {
        return store.table();
      }
    } catch (LeaseFileException failure) {
      throw new IOException("cannot read the leases: " + failure.getMessage(), failure);
    } finally {
      remove(folder);
    }
  }

  private static void copy(Path source, String name, Path folder) throws IOException {
    Path parent = Objects.requireNonNull(source.getParent());
    try (Stream<Path> siblings = Files.list(parent)) {
      List<Path> parts =
          siblings
              .filter(Files::isRegularFile)
              .filter(each -> each.getFileName().toString().startsWith(name))
              .filter(each -> !each.getFileName().toString().endsWith(".lock"))
              .toList();
      if (parts.isEmpty()) {
        throw new IOException("there is no lease file " + source + "; correct --lease-file");
      }
      for (Path part : parts) {
        Files.copy(part, folder.resolve(part.getFileName().toString()));
      }
    } catch (IOException failure) {
      throw new IOException(
          "cannot read the lease file " + source + ": " + DiskFailure.reason(failure), failure);
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

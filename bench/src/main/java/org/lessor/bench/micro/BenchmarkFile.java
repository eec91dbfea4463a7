package org.lessor.bench.micro;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lessor.engine.Settings;
import org.lessor.store.LeaseFileEvent;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.NioDisk;

/// A lease file on the file system that is to be measured: below `-Dlessor.bench.directory`.
record BenchmarkFile(String name) {
  private static Path directory() throws IOException {
    return Files.createDirectories(
        Path.of(System.getProperty("lessor.bench.directory", "bench/target/run")));
  }

  boolean exists() throws IOException {
    return Files.exists(directory().resolve(name));
  }

  LeaseFileStore open(Settings settings) throws IOException, LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(new NioDisk(directory()), name, 1, BenchmarkFile::told),
        settings,
        1,
        Clients.NOW);
  }

  private static void told(LeaseFileEvent event) {
    if (!(event instanceof LeaseFileEvent.Compacted)) {
      throw new AssertionError(event.toString());
    }
  }

  /// Deletes it and all that belongs to it.
  void delete() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), name + "*")) {
      for (Path each : files) {
        Files.delete(each);
      }
    }
  }
}

package org.lessor.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory for the lease file, the client's files and its resolv.conf, removed at the end. What
/// a killed run left is removed by the next one.
final class DemoFiles implements Closeable {
  private static final String PREFIX = "lessor-demo-";

  private final Path directory;

  private DemoFiles(Path directory) {
    this.directory = directory;
  }

  /// Makes the directory among the system's temporary files.
  static DemoFiles make() throws IOException {
    return make(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /// Makes the directory in another.
  static DemoFiles make(Path home) throws IOException {
    removeLeftovers(home);
    long pid = ProcessHandle.current().pid();
    return new DemoFiles(Files.createTempDirectory(home, PREFIX + pid + "-"));
  }

  private static void removeLeftovers(Path home) throws IOException {
    for (Path entry : entries(home)) {
      if (isLeftover(entry.getFileName().toString()) && Files.isWritable(entry)) {
        remove(entry);
      }
    }
  }

  /// Whether the name is that of a directory whose process is no more.
  private static boolean isLeftover(String name) {
    if (!name.matches(PREFIX + "[0-9]{1,9}-.*")) {
      return false;
    }
    String pid = name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length()));
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
    return process.isEmpty();
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return new ArrayList<>(entries.toList());
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
      for (Path entry : entries(path)) {
        remove(entry);
      }
    }
    Files.deleteIfExists(path);
  }

  Path directory() {
    return directory;
  }

  /// The server's.
  Path leaseFile() {
    return directory.resolve("leases.csv");
  }

  /// What the client writes in the place of /etc/resolv.conf.
  Path resolvConf() {
    return directory.resolve("resolv.conf");
  }

  /// Whether anything of it is there.
  boolean exists() {
    return Files.exists(directory);
  }

  @Override
  public void close() throws IOException {
    remove(directory);
  }
}

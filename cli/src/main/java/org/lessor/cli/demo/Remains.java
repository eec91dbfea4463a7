package org.lessor.cli.demo;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.lessor.linux.NetworkNamespace;

/// Looks whether this process still holds on to a network namespace: by a thread that is in it, or
/// by an open file that stands for it. One that nothing holds on to is no more.
final class Remains {
  private static final Path OF_THREAD = Path.of("/proc/thread-self/ns/net");
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /// Threads end a little after they were told to.
  private static final int MOST_LOOKS = 200;

  private static final long BETWEEN_LOOKS_NANOS = 10_000_000L;

  private Remains() {}

  /// What the kernel calls the namespace, such as `net:[4026532281]`.
  static String namespaceOf(NetworkNamespace namespace) throws Exception {
    return namespace.inside(() -> Files.readSymbolicLink(OF_THREAD).toString());
  }

  /// What holds on to any of these namespaces after a short while; nothing, when all is well.
  static List<String> of(Set<String> namespaces) throws IOException {
    List<String> holders = holders(namespaces);
    for (int i = 0; i < MOST_LOOKS && !holders.isEmpty(); i++) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      holders = holders(namespaces);
    }
    return holders;
  }

  private static List<String> holders(Set<String> namespaces) throws IOException {
    List<String> holders = new ArrayList<>();
    for (Path thread : entries(THREADS)) {
      if (leadsTo(thread.resolve("ns/net"), namespaces)) {
        nameOf(thread).ifPresent(name -> holders.add("thread \"" + name + "\""));
      }
    }
    for (Path file : entries(OPEN_FILES)) {
      if (leadsTo(file, namespaces)) {
        holders.add("open file " + file.getFileName());
      }
    }
    return holders;
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  /// Empty where the thread ended while we looked: it holds nothing any more.
  private static Optional<String> nameOf(Path thread) {
    try {
      return Optional.of(Files.readString(thread.resolve("comm")).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean leadsTo(Path link, Set<String> namespaces) throws IOException {
    try {
      return namespaces.contains(Files.readSymbolicLink(link).toString());
    } catch (FileSystemException gone) {
      // The thread or the file ended while we looked.
      return false;
    }
  }
}

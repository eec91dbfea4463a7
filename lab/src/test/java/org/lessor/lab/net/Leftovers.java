package org.lessor.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Namespaces and directories of labs whose JVM is no more. Usually there are none, as hosts end
/// with their JVM (see [Host]).
final class Leftovers {
  private static final Path NAMESPACES = Path.of("/run/netns");

  private Leftovers() {}

  /// Removes what carries the name of a JVM that does not run any more: `PREFIX`, process id, `-`
  /// and more.
  static void clear(String prefix) {
    for (Path namespace : list(NAMESPACES)) {
      if (isOrphan(prefix, namespace)) {
        deleteNamespace(namespace);
      }
    }
    for (Path directory : list(Path.of(System.getProperty("java.io.tmpdir")))) {
      if (isOrphan(prefix, directory)) {
        delete(directory);
      }
    }
  }

  private static void deleteNamespace(Path namespace) {
    try {
      Commands.run("ip", "netns", "delete", namespace.getFileName().toString());
    } catch (LabException failure) {
      if (Files.exists(namespace)) { // else another JVM was quicker
        throw failure;
      }
    }
  }

  private static boolean isOrphan(String prefix, Path path) {
    Matcher name =
        Pattern.compile(Pattern.quote(prefix) + "([0-9]{1,18})-.*")
            .matcher(path.getFileName().toString());
    return name.matches()
        && ProcessHandle.of(Long.parseLong(name.group(1))).filter(Leftovers::isJava).isEmpty();
  }

  /// Process ids come round again: an owner is a JVM.
  private static boolean isJava(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("java")).orElse(true);
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException failure) {
      throw new LabException("could not list " + directory, failure);
    }
  }

  /// Deletes a directory with all that is in it.
  static void delete(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (NoSuchFileException | UncheckedIOException gone) {
      if (Files.exists(directory)) { // else another JVM was quicker
        throw new LabException("could not delete " + directory, gone);
      }
    } catch (IOException failure) {
      throw new LabException("could not delete " + directory, failure);
    }
  }
}

package org.lessor.lab.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The scenarios of the tree.
final class ScenarioFiles {
  private static final Path FOLDER = Path.of("src/test/resources/org/lessor/lab/sidebyside");
  private static final String ENDING = ".cases";

  private ScenarioFiles() {}

  /// All of them, by name.
  static List<Scenario> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(ScenarioFiles::read)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Scenario read(Path file) {
    try {
      String name = file.getFileName().toString();
      return ScenarioFile.read(
          name.substring(0, name.length() - ENDING.length()), Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

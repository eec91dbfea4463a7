package org.lessor.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads which script is run (Kea: library run_script).
final class ScriptReader {
  /// Where Kea has scripts whose name is no path, unless its environment says otherwise.
  private static final String USUAL_FOLDER = "/usr/share/kea/scripts/hooks";

  private ScriptReader() {}

  /// The script of these parameters, if it can be run.
  static Optional<Path> read(Section parameters) {
    if (parameters.bool("sync").orElse(false)) {
      parameters.error(
          "sync",
          "packets do not wait for scripts",
          "take it out, or make it false: the script is run beside the server");
    }
    Optional<Path> script = parameters.required("name").flatMap(name -> path(parameters, name));
    parameters.finish();
    return script;
  }

  private static Optional<Path> path(Section parameters, String name) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException _) {
      parameters.error("name", "\"" + name + "\" is no file name", "name the script");
      return Optional.empty();
    }
    if (!name.contains("/")) {
      String folder = System.getenv("KEA_HOOK_SCRIPTS_PATH");
      path = Path.of(folder == null || folder.isEmpty() ? USUAL_FOLDER : folder).resolve(path);
    }
    path = path.toAbsolutePath();
    if (!Files.isRegularFile(path)) {
      parameters.error(
          "name", "there is no file " + path, "correct the name, or put the script there");
      return Optional.empty();
    }
    if (!Files.isExecutable(path)) {
      parameters.error(
          "name", path + " is not executable for this user", "make it so: chmod +x " + path);
      return Optional.empty();
    }
    return Optional.of(path);
  }
}

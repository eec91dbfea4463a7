package org.lessor.tidy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The tree that the rules look at, and which module may know which.
final class House {
  /// Each module and the modules that it may know. Arrows point only downwards, so each line names
  /// nothing but earlier lines.
  static final Map<String, Set<String>> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("wire", Set.of()),
              Map.entry("engine", Set.of("wire")),
              Map.entry("config", Set.of("wire", "engine")),
              Map.entry("store", Set.of("wire", "engine")),
              Map.entry("linux", Set.of()),
              Map.entry("transport", Set.of("wire", "linux")),
              Map.entry(
                  "server", Set.of("wire", "engine", "config", "store", "linux", "transport")),
              Map.entry("client", Set.of("wire", "transport", "linux")),
              Map.entry("load", Set.of("wire", "transport", "linux")),
              Map.entry(
                  "cli",
                  Set.of(
                      "wire",
                      "engine",
                      "config",
                      "store",
                      "linux",
                      "transport",
                      "server",
                      "client",
                      "load")),
              Map.entry(
                  "lab",
                  Set.of(
                      "wire",
                      "engine",
                      "config",
                      "store",
                      "linux",
                      "transport",
                      "server",
                      "client",
                      "load",
                      "cli")),
              Map.entry(
                  "bench",
                  Set.of(
                      "wire",
                      "engine",
                      "config",
                      "store",
                      "linux",
                      "transport",
                      "server",
                      "client",
                      "load",
                      "cli"))));

  private static final Set<String> HIDDEN_BUT_OURS = Set.of(".ci", ".mvn");

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private House() {}

  /// The root of the tree: the folder above the one that this module's tests run in.
  static Path root() {
    Path root = Path.of("").toAbsolutePath().getParent();
    if (root == null || !Files.exists(root.resolve("mvnw"))) {
      throw new AssertionError(
          "run the tests of tidy in its own folder, not in " + Path.of("").toAbsolutePath());
    }
    return root;
  }

  /// The modules that the root pom names, in its order, without this one.
  static List<String> modules() {
    return MODULE
        .matcher(read(root().resolve("pom.xml")).orElseThrow())
        .results()
        .map(match -> match.group(1))
        .filter(module -> !module.equals("tidy"))
        .toList();
  }

  /// Every text file that belongs to the tree: no build output, nothing hidden but our own.
  static List<SourceFile> files() {
    Path root = root();
    var found = new ArrayList<SourceFile>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              boolean foreign = name.startsWith(".") && !HIDDEN_BUT_OURS.contains(name);
              return !folder.equals(root) && (foreign || name.equals("target"))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String path = root.relativize(file).toString();
              if (path.equals(".git")) { // a file in a linked work tree
                return FileVisitResult.CONTINUE;
              }
              read(file).ifPresent(text -> found.add(new SourceFile(path, text)));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new AssertionError("reading the tree under " + root, e);
    }
    return found;
  }

  /// The text of a file; empty where it is not UTF-8 text.
  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError("reading " + file, e);
    }
  }
}

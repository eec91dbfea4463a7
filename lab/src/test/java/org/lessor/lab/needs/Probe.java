package org.lessor.lab.needs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.LabException;

/// Finds out by trying, once for each question.
final class Probe {
  private static final Map<String, Optional<String>> KNOWN = new ConcurrentHashMap<>();

  private Probe() {}

  static Optional<String> namespaces() {
    return KNOWN.computeIfAbsent("", _ -> tryNamespaces());
  }

  private static Optional<String> tryNamespaces() {
    for (String program : new String[] {"ip", "unshare", "nsenter"}) {
      if (Commands.find(program).isEmpty()) {
        return Optional.of("needs the program " + program);
      }
    }
    try (Lab lab = Lab.open()) {
      lab.cable(lab.host("left"), "eth0", lab.host("right"), "eth0");
      return Optional.empty();
    } catch (LabException failure) {
      return Optional.of("needs network namespaces: " + failure.getMessage());
    }
  }

  static Optional<String> linkKind(String kind) {
    return KNOWN.computeIfAbsent(kind, Probe::tryLinkKind);
  }

  private static Optional<String> tryLinkKind(String kind) {
    Optional<String> obstacle = namespaces();
    if (obstacle.isPresent()) {
      return obstacle;
    }
    try (Lab lab = Lab.open()) {
      Host host = lab.host("probe");
      lab.cable(host, "eth0", host, "eth1");
      String command = "ip link add link eth0 name probed type " + kind;
      host.run("sh", "-c", kind.equals("vlan") ? command + " id 5" : command);
      return Optional.empty();
    } catch (LabException failure) {
      return Optional.of("needs a kernel with links of type " + kind + ": " + failure.getMessage());
    }
  }

  /// Asks as the launcher does, which would otherwise begin to build in the middle of a test.
  static Optional<String> launcher() {
    Path top = Path.of("..");
    Path built = top.resolve("cli/target/lessor/built");
    if (!Files.exists(built)) {
      return Optional.of("needs the program built: ./mvnw verify");
    }
    try (Stream<Path> modules = Files.list(top)) {
      FileTime since = Files.getLastModifiedTime(built);
      for (Path sources : modules.map(module -> module.resolve("src/main")).toList()) {
        if (Files.isDirectory(sources) && hasNewer(sources, since)) {
          return Optional.of("needs the program built anew: ./mvnw verify");
        }
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean hasNewer(Path directory, FileTime since) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(since) > 0) {
          return true;
        }
      }
      return false;
    }
  }
}

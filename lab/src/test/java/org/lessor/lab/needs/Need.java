package org.lessor.lab.needs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.lessor.lab.net.Commands;

/// Something a test needs of the machine it runs on.
public sealed interface Need {
  /// To be the superuser.
  record Root() implements Need {}

  /// To make network, mount and process-id namespaces, veth pairs and overlay mounts.
  record Namespaces() implements Need {}

  /// A program, by its name on the search path or by its path.
  ///
  /// @param name such as `udhcpc`, or `/lib/systemd/systemd-networkd`
  record Program(String name) implements Need {}

  /// Interfaces of a kind that a kernel may be built without, such as `vlan`. No package can add
  /// it, so a test that needs it is skipped in continuous integration too.
  ///
  /// @param kind as `ip link add ... type` takes it
  record LinkKind(String kind) implements Need {}

  /// The program as `./lessor` starts it: built by `./mvnw verify`, and no source changed since.
  record Launcher() implements Need {}

  /// Why the need is not met; empty if it is.
  default Optional<String> obstacle() {
    return switch (this) {
      case Root() -> isRoot() ? Optional.empty() : Optional.of("needs root");
      case Namespaces() -> Probe.namespaces();
      case Program(String name) ->
          Commands.find(name).isPresent()
              ? Optional.empty()
              : Optional.of("needs the program " + name);
      case LinkKind(String kind) -> Probe.linkKind(kind);
      case Launcher() -> Probe.launcher();
    };
  }

  /// Where a test runs.
  enum Place {
    /// On somebody's machine: what is missing is missing.
    ANYWHERE,
    /// In continuous integration (`CI` is `true` in the environment), which installs everything.
    CI;

    static Place here() {
      return "true".equals(System.getenv("CI")) ? CI : ANYWHERE;
    }
  }

  /// Whether continuous integration, which installs everything, must have it.
  default boolean mustBeMetInCi() {
    return switch (this) {
      case Root(), Namespaces(), Program(_), Launcher() -> true;
      case LinkKind(_) -> false;
    };
  }

  /// For a test that learns only while it runs what it needs: skips it, or fails it where `CI` is
  /// `true`, unless this need is met.
  default void require() {
    unmet(Place.here()).ifPresent(Assumptions::abort);
  }

  /// Why a test that runs at `place` is to be skipped; empty if it can run. Throws
  /// [IllegalStateException] if it may not be skipped there.
  default Optional<String> unmet(Place place) {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent() && place == Place.CI && mustBeMetInCi()) {
      throw new IllegalStateException("CI=true, yet this test " + obstacle.get());
    }
    return obstacle;
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException noLinux) {
      return false;
    }
  }
}

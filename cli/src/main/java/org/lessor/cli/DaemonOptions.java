package org.lessor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.client.daemon.InterfaceChoice;

/// The flags of `lessor client` for several interfaces in one process.
final class DaemonOptions {
  /// Where a client for several interfaces listens for questions.
  static final Path CONTROL = Path.of("/run/lessor/client.sock");

  private final Supplier<Boolean> all;
  private final Supplier<List<String>> include;
  private final Supplier<List<String>> exclude;
  private final Supplier<List<String>> namespaces;
  private final Supplier<Optional<Path>> control;

  DaemonOptions(Flags flags) {
    all =
        flags.toggle(
            "--all",
            "Configure every Ethernet interface, also those that appear later, but no ports of"
                + " bridges and bonds, and nothing made for guests and containers (bridge, veth,"
                + " tun, dummy, ifb).");
    include =
        flags.values(
            "--include",
            "PATTERN",
            Form.TEXT,
            "Configure every interface whose name fits: eth0, eth*, wlan?. May be given several"
                + " times.");
    exclude =
        flags.values(
            "--exclude",
            "PATTERN",
            Form.TEXT,
            "But not those whose name fits this. May be given several times.");
    namespaces =
        flags.values(
            "--netns",
            "NAME",
            Form.TEXT,
            "Do so in this network namespace (of /run/netns) instead of this process's own. May be"
                + " given several times.");
    control =
        flags.value(
            "--control",
            "FILE",
            Form.PATH,
            "With --all and --include: the socket for \"lessor client status\" and its like"
                + " (default /run/lessor/client.sock).");
  }

  /// Whether several interfaces are meant.
  boolean several() {
    return all.get() || !include.get().isEmpty();
  }

  /// Whether a flag is set that only means something for several interfaces.
  boolean needSeveral() {
    return !exclude.get().isEmpty() || !namespaces.get().isEmpty() || control.get().isPresent();
  }

  /// Throws [IllegalArgumentException] where a pattern cannot match.
  InterfaceChoice choice() {
    return new InterfaceChoice(include.get(), exclude.get());
  }

  /// The names of network namespaces; none for the process's own.
  List<String> namespaces() {
    for (String name : namespaces.get()) {
      if (!name.matches("[!-~&&[^/]]+") || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("no network namespace can be called \"" + name + "\"");
      }
    }
    return namespaces.get();
  }

  Path control() {
    return control.get().orElse(CONTROL);
  }
}

package org.lessor.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lessor.client.daemon.InterfaceChoice;
import picocli.CommandLine.Option;

/// The flags of `lessor client` for several interfaces in one process.
final class DaemonOptions {
  /// Where a client for several interfaces listens for questions.
  static final Path CONTROL = Path.of("/run/lessor/client.sock");

  @Option(
      names = "--all",
      description =
          "Configure every Ethernet interface, also those that appear later, but no ports of"
              + " bridges and bonds, and nothing made for guests and containers (bridge, veth, tun,"
              + " dummy, ifb).")
  private boolean all;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description =
          "Configure every interface whose name fits: eth0, eth*, wlan?. May be given several"
              + " times.")
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "But not those whose name fits this. May be given several times.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--netns",
      paramLabel = "NAME",
      description =
          "Do so in this network namespace (of /run/netns) instead of this process's own. May be"
              + " given several times.")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--control",
      paramLabel = "FILE",
      description =
          "With --all and --include: the socket for \"lessor client status\" and its like (default"
              + " /run/lessor/client.sock).")
  private @Nullable Path control;

  /// Whether several interfaces are meant.
  boolean several() {
    return all || !include.isEmpty();
  }

  /// Whether a flag is set that only means something for several interfaces.
  boolean needSeveral() {
    return !exclude.isEmpty() || !namespaces.isEmpty() || control != null;
  }

  /// Throws [IllegalArgumentException] where a pattern cannot match.
  InterfaceChoice choice() {
    return new InterfaceChoice(include, exclude);
  }

  /// The names of network namespaces; none for the process's own.
  List<String> namespaces() {
    for (String name : namespaces) {
      if (!name.matches("[!-~&&[^/]]+") || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("no network namespace can be called \"" + name + "\"");
      }
    }
    return namespaces;
  }

  Path control() {
    return control == null ? CONTROL : control;
  }
}

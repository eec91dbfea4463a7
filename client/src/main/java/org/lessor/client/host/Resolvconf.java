package org.lessor.client.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Hands the name servers to resolvconf(8), which merges those of all interfaces.
final class Resolvconf implements NameResolution {
  private final String program;
  private final String record;
  private Held held = Held.UNKNOWN;

  /// What the program holds of ours.
  private enum Held {
    /// Maybe what an earlier run left that did not end in order.
    UNKNOWN,
    /// Our name servers.
    SERVERS,
    /// Nothing.
    NOTHING
  }

  Resolvconf(Path program, String interfaceName) {
    this.program = program.toString();
    this.record = interfaceName + ".lessor";
  }

  @Override
  public String description() {
    return "resolvconf";
  }

  @Override
  public void use(NameServers servers) throws IOException {
    new CommandLine(List.of(program, "-a", record)).run(ResolvConfFile.content(servers));
    held = Held.SERVERS;
  }

  @Override
  public void restore() throws IOException {
    switch (held) {
      case NOTHING -> {}
      case SERVERS -> remove();
      case UNKNOWN -> {
        try {
          remove();
        } catch (IOException notThere) {
          // Some complain of what they do not have.
          held = Held.NOTHING;
        }
      }
    }
  }

  private void remove() throws IOException {
    new CommandLine(List.of(program, "-d", record)).run("");
    held = Held.NOTHING;
  }
}

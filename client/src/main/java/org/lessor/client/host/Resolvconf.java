package org.lessor.client.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Hands the name servers to resolvconf(8), which merges those of all interfaces.
final class Resolvconf implements NameResolution {
  private final String program;
  private final String record;
  private boolean set;

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
    set = true;
  }

  @Override
  public void restore() throws IOException {
    if (set) {
      new CommandLine(List.of(program, "-d", record)).run("");
      set = false;
    }
  }
}

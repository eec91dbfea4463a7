package org.lessor.client.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hands the name servers to systemd-resolved by resolvectl(1).
final class Resolvectl implements NameResolution {
  private final String program;
  private final String interfaceName;
  private boolean set;

  Resolvectl(Path program, String interfaceName) {
    this.program = program.toString();
    this.interfaceName = interfaceName;
  }

  @Override
  public String description() {
    return "systemd-resolved";
  }

  @Override
  public void use(NameServers servers) throws IOException {
    set = true;
    run("dns", servers.servers().stream().map(Object::toString).toList());
    run("domain", servers.search());
  }

  private void run(String what, List<String> values) throws IOException {
    List<String> words = new ArrayList<>(List.of(program, what, interfaceName));
    // One empty word takes what was set away.
    words.addAll(values.isEmpty() ? List.of("") : values);
    new CommandLine(words).run("");
  }

  @Override
  public void restore() throws IOException {
    if (set) {
      new CommandLine(List.of(program, "revert", interfaceName)).run("");
      set = false;
    }
  }
}

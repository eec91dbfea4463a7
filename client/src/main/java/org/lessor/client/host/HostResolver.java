package org.lessor.client.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out how this host resolves names.
public final class HostResolver {
  private HostResolver() {}

  /// The way that goes with `resolvConf` (/etc/resolv.conf): systemd-resolved or resolvconf where
  /// they manage it, the file itself where nobody does, a refusal where somebody else does.
  ///
  /// @param directory where to keep what the file held before, and what each interface contributes
  public static NameResolution find(
      Path resolvConf, Path directory, ResolvConfFile.Contributor contributor) throws IOException {
    String interfaceName = contributor.interfaceName();
    Optional<Path> resolvectl = CommandLine.find("resolvectl");
    Optional<Path> resolvconf = CommandLine.find("resolvconf");
    if (Files.isSymbolicLink(resolvConf)) {
      String target = Files.readSymbolicLink(resolvConf).toString();
      if (target.contains("systemd/resolve") && resolvectl.isPresent()) {
        return new Resolvectl(resolvectl.get(), interfaceName);
      }
      if (target.contains("resolvconf") && resolvconf.isPresent()) {
        return new Resolvconf(resolvconf.get(), interfaceName);
      }
    } else if (resolvconf.isPresent() && isMadeByResolvconf(resolvConf)) {
      return new Resolvconf(resolvconf.get(), interfaceName);
    }
    return new ResolvConfFile(resolvConf, directory, contributor);
  }

  private static boolean isMadeByResolvconf(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return content.lines().limit(3).anyMatch(line -> line.contains("enerated by resolvconf"));
  }
}

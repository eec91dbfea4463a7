package org.lessor.client.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.lessor.client.host.SyncedFile.Readers;

/// Writes resolv.conf(5) itself, where no other program manages it.
///
/// What was there is kept in a file of its own, so that it comes back at the end even if this
/// program does not end in order. What another program wrote since is left alone.
public final class ResolvConfFile implements NameResolution {
  private static final String NO_FILE = "# lessor: there was no file\n";

  private final Path file;
  private final Path before;
  private final String mark;

  /// Writes `file` for this interface, and keeps what was there in `before`.
  public ResolvConfFile(Path file, Path before, String interfaceName) {
    this.file = file;
    this.before = before;
    this.mark = "# Made by lessor for " + interfaceName + ".";
  }

  @Override
  public String description() {
    return file.toString();
  }

  @Override
  public void use(NameServers servers) throws IOException {
    if (servers.servers().isEmpty()) {
      // A file without a server would take away those that there are.
      restore();
      throw new IOException("the server names no resolver, so " + file + " stays as it was");
    }
    if (Files.isSymbolicLink(file)) {
      throw new IOException(
          file
              + " is a link to "
              + Files.readSymbolicLink(file)
              + ", and so another program's: set the name servers there");
    }
    if (!isOurs()) {
      Files.createDirectories(before.toAbsolutePath().getParent());
      SyncedFile.replace(before, content().orElse(NO_FILE), Readers.EVERYONE);
    }
    SyncedFile.replaceOrRewrite(
        file, mark + " Before: " + before + "\n" + content(servers), Readers.EVERYONE);
  }

  @Override
  public void restore() throws IOException {
    if (!Files.exists(before)) {
      return;
    }
    if (isOurs()) {
      String old = Files.readString(before);
      if (old.equals(NO_FILE)) {
        SyncedFile.remove(file);
      } else {
        SyncedFile.replaceOrRewrite(file, old, Readers.EVERYONE);
      }
    }
    SyncedFile.remove(before);
  }

  private boolean isOurs() throws IOException {
    return !Files.isSymbolicLink(file) && content().orElse("").startsWith(mark);
  }

  private Optional<String> content() throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /// The lines of resolv.conf(5).
  static String content(NameServers servers) {
    StringBuilder lines = new StringBuilder();
    if (!servers.search().isEmpty()) {
      lines.append("search ").append(String.join(" ", servers.search())).append('\n');
    }
    servers.servers().forEach(server -> lines.append("nameserver ").append(server).append('\n'));
    return lines.toString();
  }
}

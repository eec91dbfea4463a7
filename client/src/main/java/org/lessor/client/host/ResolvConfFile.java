package org.lessor.client.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lessor.client.host.SyncedFile.Readers;
import org.lessor.wire.Ipv4;

/// Writes resolv.conf(5) itself, where no other program manages it: one file for all interfaces,
/// those with the lower metric first.
///
/// What each interface contributes stands in a file of its own beside what was there before us, so
/// that several clients, also of several processes, can come and go in any order, and what was
/// there comes back with the last of them even if one does not end in order. What another program
/// wrote since is left alone.
public final class ResolvConfFile implements NameResolution {
  /// Where an interface's contribution belongs.
  ///
  /// @param interfaceName its name
  /// @param metric the lower, the earlier
  /// @param bootId what tells this boot from others: what an earlier one left counts no more
  public record Contributor(String interfaceName, long metric, String bootId) {}

  private static final String NO_FILE = "# lessor: there was no file\n";
  private static final String MARK = "# Made by lessor.";
  private static final String SUFFIX = ".resolvers";

  private final Path file;
  private final Path directory;
  private final Path before;
  private final Path own;
  private final Contributor contributor;

  /// Writes `file` for this interface and the others that have something in `directory`.
  public ResolvConfFile(Path file, Path directory, Contributor contributor) {
    this.file = file;
    this.directory = directory;
    this.before = directory.resolve("before");
    this.own = directory.resolve(contributor.interfaceName() + SUFFIX);
    this.contributor = contributor;
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
    Files.createDirectories(directory);
    try (FileTurn _ = FileTurn.take(directory.resolve("lock"))) {
      if (!isOurs()) {
        SyncedFile.replace(before, content().orElse(NO_FILE), Readers.EVERYONE);
      }
      Contribution mine =
          new Contribution(
              contributor.metric(), contributor.interfaceName(), contributor.bootId(), servers);
      SyncedFile.replace(own, mine.text(), Readers.EVERYONE);
      write(contributions());
    }
  }

  @Override
  public void restore() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (FileTurn _ = FileTurn.take(directory.resolve("lock"))) {
      boolean contributed = Files.exists(own);
      SyncedFile.remove(own);
      List<Contribution> others = contributions();
      if (!Files.exists(before) || (!contributed && !others.isEmpty())) {
        return;
      }
      if (!isOurs()) {
        SyncedFile.remove(before);
      } else if (others.isEmpty()) {
        bringBack();
      } else {
        write(others);
      }
    }
  }

  private void bringBack() throws IOException {
    String old = Files.readString(before);
    if (old.equals(NO_FILE)) {
      SyncedFile.remove(file);
    } else {
      SyncedFile.replaceOrRewrite(file, old, Readers.EVERYONE);
    }
    SyncedFile.remove(before);
  }

  private void write(List<Contribution> contributions) throws IOException {
    Set<Ipv4> servers = new LinkedHashSet<>();
    Set<String> search = new LinkedHashSet<>();
    for (Contribution each : contributions) {
      servers.addAll(each.servers().servers());
      search.addAll(each.servers().search());
    }
    String names =
        String.join(" ", contributions.stream().map(Contribution::interfaceName).toList());
    SyncedFile.replaceOrRewrite(
        file,
        MARK
            + " For: "
            + names
            + ". Before: "
            + before
            + "\n"
            + content(new NameServers(List.copyOf(servers), List.copyOf(search))),
        Readers.EVERYONE);
  }

  /// What interfaces contribute in this boot, the lowest metric first; what is left of earlier
  /// boots is removed.
  private List<Contribution> contributions() throws IOException {
    List<Contribution> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path each : files) {
        Optional<Contribution> read =
            Contribution.read(Files.readString(each))
                .filter(contribution -> contribution.bootId().equals(contributor.bootId()));
        if (read.isPresent()) {
          found.add(read.get());
        } else {
          SyncedFile.remove(each);
        }
      }
    }
    found.sort(
        Comparator.comparingLong(Contribution::metric).thenComparing(Contribution::interfaceName));
    return found;
  }

  /// What one interface contributes: a line about it, then lines of resolv.conf(5).
  private record Contribution(
      long metric, String interfaceName, String bootId, NameServers servers) {
    String text() {
      return "# " + metric + " " + interfaceName + " " + bootId + "\n" + content(servers);
    }

    /// Empty for what this class did not write.
    static Optional<Contribution> read(String text) {
      String[] heading = text.lines().findFirst().orElse("").split(" ", -1);
      if (heading.length != 4 || !heading[1].matches("[0-9]{1,10}")) {
        return Optional.empty();
      }
      List<Ipv4> servers = new ArrayList<>();
      List<String> search = new ArrayList<>();
      for (String line : text.lines().skip(1).toList()) {
        if (line.startsWith("nameserver ")) {
          Ipv4.parse(line.substring(11)).ifPresent(servers::add);
        } else if (line.startsWith("search ")) {
          search.addAll(List.of(line.substring(7).split(" ", -1)));
        }
      }
      search.removeIf(domain -> !NameServers.isPlain(domain));
      return Optional.of(
          new Contribution(
              Long.parseLong(heading[1]),
              heading[2],
              heading[3],
              new NameServers(servers, search)));
    }
  }

  private boolean isOurs() throws IOException {
    return !Files.isSymbolicLink(file) && content().orElse("").startsWith(MARK);
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

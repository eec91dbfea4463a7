package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.wire.Ipv4;

class ResolvConfFileTest {
  private static final NameServers SERVERS =
      new NameServers(
          List.of(Ipv4.of("192.0.2.53"), Ipv4.of("192.0.2.54")), List.of("example.org"));
  private static final String LINES =
      "search example.org\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n";

  @TempDir Path directory;
  private Path file;
  private Path before;

  @BeforeEach
  void names() {
    file = directory.resolve("resolv.conf");
    before = directory.resolve("state/before");
  }

  private NameResolution names(String interfaceName) {
    return new ResolvConfFile(file, before, interfaceName);
  }

  private void assertContent(String content) throws IOException {
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void whatWasThereComesBack() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    NameResolution names = names("eth0");
    names.use(SERVERS);
    assertThat(Files.readString(file)).startsWith("# Made by lessor for eth0.").endsWith(LINES);
    names.use(new NameServers(List.of(Ipv4.of("192.0.2.55")), List.of()));
    assertThat(Files.readString(file)).endsWith("\nnameserver 192.0.2.55\n");
    names.restore();
    assertContent("nameserver 203.0.113.1\n");
    assertThat(before).doesNotExist();
  }

  @Test
  void whereThereWasNoFileThereIsNoneAgain() throws IOException {
    NameResolution names = names("eth0");
    names.use(SERVERS);
    assertThat(file).exists();
    names.restore();
    assertThat(file).doesNotExist();
  }

  @Test
  void whatWasThereComesBackAfterACrashToo() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    names("eth0").use(SERVERS);
    NameResolution nextRun = names("eth0");
    nextRun.use(SERVERS);
    nextRun.restore();
    assertContent("nameserver 203.0.113.1\n");
  }

  @Test
  void whatAnotherProgramWroteSinceStays() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    NameResolution names = names("eth0");
    names.use(SERVERS);
    Files.writeString(file, "nameserver 203.0.113.2\n");
    names.restore();
    assertContent("nameserver 203.0.113.2\n");
  }

  @Test
  void aLinkIsAnotherProgramsAndStays() throws IOException {
    Path managed = Files.writeString(directory.resolve("managed"), "nameserver 203.0.113.1\n");
    Files.createSymbolicLink(file, managed);
    assertThatThrownBy(() -> names("eth0").use(SERVERS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(managed.toString());
    assertContent("nameserver 203.0.113.1\n");
    assertThat(Files.isSymbolicLink(file)).isTrue();
  }

  @Test
  void aServerWithoutResolversTakesNoneAway() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    NameServers none = new NameServers(List.of(), List.of("example.org"));
    assertThatThrownBy(() -> names("eth0").use(none)).hasMessageContaining("stays as it was");
    assertContent("nameserver 203.0.113.1\n");
  }

  @Test
  void restoringWithoutHavingUsedDoesNothing() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    names("eth0").restore();
    assertContent("nameserver 203.0.113.1\n");
  }

  @Test
  void aFileThatNobodyManagesIsWritten() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    assertThat(HostResolver.find(file, before, "eth0").description()).isEqualTo(file.toString());
  }
}

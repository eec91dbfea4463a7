package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.host.ResolvConfFile.Contributor;
import org.lessor.wire.Ipv4;

class ResolvConfFileTest {
  private static final NameServers SERVERS =
      new NameServers(
          List.of(Ipv4.of("192.0.2.53"), Ipv4.of("192.0.2.54")), List.of("example.org"));
  private static final String LINES =
      "search example.org\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n";

  @TempDir Path directory;
  private Path file;
  private Path state;

  @BeforeEach
  void names() {
    file = directory.resolve("resolv.conf");
    state = directory.resolve("state");
  }

  private NameResolution names(String interfaceName) {
    return names(interfaceName, 1000, "boot");
  }

  private NameResolution names(String interfaceName, long metric, String bootId) {
    return new ResolvConfFile(file, state, new Contributor(interfaceName, metric, bootId));
  }

  private static NameServers servers(String address, String domain) {
    return new NameServers(List.of(Ipv4.of(address)), List.of(domain));
  }

  private void assertContent(String content) throws IOException {
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void whatWasThereComesBack() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    NameResolution names = names("eth0");
    names.use(SERVERS);
    assertThat(Files.readString(file)).startsWith("# Made by lessor. For: eth0.").endsWith(LINES);
    names.use(new NameServers(List.of(Ipv4.of("192.0.2.55")), List.of()));
    assertThat(Files.readString(file)).endsWith("\nnameserver 192.0.2.55\n");
    names.restore();
    assertContent("nameserver 203.0.113.1\n");
    assertThat(state.resolve("before")).doesNotExist();
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
    assertThat(HostResolver.find(file, state, new Contributor("eth0", 1, "")).description())
        .isEqualTo(file.toString());
  }

  @Test
  void severalInterfacesShareTheFileByTheirMetrics() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    NameResolution wireless = names("wlan0", 3000, "boot");
    NameResolution wired = names("eth0", 1000, "boot");
    wireless.use(servers("192.0.2.2", "wireless.example"));
    wired.restore();
    wired.use(servers("192.0.2.1", "wired.example"));
    assertThat(Files.readString(file))
        .startsWith("# Made by lessor. For: eth0 wlan0.")
        .endsWith(
            "\n"
                + "search wired.example wireless.example\n"
                + "nameserver 192.0.2.1\n"
                + "nameserver 192.0.2.2\n");

    wired.restore();
    assertThat(Files.readString(file)).endsWith("search wireless.example\nnameserver 192.0.2.2\n");
    wireless.restore();
    assertContent("nameserver 203.0.113.1\n");
  }

  @Test
  void whatSeveralInterfacesShareStandsThereOnce() throws IOException {
    names("eth0").use(SERVERS);
    names("eth1").use(SERVERS);
    assertThat(Files.readString(file))
        .endsWith("eth0 eth1. Before: " + state.resolve("before") + "\n" + LINES);
  }

  @Test
  void whatIsLeftOfAnEarlierBootCountsNoMore() throws IOException {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    names("usb0", 1, "earlier").use(servers("192.0.2.9", "gone.example"));
    NameResolution now = names("eth0", 1000, "boot");
    now.use(SERVERS);
    assertThat(Files.readString(file)).endsWith(LINES).doesNotContain("gone.example");
    now.restore();
    assertContent("nameserver 203.0.113.1\n");
  }

  @Test
  void manyAtOnceLoseNothing() throws Exception {
    Files.writeString(file, "nameserver 203.0.113.1\n");
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      NameResolution names = names("eth" + i, i, "boot");
      NameServers servers = servers("192.0.2." + i, "net" + i + ".example");
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  names.use(servers);
                } catch (IOException failure) {
                  throw new AssertionError(failure);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Files.readString(file).lines().filter(line -> line.startsWith("nameserver")))
        .hasSize(8);
  }
}

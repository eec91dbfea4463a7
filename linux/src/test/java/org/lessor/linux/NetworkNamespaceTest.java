package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.NamespaceCalls;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;

@RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN})
class NetworkNamespaceTest {
  private static final Path OF_THREAD = Path.of("/proc/thread-self/ns/net");

  private static List<String> linkNames() throws ErrnoException {
    try (Rtnetlink kernel = Rtnetlink.open()) {
      return kernel.links().stream().map(Link::name).toList();
    }
  }

  @Test
  void aNewNamespaceHasOnlyItsOwnLoopback() throws Exception {
    Path outside = Files.readSymbolicLink(OF_THREAD);
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertThat(namespace.inside(() -> Files.readSymbolicLink(OF_THREAD))).isNotEqualTo(outside);
      assertThat(namespace.inside(NetworkNamespaceTest::linkNames)).containsExactly("lo");
      assertThat(Files.readSymbolicLink(OF_THREAD)).isEqualTo(outside);
    }
  }

  @Test
  void aSocketStaysInTheNamespaceItWasOpenedIn() throws Exception {
    try (NetworkNamespace first = NetworkNamespace.create();
        NetworkNamespace second = NetworkNamespace.create();
        UdpSocket one = first.inside(() -> UdpSocket.at(Ip4.ANY, 67).open());
        UdpSocket two = second.inside(() -> UdpSocket.at(Ip4.ANY, 67).open())) {
      assertThat(one.port()).isEqualTo(two.port());
    }
  }

  @Test
  void aNamespaceCanBeEnteredByItsPath() throws Exception {
    try (NetworkNamespace made = NetworkNamespace.create();
        NetworkNamespace entered = NetworkNamespace.open(made.path())) {
      made.inside(() -> {
        try (Rtnetlink kernel = Rtnetlink.open()) {
          kernel.change().createBridge("lsr-br");
        }
        return null;
      });
      assertThat(entered.inside(NetworkNamespaceTest::linkNames)).contains("lsr-br");
    }
  }

  @Test
  void aProgramStartedInsideIsInside() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      Path inside = namespace.inside(() -> Files.readSymbolicLink(OF_THREAD));
      assertThat(namespace.inside(() -> outputOf("readlink", "/proc/self/ns/net")))
          .isEqualTo(inside.toString());
      assertThat(outputOf("nsenter", "--net=" + namespace.path(), "readlink", "/proc/self/ns/net"))
          .isEqualTo(inside.toString());
    }
  }

  private static String outputOf(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  @Test
  void aPlatformThreadStartedInsideIsInside() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      Path inside = namespace.inside(() -> Files.readSymbolicLink(OF_THREAD));
      Path[] seen = new Path[1];
      Thread thread =
          namespace.inside(() ->
              Thread.ofPlatform()
                  .start(() -> {
                    try {
                      seen[0] = Files.readSymbolicLink(OF_THREAD);
                    } catch (IOException failure) {
                      throw new AssertionError(failure);
                    }
                  }));
      thread.join();
      assertThat(seen[0]).isEqualTo(inside);
    }
  }

  @Test
  void whatIsThrownInsideIsThrownOutside() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertThatThrownBy(() ->
              namespace.inside(() -> {
                throw new IOException("as it was");
              }))
          .isInstanceOf(IOException.class)
          .hasMessage("as it was");
      assertThat(namespace.inside(() -> namespace.inside(() -> "nested"))).isEqualTo("nested");
    }
  }

  @Test
  void aCoveredFileIsCoveredInsideOnly(@TempDir Path directory) throws Exception {
    Path target = Files.writeString(directory.resolve("target"), "outside");
    Path cover = Files.writeString(directory.resolve("cover"), "inside");
    try (NetworkNamespace namespace = NetworkNamespace.create(NetworkNamespace.Isolation.MOUNTS)) {
      namespace.coverFile(target, cover);
      assertThat(namespace.inside(() -> Files.readString(target))).isEqualTo("inside");
      assertThat(namespace.inside(() -> outputOf("cat", target.toString()))).isEqualTo("inside");
      assertThat(Files.readString(target)).isEqualTo("outside");
      namespace.inside(() -> Files.writeString(target, "changed inside"));
      assertThat(Files.readString(target)).isEqualTo("outside");
    }
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertThatThrownBy(() -> namespace.coverFile(target, cover))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closingGivesBackTheDescriptor() throws Exception {
    Set<String> before = OpenDescriptors.now();
    NetworkNamespace namespace = NetworkNamespace.create();
    assertThat(OpenDescriptors.now()).hasSize(before.size() + 1);
    namespace.close();
    assertThat(OpenDescriptors.now()).isEqualTo(before);
  }

  @Test
  void aMissingNamespaceIsNamed() {
    assertThatThrownBy(() -> NetworkNamespace.open(Path.of("/run/netns/lsr-none")))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("open /run/netns/lsr-none: ENOENT");
  }

  /// Why a program without privilege must be started in its user namespace: a JVM cannot make one.
  @Test
  void aUserNamespaceCannotBeMadeByAProgramWithSeveralThreads() throws Exception {
    int[] result = new int[1];
    Thread thread =
        Thread.ofPlatform()
            .start(() ->
                result[0] =
                    NamespaceCalls.unshare(CallState.ofThread(), NamespaceCalls.CLONE_NEWUSER));
    thread.join();
    assertThat(result[0]).isEqualTo(-Errno.EINVAL);
  }
}

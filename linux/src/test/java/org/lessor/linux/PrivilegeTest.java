package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.linux.icmp.EchoSocket;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.PacketSocket;

/// What is said to someone who may not: which capability is missing.
class PrivilegeTest {
  @Test
  void aThreadKnowsWhatItMayDo() throws Exception {
    assertThat(Unprivileged.run(Capability::effective)).isEmpty();
  }

  @Test
  void capabilitiesAreReadFromTheKernelsMask() {
    assertThat(Capability.ofMask(0)).isEmpty();
    assertThat(Capability.ofMask(-1)).containsExactlyInAnyOrder(Capability.values());
    assertThat(Capability.ofMask(1 << 10)).containsExactly(Capability.CAP_NET_BIND_SERVICE);
    assertThat(Capability.ofMask((1 << 12) | (1 << 13)))
        .containsExactlyInAnyOrder(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW);
    assertThat(Capability.ofMask(1 << 21)).containsExactly(Capability.CAP_SYS_ADMIN);
  }

  @Test
  void aLowPort() {
    assertThatThrownBy(() -> Unprivileged.run(() -> UdpSocket.at(Ip4.LOOPBACK, 67).open()))
        .hasMessageStartingWith("bind 127.0.0.1:67: EACCES (permission denied): ")
        .hasMessageContaining("needs CAP_NET_BIND_SERVICE: run as root");
  }

  @Test
  void aPacketSocket() {
    assertThatThrownBy(() ->
            Unprivileged.run(
                () -> PacketSocket.on(1, EtherType.IPV4, PacketSocket.Kind.RAW).open()))
        .hasMessageContaining("open a packet socket: EPERM")
        .hasMessageContaining("needs CAP_NET_RAW");
  }

  @Test
  void anEchoSocketOfEitherKind() {
    assertThatThrownBy(() -> Unprivileged.run(() -> EchoSocket.open(EchoSocket.Kind.RAW, 1)))
        .hasMessageContaining("needs CAP_NET_RAW");
  }

  @Test
  void aChangeOfTheKernelsTables() {
    assertThatThrownBy(() ->
            Unprivileged.run(() -> {
              try (Rtnetlink kernel = Rtnetlink.open()) {
                kernel.addAddress(InterfaceAddress.of(1, Ip4.of("127.9.9.9"), 32));
                return null;
              }
            }))
        .hasMessageContaining("add address 127.9.9.9/32 on interface 1: EPERM")
        .hasMessageContaining("needs CAP_NET_ADMIN");
  }

  @Test
  void readingTheKernelsTablesNeedsNothing() throws Exception {
    Unprivileged.run(() -> {
      try (Rtnetlink kernel = Rtnetlink.open()) {
        assertThat(kernel.link("lo").orElseThrow().isLoopback()).isTrue();
        assertThat(kernel.addresses(1).stream().map(InterfaceAddress::local))
            .contains(Ip4.LOOPBACK);
        assertThat(kernel.routeTo(Ip4.LOOPBACK)).isPresent();
      }
      return null;
    });
  }

  @Test
  void aNamespace() {
    Set<String> before = OpenDescriptors.now();
    assertThatThrownBy(() -> Unprivileged.run(NetworkNamespace::create))
        .hasMessageContaining("make a network namespace: EPERM")
        .hasMessageContaining("needs CAP_SYS_ADMIN");
    assertThat(OpenDescriptors.now()).isEqualTo(before);
  }

  @Test
  void aReceiveBufferIsAsLargeAsTheSystemGrants() throws Exception {
    Path maximum = Path.of("/proc/sys/net/core/rmem_max");
    long most = Long.parseLong(Files.readAllLines(maximum).getFirst());
    int granted =
        Unprivileged.run(() -> {
          try (UdpSocket socket =
              UdpSocket.at(Ip4.LOOPBACK, 0).receiveBufferBytes(1 << 30).open()) {
            return socket.receiveBufferBytes();
          }
        });
    assertThat((long) granted).isEqualTo(2 * most); // the kernel doubles it for its overhead
  }
}

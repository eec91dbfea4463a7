package org.lessor.linux.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.linux.Cable;
import org.lessor.linux.Capability;
import org.lessor.linux.Errno;
import org.lessor.linux.Ip4;
import org.lessor.linux.OpenDescriptors;
import org.lessor.linux.RequiresCapability;
import org.lessor.linux.Waiting;
import org.lessor.linux.netlink.InterfaceAddress;

@RequiresCapability({Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW})
class EchoSocketTest {
  private static final Ip4 FAR_ADDRESS = Ip4.of("192.0.2.2");

  private Cable cable;
  private final List<EchoReply> replies = new ArrayList<>();

  @BeforeEach
  void layCable() throws Exception {
    cable = new Cable();
    cable.farKernel().addAddress(InterfaceAddress.of(cable.farLink().index(), FAR_ADDRESS, 24));
  }

  @AfterEach
  void takeAway() {
    cable.close();
  }

  private EchoSocket open(EchoSocket.Kind kind, int identifier) throws Exception {
    return cable
        .near()
        .inside(() -> {
          // Of the namespace alone, and needed for ping sockets only.
          Files.writeString(Path.of("/proc/sys/net/ipv4/ping_group_range"), "0 0");
          return EchoSocket.open(kind, identifier);
        });
  }

  @ParameterizedTest
  @EnumSource(EchoSocket.Kind.class)
  void aHostThatIsThereAnswers(EchoSocket.Kind kind) throws Exception {
    try (EchoSocket socket = open(kind, 0xbeef)) {
      assertThat(socket.identifier()).isEqualTo(0xbeef);
      assertThat(socket.send(cable.nearLink().index(), FAR_ADDRESS, 0xfffe, Long.MIN_VALUE + 7))
          .isZero();
      Waiting.until(socket, () -> socket.receive(replies::add));
      assertThat(replies)
          .containsExactly(
              new EchoReply(FAR_ADDRESS, cable.nearLink().index(), 0xfffe, Long.MIN_VALUE + 7));
      assertThat(socket.receive(replies::add)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(EchoSocket.Kind.class)
  void repliesToOthersDoNotArrive(EchoSocket.Kind kind) throws Exception {
    try (EchoSocket mine = open(kind, 1);
        EchoSocket other = open(kind, 2)) {
      assertThat(other.send(0, FAR_ADDRESS, 5, 55)).isZero();
      Waiting.until(other, () -> other.receive(replies::add));
      assertThat(replies).hasSize(1);
      assertThat(mine.receive(replies::add)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(EchoSocket.Kind.class)
  void ourOwnRequestsDoNotArriveAsReplies(EchoSocket.Kind kind) throws Exception {
    cable.nearKernel().change().up(1);
    try (EchoSocket socket = open(kind, 3)) {
      assertThat(socket.send(0, Ip4.LOOPBACK, 1, 1)).isZero();
      Waiting.until(socket, () -> socket.receive(replies::add));
      assertThat(replies).containsExactly(new EchoReply(Ip4.LOOPBACK, 1, 1, 1));
    }
  }

  @Test
  void aRequestWithoutARouteIsRefusedAtOnce() throws Exception {
    try (EchoSocket socket = open(EchoSocket.Kind.RAW, 1)) {
      assertThat(socket.send(0, Ip4.of("203.0.113.1"), 0, 0)).isEqualTo(-Errno.ENETUNREACH);
      assertThat(socket.send(0, Ip4.BROADCAST, 0, 0)).isIn(-Errno.EACCES, -Errno.ENETUNREACH);
    }
  }

  @Test
  void aTakenPingIdentifierIsReplaced() throws Exception {
    try (EchoSocket first = open(EchoSocket.Kind.PING, 9);
        EchoSocket second = open(EchoSocket.Kind.PING, 9)) {
      assertThat(first.identifier()).isEqualTo(9);
      assertThat(second.identifier()).isNotEqualTo(9).isNotZero();
      assertThat(second.send(0, FAR_ADDRESS, 5, 55)).isZero();
      Waiting.until(second, () -> second.receive(replies::add));
      assertThat(replies).hasSize(1);
    }
  }

  @Test
  void closingGivesBackTheDescriptor() throws Exception {
    Set<String> before = OpenDescriptors.now();
    cable.near().inside(() -> EchoSocket.open(1)).close();
    assertThat(OpenDescriptors.now()).isEqualTo(before);
  }
}

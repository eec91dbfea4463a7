package org.lessor.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SockaddrUn;
import org.lessor.linux.internal.SocketCalls;

class UnixDatagramsTest {
  @TempDir Path directory;

  /// A socket that listens at `path`, and what it received when `sends` had run.
  private static String received(String path, Sending sends) throws ErrnoException {
    CallState state = CallState.ofThread();
    int fd = SocketCalls.socket(state, SocketCalls.AF_UNIX, SocketCalls.SOCK_DGRAM, 0);
    assertThat(fd).isPositive();
    try (Descriptor _ = new Descriptor(fd);
        Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SockaddrUn.SIZE);
      int size = SockaddrUn.set(address, path.getBytes(StandardCharsets.UTF_8));
      assertThat(SocketCalls.bind(state, fd, address, size)).isZero();
      sends.run();
      MemorySegment buffer = arena.allocate(1000);
      int length =
          SocketCalls.recvfrom(
              state,
              fd,
              buffer,
              1000,
              SocketCalls.MSG_DONTWAIT,
              MemorySegment.NULL,
              MemorySegment.NULL);
      assertThat(length).isNotNegative();
      return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }

  private interface Sending {
    void run() throws ErrnoException;
  }

  @Test
  void reachesASocketInTheFileSystem() throws Exception {
    String path = directory.resolve("socket").toString();

    assertThat(received(path, () -> UnixDatagrams.send(path, "READY=1\nSTATUS=süß")))
        .isEqualTo("READY=1\nSTATUS=süß");
  }

  @Test
  void reachesAnAbstractSocket() throws Exception {
    String path = "@lessor-test-" + ProcessHandle.current().pid();

    assertThat(received(path, () -> UnixDatagrams.send(path, "x"))).isEqualTo("x");
  }

  @Test
  void saysThatNobodyListens() {
    assertThatThrownBy(() -> UnixDatagrams.send(directory.resolve("none").toString(), "x"))
        .isInstanceOf(ErrnoException.class)
        .hasMessageContaining("none");
  }

  @Test
  void refusesPathsThatNoSocketCanHave() {
    assertThatThrownBy(() -> UnixDatagrams.send("/" + "x".repeat(107), "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UnixDatagrams.send("", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

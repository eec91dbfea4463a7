package org.lessor.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SockaddrUn;
import org.lessor.linux.internal.SocketCalls;

/// Sends single messages to datagram sockets of other programs on this machine (unix(7)): to a
/// service manager, for example, or to a log. Any thread may call it.
public final class UnixDatagrams {
  private UnixDatagrams() {}

  /// Sends `text` in UTF-8 to the socket at `path`; `@` and a name stand for an abstract socket.
  /// Never blocks.
  ///
  /// @throws ErrnoException where nobody listens there, or there is no room
  /// @throws IllegalArgumentException where the path is longer than a socket's can be
  public static void send(String path, String text) throws ErrnoException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > SockaddrUn.MAX_PATH) {
      throw new IllegalArgumentException("no path of a socket: \"" + path + "\"");
    }
    CallState state = CallState.ofThread();
    int type = SocketCalls.SOCK_DGRAM | SocketCalls.SOCK_CLOEXEC | SocketCalls.SOCK_NONBLOCK;
    int fd =
        ErrnoException.check(
            SocketCalls.socket(state, SocketCalls.AF_UNIX, type, 0), "open a Unix domain socket");
    try (Descriptor _ = new Descriptor(fd);
        Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SockaddrUn.SIZE);
      int size = SockaddrUn.set(address, name);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      MemorySegment message = arena.allocateFrom(JAVA_BYTE, bytes);
      ErrnoException.check(
          SocketCalls.sendto(state, fd, message, bytes.length, 0, address, size),
          "send to " + path);
    }
  }
}

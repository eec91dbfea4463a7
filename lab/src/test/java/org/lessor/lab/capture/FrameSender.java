package org.lessor.lab.capture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.lessor.lab.net.Libc;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;

/// Puts frames on a link as they are, right or wrong: a packet socket that receives nothing. Any
/// thread may call it; the lab closes it.
public final class FrameSender implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;

  /// struct sockaddr_ll: family, protocol, ifindex, hatype, pkttype, halen, addr[8].
  private static final int SOCKADDR_LL = 20;

  private static final int SLL_IFINDEX = 4;

  private static final MethodHandle SOCKET =
      Libc.link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      Libc.link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SEND =
      Libc.link("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      Libc.link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int socket;

  private FrameSender(int socket) {
    this.socket = socket;
  }

  /// A sender on `link`. The link's own captures see what it sends.
  public static FrameSender on(Link link) {
    int index = link.index();
    FrameSender sender = link.host().inside(() -> open(index));
    link.host().lab().own(sender);
    return sender;
  }

  private static FrameSender open(int interfaceIndex) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int fd =
          Libc.check(
              (int) SOCKET.invokeExact(state, AF_PACKET, SOCK_RAW_CLOEXEC, 0), "socket", state);
      MemorySegment name = arena.allocate(SOCKADDR_LL, 4);
      name.set(JAVA_SHORT, 0, (short) AF_PACKET);
      name.set(JAVA_INT, SLL_IFINDEX, interfaceIndex);
      Libc.check((int) BIND.invokeExact(state, fd, name, SOCKADDR_LL), "bind", state);
      return new FrameSender(fd);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }

  /// Sends one frame, from its Ethernet header on.
  public void send(Bytes frame) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, frame.toArray());
      long sent = (long) SEND.invokeExact(state, socket, bytes, bytes.byteSize(), 0);
      Libc.check((int) sent, "send a frame of " + frame.length() + " bytes", state);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }

  @Override
  public void close() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      Libc.check((int) CLOSE.invokeExact(state, socket), "close", state);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }
}

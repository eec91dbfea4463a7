package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// The address of a socket in the file system, or in the abstract namespace (unix(7)).
///
/// ```c
/// struct sockaddr_un {
///     sa_family_t sun_family;    /* AF_UNIX */
///     char        sun_path[108]; /* ends with a zero byte; an abstract name begins with one */
/// };
/// ```
public final class SockaddrUn {
  /// The most bytes that a path has, without the zero byte at its end.
  public static final int MAX_PATH = 107;

  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("sun_family"),
          sequenceLayout(MAX_PATH + 1, JAVA_BYTE).withName("sun_path"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long SUN_FAMILY = Layouts.offset(LAYOUT, "sun_family");
  public static final long SUN_PATH = Layouts.offset(LAYOUT, "sun_path");

  private SockaddrUn() {}

  /// Writes the struct at the start of `memory`, and returns how many bytes of it count.
  ///
  /// @param path a path, or `@` and an abstract name, at most [#MAX_PATH] bytes long
  public static int set(MemorySegment memory, byte[] path) {
    memory.fill((byte) 0);
    memory.set(JAVA_SHORT, SUN_FAMILY, (short) SocketCalls.AF_UNIX);
    MemorySegment.copy(path, 0, memory, JAVA_BYTE, SUN_PATH, path.length);
    boolean isAbstract = path.length > 0 && path[0] == '@';
    if (isAbstract) {
      memory.set(JAVA_BYTE, SUN_PATH, (byte) 0);
    }
    return (int) SUN_PATH + path.length + (isAbstract ? 0 : 1);
  }
}

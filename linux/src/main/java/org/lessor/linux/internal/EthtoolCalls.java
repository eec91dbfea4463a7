package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The features of network interfaces by ioctl(2), as the kernel's `linux/ethtool.h` has it. By
/// itself, so that starts that never ask do not look the function up.
///
/// A feature has a number, which is the same for all interfaces of a running kernel. The caller
/// sees to it that names of interfaces have at most [#MAX_NAME_BYTES].
public final class EthtoolCalls {
  // It ends in `...`; on the platforms that CFunction is for, numbers and pointers go there as they
  // go elsewhere.
  private static final CFunction IOCTL = CFunction.of("ioctl");

  private static final long SIOCETHTOOL = 0x8946;

  private static final int ETHTOOL_GSTRINGS = 0x1b;
  private static final int ETHTOOL_GSSET_INFO = 0x37;
  private static final int ETHTOOL_GFEATURES = 0x3a;
  private static final int ETHTOOL_SFEATURES = 0x3b;

  private static final int ETH_SS_FEATURES = 4;
  private static final int ETH_GSTRING_LEN = 32;

  /// `struct ifreq`: a name, and a pointer to one of the structs below.
  private static final int IFNAMSIZ = 16;

  public static final int MAX_NAME_BYTES = IFNAMSIZ - 1;

  private static final int IFREQ_SIZE = 40;

  /// `struct ethtool_sset_info`: command, reserved, a mask of sets, and the length of each.
  private static final int SSET_MASK = 8;

  private static final int SSET_DATA = 16;
  private static final int SSET_SIZE = 20;

  /// `struct ethtool_gstrings`: command, set, length, and the strings.
  private static final int GSTRINGS_DATA = 12;

  /// `struct ethtool_gfeatures` and `ethtool_sfeatures`: command, how many blocks of 32 features,
  /// and for each block four numbers (available, requested, active, never changed), or two (valid,
  /// requested).
  private static final int FEATURES_DATA = 8;

  private static final int GET_BLOCK_SIZE = 16;
  private static final int GET_ACTIVE = 8;
  private static final int SET_BLOCK_SIZE = 8;

  private EthtoolCalls() {}

  /// Adds the names of all features in the order of their numbers: 0 or more, or `-errno`
  /// (`ENODEV`: no such interface).
  public static int featureNames(
      CallState state, int fd, String interfaceName, List<String> names) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = struct(arena, ETHTOOL_GSSET_INFO, SSET_SIZE);
      info.set(JAVA_LONG, SSET_MASK, 1L << ETH_SS_FEATURES);
      int result = ask(state, fd, interfaceName, info, arena);
      if (result < 0) {
        return result;
      }
      int count = info.get(JAVA_INT, SSET_DATA);
      MemorySegment strings =
          struct(arena, ETHTOOL_GSTRINGS, GSTRINGS_DATA + (long) count * ETH_GSTRING_LEN);
      strings.set(JAVA_INT, Integer.BYTES, ETH_SS_FEATURES);
      strings.set(JAVA_INT, 2 * Integer.BYTES, count);
      result = ask(state, fd, interfaceName, strings, arena);
      for (int number = 0; result >= 0 && number < count; number++) {
        names.add(text(strings, GSTRINGS_DATA + (long) number * ETH_GSTRING_LEN));
      }
      return result;
    }
  }

  /// Whether the feature with this number, one of `count`, is in use: 1, 0 or `-errno`.
  public static int active(CallState state, int fd, String interfaceName, int count, int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment features = features(arena, ETHTOOL_GFEATURES, count, GET_BLOCK_SIZE);
      int result = ask(state, fd, interfaceName, features, arena);
      if (result < 0) {
        return result;
      }
      int active = features.get(JAVA_INT, block(number, GET_BLOCK_SIZE) + GET_ACTIVE);
      return active >>> (number % Integer.SIZE) & 1;
    }
  }

  /// Asks for the feature to be used, or not: 0 or more, or `-errno`.
  public static int request(
      CallState state, int fd, String interfaceName, int count, int number, boolean wanted) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment features = features(arena, ETHTOOL_SFEATURES, count, SET_BLOCK_SIZE);
      int bit = 1 << (number % Integer.SIZE);
      features.set(JAVA_INT, block(number, SET_BLOCK_SIZE), bit);
      features.set(JAVA_INT, block(number, SET_BLOCK_SIZE) + Integer.BYTES, wanted ? bit : 0);
      return ask(state, fd, interfaceName, features, arena);
    }
  }

  /// Each struct begins with its command.
  private static MemorySegment struct(Arena arena, int command, long sizeBytes) {
    MemorySegment struct = arena.allocate(sizeBytes, Long.BYTES);
    struct.set(JAVA_INT, 0, command);
    return struct;
  }

  /// Room for `count` features, in blocks of 32.
  private static MemorySegment features(Arena arena, int command, int count, int blockSize) {
    int blocks = (count + Integer.SIZE - 1) / Integer.SIZE;
    MemorySegment features = struct(arena, command, FEATURES_DATA + (long) blocks * blockSize);
    features.set(JAVA_INT, Integer.BYTES, blocks);
    return features;
  }

  /// Where the block of a feature begins.
  private static long block(int number, int blockSize) {
    return FEATURES_DATA + (long) (number / Integer.SIZE) * blockSize;
  }

  private static String text(MemorySegment memory, long offset) {
    int length = 0;
    while (length < ETH_GSTRING_LEN && memory.get(JAVA_BYTE, offset + length) != 0) {
      length++;
    }
    byte[] bytes = memory.asSlice(offset, length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static int ask(
      CallState state, int fd, String interfaceName, MemorySegment struct, Arena arena) {
    byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
    MemorySegment request = arena.allocate(IFREQ_SIZE, Long.BYTES);
    MemorySegment.copy(name, 0, request, JAVA_BYTE, 0, name.length);
    request.set(JAVA_LONG, IFNAMSIZ, pointer(struct));
    try {
      return IOCTL.call(state, fd, SIOCETHTOOL, pointer(request));
    } finally {
      Reference.reachabilityFence(request);
      Reference.reachabilityFence(struct);
    }
  }
}

package org.lessor.wire;

/// The options on which the treatment of a message itself depends, and the lengths that their
/// definitions allow. A message that breaks one of them is malformed as a whole: to guess what its
/// sender meant could give an address away.
final class ControlOptions {
  static final int OVERLOAD = 52;
  static final int MESSAGE_TYPE = 53;

  /// Any length.
  private static final int ANY = -1;

  /// For each code the only length allowed, or [#ANY].
  private static final byte[] EXACT = new byte[256];

  static {
    java.util.Arrays.fill(EXACT, (byte) ANY);
    for (int code : new int[] {50, 51, 54, 58, 59, 91, 108, 118}) {
      EXACT[code] = 4;
    }
    EXACT[57] = 2;
    EXACT[52] = 1;
    EXACT[MESSAGE_TYPE] = 1;
    EXACT[116] = 1;
    EXACT[80] = 0;
  }

  private ControlOptions() {}

  static boolean lengthAllowed(int code, int length) {
    return EXACT[code] == ANY || EXACT[code] == length;
  }
}

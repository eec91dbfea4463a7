package org.lessor.wire;

import java.util.Arrays;

/// What the codec itself has to know about options: on which the treatment of a message depends,
/// the lengths that their definitions allow, and which may be split. A message that breaks one of
/// these lengths is malformed as a whole: to guess what its sender meant could give an address
/// away.
final class ControlOptions {
  static final int OVERLOAD = 52;
  static final int MESSAGE_TYPE = 53;
  static final int RELAY_AGENT_INFORMATION = 82;

  /// Any length.
  static final int ANY = -1;

  /// For each code the only length allowed, or [#ANY].
  private static final byte[] EXACT = new byte[256];

  /// For each code whether its value may go over more than one part.
  private static final boolean[] SPLITS = new boolean[256];

  static {
    Arrays.fill(EXACT, (byte) ANY);
    for (int code : new int[] {50, 51, 54, 58, 59, 91, 108, 118}) {
      EXACT[code] = 4;
    }
    EXACT[57] = 2;
    EXACT[OVERLOAD] = 1;
    EXACT[MESSAGE_TYPE] = 1;
    EXACT[116] = 1;
    EXACT[80] = 0;
    for (int code = 0; code < SPLITS.length; code++) {
      SPLITS[code] =
          StandardOptions.SPACE.byCode(code).map(OptionDefinition::mayRepeat).orElse(true);
    }
  }

  private ControlOptions() {}

  /// The only length that an option with this code may have, or [#ANY].
  static int exactLength(int code) {
    return EXACT[code];
  }

  /// Whether a short value may be split where only parts of it fit: not where a reader that knows
  /// nothing of RFC 3396 would take the first part for the whole.
  static boolean mayBeSplit(int code) {
    return SPLITS[code];
  }
}

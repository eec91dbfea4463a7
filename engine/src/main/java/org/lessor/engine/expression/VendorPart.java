package org.lessor.engine.expression;

import org.lessor.wire.ByteWindow;

/// One enterprise's part of option 124 or 125: its number, a length, and that many bytes (RFC 3925
/// sections 3 and 4).
///
/// @param code 124 or 125
/// @param enterprise the IANA enterprise number; [#ANY] for the first part, whosever it is
record VendorPart(int code, long enterprise) {
  static final int CLASSES = 124;
  static final int OPTIONS = 125;

  /// Kea's `*`, and 0, which IANA reserves.
  static final long ANY = 0;

  private static final int HEADER = 5;

  /// Lets `out` show the part from its number on. Parts of other enterprises in front of it are
  /// skipped.
  ///
  /// @return whether there is one; where not, the window shows anything
  boolean find(Facts facts, ByteWindow out) {
    return find(facts, 0, out);
  }

  /// Lets `out` show a later part of the enterprise: the one behind `skipped` others.
  boolean find(Facts facts, int skipped, ByteWindow out) {
    int left = skipped;
    if (!facts.message().option(code, out)) {
      return false;
    }
    int position = 0;
    while (position + HEADER <= out.length()) {
      int end = position + HEADER + out.at(position + HEADER - 1);
      if (end > out.length()) {
        return false;
      }
      boolean fits = enterprise == ANY || out.uint32(position) == enterprise;
      if (fits && left-- == 0) {
        out.narrow(position, end);
        return true;
      }
      position = end;
    }
    return false;
  }

  /// From a part to what is in it.
  static void skipHeader(ByteWindow part) {
    part.narrow(HEADER, part.length());
  }
}

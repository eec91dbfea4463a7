package org.lessor.engine;

/// How many packets are answered in a time.
///
/// @param packets how many, 0 to 4294967295
/// @param perSeconds in so many seconds, 1 or more: whichever stretch of that length is looked at
/// @param text as the operator wrote it
public record PacketRate(long packets, long perSeconds, String text) {
  /// Throws [IllegalArgumentException] if a number is out of range.
  public PacketRate {
    if (packets < 0 || packets > 0xffffffffL || perSeconds < 1) {
      throw new IllegalArgumentException("out of range: " + packets + " per " + perSeconds + " s");
    }
  }
}

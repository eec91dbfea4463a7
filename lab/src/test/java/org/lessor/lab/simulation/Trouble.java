package org.lessor.lab.simulation;

/// What a run may have to bear from its surroundings.
enum Trouble {
  /// Packets are lost.
  LOSS,
  /// Packets arrive twice.
  REPETITION,
  /// Packets take up to two seconds, and overtake one another.
  DELAY,
  /// A server hears nobody and is not heard, and does not notice.
  SERVER_CUT_OFF,
  /// The same for a client.
  CLIENT_CUT_OFF,
  /// A server's process ends and is started again.
  KILL,
  /// A server's machine loses its power, and with it what was not synced.
  POWER_CUT,
  /// The power goes at one certain operation of the disk.
  POWER_CUT_IN_OPERATION,
  /// A server's disk has no room for a while.
  DISK_FULL,
  /// A server's disk cannot sync for a while.
  SYNC_FAILURE,
  /// Renaming, deleting and opening files fails for a while.
  NAMES_FAILURE,
  /// A server's disk takes few bytes at a time.
  SHORT_WRITES,
  /// A server's disk takes up to seconds for each sync.
  SLOW_DISK,
  /// A server's wall clock is set back.
  CLOCK_BACK,
  /// A server's wall clock is set ahead.
  CLOCK_AHEAD,
  /// A server's machine stands still for some seconds.
  PAUSE,
  /// A host with a fixed address inside a pool comes up.
  SQUATTER
}

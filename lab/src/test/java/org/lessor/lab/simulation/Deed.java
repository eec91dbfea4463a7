package org.lessor.lab.simulation;

/// What a client may do besides keeping its lease.
enum Deed {
  /// Gives its address back and ends; starts again later.
  RELEASE,
  /// Ends without a word; starts again later with the lease that it remembers.
  STOP,
  /// Its process is killed; the kernel keeps the address until the lease's end.
  KILL,
  /// Loses its power; starts again later with the lease that it remembers.
  CRASH,
  /// Loses its power, and starts later without any memory.
  REINSTALL,
  /// Its cable is pulled and put back.
  UNPLUG,
  /// Its cable is put into another link.
  MOVE,
  /// Sleeps, and wakes up later.
  SUSPEND,
  /// Somebody asks it to renew its lease.
  RENEW
}

package org.lessor.config;

import java.util.Optional;

/// Where leases are kept (Kea: lease-database of type memfile).
///
/// @param persistence whether leases outlive the server
/// @param name the lease file; empty where the configuration names none
/// @param lfcIntervalSeconds how often the file is made compact, 0 for never
/// @param maxRowErrors how many unreadable lines are borne when the file is loaded, 0 for any
///   number
public record LeaseDatabase(
    Persistence persistence, Optional<String> name, long lfcIntervalSeconds, long maxRowErrors) {
  /// Whether leases outlive the server (Kea: persist).
  public enum Persistence {
    /// Every lease is on stable storage before it is acknowledged.
    FILE,
    /// Leases are lost when the server ends.
    MEMORY
  }

  /// A file whose name is given elsewhere, made compact every hour.
  public static final LeaseDatabase DEFAULT =
      new LeaseDatabase(Persistence.FILE, Optional.empty(), 3600, 0);
}

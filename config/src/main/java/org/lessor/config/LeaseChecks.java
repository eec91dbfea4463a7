package org.lessor.config;

/// What is done about a lease of the file whose subnet id is none of the configuration, or that of
/// a subnet in which its address does not lie (Kea: sanity-checks, lease-checks).
public enum LeaseChecks {
  /// Nothing, and nothing is said.
  NONE,
  /// It is named, and kept.
  WARN,
  /// It gets the id of the subnet in which its address lies; where it lies in none, it is named and
  /// kept.
  FIX,
  /// It gets the id of the subnet in which its address lies; where it lies in none, it is deleted.
  FIX_DEL,
  /// It is deleted.
  DEL
}

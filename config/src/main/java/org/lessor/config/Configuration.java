package org.lessor.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.Settings;

/// A whole configuration, found good.
///
/// @param settings what the answers depend on
/// @param interfaces where the server listens
/// @param leaseDatabase where leases are kept
/// @param leaseChecks what is done about leases that fit no subnet when they are loaded
/// @param expiry how ended leases are put back
/// @param logging what is logged
/// @param script the script that is run when leases change (Kea: run_script)
/// @param warnings what was accepted with a remark
public record Configuration(
    Settings settings,
    Interfaces interfaces,
    LeaseDatabase leaseDatabase,
    LeaseChecks leaseChecks,
    ExpiredLeases expiry,
    Logging logging,
    Optional<Path> script,
    List<Problem> warnings) {
  /// Copies the list.
  public Configuration {
    warnings = List.copyOf(warnings);
  }

  Configuration withWarnings(List<Problem> found) {
    return new Configuration(
        settings, interfaces, leaseDatabase, leaseChecks, expiry, logging, script, found);
  }
}

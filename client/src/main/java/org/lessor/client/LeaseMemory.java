package org.lessor.client;

import java.io.IOException;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Lease;

/// Remembers the lease of one interface across restarts.
///
/// Used by one thread.
public interface LeaseMemory {
  /// What is remembered.
  sealed interface Recollection {
    /// A lease, on the clock of this boot; it may be expired.
    record Remembered(Lease lease) implements Recollection {}

    /// Nothing.
    record Nothing() implements Recollection {}

    /// Something that cannot be used, and why.
    record Unusable(String reason) implements Recollection {}
  }

  /// What is remembered for a client of this profile.
  Recollection recall(ClientProfile profile);

  /// Remembers `lease` in the place of what was remembered before; on stable storage on return.
  ///
  /// @throws IOException where that failed; then what was remembered before still is
  void save(Lease lease) throws IOException;

  /// Remembers nothing any more.
  ///
  /// @throws IOException where that failed
  void forget() throws IOException;
}

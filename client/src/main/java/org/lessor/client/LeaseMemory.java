package org.lessor.client;

import java.io.IOException;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Networks;

/// Remembers the lease of one interface across restarts.
///
/// Used by one thread.
public interface LeaseMemory {
  /// What is remembered.
  sealed interface Recollection {
    /// A lease, on the clock of this boot; it may be expired.
    ///
    /// @param lease the latest lease
    /// @param networks what the client had where, the latest lease included
    record Remembered(Lease lease, Networks networks) implements Recollection {
      /// A lease of the only network that is known.
      public Remembered(Lease lease) {
        this(lease, Networks.NONE.and(lease.network(), lease.address()));
      }
    }

    /// No lease.
    ///
    /// @param networks what the client had where
    record Nothing(Networks networks) implements Recollection {
      /// Nothing at all.
      public Nothing() {
        this(Networks.NONE);
      }
    }

    /// Something that cannot be used, and why.
    record Unusable(String reason) implements Recollection {}
  }

  /// What is remembered for a client of this profile.
  Recollection recall(ClientProfile profile);

  /// Remembers `lease` in the place of what was remembered before; on stable storage on return.
  ///
  /// @throws IOException where that failed; then what was remembered before still is
  void save(Lease lease) throws IOException;

  /// Remembers no lease any more; that the client had its address in that network may be
  /// remembered.
  ///
  /// @throws IOException where that failed
  void forget() throws IOException;
}

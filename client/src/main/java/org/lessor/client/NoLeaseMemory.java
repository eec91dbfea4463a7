package org.lessor.client;

import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Lease;

/// Remembers nothing: for dry runs.
final class NoLeaseMemory implements LeaseMemory {
  @Override
  public Recollection recall(ClientProfile profile) {
    return new Recollection.Nothing();
  }

  @Override
  public void save(Lease lease) {
    // A dry run leaves nothing behind.
  }

  @Override
  public void forget() {
    // There is nothing.
  }
}

package org.lessor.store;

import java.util.Random;
import org.lessor.engine.LeaseStore;
import org.lessor.engine.LeaseStoreContract;
import org.lessor.engine.Settings;

class LeaseFileStoreTest implements LeaseStoreContract {
  @Override
  public LeaseStore store(Settings settings) {
    FaultyDisk disk = new FaultyDisk(new Random(1));
    try {
      return LeaseFileStore.open(
          new LeaseFileOptions(disk, "leases.csv", 0, event -> {}), settings, 1, 0);
    } catch (LeaseFileException failure) {
      throw new AssertionError(failure);
    }
  }
}

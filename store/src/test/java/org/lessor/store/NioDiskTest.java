package org.lessor.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class NioDiskTest implements DiskContract {
  @TempDir private Path directory;

  @Override
  public Disk disk() {
    return new NioDisk(directory);
  }
}

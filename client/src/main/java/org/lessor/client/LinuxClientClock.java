package org.lessor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.lessor.linux.LinuxClock;

/// The clocks of this machine.
public final class LinuxClientClock implements ClientClock {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final String bootId;

  /// Reads once what tells this boot from others.
  public LinuxClientClock() {
    String read;
    try {
      read = Files.readString(BOOT_ID).strip();
    } catch (IOException unknown) {
      // Leases of this boot then count by the wall clock, like those of earlier ones.
      read = "";
    }
    this.bootId = read;
  }

  @Override
  public long nanos() {
    return LinuxClock.BOOTTIME.nanos();
  }

  @Override
  public Instant wall() {
    return Instant.now();
  }

  @Override
  public String bootId() {
    return bootId;
  }
}

package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class LinuxClockTest {
  @Test
  void monotonicIsTheClockOfTheJvm() {
    long before = System.nanoTime();
    long reading = LinuxClock.MONOTONIC.nanos();
    long after = System.nanoTime();
    assertThat(reading).isBetween(before, after);
  }

  @Test
  void realtimeIsTheWallClockOfTheJvm() {
    Instant before = Instant.now();
    Instant reading = Instant.EPOCH.plusNanos(LinuxClock.REALTIME.nanos());
    Instant after = Instant.now();
    assertThat(reading).isBetween(before, after.plus(1, ChronoUnit.MICROS));
  }

  @Test
  void boottimeIsTheUptime() throws IOException {
    long monotonic = LinuxClock.MONOTONIC.nanos();
    long before = LinuxClock.BOOTTIME.nanos();
    String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
    long after = LinuxClock.BOOTTIME.nanos();
    // /proc/uptime is cut to hundredths of a second.
    long uptimeNanos = Math.round(Double.parseDouble(uptime) * 100) * 10_000_000L;
    assertThat(uptimeNanos).isBetween(before - 10_000_000L, after);
    assertThat(monotonic).isLessThanOrEqualTo(before);
  }
}

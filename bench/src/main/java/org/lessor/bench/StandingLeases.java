package org.lessor.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import org.lessor.wire.Ipv4;

/// Leases of clients that stay away: what a server finds in its lease file when it starts.
///
/// @param pool where they are
/// @param share of the pool's addresses, 0 to 1
record StandingLeases(ServerProgram.Pool pool, double share) {
  /// Chosen at random, the same ones each time.
  static StandingLeases scattered(ServerProgram.Pool pool, double share) {
    return new StandingLeases(pool, share);
  }

  /// All of them.
  static StandingLeases full(ServerProgram.Pool pool) {
    return new StandingLeases(pool, 1);
  }

  /// Writes them down as a lease file of Kea's, which Lessor reads too.
  void write(Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    long expire = Instant.now().getEpochSecond() + ServerProgram.LEASE_SECONDS;
    Ipv4 first = Ipv4.of(pool.first());
    long size = Ipv4.of(pool.last()).unsigned() - first.unsigned() + 1;
    try (BufferedWriter writer = Files.newBufferedWriter(directory.resolve(ServerProgram.LEASES))) {
      writer.write(
          "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,"
              + "state,user_context\n");
      for (int i = 0; i < size; i++) {
        if (random.nextDouble() < share) {
          writer.write(first.plus(i).toString());
          writer.write(
              String.format(
                  Locale.ROOT,
                  ",06:00:00:%02x:%02x:%02x,,%d,%d,1,0,0,,0,\n",
                  (i >>> 16) & 0xff,
                  (i >>> 8) & 0xff,
                  i & 0xff,
                  ServerProgram.LEASE_SECONDS,
                  expire));
        }
      }
    }
  }
}

package org.lessor.load;

import java.util.List;
import org.lessor.wire.Option;

/// Who the simulated clients are.
///
/// @param count how many there are, 1 or more
/// @param baseMac the Ethernet address of the first, in the lower 48 bits; each further client has
///   the next one
/// @param options added to each DISCOVER and REQUEST; the parameter request list (55) takes the
///   place of the usual one
public record Population(int count, long baseMac, List<Option> options) {
  /// The first address where none is given: locally administered, so that it is nobody's.
  public static final long DEFAULT_BASE_MAC = 0x02_00_00_00_00_00L;

  private static final long LAST_MAC = (1L << 48) - 1;

  /// The most clients: arrays of them must fit in memory.
  public static final int MAX_COUNT = 100_000_000;

  /// Throws [IllegalArgumentException] out of range.
  public Population {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("clients are 1 to " + MAX_COUNT + ", not " + count);
    }
    if (baseMac < 0 || baseMac > LAST_MAC - count) {
      throw new IllegalArgumentException(
          "there are no %d Ethernet addresses from %012x on".formatted(count, baseMac));
    }
    options = List.copyOf(options);
  }

  /// So many clients from the usual first address on.
  public static Population of(int count) {
    return new Population(count, DEFAULT_BASE_MAC, List.of());
  }

  /// The Ethernet address of a client, in the lower 48 bits.
  public long mac(int client) {
    return baseMac + client;
  }

  /// The part of worker `index` (from 0) among `parts` that share these clients, at most as many as
  /// there are clients.
  Population share(int index, int parts) {
    long from = (long) count * index / parts;
    long to = (long) count * (index + 1) / parts;
    return new Population((int) Math.max(1, to - from), baseMac + from, options);
  }
}

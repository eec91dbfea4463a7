package org.lessor.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The pairs of subnet id and pool id that records name, each under a small number, and how many
/// records of each subnet are in each state.
///
/// Called only by [LeaseTable], which says what protects it.
final class LeasePlaces {
  private static final int POOL_BITS = 32;

  private final Map<Long, Integer> indexes = new HashMap<>();
  private final Map<Long, StateCounts> countsBySubnet = new HashMap<>();

  /// The subnet id in the upper half, the pool id in the lower.
  private long[] pairs = new long[16];

  private StateCounts[] counts = new StateCounts[16];
  private int last;

  /// The number of this pair; a new one where it has none yet. Both are 0 to 4294967295.
  int indexOf(long subnetId, long poolId) {
    long pair = subnetId << POOL_BITS | poolId;
    if (last >= indexes.size() || pairs[last] != pair) {
      Integer known = indexes.get(pair);
      last = known == null ? add(pair) : known;
    }
    return last;
  }

  private int add(long pair) {
    int index = indexes.size();
    if (index == pairs.length) {
      pairs = Arrays.copyOf(pairs, index * 2);
      counts = Arrays.copyOf(counts, index * 2);
    }
    pairs[index] = pair;
    counts[index] = countsBySubnet.computeIfAbsent(subnetId(index), id -> new StateCounts());
    indexes.put(pair, index);
    return index;
  }

  long subnetId(int index) {
    return pairs[index] >>> POOL_BITS;
  }

  long poolId(int index) {
    return pairs[index] & (1L << POOL_BITS) - 1;
  }

  /// The number of records by state of the subnet that this pair belongs to, to be changed.
  StateCounts counts(int index) {
    return counts[index];
  }

  /// The number of records by state of this subnet, to be read.
  StateCounts countsOfSubnet(long subnetId) {
    return countsBySubnet.getOrDefault(subnetId, new StateCounts());
  }
}

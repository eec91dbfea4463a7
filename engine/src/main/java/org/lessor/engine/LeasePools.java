package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// All pools of the settings, by address.
///
/// Where pools of different subnets overlap, an address is given out by the pool that comes first
/// in the configuration only. Excluded addresses of a pool and reserved ones, of whatever subnet,
/// are given out by none.
///
/// Its content never changes, but that of the pools does; called only by [LeaseTable], which says
/// what protects those.
final class LeasePools {
  /// A prefix of this length or less is made of whole blocks of 256 addresses.
  private static final int BYTE_PREFIX = 24;

  private final List<PoolAddresses> pools;
  private final Map<Ipv4, PoolAddresses> byFirst = new HashMap<>();
  // Ranges that overlap nowhere, ascending: first and last address, and index of the pool.
  private final long[] firsts;
  private final long[] lasts;
  private final int[] indexes;

  private LeasePools(List<PoolAddresses> pools, NavigableMap<Long, Range> ranges) {
    this.pools = pools;
    firsts = new long[ranges.size()];
    lasts = new long[ranges.size()];
    indexes = new int[ranges.size()];
    int i = 0;
    for (Range range : ranges.values()) {
      firsts[i] = range.first;
      lasts[i] = range.last;
      indexes[i++] = range.pool;
    }
    for (PoolAddresses pool : pools) {
      byFirst.putIfAbsent(pool.first(), pool);
    }
  }

  private record Range(long first, long last, int pool) {}

  /// The pools of `settings`. Those that `before` has alike are taken over with their content.
  static LeasePools of(
      Settings settings, LeaseRows rows, KeyHash hash, List<PoolAddresses> before) {
    long[] reserved =
        reservedAddresses(settings).stream().mapToLong(Ipv4::unsigned).sorted().toArray();
    Map<Ipv4, PoolAddresses> known = new HashMap<>();
    before.forEach(pool -> known.putIfAbsent(pool.first(), pool));
    List<PoolAddresses> pools = new ArrayList<>();
    NavigableMap<Long, Range> ranges = new TreeMap<>();
    for (Network network : settings.networks()) {
      for (Subnet subnet : network.subnets()) {
        for (Pool pool : subnet.pools()) {
          long[] withheld =
              withheld(pool, kept(settings, subnet, pool, reserved), ranges, pools.size());
          Allocator allocator = subnet.parameters().allocator();
          PoolAddresses same = known.get(pool.first());
          pools.add(
              same != null && same.serves(pool, allocator, withheld)
                  ? same
                  : new PoolAddresses(rows, pool, allocator, withheld, hash));
        }
      }
    }
    return new LeasePools(pools, ranges);
  }

  private static boolean considersGlobal(Settings settings) {
    return settings.networks().stream()
        .flatMap(network -> network.subnets().stream())
        .anyMatch(Subnet::considersGlobalReservations);
  }

  private static Set<Ipv4> reservedAddresses(Settings settings) {
    Set<Ipv4> reserved = new HashSet<>();
    if (considersGlobal(settings)) {
      settings.reservations().forEach(one -> one.address().ifPresent(reserved::add));
    }
    for (Network network : settings.networks()) {
      for (Subnet subnet : network.subnets()) {
        subnet.countingReservations().forEach(one -> one.address().ifPresent(reserved::add));
      }
    }
    return reserved;
  }

  /// The addresses of `pool` that are reserved, excluded or not to be chosen, ascending.
  private static long[] kept(Settings settings, Subnet subnet, Pool pool, long[] reserved) {
    long first = pool.first().unsigned();
    long last = pool.last().unsigned();
    LongStream all = Arrays.stream(between(reserved, first, last));
    for (AddressRange range : pool.excluded()) {
      all =
          LongStream.concat(
              all, LongStream.rangeClosed(range.first().unsigned(), range.last().unsigned()));
    }
    if (subnet.prefix().length() <= BYTE_PREFIX
        && settings.compatibility().makes(Compatibility.Concession.EXCLUDE_FIRST_LAST_24)) {
      all = LongStream.concat(all, LongStream.rangeClosed(first, last).filter(LeasePools::isEdge));
    }
    return all.sorted().distinct().toArray();
  }

  /// Whether the last byte of the address is 0 or 255.
  private static boolean isEdge(long address) {
    return (address & 0xff) == 0 || (address & 0xff) == 0xff;
  }

  /// What of `pool` is reserved or belongs to an earlier pool. What is left is added to `ranges`.
  private static long[] withheld(
      Pool pool, long[] reserved, NavigableMap<Long, Range> ranges, int index) {
    long first = pool.first().unsigned();
    long last = pool.last().unsigned();
    List<Range> earlier = new ArrayList<>();
    Map.Entry<Long, Range> below = ranges.lowerEntry(first);
    if (below != null && below.getValue().last >= first) {
      earlier.add(below.getValue());
    }
    earlier.addAll(ranges.subMap(first, true, last, true).values());
    List<long[]> parts = new ArrayList<>();
    long at = first;
    for (Range range : earlier) {
      if (at < range.first) {
        ranges.put(at, new Range(at, range.first - 1, index));
        parts.add(between(reserved, at, range.first - 1));
      }
      long from = Math.max(at, range.first);
      long to = Math.min(last, range.last);
      long[] whole = new long[(int) (to - from + 1)];
      Arrays.setAll(whole, i -> from + i);
      parts.add(whole);
      at = to + 1;
    }
    if (at <= last) {
      ranges.put(at, new Range(at, last, index));
      parts.add(between(reserved, at, last));
    }
    return parts.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] between(long[] sorted, long first, long last) {
    return Arrays.copyOfRange(sorted, lowerBound(sorted, first), lowerBound(sorted, last + 1));
  }

  private static int lowerBound(long[] sorted, long value) {
    int found = Arrays.binarySearch(sorted, value);
    return found < 0 ? -found - 1 : found;
  }

  /// All pools in the order of the settings.
  List<PoolAddresses> all() {
    return pools;
  }

  /// The pool at `index`.
  PoolAddresses get(int index) {
    return pools.get(index);
  }

  /// The index plus one of the pool that may give `address` out; 0 where none may.
  int linkOf(Ipv4 address) {
    long number = address.unsigned();
    int found = Arrays.binarySearch(firsts, number);
    int i = found < 0 ? -found - 2 : found;
    boolean given = i >= 0 && number <= lasts[i] && !pools.get(indexes[i]).withholds(number);
    return given ? indexes[i] + 1 : 0;
  }

  /// The addresses of this pool of the settings; null where the settings have no such pool.
  @Nullable PoolAddresses of(Pool pool) {
    PoolAddresses found = byFirst.get(pool.first());
    return found != null && found.last().equals(pool.last()) ? found : null;
  }
}

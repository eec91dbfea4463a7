package org.lessor.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/// Memory for leases to come: arrays made before they are needed, in a thread that nobody waits
/// for. The first touch of memory can take milliseconds, since the kernel, and the host of a
/// virtual machine, has to find and clear it then.
///
/// Any thread may call. Where nothing has been made ahead, an array is made when it is asked for.
final class LeaseRoom {
  // For as many leases as come in some tenths of a second, at any rate that has been seen.
  private final Spare<int[]> rows = new Spare<>(4, () -> new int[LeaseRows.CHUNK_INTS]);
  private final Spare<int[]> buckets = new Spare<>(6, () -> new int[HashIndex.CHUNK_INTS]);
  private final Spare<byte[]> blocks = new Spare<>(12, () -> new byte[ByteSlab.CHUNK_BYTES]);

  private record Spare<T>(ArrayBlockingQueue<T> ready, Supplier<T> maker) {
    Spare(int most, Supplier<T> maker) {
      this(new ArrayBlockingQueue<>(most), maker);
    }

    T take() {
      T made = ready.poll();
      return made == null ? maker.get() : made;
    }

    boolean make() {
      return ready.remainingCapacity() > 0 && ready.offer(maker.get());
    }
  }

  /// An array for [LeaseRows], full of zeros.
  int[] rows() {
    return rows.take();
  }

  /// An array for a [HashIndex], full of zeros.
  int[] buckets() {
    return buckets.take();
  }

  /// An array for a [ByteSlab].
  byte[] blocks() {
    return blocks.take();
  }

  /// Makes one array of each kind that lacks one. Returns whether any did.
  boolean make() {
    boolean made = rows.make();
    made |= blocks.make();
    made |= buckets.make();
    return made;
  }
}

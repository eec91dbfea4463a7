package org.lessor.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Memory for leases to come: arrays made before they are needed, in a thread that nobody waits
/// for. The first touch of memory can take milliseconds, since the kernel, and the host of a
/// virtual machine, has to find and clear it then.
///
/// Any thread may call. Where nothing has been made ahead, an array is made when it is asked for.
final class LeaseRoom {
  // For as many leases as come in some tenths of a second, at any rate that has been seen.
  private final Spare<int[]> rows = new Spare<>(4, () -> new int[LeaseRows.CHUNK_INTS]);
  private final Spare<int[]> buckets = new Spare<>(8, () -> new int[HashIndex.CHUNK_INTS]);
  private final Spare<byte[]> blocks = new Spare<>(12, () -> new byte[ByteSlab.CHUNK_BYTES]);

  private static final class Spare<T> {
    private final AtomicReferenceArray<@Nullable T> ready;
    private final Supplier<T> maker;

    Spare(int most, Supplier<T> maker) {
      this.ready = new AtomicReferenceArray<>(most);
      this.maker = maker;
    }

    T take() {
      for (int i = 0; i < ready.length(); i++) {
        T made = ready.getAndSet(i, null);
        if (made != null) {
          return made;
        }
      }
      return maker.get();
    }

    /// Whether there was a place to fill.
    boolean make() {
      for (int i = 0; i < ready.length(); i++) {
        if (ready.get(i) == null) {
          ready.set(i, maker.get());
          return true;
        }
      }
      return false;
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

  /// Makes one array, where any is missing. Returns whether one was.
  boolean make() {
    return rows.make() || blocks.make() || buckets.make();
  }
}

package org.lessor.engine;

import java.util.Arrays;
import java.util.Objects;

/// Room for many short runs of bytes without an object for each.
///
/// Blocks are multiples of eight bytes inside chunks that are never moved. A freed block goes to a
/// list of its size and is given out again for that size or, where nothing fits better, cut up for
/// smaller ones. Neighbours are not joined again: client identifiers and host names come in few
/// sizes, so that what one lease leaves fits another. Blocks of more than 512 bytes, which only a
/// long user context needs, are arrays of their own.
///
/// A reference is positive for a block in a chunk, negative for an array of its own, never 0.
/// Called only by [LeaseTable], which says what protects it.
final class ByteSlab {
  private static final int GRANULE_SHIFT = 3;
  private static final int CHUNK_GRANULES_SHIFT = 13;
  private static final int CHUNK_GRANULES = 1 << CHUNK_GRANULES_SHIFT;
  private static final int CLASSES = 64;

  /// The size of an array of blocks.
  static final int CHUNK_BYTES = CHUNK_GRANULES << GRANULE_SHIFT;

  private final LeaseRoom room;
  private byte[][] chunks = new byte[16][];
  private final int[] freeOfSize = new int[CLASSES + 1];
  // Granule 0 stays unused, so that no reference is 0.
  private int bump = 1;
  private byte[][] large = new byte[4][];
  private int[] largeVacant = new int[4];
  private int largeUsed;
  private int largeVacantCount;

  /// No blocks; arrays for them come from `room`.
  ByteSlab(LeaseRoom room) {
    this.room = room;
  }

  /// A block of `size` bytes, 1 and up, with any content.
  int allocate(int size) {
    int granules = granules(size);
    return granules > CLASSES ? allocateLarge(size) : allocateSmall(granules);
  }

  /// Takes back a block that was allocated for `size` bytes.
  void free(int reference, int size) {
    if (reference < 0) {
      int index = -reference - 1;
      large[index] = new byte[0];
      if (largeVacantCount == largeVacant.length) {
        largeVacant = Arrays.copyOf(largeVacant, largeVacantCount * 2);
      }
      largeVacant[largeVacantCount++] = index;
    } else {
      push(reference, granules(size));
    }
  }

  /// The array that the block lies in.
  byte[] array(int reference) {
    return reference < 0 ? large[-reference - 1] : chunks[reference >>> CHUNK_GRANULES_SHIFT];
  }

  /// Where in [#array] the block begins.
  int offset(int reference) {
    return reference < 0 ? 0 : (reference & (CHUNK_GRANULES - 1)) << GRANULE_SHIFT;
  }

  /// Throws [IndexOutOfBoundsException] unless `length` bytes at `offset` lie within the array.
  static void check(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
  }

  private static int granules(int size) {
    return (size + 7) >>> GRANULE_SHIFT;
  }

  private int allocateSmall(int granules) {
    int exact = pop(granules);
    if (exact != 0) {
      return exact;
    }
    int room = CHUNK_GRANULES - (bump & (CHUNK_GRANULES - 1));
    if (room < granules || chunkOf(bump) >= chunks.length || chunks[chunkOf(bump)] == null) {
      int cut = cutLarger(granules);
      if (cut != 0) {
        return cut;
      }
      if (room < granules) {
        push(bump, room);
        bump += room;
      }
      addChunk();
    }
    int reference = bump;
    bump += granules;
    return reference;
  }

  private static int chunkOf(int reference) {
    return reference >>> CHUNK_GRANULES_SHIFT;
  }

  private void addChunk() {
    int chunk = chunkOf(bump);
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    chunks[chunk] = room.blocks();
  }

  private int cutLarger(int granules) {
    for (int larger = granules + 1; larger <= CLASSES; larger++) {
      int reference = pop(larger);
      if (reference != 0) {
        push(reference + granules, larger - granules);
        return reference;
      }
    }
    return 0;
  }

  // A free block holds the reference of the next one of its size in its first four bytes.
  private void push(int reference, int granules) {
    byte[] array = array(reference);
    int offset = offset(reference);
    int next = freeOfSize[granules];
    array[offset] = (byte) (next >>> 24);
    array[offset + 1] = (byte) (next >>> 16);
    array[offset + 2] = (byte) (next >>> 8);
    array[offset + 3] = (byte) next;
    freeOfSize[granules] = reference;
  }

  private int pop(int granules) {
    int reference = freeOfSize[granules];
    if (reference != 0) {
      byte[] array = array(reference);
      int offset = offset(reference);
      freeOfSize[granules] =
          array[offset] << 24
              | (array[offset + 1] & 0xff) << 16
              | (array[offset + 2] & 0xff) << 8
              | (array[offset + 3] & 0xff);
    }
    return reference;
  }

  private int allocateLarge(int size) {
    int index;
    if (largeVacantCount > 0) {
      index = largeVacant[--largeVacantCount];
    } else {
      if (largeUsed == large.length) {
        large = Arrays.copyOf(large, largeUsed * 2);
      }
      index = largeUsed++;
    }
    large[index] = new byte[size];
    return -index - 1;
  }
}

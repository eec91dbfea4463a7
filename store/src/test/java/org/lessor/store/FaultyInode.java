package org.lessor.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A file of a [FaultyDisk]: what can be read in it, and what would be there after a cut.
final class FaultyInode {
  private static final int SECTOR_BYTES = 512;

  byte[] content;
  byte[] durable;
  // A change of no bytes shortens the file to its offset.
  final List<Change> pending = new ArrayList<>();
  @Nullable Object locker;

  record Change(long offset, byte[] written) {}

  /// A durable file.
  FaultyInode(byte[] content) {
    this.content = content;
    this.durable = content;
  }

  void apply(Change change) {
    content = applied(content, change);
    pending.add(change);
  }

  static byte[] applied(byte[] content, Change change) {
    if (change.written.length == 0) {
      return Arrays.copyOf(content, (int) change.offset);
    }
    int end = (int) change.offset + change.written.length;
    byte[] result = Arrays.copyOf(content, Math.max(content.length, end));
    System.arraycopy(change.written, 0, result, (int) change.offset, change.written.length);
    return result;
  }

  /// What is durable, and the first `bytes` bytes of what was written since.
  byte[] firstOf(int bytes) {
    byte[] result = durable;
    int left = bytes;
    for (Change change : pending) {
      int taken = Math.min(left, change.written.length);
      if (taken > 0 || change.written.length == 0) {
        result = applied(result, new Change(change.offset, Arrays.copyOf(change.written, taken)));
      }
      left -= taken;
    }
    return result;
  }

  /// The file as a cut leaves it.
  FaultyInode survivor(Random random) {
    return new FaultyInode(
        switch (random.nextInt(3)) {
          case 0 -> withPrefix(random);
          case 1 -> withSectors(random);
          default -> durable;
        });
  }

  private byte[] withPrefix(Random random) {
    byte[] result = durable;
    int effective = random.nextInt(pending.size() + 1);
    for (int i = 0; i < effective; i++) {
      Change change = pending.get(i);
      if (i == effective - 1 && change.written.length > 0) {
        int length = 1 + random.nextInt(change.written.length);
        change = new Change(change.offset, Arrays.copyOf(change.written, length));
      }
      result = applied(result, change);
    }
    return result;
  }

  private byte[] withSectors(Random random) {
    byte[] result = durable;
    for (Change change : pending) {
      result = applied(result, change);
    }
    byte[] before = Arrays.copyOf(durable, result.length);
    for (int start = 0; start < result.length; start += SECTOR_BYTES) {
      int end = Math.min(result.length, start + SECTOR_BYTES);
      if (!Arrays.equals(result, start, end, before, start, end) && random.nextBoolean()) {
        System.arraycopy(before, start, result, start, end - start);
      }
    }
    return result;
  }
}

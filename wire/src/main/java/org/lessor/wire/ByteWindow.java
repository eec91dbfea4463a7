package org.lessor.wire;

import java.util.Arrays;

/// A window on bytes that belong to somebody else: a way to read them without a copy.
///
/// Set by those who lend bytes ([DhcpMessage#option(int, ByteWindow)]) and valid as long as these
/// say so; of a [MessageView] until it wraps the next packet. Mutable, for one thread.
public final class ByteWindow {
  private static final byte[] NOTHING = new byte[0];

  private byte[] array = NOTHING;
  private int start;
  private int length;

  /// An empty window.
  public ByteWindow() {}

  /// Shows `length` bytes of `source` from `offset`. Throws [IndexOutOfBoundsException] if it has
  /// no such bytes.
  public void set(byte[] source, int offset, int length) {
    if ((offset | length) < 0 || length > source.length - offset) {
      throw new IndexOutOfBoundsException(offset + " + " + length + " of " + source.length);
    }
    this.array = source;
    this.start = offset;
    this.length = length;
  }

  /// Shows all of `bytes`.
  public void set(Bytes bytes) {
    bytes.show(this);
  }

  /// Shows what `other` does.
  public void set(ByteWindow other) {
    array = other.array;
    start = other.start;
    length = other.length;
  }

  /// Shows nothing.
  public void clear() {
    array = NOTHING;
    start = 0;
    length = 0;
  }

  /// Shows less: the bytes from `from` up to but without `to` of what it shows now. Throws
  /// [IndexOutOfBoundsException].
  public void narrow(int from, int to) {
    if (from < 0 || to < from || to > length) {
      throw new IndexOutOfBoundsException(from + " to " + to + " of " + length);
    }
    start += from;
    length = to - from;
  }

  /// The number of bytes.
  public int length() {
    return length;
  }

  /// Whether there is no byte.
  public boolean isEmpty() {
    return length == 0;
  }

  /// The byte at `index`, 0 to 255. Throws [IndexOutOfBoundsException].
  public int at(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(index + " of " + length);
    }
    return array[start + index] & 0xff;
  }

  /// Four bytes from `index`, most significant first, as an unsigned value. Throws
  /// [IndexOutOfBoundsException].
  public long uint32(int index) {
    return (long) at(index) << 24 | at(index + 1) << 16 | at(index + 2) << 8 | at(index + 3);
  }

  /// Whether both show the same bytes.
  public boolean contentEquals(ByteWindow other) {
    return length == other.length
        && Arrays.equals(
            array, start, start + length, other.array, other.start, other.start + length);
  }

  /// Whether it shows just these bytes.
  public boolean contentEquals(Bytes bytes) {
    return bytes.contentEquals(array, start, length);
  }

  /// The hash of what it shows: that of [Bytes] with this content.
  public int contentHash() {
    int hash = 1;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /// Writes all bytes into `target` at `offset`.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(array, start, target, offset, length);
  }

  /// The bytes as a value of its own.
  public Bytes toBytes() {
    return Bytes.copyOf(array, start, length);
  }

  /// The hexadecimal digits.
  @Override
  public String toString() {
    return toBytes().toHex();
  }
}

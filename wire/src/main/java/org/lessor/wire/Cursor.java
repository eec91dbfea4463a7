package org.lessor.wire;

/// A place in a sequence of bytes, moved on by reading. Whoever reads asks [#has] first: reading
/// past the end is a bug, not bad input.
final class Cursor {
  private final Bytes bytes;
  private int position;

  Cursor(Bytes bytes) {
    this.bytes = bytes;
  }

  boolean has(int count) {
    return count <= bytes.length() - position;
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.length() - position;
  }

  int uint8() {
    return bytes.at(position++);
  }

  int uint16() {
    position += 2;
    return bytes.uint16(position - 2);
  }

  long uint32() {
    position += 4;
    return bytes.uint32(position - 4);
  }

  Bytes take(int count) {
    position += count;
    return bytes.slice(position - count, position);
  }

  Bytes rest() {
    return take(remaining());
  }
}

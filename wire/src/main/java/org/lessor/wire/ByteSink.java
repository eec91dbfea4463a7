package org.lessor.wire;

import java.util.Arrays;

/// Collects bytes and grows as needed.
final class ByteSink {
  private byte[] buffer = new byte[64];
  private int length;

  int length() {
    return length;
  }

  void uint8(int value) {
    room(1);
    buffer[length++] = (byte) value;
  }

  void uint16(int value) {
    room(2);
    Layout.putUint16(buffer, length, value);
    length += 2;
  }

  void uint32(long value) {
    room(4);
    Layout.putUint32(buffer, length, (int) value);
    length += 4;
  }

  void bytes(Bytes value) {
    room(value.length());
    value.copyTo(buffer, length);
    length += value.length();
  }

  private void room(int count) {
    if (buffer.length - length < count) {
      buffer = Arrays.copyOf(buffer, Math.max(length + count, buffer.length * 2));
    }
  }

  Bytes toBytes() {
    return Bytes.copyOf(buffer, 0, length);
  }
}

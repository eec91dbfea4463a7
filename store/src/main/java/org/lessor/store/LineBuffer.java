package org.lessor.store;

import java.util.Arrays;
import org.lessor.wire.Bytes;

/// Bytes of lines being put together, without a string in between. For one thread at a time.
final class LineBuffer {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes;
  private int length;

  LineBuffer(int capacityBytes) {
    bytes = new byte[capacityBytes];
  }

  /// The array whose first [#length] bytes are the content; another one after the next change.
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  /// Text of ASCII characters only.
  void putAscii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /// Decimal digits of a number that is not negative.
  void putDecimal(long number) {
    room(20);
    if (number < 10) {
      bytes[length++] = (byte) ('0' + number);
      return;
    }
    int end = length;
    for (long rest = number; rest > 0; rest /= 10) {
      end++;
    }
    length = end;
    for (long rest = number; rest > 0; rest /= 10) {
      bytes[--end] = (byte) ('0' + rest % 10);
    }
  }

  /// Dotted decimal notation.
  void putAddress(int addressBits) {
    putDecimal(addressBits >>> 24);
    put('.');
    putDecimal((addressBits >>> 16) & 0xff);
    put('.');
    putDecimal((addressBits >>> 8) & 0xff);
    put('.');
    putDecimal(addressBits & 0xff);
  }

  /// Two hexadecimal digits a byte, with colons between them.
  void putHex(Bytes value) {
    room(value.length() * 3);
    for (int i = 0; i < value.length(); i++) {
      if (i > 0) {
        bytes[length++] = ':';
      }
      bytes[length++] = HEX[value.at(i) >>> 4];
      bytes[length++] = HEX[value.at(i) & 15];
    }
  }

  /// Text in UTF-8, in which `&#x` and two hexadecimal digits stand for each byte that is a comma,
  /// an ampersand, or no printable ASCII character: as Kea writes it.
  void putEscaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c <= 0x7e && c != ',' && c != '&') {
        put(c);
      } else if (c < 0x80) {
        putEscape(c);
      } else {
        int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
        Bytes encoded = Bytes.ofText(text.substring(i, end));
        for (int j = 0; j < encoded.length(); j++) {
          putEscape(encoded.at(j));
        }
        i = end - 1;
      }
    }
  }

  private void putEscape(int value) {
    putAscii("&#x");
    put((char) HEX[value >>> 4]);
    put((char) HEX[value & 15]);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}

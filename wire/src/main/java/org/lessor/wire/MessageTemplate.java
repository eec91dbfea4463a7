package org.lessor.wire;

import java.util.Optional;

/// A message encoded once, of which many copies are made that differ in a few fields. Copying
/// allocates nothing.
///
/// Immutable; any thread may use it.
public final class MessageTemplate {
  private final byte[] payload;

  private MessageTemplate(byte[] payload) {
    this.payload = payload;
  }

  /// A template for copies of `message`. Throws [IllegalArgumentException] if its options take more
  /// than 64 KiB.
  public static MessageTemplate of(Message message) {
    return new MessageTemplate(message.encode().toArray());
  }

  /// The size of each copy in bytes.
  public int sizeBytes() {
    return payload.length;
  }

  /// Writes a copy into `target` from `offset` on, where there must be room for [#sizeBytes].
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(payload, 0, target, offset, payload.length);
  }

  /// Where in a copy the value of the first option with this code begins, counted from the copy's
  /// first byte; empty where it has none in the options field.
  public Optional<Integer> placeOf(int code) {
    int position = Layout.OPTIONS;
    while (position < payload.length) {
      int found = Layout.uint8(payload, position);
      if (found == Layout.PAD) {
        position++;
      } else if (found == Layout.END) {
        return Optional.empty();
      } else if (found == code) {
        return Optional.of(position + 2);
      } else {
        position += 2 + Layout.uint8(payload, position + 1);
      }
    }
    return Optional.empty();
  }

  /// Sets `xid` in the copy that begins at `offset`.
  public static void xid(byte[] target, int offset, int bits) {
    Layout.putUint32(target, offset + Layout.XID, bits);
  }

  /// Sets `ciaddr` in the copy that begins at `offset`.
  public static void ciaddr(byte[] target, int offset, int bits) {
    Layout.putUint32(target, offset + Layout.CIADDR, bits);
  }

  /// Sets the first six bytes of `chaddr` in the copy that begins at `offset` to the lower 48 bits
  /// of `ethernet`.
  public static void chaddr(byte[] target, int offset, long ethernet) {
    putEthernet(target, offset + Layout.CHADDR, ethernet);
  }

  /// Writes the lower 48 bits of `ethernet`, highest byte first.
  public static void putEthernet(byte[] target, int position, long ethernet) {
    for (int i = 0; i < HardwareAddress.ETHERNET_SIZE; i++) {
      target[position + i] = (byte) (ethernet >>> (8 * (HardwareAddress.ETHERNET_SIZE - 1 - i)));
    }
  }

  /// Writes four bytes, highest first: an address, or an unsigned number.
  public static void putUint32(byte[] target, int position, int bits) {
    Layout.putUint32(target, position, bits);
  }
}

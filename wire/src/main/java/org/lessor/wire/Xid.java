package org.lessor.wire;

/// A transaction id: drawn by the client, copied by servers and relays into each reply (RFC 2131
/// section 2, `xid`).
///
/// @param bits the four bytes as one number, most significant first
public record Xid(int bits) {
  /// Eight hexadecimal digits, such as `0x3903f326`.
  @Override
  public String toString() {
    return "0x" + Bytes.ofUint32(bits).toHex();
  }
}

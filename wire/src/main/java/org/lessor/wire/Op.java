package org.lessor.wire;

/// The direction of a message (RFC 2131 section 2, `op`).
public enum Op {
  /// 1: from a client, towards servers.
  BOOTREQUEST(1),
  /// 2: from a server, towards a client.
  BOOTREPLY(2);

  private final int code;

  Op(int code) {
    this.code = code;
  }

  /// The value on the wire.
  public int code() {
    return code;
  }
}

package org.lessor.client.machine;

import org.lessor.wire.Xid;

/// One conversation with servers.
///
/// @param xid the transaction id of all its messages
/// @param startedNanos when the client began to look for an address or to extend its lease
/// @param secs the field `secs` of the last message sent, 0 to 65535
public record Exchange(Xid xid, long startedNanos, int secs) {
  /// This exchange with `secs` as it is now. Never 0 after the first message: some servers and
  /// relays drop those.
  Exchange again(long nowNanos) {
    long elapsed = (nowNanos - startedNanos) / Terms.NANOS_PER_SECOND;
    return new Exchange(xid, startedNanos, Math.clamp(elapsed, 1, 0xffff));
  }
}

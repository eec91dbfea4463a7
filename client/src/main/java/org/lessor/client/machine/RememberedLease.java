package org.lessor.client.machine;

import java.util.Optional;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// A lease of an earlier run, read from the ACK that granted it.
public final class RememberedLease {
  private RememberedLease() {}

  /// The lease; empty where a client of this profile would not accept the ACK. T1 and T2 are
  /// without fuzz: the lease is confirmed, and with that replaced, before they count.
  ///
  /// @param serverId who sent the ACK
  /// @param requestSentNanos when its REQUEST was sent; negative where that was before this boot
  public static Optional<Lease> read(
      ClientProfile profile, Message ack, Ipv4 serverId, long requestSentNanos) {
    Terms terms = new Replies(profile).remembered(ack, serverId);
    return terms == null ? Optional.empty() : Optional.of(Lease.exact(terms, requestSentNanos));
  }
}

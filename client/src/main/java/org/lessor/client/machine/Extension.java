package org.lessor.client.machine;

/// What a client may do beyond RFC 2131. Each is off unless it is asked for.
public enum Extension {
  /// Two messages instead of four where the server agrees: option 80 in DISCOVER (RFC 4039).
  RAPID_COMMIT,
  /// No IPv4 for a while where a network prefers that: option 108 is asked for (RFC 8925). For
  /// hosts that can do without IPv4 alone.
  IPV6_ONLY,
  /// A server that proves to know the nonce of its ACK may have the lease renewed: option 145 (RFC
  /// 3203, RFC 6704).
  FORCE_RENEW,
  /// A remembered lease that has not ended is used where no server answers (RFC 2131 section 3.2
  /// step 4).
  UNCONFIRMED_LEASE,
  /// A link-local address is used while no server answers (RFC 3927, RFC 2563).
  LINK_LOCAL,
  /// Nothing is told by which the host could be known again elsewhere: no old address is asked for
  /// (RFC 7844 sections 3.2 and 3.3).
  ANONYMITY
}

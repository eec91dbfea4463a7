package org.lessor.engine;

/// Whether and how an address is asked by ICMP echo before it is given out (RFC 2131 section 4.4.1
/// asks servers to probe; Kea: the hook library ping_check).
///
/// @param mode at which moment
/// @param minRequests echo requests sent before silence counts, at least 1 (Kea: min-ping-requests)
/// @param replyTimeoutMillis how long each is waited for (Kea: reply-timeout)
/// @param clttSeconds for how long after its last transaction a client is not asked about again
///   (Kea: ping-cltt-secs)
public record PingCheck(Mode mode, int minRequests, int replyTimeoutMillis, long clttSeconds) {
  /// Addresses are given out unasked.
  public static final PingCheck OFF = new PingCheck(Mode.OFF, 1, 100, 60);

  /// Throws [IllegalArgumentException] if a number is below 1, or `clttSeconds` below 0.
  public PingCheck {
    if (minRequests < 1 || replyTimeoutMillis < 1 || clttSeconds < 0) {
      throw new IllegalArgumentException(
          "ping check out of range: "
              + minRequests
              + ", "
              + replyTimeoutMillis
              + ", "
              + clttSeconds);
    }
  }

  /// When to ask.
  public enum Mode {
    /// Never.
    OFF,
    /// Before a DHCPOFFER leaves.
    BEFORE_OFFER,
    /// Before a DHCPACK leaves.
    BEFORE_ACK
  }
}

package org.lessor.server;

/// What the server counts, by Kea's names where Kea counts the same.
public enum Statistic {
  PKT4_RECEIVED("pkt4-received"),
  PKT4_DISCOVER_RECEIVED("pkt4-discover-received"),
  PKT4_OFFER_RECEIVED("pkt4-offer-received"),
  PKT4_REQUEST_RECEIVED("pkt4-request-received"),
  PKT4_ACK_RECEIVED("pkt4-ack-received"),
  PKT4_NAK_RECEIVED("pkt4-nak-received"),
  PKT4_RELEASE_RECEIVED("pkt4-release-received"),
  PKT4_DECLINE_RECEIVED("pkt4-decline-received"),
  PKT4_INFORM_RECEIVED("pkt4-inform-received"),
  PKT4_UNKNOWN_RECEIVED("pkt4-unknown-received"),
  /// Replies that the kernel took, and by kind. One that did not leave is in none of these but in
  /// pkt4-send-failed, pkt4-reply-queue-full or pkt4-receive-drop.
  PKT4_SENT("pkt4-sent"),
  PKT4_OFFER_SENT("pkt4-offer-sent"),
  PKT4_ACK_SENT("pkt4-ack-sent"),
  PKT4_NAK_SENT("pkt4-nak-sent"),
  PKT4_RECEIVE_DROP("pkt4-receive-drop"),
  PKT4_PARSE_FAILED("pkt4-parse-failed"),
  /// Larger than the receive buffer.
  PKT4_OVERSIZED("pkt4-oversized"),
  PKT4_RFC_VIOLATION("pkt4-rfc-violation"),
  PKT4_NOT_FOR_US("pkt4-not-for-us"),
  /// Messages that were passed over by a fault of the server's own, or whose leases changed too
  /// often while they were answered.
  PKT4_PROCESSING_FAILED("pkt4-processing-failed"),
  /// Messages dropped since too many wait for the check of an address.
  PKT4_QUEUE_FULL("pkt4-queue-full"),
  /// Replies dropped since too many wait to be sent to clients without an address.
  PKT4_REPLY_QUEUE_FULL("pkt4-reply-queue-full"),
  /// Messages dropped since a limit of packets left no room (Kea: library limits).
  PKT4_LIMIT_EXCEEDED("pkt4-limit-exceeded"),
  /// Messages dropped while another one waits for the check of the same address: mostly repeated
  /// ones, of which the last is answered.
  PKT4_DUPLICATE("pkt4-duplicate"),
  /// Messages dropped since leases could not be brought to stable storage: it refuses, has failed,
  /// or is too far behind.
  PKT4_NOT_DURABLE("pkt4-not-durable"),
  /// Messages that ask for no reply and did what they are for: DHCPRELEASE, DHCPDECLINE, a
  /// DHCPREQUEST that takes up another server's offer.
  PKT4_ABSORBED("pkt4-absorbed"),
  /// DHCPDISCOVERs dropped since more messages came than could be answered, the oldest first.
  PKT4_OVERLOAD("pkt4-overload"),
  /// Datagrams that the kernel dropped before the server received them: the socket's buffer was
  /// full. They are in no other count. Brought up to date once a second.
  PKT4_DROPPED_BY_KERNEL("pkt4-dropped-by-kernel"),
  /// Replies that the kernel refused to send, or that a fault of the server's own kept back.
  PKT4_SEND_FAILED("pkt4-send-failed"),
  V4_ALLOCATION_FAIL("v4-allocation-fail"),
  RECLAIMED_LEASES("reclaimed-leases"),
  RECLAIMED_DECLINED_ADDRESSES("reclaimed-declined-addresses"),
  /// Addresses that were in use when they were checked.
  PING_CHECK_CONFLICTS("ping-check-conflicts"),
  /// Addresses that were checked.
  PING_CHECKS("ping-checks"),
  /// Addresses of those for which no echo request could be sent, for want of room.
  PING_CHECKS_UNASKED("ping-checks-unasked"),
  /// Calls of the operator's script that were made.
  SCRIPT_CALLS("script-calls"),
  /// Calls of which nothing came: the script cannot be started, says so by its status, or took too
  /// long.
  SCRIPT_CALLS_FAILED("script-calls-failed"),
  /// Calls that were never made, since too many waited or the server stopped.
  SCRIPT_CALLS_DROPPED("script-calls-dropped"),
  /// Decisions made again because the leases had changed.
  LEASE_RACES("lease-races");

  private final String keaName;

  Statistic(String keaName) {
    this.keaName = keaName;
  }

  /// The name as it is written.
  public String keaName() {
    return keaName;
  }
}

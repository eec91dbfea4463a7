package org.lessor.linux.packet;

/// Whether the transport checksum in a packet means anything yet.
public enum ChecksumState {
  /// It stands in the packet, and can be checked.
  COMPLETE,
  /// The packet comes from this host (over veth, a bridge or loopback), and its sender left the
  /// checksum to a network card that it never passed (`TP_STATUS_CSUMNOTREADY`). It must not be
  /// checked.
  NOT_READY
}

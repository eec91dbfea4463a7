package org.lessor.server;

/// The UDP ports of the protocol; others than 67 and 68 only where the real ones cannot be had, as
/// in a demonstration without privilege.
///
/// @param server where servers and relay agents listen
/// @param client where clients listen
public record Ports(int server, int client) {
  /// 67 and 68 (RFC 2131 section 4.1).
  public static final Ports STANDARD = new Ports(67, 68);
}

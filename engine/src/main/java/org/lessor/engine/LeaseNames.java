package org.lessor.engine;

/// The host name kept with a lease, and which DNS records the server keeps for it (RFC 4702).
///
/// @param hostname the name, lower case, empty where there is none
/// @param fqdnForward whether the server keeps the A record
/// @param fqdnReverse whether the server keeps the PTR record
public record LeaseNames(String hostname, boolean fqdnForward, boolean fqdnReverse) {
  /// No name, no records.
  public static final LeaseNames NONE = new LeaseNames("", false, false);
}

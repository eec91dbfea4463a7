package org.lessor.client.host;

/// Where the routes of a lease go.
///
/// @param metric of all routes, 0 to 4294967295
/// @param table the routing table, as an unsigned number, not 0
/// @param protocol what marks our routes, 1 to 255
public record Routing(long metric, int table, int protocol) {
  /// Throws [IllegalArgumentException] if a number is out of range.
  public Routing {
    if (metric < 0 || metric > 0xffff_ffffL) {
      throw new IllegalArgumentException("metric out of range: " + metric);
    }
    if (table == 0 || protocol < 1 || protocol > 255) {
      throw new IllegalArgumentException("table or protocol out of range");
    }
  }
}

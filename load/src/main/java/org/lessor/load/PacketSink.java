package org.lessor.load;

/// Where the clients' messages go.
public interface PacketSink {
  /// The array for the next payload, to be written from [#payloadOffset] on.
  byte[] next();

  /// Where in [#next] the payload begins.
  int payloadOffset();

  /// The payload, `sizeBytes` of it, stands in [#next]: it belongs to the client with this Ethernet
  /// address (lower 48 bits). It leaves now, or together with others soon.
  void add(int sizeBytes, long mac);
}

package org.lessor.server;

/// Whether the kernel can send to an address on an interface.
public enum Reach {
  /// It can, once the neighbour table has the client: the address lies in a subnet of the
  /// interface.
  ROUTE,
  /// It has no route there: only a frame of ours gets through.
  NO_ROUTE
}

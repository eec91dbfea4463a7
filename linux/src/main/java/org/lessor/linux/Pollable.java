package org.lessor.linux;

/// Something with a descriptor that a [Poller] can wait for.
public interface Pollable {
  /// The descriptor, owned by this object.
  Descriptor descriptor();
}

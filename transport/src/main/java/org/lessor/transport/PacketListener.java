package org.lessor.transport;

/// Told of what happens at a port, on the thread that receives or sends there: it must not block,
/// and must bear calls from several threads at once.
@FunctionalInterface
public interface PacketListener {
  /// Something happened.
  void on(PacketEvent event);

  /// A listener that tells this one and then `next`.
  default PacketListener then(PacketListener next) {
    return event -> {
      on(event);
      next.on(event);
    };
  }
}

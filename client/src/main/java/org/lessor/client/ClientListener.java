package org.lessor.client;

/// Told of what happens in a client, on the client's thread: it must not block.
@FunctionalInterface
public interface ClientListener {
  /// Something happened.
  void on(ClientNews news);

  /// A listener that tells this one and then `next`.
  default ClientListener then(ClientListener next) {
    return news -> {
      on(news);
      next.on(news);
    };
  }
}

package org.lessor.cli.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// The thread that the client runs on. It is in the network namespace of the thread that starts it.
final class ClientThread {
  /// How long the client may take to say goodbye: far more than it needs on a machine that has
  /// time.
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final Thread thread;

  private ClientThread(Thread thread) {
    this.thread = thread;
  }

  /// What a client does until it is told to end.
  interface Life {
    void live() throws IOException;
  }

  /// Starts a client; `news` hears of its failure.
  static ClientThread start(Life life, Newsroom news) {
    return new ClientThread(
        Thread.ofPlatform()
            .name("demo-client")
            .daemon()
            .start(() -> {
              try {
                life.live();
              } catch (IOException failure) {
                news.failed(failure);
              }
            }));
  }

  /// Waits for the end of a client that was told to end.
  void await() throws IOException {
    try {
      if (!thread.join(LONGEST_END)) {
        throw new IOException("the client did not end within " + LONGEST_END.toSeconds() + " s");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the client was to end");
    }
  }
}

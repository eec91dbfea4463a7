package org.lessor.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Looks again whenever something changed about the links of a network namespace.
public final class LinkChanges {
  private boolean woken;
  private @Nullable LinkWatch watch;

  /// What looks.
  @FunctionalInterface
  public interface Look {
    /// Looks, and says whether to go on.
    ///
    /// @throws IOException where the kernel cannot be asked
    boolean goOn() throws IOException;
  }

  /// Nothing is watched yet.
  public LinkChanges() {}

  /// Calls `look` at once, and then after each change of a link in the network namespace of the
  /// calling thread and after each [#wake], until it says to end.
  ///
  /// @throws IOException where links cannot be watched, or `look` throws it
  public void follow(Look look) throws IOException {
    try (LinkWatch links = LinkWatch.open("all")) {
      synchronized (this) {
        watch = links;
      }
      while (look.goOn()) {
        if (!takeWoken()) {
          links.await(Long.MAX_VALUE / 2);
        }
      }
    } finally {
      synchronized (this) {
        watch = null;
      }
    }
  }

  private synchronized boolean takeWoken() {
    boolean was = woken;
    woken = false;
    return was;
  }

  /// Any thread: has it look again soon.
  public synchronized void wake() {
    woken = true;
    LinkWatch links = watch;
    if (links != null) {
      links.wake();
    }
  }
}

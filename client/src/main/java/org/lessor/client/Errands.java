package org.lessor.client;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What takes long and what a client therefore has done by threads beside its own: commands, and
/// files that are to be on stable storage. Its errands are run in the order in which they were
/// sent, one at a time; what came of each is taken back by the client's own thread.
///
/// One thread, the client's, calls all of this.
public final class Errands {
  private final @Nullable Executor threads;
  private final Runnable wakeUp;
  private final Queue<Return> returns = new ConcurrentLinkedQueue<>();
  private final AtomicInteger outside = new AtomicInteger();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  /// Something that may take long. Run by another thread; failures are part of what it returns.
  @FunctionalInterface
  public interface Errand {
    /// Does it, and says what the client's thread has to do about the outcome.
    Return run();
  }

  /// What the client's thread does once an errand has been run.
  @FunctionalInterface
  public interface Return {
    /// Does it.
    ///
    /// @throws IOException where the host refuses something that the client cannot do without
    void take() throws IOException;
  }

  private Errands(@Nullable Executor threads, Runnable wakeUp) {
    this.threads = threads;
    this.wakeUp = wakeUp;
  }

  /// Errands that these threads run.
  ///
  /// @param wakeUp has the client's thread call [#takeBack] soon; called by those threads
  public static Errands by(Executor threads, Runnable wakeUp) {
    return new Errands(threads, wakeUp);
  }

  /// Errands that the client's thread runs itself, at once: for a thread that has one client, and
  /// for tests.
  public static Errands atOnce() {
    return new Errands(null, () -> {});
  }

  /// Has an errand run, after those sent before.
  ///
  /// @throws IOException where it is run at once, as [Return#take]
  public void send(Errand errand) throws IOException {
    if (threads == null) {
      errand.run().take();
      return;
    }
    outside.incrementAndGet();
    last =
        last.thenRunAsync(
            () -> {
              returns.add(returnOf(errand));
              wakeUp.run();
            },
            threads);
  }

  /// A fault of the program itself ends the client on its own thread, as any other does there.
  private static Return returnOf(Errand errand) {
    try {
      return errand.run();
    } catch (RuntimeException | AssertionError fault) {
      return () -> {
        throw new AssertionError("an errand", fault);
      };
    }
  }

  /// Takes back what came of those that have been run.
  ///
  /// @throws IOException as [Return#take]; the others are still there then
  public void takeBack() throws IOException {
    for (Return next = returns.poll(); next != null; next = returns.poll()) {
      outside.decrementAndGet();
      next.take();
    }
  }

  /// Whether all that were sent have been taken back.
  public boolean isIdle() {
    return outside.get() == 0;
  }
}

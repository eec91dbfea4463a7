package org.lessor.client.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientClock;
import org.lessor.client.ClientListener;
import org.lessor.client.ClientLoop;
import org.lessor.client.ClientNews;
import org.lessor.client.ClientRunner;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientSettings;
import org.lessor.client.LinuxClientClock;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;

/// A client among several, which can be asked how it is doing and told what to do.
///
/// The thread of its [ClientLoop] calls [#step] and [#waitNanos]; any thread may call the rest.
public final class KeptClient {
  /// How long to wait before a client that this machine refused something tries again.
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final String title;
  private final ClientSettings settings;
  private final ClientListener listener;
  private final Runnable changed;
  private final ClientLoop loop;
  private final ClientClock clock = new LinuxClientClock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Wish wish = Wish.RUN;
  private @Nullable ClientRunner runner;

  /// When a client that this machine refused something tries again.
  private long resumesNanos;

  private String state = "waiting";
  private @Nullable Lease lease;
  private @Nullable LinkConfiguration configuration;
  private String lastEvent = "";

  /// How often a lease came into use or was extended.
  private long agreed;

  /// What the client is to do.
  private enum Wish {
    /// Get a lease and keep it.
    RUN,
    /// Nothing until told otherwise.
    REST,
    /// Come to an end.
    END
  }

  /// Whether a client has more to do.
  public enum Progress {
    /// Now or later.
    GOES_ON,
    /// Never again.
    ENDED
  }

  /// What became of something that a client was told to do.
  public enum Result {
    /// It is done.
    DONE,
    /// It was not possible in time.
    FAILED
  }

  /// A client that has not started.
  ///
  /// @param title how it is called: the interface, or namespace and interface
  /// @param settings how it behaves, without a timeout
  /// @param listener who is told what happens, on the loop's thread
  /// @param changed called on the loop's thread whenever an address came into use or went
  /// @param loop what steps it
  public KeptClient(
      String title,
      ClientSettings settings,
      ClientListener listener,
      Runnable changed,
      ClientLoop loop) {
    this.title = title;
    this.settings = settings;
    this.listener = listener;
    this.changed = changed;
    this.loop = loop;
  }

  /// How it is called.
  public String title() {
    return title;
  }

  /// Does what there is to do now, if anything. Once it has ended it is not called again.
  public Progress step() {
    ClientRunner current = runner();
    if (current == null) {
      return isEnded() ? Progress.ENDED : Progress.GOES_ON;
    }
    if (!current.isDue()) {
      return Progress.GOES_ON;
    }
    try {
      if (current.step().isPresent()) {
        set(() -> ended("idle"));
        return step();
      }
    } catch (IOException refused) {
      failed(refused);
    } catch (RuntimeException | AssertionError fault) {
      // A fault in one client is none of the others' business: they go on.
      IOException failure = new IOException("a fault of the program itself: " + fault, fault);
      current.abandon(failure);
      failed(failure);
    }
    return isEnded() ? Progress.ENDED : Progress.GOES_ON;
  }

  private void failed(IOException failure) {
    listener.on(
        new ClientNews.Told(
            Report.of(Notice.CLIENT_FAILED).and("reason", String.valueOf(failure.getMessage()))));
    set(() -> {
      ended("failed");
      resumesNanos = clock.nanos() + PAUSE.toNanos();
    });
  }

  /// The one that runs or is to run now.
  private @Nullable ClientRunner runner() {
    lock.lock();
    try {
      if (runner == null && wish == Wish.RUN && clock.nanos() >= resumesNanos) {
        runner = new ClientRunner(settings, ClientRunner.Audience.of(listener.then(this::on)));
        runner.begin(loop);
        state = "waiting";
      }
      return runner;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEnded() {
    lock.lock();
    try {
      return runner == null && wish == Wish.END;
    } finally {
      lock.unlock();
    }
  }

  /// How long there is nothing to do unless the loop's wait finds something, in nanoseconds, 0 or
  /// more; [Long#MAX_VALUE] for ever.
  public long waitNanos() {
    lock.lock();
    try {
      if (runner != null) {
        return runner.waitNanos();
      }
      return switch (wish) {
        case RUN -> Math.max(0, resumesNanos - clock.nanos());
        case REST -> Long.MAX_VALUE;
        case END -> 0;
      };
    } finally {
      lock.unlock();
    }
  }

  private void ended(String how) {
    runner = null;
    left(how);
  }

  /// There is no lease, and the client goes on.
  private void left(String how) {
    state = how;
    lease = null;
    configuration = null;
  }

  private void on(ClientNews news) {
    switch (news) {
      case ClientNews.Told(Report report) ->
          set(() -> {
            lastEvent = report.line();
            if (report.notice() == Notice.INTERFACE_GONE) {
              left("waiting");
            }
          });
      case ClientNews.Moved(var _, State after) ->
          set(() -> {
            state = name(after);
            agreed += after instanceof State.Bound ? 1 : 0;
          });
      case ClientNews.Configured(var held, LinkConfiguration wanted, var _) ->
          set(() -> {
            lease = held;
            configuration = wanted;
          });
      case ClientNews.Deconfigured _ ->
          set(() -> {
            lease = null;
            configuration = null;
          });
    }
  }

  /// `InitReboot` as `init-reboot`.
  private static String name(State state) {
    return state
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private void set(Runnable change) {
    boolean flipped;
    lock.lock();
    try {
      boolean before = configuration != null;
      change.run();
      flipped = before != (configuration != null);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    if (flipped) {
      changed.run();
    }
  }

  /// Waits until `condition` holds, and says whether it did.
  private boolean await(BooleanSupplier condition, Duration limit) {
    lock.lock();
    try {
      long leftNanos = limit.toNanos();
      while (!condition.getAsBoolean()) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = moved.awaitNanos(leftNanos);
      }
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// How it is doing.
  public ClientStatus status() {
    lock.lock();
    try {
      return new ClientStatus(title, state, lease, configuration, lastEvent, clock.nanos());
    } finally {
      lock.unlock();
    }
  }

  /// Whether an address is in use.
  public boolean hasAddress() {
    lock.lock();
    try {
      return configuration != null;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until an address is in use.
  public Result awaitBound(Duration limit) {
    return await(() -> configuration != null, limit) ? Result.DONE : Result.FAILED;
  }

  /// Has the lease extended now, or begins anew where it was released; waits until a server agreed.
  public Result renew(Duration limit) {
    long before;
    lock.lock();
    try {
      before = agreed;
      if (runner == null) {
        wish = wish == Wish.END ? Wish.END : Wish.RUN;
        loop.wakeUp();
      } else {
        runner.renew();
      }
    } finally {
      lock.unlock();
    }
    long seen = before;
    return await(() -> agreed != seen, limit) ? Result.DONE : Result.FAILED;
  }

  /// Gives the lease back and rests until [#renew]; waits until that is done.
  public Result release(Duration limit) {
    end(Wish.REST, Farewell.RELEASE);
    return await(() -> runner == null, limit) ? Result.DONE : Result.FAILED;
  }

  private void end(Wish next, Farewell how) {
    lock.lock();
    try {
      wish = wish == Wish.END ? Wish.END : next;
      if (runner != null) {
        runner.stop(how);
      }
      loop.wakeUp();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the client at once, without a word to anyone: takes back what it configured. Called by
  /// the thread of the loop; nothing else is called afterwards.
  void abandon() {
    ClientRunner current = runner();
    if (current != null) {
      current.abandon(new IOException("end the client of " + title + ": it takes too long"));
    }
    set(() -> ended("idle"));
  }

  /// Ends the client for good: [#step] says when that is done.
  public void stop(Farewell how) {
    end(Wish.END, how);
  }
}

package org.lessor.client.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientClock;
import org.lessor.client.ClientListener;
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

/// A client on a thread of its own, which can be asked how it is doing and told what to do.
///
/// Made and started by a thread in the network namespace of the interface; any thread may call the
/// rest.
public final class KeptClient {
  /// How long to wait before a client that this machine refused something tries again.
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final String title;
  private final ClientSettings settings;
  private final ClientListener listener;
  private final Runnable changed;
  private final ClientClock clock = new LinuxClientClock();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Wish wish = Wish.RUN;
  private @Nullable ClientRunner runner;
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
  /// @param listener who is told what happens, on the client's thread
  /// @param changed called after each change of the status, on the client's thread
  public KeptClient(
      String title, ClientSettings settings, ClientListener listener, Runnable changed) {
    this.title = title;
    this.settings = settings;
    this.listener = listener;
    this.changed = changed;
    this.thread =
        Thread.ofPlatform().name("lessor-client-" + settings.interfaceName()).unstarted(this::run);
  }

  /// Starts the client's thread.
  public void start() {
    thread.start();
  }

  /// How it is called.
  public String title() {
    return title;
  }

  private void run() {
    while (awaitWork()) {
      ClientRunner current =
          new ClientRunner(settings, ClientRunner.Audience.of(listener.then(this::on)));
      if (!begins(current)) {
        continue;
      }
      try {
        current.run();
        set(() -> ended("idle"));
      } catch (IOException refused) {
        listener.on(
            new ClientNews.Told(
                Report.of(Notice.CLIENT_FAILED)
                    .and("reason", String.valueOf(refused.getMessage()))));
        set(() -> ended("failed"));
        await(() -> wish == Wish.END, PAUSE);
      }
    }
  }

  /// Whether nobody changed their mind meanwhile.
  private boolean begins(ClientRunner current) {
    lock.lock();
    try {
      boolean wanted = wish == Wish.RUN;
      runner = wanted ? current : null;
      state = wanted ? "waiting" : state;
      return wanted;
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

  /// Whether there is work, once that is known.
  private boolean awaitWork() {
    await(() -> wish != Wish.REST, Duration.ofNanos(Long.MAX_VALUE));
    lock.lock();
    try {
      return wish == Wish.RUN;
    } finally {
      lock.unlock();
    }
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
    lock.lock();
    try {
      change.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    changed.run();
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
        moved.signalAll();
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
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the client for good; [#join] waits for it.
  public void stop(Farewell how) {
    end(Wish.END, how);
  }

  /// Waits until the client's thread has ended.
  public Result join(Duration limit) {
    try {
      return thread.join(limit) ? Result.DONE : Result.FAILED;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return Result.FAILED;
    }
  }

  /// As [#join], however long it takes.
  public void join() {
    try {
      thread.join(TimeUnit.DAYS.toMillis(10_000));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}

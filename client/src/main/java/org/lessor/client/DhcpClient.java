package org.lessor.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientRunner.Outcome;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.Lease;
import org.lessor.linux.NetworkNamespace;

/// A DHCP client for an interface, for programs: obtains a lease, keeps it and gives it back.
///
/// ```java
/// try (DhcpClient client = DhcpClient.on("eth0", settings -> settings)) {
///   BoundLease bound = client.acquire().get(30, TimeUnit.SECONDS);
/// }
/// ```
///
/// Each client has a thread of its own, in the network namespace that it was made for, so that one
/// process can have many of them; at most one an interface. What it applies to the host is what
/// [ClientSettings] say. Needs `CAP_NET_RAW`, `CAP_NET_ADMIN` and `CAP_NET_BIND_SERVICE`.
///
/// Any thread may call everything. What depends on a future runs on a virtual thread of its own,
/// and may block. Listeners are called on the client's thread, and may not.
public final class DhcpClient implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;
  private static final Executor VIRTUAL = work -> Thread.ofVirtual().start(work);

  private final ClientSettings settings;
  private final Optional<NetworkNamespace> namespace;
  private final List<ClientListener> listeners = new CopyOnWriteArrayList<>();

  private @Nullable ClientRunner runner;
  private @Nullable Thread thread;
  private boolean stopping;
  private CompletableFuture<BoundLease> acquired = new CompletableFuture<>();
  private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
  private final List<CompletableFuture<BoundLease>> renewals = new ArrayList<>();
  private @Nullable BoundLease current;

  private DhcpClient(ClientSettings settings, Optional<NetworkNamespace> namespace) {
    this.settings = settings;
    this.namespace = namespace;
  }

  /// There was no lease in the time that the settings give, or it was lost before it could be used.
  public static final class NoLeaseException extends Exception {
    private static final long serialVersionUID = 1;

    NoLeaseException(String message) {
      super(message);
    }
  }

  /// Ends what [#listen] began.
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /// A client for an interface in the network namespace of the thread that calls [#acquire]. Throws
  /// [IllegalArgumentException] where a setting is out of range.
  ///
  /// @param changes what differs from the usual settings
  public static DhcpClient on(String interfaceName, UnaryOperator<ClientSettings.Builder> changes) {
    return new DhcpClient(ClientSettings.of(interfaceName, changes), Optional.empty());
  }

  /// A client for an interface in another network namespace, which stays open for as long as the
  /// client is used.
  public static DhcpClient inside(
      NetworkNamespace namespace,
      String interfaceName,
      UnaryOperator<ClientSettings.Builder> changes) {
    return new DhcpClient(ClientSettings.of(interfaceName, changes), Optional.of(namespace));
  }

  /// Obtains a lease and keeps it from then on. The future is completed when the lease is applied;
  /// where one is in use or sought already, with that one; where the client is being stopped, with
  /// one that is obtained anew after that. It fails with [NoLeaseException] where there is none
  /// within the timeout of the settings, and with [IOException] where this machine refuses
  /// something.
  public synchronized CompletableFuture<BoundLease> acquire() {
    if (stopping) {
      return detached(ended.thenCompose(_ -> acquire()));
    }
    if (runner == null) {
      // The thread waits for this lock before it tells of anything.
      ClientRunner fresh = new ClientRunner(settings, ClientRunner.Audience.of(this::on));
      CompletableFuture<Void> end = new CompletableFuture<>();
      thread = start(fresh, end);
      runner = fresh;
      ended = end;
      acquired = new CompletableFuture<>();
    }
    return detached(acquired);
  }

  /// The same outcome, with what depends on it on another thread than the client's, which would
  /// wait for itself otherwise.
  private static <T> CompletableFuture<T> detached(CompletableFuture<T> outcome) {
    return outcome.isDone() ? outcome.copy() : outcome.whenCompleteAsync((_, _) -> {}, VIRTUAL);
  }

  private Thread start(ClientRunner fresh, CompletableFuture<Void> end) {
    Runnable work = () -> run(fresh, end);
    Thread.Builder.OfPlatform builder =
        Thread.ofPlatform().daemon().name("dhcp-client-" + settings.interfaceName());
    return namespace.isPresent() ? namespace.get().start(builder, work) : builder.start(work);
  }

  private void run(ClientRunner fresh, CompletableFuture<Void> end) {
    Throwable why = new NoLeaseException("the client was stopped");
    try {
      if (fresh.run() == Outcome.NO_LEASE) {
        why = new NoLeaseException("no server gave " + settings.interfaceName() + " a lease");
      }
    } catch (IOException refused) {
      why = refused;
    } catch (RuntimeException | Error fault) {
      // Such as a listener's. Nobody may wait for ever because of it.
      why = fault;
      throw fault;
    } finally {
      ended(why, end);
    }
  }

  private void ended(Throwable why, CompletableFuture<Void> end) {
    CompletableFuture<BoundLease> waiting;
    synchronized (this) {
      runner = null;
      thread = null;
      stopping = false;
      current = null;
      waiting = acquired;
    }
    waiting.completeExceptionally(why);
    failRenewals(why);
    end.complete(null);
  }

  private void on(ClientNews news) {
    switch (news) {
      case ClientNews.Configured(var lease, var configuration, var _) ->
          configured(lease, configuration);
      case ClientNews.Deconfigured _ -> {
        synchronized (this) {
          current = null;
          if (acquired.isDone()) {
            // Whoever asks from now on is to get the next lease, not this one.
            acquired = new CompletableFuture<>();
          }
        }
        failRenewals(new NoLeaseException("the lease was lost"));
      }
      case ClientNews.Told _, ClientNews.Moved _ -> {}
    }
    listeners.forEach(listener -> listener.on(news));
  }

  private void configured(@Nullable Lease lease, LinkConfiguration configuration) {
    if (lease == null) {
      return;
    }
    BoundLease bound = new BoundLease(lease, configuration);
    CompletableFuture<BoundLease> first;
    List<CompletableFuture<BoundLease>> waiting = List.of();
    synchronized (this) {
      BoundLease earlier = current;
      current = bound;
      first = acquired;
      // The same lease is configured again where somebody took its address away.
      if (earlier != null && earlier.lease().requestSentNanos() != lease.requestSentNanos()) {
        waiting = List.copyOf(renewals);
        renewals.clear();
      }
    }
    first.complete(bound);
    waiting.forEach(future -> future.complete(bound));
  }

  private void failRenewals(Throwable why) {
    List<CompletableFuture<BoundLease>> waiting;
    synchronized (this) {
      waiting = List.copyOf(renewals);
      renewals.clear();
    }
    waiting.forEach(future -> future.completeExceptionally(why));
  }

  /// The lease in use; empty where there is none now.
  public synchronized Optional<BoundLease> lease() {
    return Optional.ofNullable(current);
  }

  /// Asks the server to extend the lease now. The future is completed with the extended lease, and
  /// fails with [NoLeaseException] where none is in use, or it is lost meanwhile. While no server
  /// answers it stays open, and the lease in use: limit the wait with
  /// [CompletableFuture#orTimeout].
  public CompletableFuture<BoundLease> renew() {
    CompletableFuture<BoundLease> renewed = new CompletableFuture<>();
    ClientRunner running;
    synchronized (this) {
      running = current == null ? null : runner;
      if (running != null) {
        renewals.add(renewed);
      }
    }
    if (running == null) {
      renewed.completeExceptionally(new NoLeaseException("there is no lease to extend"));
    } else {
      running.renew();
    }
    return detached(renewed);
  }

  /// Gives the lease back to the server and undoes what was applied; completed when that is done.
  /// [#acquire] begins anew.
  public CompletableFuture<Void> release() {
    return stop(Farewell.RELEASE);
  }

  /// As [#release], with another farewell.
  public synchronized CompletableFuture<Void> stop(Farewell how) {
    if (runner != null) {
      stopping = true;
      runner.stop(how);
    }
    return detached(ended);
  }

  /// Tells `listener` what happens from now on, on the client's thread, until that is ended.
  public Listening listen(ClientListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// As [#release]; waits some seconds for its end, unless it is a listener that calls it.
  @Override
  public void close() {
    CompletableFuture<Void> end = release();
    if (isOwnThread()) {
      return;
    }
    try {
      end.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // The server may not be reachable; the thread ends by itself.
      return;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isOwnThread() {
    return Thread.currentThread().equals(thread);
  }
}

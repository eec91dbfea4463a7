package org.lessor.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
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
/// Any thread may call everything. Futures are completed and listeners called on the client's
/// thread: neither may block there.
public final class DhcpClient implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final ClientSettings settings;
  private final Optional<NetworkNamespace> namespace;
  private final List<ClientListener> listeners = new CopyOnWriteArrayList<>();

  private @Nullable ClientRunner runner;
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
  /// where one is in use or sought already, with that one. It fails with [NoLeaseException] where
  /// there is none within the timeout of the settings, and with [IOException] where this machine
  /// refuses something.
  public synchronized CompletableFuture<BoundLease> acquire() {
    if (runner != null) {
      return acquired.copy();
    }
    acquired = new CompletableFuture<>();
    ended = new CompletableFuture<>();
    ClientRunner fresh = new ClientRunner(settings, ClientRunner.Audience.of(this::on));
    runner = fresh;
    start(fresh, acquired, ended);
    return acquired.copy();
  }

  private void start(
      ClientRunner fresh, CompletableFuture<BoundLease> bound, CompletableFuture<Void> end) {
    Runnable work = () -> run(fresh, bound, end);
    Thread.Builder.OfPlatform thread =
        Thread.ofPlatform().daemon().name("dhcp-client-" + settings.interfaceName());
    if (namespace.isPresent()) {
      namespace.get().start(thread, work);
    } else {
      thread.start(work);
    }
  }

  private void run(
      ClientRunner fresh, CompletableFuture<BoundLease> bound, CompletableFuture<Void> end) {
    Exception why = new NoLeaseException("the client was stopped");
    try {
      if (fresh.run() == Outcome.NO_LEASE) {
        why = new NoLeaseException("no server gave " + settings.interfaceName() + " a lease");
      }
    } catch (IOException refused) {
      why = refused;
    }
    synchronized (this) {
      runner = null;
      current = null;
    }
    bound.completeExceptionally(why);
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
    List<CompletableFuture<BoundLease>> waiting;
    synchronized (this) {
      current = bound;
      first = acquired;
      waiting = List.copyOf(renewals);
      renewals.clear();
    }
    if (!first.complete(bound)) {
      waiting.forEach(future -> future.complete(bound));
    }
  }

  private void failRenewals(Exception why) {
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
    return renewed;
  }

  /// Gives the lease back to the server and undoes what was applied; completed when that is done.
  /// [#acquire] begins anew.
  public CompletableFuture<Void> release() {
    return stop(Farewell.RELEASE);
  }

  /// As [#release], with another farewell.
  public synchronized CompletableFuture<Void> stop(Farewell how) {
    if (runner != null) {
      runner.stop(how);
    }
    return ended.copy();
  }

  /// Tells `listener` what happens from now on, on the client's thread, until that is ended.
  public Listening listen(ClientListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// As [#release]; waits some seconds for its end.
  @Override
  public void close() {
    try {
      release().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // The server may not be reachable; the thread ends by itself.
      return;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}

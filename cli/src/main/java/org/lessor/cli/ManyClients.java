package org.lessor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.lessor.client.ClientLog;
import org.lessor.client.ClientLoop;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.ClientSettings;
import org.lessor.client.daemon.ControlSocket;
import org.lessor.client.daemon.InterfaceChoice;
import org.lessor.client.daemon.KeptClient;
import org.lessor.client.daemon.LinkFollower;
import org.lessor.linux.NetworkNamespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs clients for the interfaces of one or several network namespaces until it is stopped.
final class ManyClients {
  /// How to make the settings of one client.
  @FunctionalInterface
  interface Recipe {
    /// The settings for an interface.
    ///
    /// @param interfaceName its name
    /// @param namespace the network namespace that it is in; empty for the process's own
    ClientSettings settings(String interfaceName, String namespace);
  }

  private static final Logger LOGGER = LoggerFactory.getLogger("org.lessor.client");

  private static final int SEEN_AFTER_SECONDS = 1;
  private static final int READY_AFTER_SECONDS = 30;

  private final InterfaceChoice choice;
  private final List<String> namespaces;
  private final Recipe recipe;
  private final SystemdNotices manager = SystemdNotices.ofEnvironment();
  private final List<LinkFollower> followers = new CopyOnWriteArrayList<>();
  private final List<IOException> failures = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  /// Clients for the interfaces that `choice` takes.
  ///
  /// @param namespaces the names of network namespaces; empty for the process's own
  ManyClients(InterfaceChoice choice, List<String> namespaces, Recipe recipe) {
    this.choice = choice;
    this.namespaces = List.copyOf(namespaces);
    this.recipe = recipe;
  }

  /// Runs until [#stop].
  ///
  /// @throws IOException where this machine refuses something that all clients need
  void run(Path control) throws IOException {
    List<Thread> threads = new ArrayList<>();
    List<NetworkNamespace> entered = new ArrayList<>();
    try (ControlSocket _ = ControlSocket.open(control, this::clients)) {
      if (namespaces.isEmpty()) {
        threads.add(start("", work -> builder("").start(work)));
      }
      for (String name : namespaces) {
        NetworkNamespace namespace = NetworkNamespace.open(Path.of("/run/netns", name));
        entered.add(namespace);
        threads.add(start(name, work -> namespace.start(builder(name), work)));
      }
      manager.status("looking for leases");
      // A machine without a network must be able to start too.
      CompletableFuture.delayedExecutor(SEEN_AFTER_SECONDS, TimeUnit.SECONDS)
          .execute(this::sayIfNothingFits);
      CompletableFuture.delayedExecutor(READY_AFTER_SECONDS, TimeUnit.SECONDS)
          .execute(manager::ready);
      for (Thread thread : threads) {
        join(thread);
      }
    } finally {
      entered.forEach(NetworkNamespace::close);
    }
    for (IOException failure : failures) {
      throw failure;
    }
  }

  private Thread start(String namespace, Function<Runnable, Thread> starter) {
    LinkFollower follower = new LinkFollower(choice, (name, loop) -> client(name, namespace, loop));
    followers.add(follower);
    return starter.apply(() -> {
      try {
        follower.run();
      } catch (IOException refused) {
        failures.add(refused);
        stop(Farewell.KEEP_LEASE);
      }
    });
  }

  private static Thread.Builder.OfPlatform builder(String namespace) {
    return Thread.ofPlatform()
        .name("lessor-clients" + (namespace.isEmpty() ? "" : "-" + namespace));
  }

  private KeptClient client(String interfaceName, String namespace, ClientLoop loop) {
    String title = namespace.isEmpty() ? interfaceName : namespace + "/" + interfaceName;
    return new KeptClient(
        title,
        recipe.settings(interfaceName, namespace),
        new ClientLog(LOGGER, title),
        this::changed,
        loop);
  }

  private void sayIfNothingFits() {
    if (clients().isEmpty() && !stopping) {
      LOGGER.info(
          "no-interface-fits: one that appears will be configured; \"ip link\" lists those that are"
              + " there, and --include takes in what --all leaves out");
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private List<KeptClient> clients() {
    return followers.stream().flatMap(follower -> follower.clients().stream()).toList();
  }

  /// The service is ready as soon as one interface has an address, or after half a minute.
  private void changed() {
    List<KeptClient> all = clients();
    long bound = all.stream().filter(KeptClient::hasAddress).count();
    if (bound > 0) {
      manager.ready();
    }
    if (!stopping) {
      manager.status(bound + " of " + all.size() + " interfaces have an address");
    }
  }

  /// Ends [#run] soon.
  void stop(Farewell how) {
    stopping = true;
    manager.stopping();
    followers.forEach(follower -> follower.stop(how));
  }

  /// The file that says who resolves names for programs in a network namespace, as ip-netns(8) has
  /// it.
  static Path resolvConf(String namespace, Path usual) {
    Path directory = Path.of("/etc/netns", namespace);
    boolean own = !namespace.isEmpty() && Files.isDirectory(directory);
    return own ? directory.resolve("resolv.conf") : usual;
  }
}

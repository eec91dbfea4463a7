package org.lessor.client.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.LinkChanges;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;

/// Keeps a client for each chosen interface of one network namespace, also for those that appear
/// later; the client of one that disappears ends.
///
/// One thread, in that namespace, calls [#run]; any thread may call the rest.
public final class LinkFollower {
  /// How long all clients together may take to say farewell.
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final InterfaceChoice choice;
  private final Function<String, KeptClient> maker;
  private final LinkChanges changes = new LinkChanges();
  private final Map<String, KeptClient> clients = new LinkedHashMap<>();
  private Optional<Farewell> farewell = Optional.empty();

  /// Follows the interfaces that `choice` takes.
  ///
  /// @param maker makes the client of the interface of that name; called by the thread of [#run]
  public LinkFollower(InterfaceChoice choice, Function<String, KeptClient> maker) {
    this.choice = choice;
    this.maker = maker;
  }

  /// Runs until it is stopped and all clients have ended.
  ///
  /// @throws IOException where links cannot be watched
  public void run() throws IOException {
    try (Rtnetlink kernel = Rtnetlink.open()) {
      changes.follow(() -> look(kernel));
    } finally {
      List<KeptClient> left = clients();
      Farewell how = said().orElse(Farewell.KEEP_LEASE);
      left.forEach(client -> client.stop(how));
      long endNanos = System.nanoTime() + FAREWELL.toNanos();
      for (KeptClient client : left) {
        client.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
      }
    }
  }

  private synchronized Optional<Farewell> said() {
    return farewell;
  }

  /// Whether to go on.
  private boolean look(Rtnetlink kernel) throws IOException {
    List<Link> links = kernel.links();
    List<String> wanted = new ArrayList<>();
    for (Link link : links) {
      Optional<Link> master =
          links.stream().filter(other -> other.index() == link.master()).findFirst();
      if (choice.takes(link, master)) {
        wanted.add(link.name());
      }
    }
    synchronized (this) {
      if (farewell.isPresent()) {
        return false;
      }
      for (Iterator<Map.Entry<String, KeptClient>> i = clients.entrySet().iterator();
          i.hasNext(); ) {
        Map.Entry<String, KeptClient> entry = i.next();
        if (!wanted.contains(entry.getKey())) {
          entry.getValue().stop(Farewell.KEEP_LEASE);
          i.remove();
        }
      }
      for (String name : wanted) {
        if (!clients.containsKey(name)) {
          KeptClient client = maker.apply(name);
          clients.put(name, client);
          client.start();
        }
      }
    }
    return true;
  }

  /// The clients of now.
  public synchronized List<KeptClient> clients() {
    return List.copyOf(clients.values());
  }

  /// Ends [#run] soon.
  public void stop(Farewell how) {
    synchronized (this) {
      farewell = Optional.of(how);
    }
    changes.wake();
  }
}

package org.lessor.client.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientLoop;
import org.lessor.client.ClientRunner.Farewell;
import org.lessor.client.daemon.KeptClient.Progress;
import org.lessor.linux.netlink.Link;

/// Keeps a client for each chosen interface of one network namespace, also for those that appear
/// later; the client of one that disappears ends. It works all of them itself, one step of one
/// after the other.
///
/// One thread, in that namespace, calls [#run]; any thread may call the rest.
public final class LinkFollower {
  /// How long no client may come to an end while all say farewell.
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final InterfaceChoice choice;
  private final Maker maker;
  private final Map<String, KeptClient> clients = new LinkedHashMap<>();

  /// Clients whose interface is gone and that have not ended.
  private final List<KeptClient> leaving = new ArrayList<>();

  private Optional<Farewell> farewell = Optional.empty();
  private @Nullable ClientLoop running;

  /// Makes clients.
  @FunctionalInterface
  public interface Maker {
    /// The client of the interface of that name, stepped in `loop`; called by the thread of [#run].
    KeptClient client(String interfaceName, ClientLoop loop);
  }

  /// Follows the interfaces that `choice` takes.
  public LinkFollower(InterfaceChoice choice, Maker maker) {
    this.choice = choice;
    this.maker = maker;
  }

  /// Runs until it is stopped and all clients have ended.
  ///
  /// @throws IOException where links cannot be watched
  public void run() throws IOException {
    try (ClientLoop loop = ClientLoop.open()) {
      setRunning(loop);
      try {
        look(loop);
        while (said().isEmpty()) {
          step();
          loop.await(waitNanos());
          if (loop.linksChanged()) {
            look(loop);
          }
        }
      } finally {
        sayFarewell(loop);
      }
    } finally {
      setRunning(null);
    }
  }

  private synchronized void setRunning(@Nullable ClientLoop loop) {
    running = loop;
  }

  /// One step of each client that has something to do.
  private void step() {
    leaving.removeIf(client -> client.step() == Progress.ENDED);
    clients().forEach(KeptClient::step);
  }

  private long waitNanos() {
    long waitNanos = Long.MAX_VALUE;
    for (KeptClient client : leaving) {
      waitNanos = Math.min(waitNanos, client.waitNanos());
    }
    for (KeptClient client : clients()) {
      waitNanos = Math.min(waitNanos, client.waitNanos());
    }
    return waitNanos;
  }

  private void sayFarewell(ClientLoop loop) throws IOException {
    Farewell how = said().orElse(Farewell.KEEP_LEASE);
    leaving.addAll(clients());
    leaving.forEach(client -> client.stop(how));
    long movedNanos = System.nanoTime();
    endThoseThatCan();
    while (!leaving.isEmpty()) {
      long waitNanos = movedNanos + FAREWELL.toNanos() - System.nanoTime();
      if (waitNanos < 0) {
        leaving.forEach(KeptClient::abandon);
        return;
      }
      for (KeptClient client : leaving) {
        waitNanos = Math.min(waitNanos, client.waitNanos());
      }
      loop.await(waitNanos);
      if (endThoseThatCan()) {
        movedNanos = System.nanoTime();
      }
    }
  }

  private boolean endThoseThatCan() {
    return leaving.removeIf(client -> client.step() == Progress.ENDED);
  }

  private synchronized Optional<Farewell> said() {
    return farewell;
  }

  private synchronized void look(ClientLoop loop) throws IOException {
    Map<Integer, Link> links = new LinkedHashMap<>();
    loop.links().forEach(link -> links.put(link.index(), link));
    Set<String> wanted = new LinkedHashSet<>();
    for (Link link : links.values()) {
      if (choice.takes(link, Optional.ofNullable(links.get(link.master())))) {
        wanted.add(link.name());
      }
    }
    for (Iterator<Map.Entry<String, KeptClient>> i = clients.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<String, KeptClient> entry = i.next();
      if (!wanted.contains(entry.getKey())) {
        entry.getValue().stop(Farewell.KEEP_LEASE);
        leaving.add(entry.getValue());
        i.remove();
      }
    }
    for (String name : wanted) {
      clients.computeIfAbsent(name, fresh -> maker.client(fresh, loop));
    }
  }

  /// The clients of now.
  public synchronized List<KeptClient> clients() {
    return List.copyOf(clients.values());
  }

  /// Ends [#run] soon.
  public synchronized void stop(Farewell how) {
    farewell = Optional.of(how);
    if (running != null) {
      running.wakeUp();
    }
  }
}

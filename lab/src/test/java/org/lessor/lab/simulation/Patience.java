package org.lessor.lab.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lessor.client.machine.State;

/// Whether clients that ask are served where they can be: by at least one server of their link that
/// has worked all the while, over a network that has.
final class Patience {
  /// The longest that a client may take by its own rules, when it was refused and found addresses
  /// taken again and again.
  private static final long PATIENCE_NANOS = 900_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE / 2;

  /// Fewer free addresses are not promised to be found.
  private static final long FREE = 3;

  private final Plan plan;
  private final Site site;
  private final List<ClientHost> clients;
  private final List<ServerMachine> servers;
  private final long[] ableSinceNanos;
  private final Map<Integer, Long> takenNanos = new HashMap<>();
  private long calmSinceNanos;

  Patience(Plan plan, Site site, List<ClientHost> clients, List<ServerMachine> servers) {
    this.plan = plan;
    this.site = site;
    this.clients = clients;
    this.servers = servers;
    this.ableSinceNanos = new long[plan.servers()];
    Arrays.fill(ableSinceNanos, NEVER);
  }

  /// The network loses, repeats or delays packets from now on.
  void storm() {
    calmSinceNanos = NEVER;
  }

  /// The network carries all packets, in order, from now on.
  void calm(long nowNanos) {
    calmSinceNanos = nowNanos;
  }

  /// A client is told that somebody uses the address that it was offered: there is one less to try,
  /// and the client is bound to wait before it asks for the next.
  void taken(int client, long nowNanos) {
    takenNanos.put(client, nowNanos);
  }

  void check(long nowNanos) {
    for (ServerMachine server : servers) {
      int number = server.number();
      if (!isAble(server)) {
        ableSinceNanos[number] = NEVER;
      } else if (ableSinceNanos[number] == NEVER) {
        ableSinceNanos[number] = nowNanos;
      }
    }
    if (plan.room() == Plan.Room.TIGHT) {
      return;
    }
    for (ClientHost client : clients) {
      check(client, nowNanos);
    }
  }

  private static boolean isAble(ServerMachine server) {
    ServerProcess process = server.process();
    return process != null
        && server.isWell()
        && process.storage() == ServerProcess.Storage.WORKS
        && process.leases().table().counts().free() >= FREE;
  }

  private void check(ClientHost client, long nowNanos) {
    boolean asks =
        client.power() == ClientHost.Power.ON
            && client.isWell()
            && client.state() instanceof State.Seeking
            && !(client.state() instanceof State.Paused);
    if (!asks) {
      return;
    }
    long since =
        Math.max(
            Math.max(calmSinceNanos, takenNanos.getOrDefault(client.number(), 0L)),
            Math.max(client.wellSinceNanos(), client.stateSinceNanos()));
    for (ServerMachine server : servers) {
      long together = Math.max(since, ableSinceNanos[server.number()]);
      if (site.serves(server.number(), client.link()) && nowNanos - together > PATIENCE_NANOS) {
        throw new Violation(
            Violation.Promise.SERVED,
            client
                + " asks in vain since "
                + Grants.seconds(nowNanos - together)
                + " though "
                + server
                + " works; it is in "
                + client.state());
      }
    }
  }
}

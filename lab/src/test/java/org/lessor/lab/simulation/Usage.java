package org.lessor.lab.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lessor.lab.simulation.Grants.Grant;
import org.lessor.wire.Ipv4;

/// Which client has which address configured, and by what right.
final class Usage {
  /// How long a program that runs may take to notice that its lease is over.
  private static final long NOTICE_NANOS = 10_000_000L;

  private static final long NEVER = Long.MAX_VALUE / 2;

  private final Plan plan;
  private final Grants grants;
  private final List<ClientHost> clients;
  private final @Nullable Ipv4[] known;
  private long collisions;
  private long dueNanos;

  Usage(Plan plan, Grants grants, List<ClientHost> clients) {
    this.plan = plan;
    this.grants = grants;
    this.clients = clients;
    this.known = new Ipv4[plan.clients()];
  }

  /// How often two clients had the same address of two servers that share a pool and know nothing
  /// of one another.
  long collisions() {
    return collisions;
  }

  /// The kernel of a client has another address, or none, or the old one for longer.
  void changed(ClientHost client, long nowNanos) {
    Ipv4 before = known[client.number()];
    Ipv4 after = client.address();
    if (before != null && !before.equals(after)) {
      grants.unused(client.number(), before);
    }
    known[client.number()] = after;
    if (after != null && !after.equals(before)) {
      if (grants.of(client.number(), after).isEmpty()) {
        throw new Violation(
            Violation.Promise.WITHIN_LEASE, client + " uses " + after + ", which nobody gave it");
      }
    }
    dueNanos = nowNanos;
  }

  /// What clients do, or may do, is not what it was.
  void recheck() {
    dueNanos = 0;
  }

  private static boolean uses(ClientHost client) {
    return client.power() == ClientHost.Power.ON && client.address() != null;
  }

  /// Every client with every other, if anything has changed since the last time or a lease ends.
  void check(long nowNanos) {
    if (nowNanos < dueNanos) {
      return;
    }
    dueNanos = NEVER;
    Map<Ipv4, ClientHost> users = new HashMap<>();
    for (ClientHost client : clients) {
      Ipv4 address = client.address();
      if (address == null || !uses(client)) {
        continue;
      }
      List<Grant> own = grants.of(client.number(), address);
      checkEnd(client, address, own, nowNanos);
      ClientHost other = users.put(address, client);
      if (other != null) {
        checkTogether(client, other, address, nowNanos);
      }
    }
  }

  private void checkEnd(ClientHost client, Ipv4 address, List<Grant> own, long nowNanos) {
    long end = own.stream().mapToLong(grant -> grant.clientEndNanos).max().orElse(NEVER);
    long slack = client.runs() ? NOTICE_NANOS : 0;
    dueNanos = Math.min(dueNanos, end + slack + 1);
    if (nowNanos > end + slack) {
      throw new Violation(
          Violation.Promise.WITHIN_LEASE,
          client + " uses " + address + " since " + Grants.seconds(nowNanos - end) + " too long");
    }
  }

  private void checkTogether(ClientHost one, ClientHost other, Ipv4 address, long nowNanos) {
    List<Grant> first = Grants.holding(grants.of(one.number(), address), nowNanos);
    List<Grant> second = Grants.holding(grants.of(other.number(), address), nowNanos);
    if (first.isEmpty() || second.isEmpty()) {
      // A server's clock was set ahead: it could not know.
      return;
    }
    boolean sameServer =
        first.stream().anyMatch(a -> second.stream().anyMatch(b -> a.server == b.server));
    if (plan.sharing() == Plan.Sharing.SHARED && plan.servers() > 1 && !sameServer) {
      collisions++;
      return;
    }
    throw new Violation(
        Violation.Promise.EXCLUSIVE_USE, one + " and " + other + " both use " + address);
  }
}

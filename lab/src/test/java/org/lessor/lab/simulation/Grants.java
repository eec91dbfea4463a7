package org.lessor.lab.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;
import org.lessor.wire.Xid;

/// What each server has promised to whom, by what it said on the wire.
final class Grants {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long INFINITE_SECONDS = 0xffffffffL;
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final Plan plan;
  private final List<Map<Ipv4, Grant>> grants = new ArrayList<>();
  private final List<Map<Ipv4, Offer>> offers = new ArrayList<>();
  private final Map<Integer, Xid> looking = new HashMap<>();

  /// An address that a server has acknowledged to a client.
  static final class Grant {
    final int server;
    final Ipv4 address;
    final int client;

    /// When the client must have stopped to use it.
    long clientEndNanos;

    /// When the server may give it to others; earlier if its clock was set ahead.
    long serverEndNanos;

    /// Whether the client was given another address since, and uses this one still.
    boolean superseded;

    private Grant(int server, Ipv4 address, int client) {
      this.server = server;
      this.address = address;
      this.client = client;
    }

    private boolean holdsAt(long nowNanos) {
      return nowNanos < serverEndNanos;
    }
  }

  private record Offer(int client, long untilNanos) {}

  Grants(Plan plan) {
    this.plan = plan;
    for (int i = 0; i < plan.servers(); i++) {
      grants.add(new HashMap<>());
      offers.add(new HashMap<>());
    }
  }

  /// A server gives an address; `firstAskedNanos` is when the client first asked for it.
  void acknowledge(int server, int client, Sighting ack, long firstAskedNanos) {
    Ipv4 address = ack.yiaddr();
    Grant known = grants.get(server).get(address);
    if (known != null && known.client != client && known.holdsAt(ack.atNanos())) {
      throw new Violation(
          Violation.Promise.ONE_HOLDER,
          "server-"
              + server
              + " gives what client-"
              + known.client
              + " holds for another "
              + seconds(known.serverEndNanos - ack.atNanos())
              + ": "
              + ack);
    }
    Grant grant = known != null && known.client == client ? known : null;
    if (grant == null) {
      grant = new Grant(server, address, client);
      grants.get(server).put(address, grant);
    }
    long leaseSeconds = Told.leaseSeconds(ack.message()).orElseThrow();
    long end =
        leaseSeconds == INFINITE_SECONDS ? NEVER : firstAskedNanos + leaseSeconds * SECOND_NANOS;
    grant.clientEndNanos = Math.max(grant.clientEndNanos, end);
    grant.serverEndNanos = Math.max(grant.serverEndNanos, end);
    grant.superseded = false;
  }

  static String seconds(long nanos) {
    return nanos / 1e9 + " s";
  }

  /// The client has another address of that server on the same link now; what it had there is given
  /// up, or will be when the client does not use it any more.
  void supersede(int server, int client, Ipv4 by, @Nullable Ipv4 inUse) {
    for (Grant grant : List.copyOf(grants.get(server).values())) {
      boolean other = grant.client == client && !grant.address.equals(by);
      if (other && Site.linkOf(grant.address) == Site.linkOf(by)) {
        if (grant.address.equals(inUse)) {
          grant.superseded = true;
        } else {
          grants.get(server).remove(grant.address);
        }
      }
    }
  }

  /// A server offers an address.
  void offer(int server, int client, Sighting offer, long firstAskedNanos) {
    Ipv4 address = offer.yiaddr();
    long now = offer.atNanos();
    Grant grant = grants.get(server).get(address);
    if (grant != null && grant.client != client && grant.holdsAt(now)) {
      throw new Violation(
          Violation.Promise.ONE_OFFER, "client-" + grant.client + " holds it: " + offer);
    }
    Offer before = offers.get(server).get(address);
    if (before != null && before.client != client && now < before.untilNanos) {
      throw new Violation(
          Violation.Promise.ONE_OFFER, "client-" + before.client + " has the offer: " + offer);
    }
    if (!offer.message().xid().equals(looking.get(client))) {
      // The client has chosen already, and the server hears of it any moment.
      return;
    }
    // An offer that stands is not made anew until half its time is over.
    long holdNanos = (plan.parameters().offerHoldSeconds() / 2 - 1) * SECOND_NANOS;
    offers.get(server).put(address, new Offer(client, firstAskedNanos + holdNanos));
  }

  /// A client says something, which may be that it wants no offer.
  void hear(int client, Sighting seen) {
    if (seen.type() == MessageType.DHCPDISCOVER) {
      looking.put(client, seen.message().xid());
    } else {
      looking.remove(client);
    }
    for (Map<Ipv4, Offer> each : offers) {
      each.values().removeIf(offer -> offer.client == client);
    }
  }

  /// A client gives an address up.
  void end(int client, Ipv4 address) {
    remove(grant -> grant.client == client && grant.address.equals(address));
  }

  /// A client has stopped to use an address.
  void unused(int client, Ipv4 address) {
    remove(grant -> grant.superseded && grant.client == client && grant.address.equals(address));
  }

  private void remove(Predicate<Grant> which) {
    grants.forEach(each -> each.values().removeIf(which));
  }

  /// A server ended: what it offered is forgotten.
  void forgetOffers(int server) {
    offers.get(server).clear();
  }

  /// A server's clock goes ahead: for it, leases end that much sooner.
  void setClockAhead(int server, long nanos) {
    offers.get(server).clear();
    grants.get(server).values().forEach(grant -> grant.serverEndNanos -= nanos);
  }

  /// What that server must still keep.
  List<Grant> keptBy(int server, long nowNanos) {
    return grants.get(server).values().stream()
        .filter(grant -> grant.holdsAt(nowNanos) && !grant.superseded)
        .toList();
  }

  /// The promises that a client rests on when it uses that address.
  List<Grant> of(int client, Ipv4 address) {
    List<Grant> found = new ArrayList<>(1);
    for (Map<Ipv4, Grant> each : grants) {
      Grant grant = each.get(address);
      if (grant != null && grant.client == client) {
        found.add(grant);
      }
    }
    return found;
  }

  /// Of these promises those that hold for the server still.
  static List<Grant> holding(List<Grant> grants, long nowNanos) {
    return grants.stream().filter(grant -> grant.holdsAt(nowNanos)).toList();
  }
}

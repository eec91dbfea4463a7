package org.lessor.lab.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lessor.client.machine.Event;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;

/// What clients do of their own accord: each lives by itself, one deed after the other.
final class Lives {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /// A message may be on its way for some seconds; who gives an address back and wants it again at
  /// once could be hit by it. Nothing in RFC 2131 helps there.
  private static final long REST_NANOS = 10 * SECOND_NANOS;

  private final Plan plan;
  private final SimulatedNetwork network;
  private final List<SimulatedLink> links;
  private final List<Deed> deeds;
  private final Map<Deed, Long> done = new EnumMap<>(Deed.class);
  private final long leaseNanos;
  private final long gapNanos;

  Lives(Plan plan, SimulatedNetwork network, List<SimulatedLink> links) {
    this.plan = plan;
    this.network = network;
    this.links = links;
    this.deeds = new ArrayList<>(plan.deeds());
    deeds.sort(null);
    this.leaseNanos = plan.parameters().lifetimes().defaultSeconds() * SECOND_NANOS;
    this.gapNanos = plan.length().toNanos() / 6;
  }

  /// How often each deed was done.
  Map<Deed, Long> done() {
    return done;
  }

  /// Brings a client to life soon.
  void begin(ClientHost client) {
    SplittableRandom chance = plan.chance("life", client.number());
    long within = Math.min(plan.length().toNanos() / 10, 600 * SECOND_NANOS);
    network.after(
        chance.nextLong(within),
        () -> {
          client.start();
          goOn(client, chance);
        });
  }

  private void goOn(ClientHost client, SplittableRandom chance) {
    if (!deeds.isEmpty()) {
      long gap = (long) (-Math.log(1 - chance.nextDouble()) * gapNanos);
      network.after(gap, () -> act(client, chance));
    }
  }

  private void act(ClientHost client, SplittableRandom chance) {
    Deed deed = Plan.one(deeds, chance);
    if (!client.runs() || (deed == Deed.MOVE && plan.links() == 1)) {
      client.start();
      goOn(client, chance);
      return;
    }
    done.merge(deed, 1L, Long::sum);
    // Some are back soon, others when their lease is long over.
    long pause =
        REST_NANOS
            + (chance.nextBoolean()
                ? chance.nextLong(20 * SECOND_NANOS)
                : chance.nextLong(2 * leaseNanos));
    Runnable back = carryOut(deed, client, chance);
    network.after(
        pause,
        () -> {
          back.run();
          goOn(client, chance);
        });
  }

  /// Does it, and returns how it is made undone.
  private Runnable carryOut(Deed deed, ClientHost client, SplittableRandom chance) {
    switch (deed) {
      case RELEASE -> client.post(new Event.ReleaseRequested());
      case STOP -> client.post(new Event.Stop());
      case KILL -> client.kill();
      case CRASH -> client.losePower();
      case REINSTALL -> {
        client.losePower();
        client.forget();
      }
      case RENEW -> client.post(new Event.RenewRequested());
      case UNPLUG -> {
        client.unplug();
        return () -> client.plugInto(client.link(), links.get(client.link()));
      }
      case MOVE -> {
        client.unplug();
        int there = links.size() - 1 - client.link();
        return () -> client.plugInto(there, links.get(there));
      }
      case SUSPEND -> {
        client.fallAsleep();
        return client::wakeUp;
      }
    }
    return client::start;
  }
}

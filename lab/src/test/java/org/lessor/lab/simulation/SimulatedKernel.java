package org.lessor.lab.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.client.host.Changes;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Ipv4;

/// What a client's kernel has configured: an address outlives the client's process, and goes when
/// its lifetime is over.
final class SimulatedKernel implements HostConfigurator {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final SimulatedNetwork network;
  private final SimulatedInterface on;
  private final Runnable changed;
  private @Nullable LinkConfiguration current;
  private long generation;

  /// @param changed called after each change of the address
  SimulatedKernel(SimulatedNetwork network, SimulatedInterface on, Runnable changed) {
    this.network = network;
    this.on = on;
    this.changed = changed;
  }

  @Override
  public Adoption adopt(Optional<LinkConfiguration> remembered) throws IOException {
    LinkConfiguration left = current;
    boolean present =
        left != null && remembered.isPresent() && left.address().equals(remembered.get().address());
    return present
        ? new Adoption(Presence.PRESENT, Changes.NONE)
        : new Adoption(Presence.ABSENT, clear());
  }

  @Override
  public Changes apply(LinkConfiguration wanted) {
    LinkConfiguration before = current;
    current = wanted;
    on.add(wanted.address());
    if (before != null && !before.address().equals(wanted.address())) {
      on.remove(before.address());
    }
    long own = ++generation;
    if (wanted.validSeconds() != LinkConfiguration.FOREVER_SECONDS) {
      network.after(wanted.validSeconds() * SECOND_NANOS, () -> expire(own));
    }
    changed.run();
    return new Changes(List.of("address " + wanted.address()), List.of());
  }

  private void expire(long own) {
    if (generation == own) {
      clear();
    }
  }

  @Override
  public Changes clear() {
    generation++;
    LinkConfiguration before = current;
    if (before == null) {
      return Changes.NONE;
    }
    current = null;
    on.remove(before.address());
    changed.run();
    return new Changes(List.of("no address"), List.of());
  }

  @Override
  public Optional<LinkConfiguration> current() {
    return Optional.ofNullable(current);
  }

  /// The address that the interface has; null for none.
  @Nullable Ipv4 address() {
    List<Ipv4> addresses = on.addresses();
    return addresses.isEmpty() ? null : addresses.getLast();
  }
}

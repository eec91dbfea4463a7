package org.lessor.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// The neighbour table of a [SimulatedHost].
///
/// What [#enter] states is believed for 15 seconds after it was entered, the least that Linux does;
/// after that, as with what the host learnt by itself, an interface on the link must have the
/// address. A host that needs an unknown address learns it at once, without packets that could be
/// lost; where several interfaces have it, one of them by chance.
public final class SimulatedNeighbours implements Neighbours {
  private static final long BELIEVED_NANOS = 15_000_000_000L;

  private record Key(int interfaceIndex, Ipv4 address) {}

  private record Known(HardwareAddress hardware, long believedUntilNanos) {}

  private final SimulatedNetwork network;
  private final Map<Key, Known> entries = new HashMap<>();

  SimulatedNeighbours(SimulatedNetwork network) {
    this.network = network;
  }

  @Override
  public void enter(Entry entry) {
    entries.put(
        new Key(entry.interfaceIndex(), entry.address()),
        new Known(entry.hardware(), network.nanoTime() + BELIEVED_NANOS));
  }

  @Override
  public int[] enterAll(List<Entry> wanted) {
    wanted.forEach(this::enter);
    return new int[wanted.size()];
  }

  @Override
  public void remove(int interfaceIndex, Ipv4 address) {
    entries.remove(new Key(interfaceIndex, address));
  }

  @Override
  public Optional<HardwareAddress> lookup(int interfaceIndex, Ipv4 address) {
    Known entry = entries.get(new Key(interfaceIndex, address));
    return entry == null ? Optional.empty() : Optional.of(entry.hardware());
  }

  /// Who has `address` on the link of this interface, if anyone: as known, or as ARP would find.
  @Nullable HardwareAddress resolve(SimulatedInterface from, Ipv4 address) {
    Key key = new Key(from.index(), address);
    Known entry = entries.get(key);
    if (entry != null && network.nanoTime() < entry.believedUntilNanos()) {
      return entry.hardware();
    }
    List<HardwareAddress> holders = new ArrayList<>();
    for (SimulatedInterface other : from.link().interfaces()) {
      boolean reachable = other.isUp() && !other.isCutOff() && !from.isCutOff();
      if (other != from && reachable && other.has(address)) {
        holders.add(other.hardware());
      }
    }
    if (entry != null && holders.contains(entry.hardware())) {
      return entry.hardware();
    }
    if (holders.isEmpty()) {
      entries.remove(key);
      return null;
    }
    HardwareAddress chosen = holders.get(network.random().nextInt(holders.size()));
    entries.put(key, new Known(chosen, network.nanoTime()));
    return chosen;
  }

  /// Does nothing: the table lives as long as its host.
  @Override
  public void close() {}
}

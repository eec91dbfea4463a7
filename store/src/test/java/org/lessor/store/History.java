package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseState;
import org.lessor.wire.Ipv4;

/// What each address has been, and since when stable storage was said to know: what may be found
/// after a crash.
final class History {
  private final Map<Ipv4, List<Optional<Lease>>> states = new TreeMap<>();
  // Index of the oldest state that may still be found.
  private final Map<Ipv4, Integer> acknowledged = new HashMap<>();
  private long acknowledgements;

  private List<Optional<Lease>> of(Ipv4 address) {
    return states.computeIfAbsent(address, a -> new ArrayList<>(List.of(Optional.empty())));
  }

  /// Notes a change that was applied.
  void applied(LeaseChange change) {
    if (change.durable()) {
      of(change.address()).add(change.wanted());
    }
  }

  /// A commit that notes, when it is called durable, that all changes applied until now are.
  Commit commit() {
    Map<Ipv4, Integer> now = new HashMap<>();
    states.forEach((address, list) -> now.put(address, list.size() - 1));
    return new Commit() {
      @Override
      public void durable() {
        acknowledgements++;
        now.forEach((address, index) -> acknowledged.merge(address, index, Math::max));
      }

      @Override
      public void lost() {
        // Nothing is acknowledged.
      }
    };
  }

  /// How often something was called durable.
  long acknowledgements() {
    return acknowledgements;
  }

  /// Checks what was found after a crash, and goes on from there.
  void found(LeaseFileStore store, String what) {
    Map<Ipv4, Lease> all = new HashMap<>();
    store.table().forEach(lease -> assertThat(all.put(lease.address(), lease)).isNull());
    all.values().forEach(lease -> assertThat(lease.state()).isNotEqualTo(LeaseState.OFFERED));
    all.keySet().forEach(this::of);
    states.forEach((address, list) -> {
      Optional<Lease> found = Optional.ofNullable(all.get(address));
      int oldest = acknowledged.getOrDefault(address, 0);
      assertThat(list.subList(oldest, list.size()))
          .as("%s: %s was found as %s", what, address, found)
          .contains(found);
      list.clear();
      list.add(found);
    });
    acknowledged.clear();
  }
}

package org.lessor.client.host;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Configures nothing but remembers what it was told: for simulations and tests.
public final class MemoryConfigurator implements HostConfigurator {
  private @Nullable LinkConfiguration current;

  /// Nothing is in place.
  public MemoryConfigurator() {}

  /// As if an earlier run had left this.
  public MemoryConfigurator(LinkConfiguration left) {
    current = left;
  }

  @Override
  public Adoption adopt(Optional<LinkConfiguration> remembered) {
    LinkConfiguration left = current;
    boolean present =
        left != null && remembered.isPresent() && left.address().equals(remembered.get().address());
    return present
        ? new Adoption(Presence.PRESENT, Changes.NONE)
        : new Adoption(Presence.ABSENT, clear());
  }

  @Override
  public Changes apply(LinkConfiguration wanted) {
    Changes changes =
        new Changes(Description.differences(Optional.ofNullable(current), wanted), List.of());
    current = wanted;
    return changes;
  }

  @Override
  public Changes clear() {
    LinkConfiguration old = current;
    current = null;
    return old == null ? Changes.NONE : new Changes(Description.removals(old), List.of());
  }

  @Override
  public Optional<LinkConfiguration> current() {
    return Optional.ofNullable(current);
  }
}

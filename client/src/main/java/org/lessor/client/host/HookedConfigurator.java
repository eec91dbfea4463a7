package org.lessor.client.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Ip4;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Rtnetlink;

/// Leaves the host to a hook: only looks whether the address of an earlier run is still there.
public final class HookedConfigurator implements HostConfigurator {
  private final Rtnetlink kernel;
  private final int interfaceIndex;
  private @Nullable LinkConfiguration current;

  /// Looks at the interface with this index.
  public HookedConfigurator(Rtnetlink kernel, int interfaceIndex) {
    this.kernel = kernel;
    this.interfaceIndex = interfaceIndex;
  }

  @Override
  public Adoption adopt(Optional<LinkConfiguration> remembered) throws IOException {
    List<InterfaceAddress> there = kernel.addresses(interfaceIndex);
    boolean present =
        remembered.isPresent()
            && there.stream()
                .anyMatch(
                    address -> address.local().equals(new Ip4(remembered.get().address().bits())));
    if (present) {
      current = remembered.get();
    }
    return new Adoption(present ? Presence.PRESENT : Presence.ABSENT, Changes.NONE);
  }

  @Override
  public Changes apply(LinkConfiguration wanted) {
    current = wanted;
    return Changes.NONE;
  }

  @Override
  public Changes clear() {
    current = null;
    return Changes.NONE;
  }

  @Override
  public Optional<LinkConfiguration> current() {
    return Optional.ofNullable(current);
  }
}

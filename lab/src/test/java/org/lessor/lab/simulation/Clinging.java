package org.lessor.lab.simulation;

import java.io.IOException;
import java.util.Optional;
import org.lessor.client.host.Changes;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.LinkConfiguration;

/// A host that never takes an address away again.
record Clinging(HostConfigurator host) implements HostConfigurator {
  @Override
  public Adoption adopt(Optional<LinkConfiguration> remembered) throws IOException {
    return host.adopt(remembered);
  }

  @Override
  public Changes apply(LinkConfiguration wanted) throws IOException {
    return host.apply(
        new LinkConfiguration(
            wanted.address(),
            wanted.prefixLength(),
            wanted.broadcast(),
            LinkConfiguration.FOREVER_SECONDS,
            LinkConfiguration.FOREVER_SECONDS,
            wanted.routes(),
            wanted.mtu(),
            wanted.nameServers()));
  }

  @Override
  public Changes clear() {
    return Changes.NONE;
  }

  @Override
  public Optional<LinkConfiguration> current() {
    return host.current();
  }
}

package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryConfiguratorTest extends HostConfiguratorContract {
  @Override
  HostConfigurator configurator() {
    return new MemoryConfigurator();
  }

  @Test
  void whatWasLeftIsAdoptedWhereItIsRememberedAndElseRemoved() {
    MemoryConfigurator left = new MemoryConfigurator(plain("192.0.2.10"));
    assertThat(left.adopt(Optional.of(plain("192.0.2.10"))).inPlace())
        .isEqualTo(HostConfigurator.Presence.PRESENT);
    MemoryConfigurator other = new MemoryConfigurator(plain("192.0.2.10"));
    assertThat(other.adopt(Optional.of(plain("192.0.2.11"))).changes().done())
        .contains("no address 192.0.2.10/24");
    assertThat(other.current()).isEmpty();
  }
}

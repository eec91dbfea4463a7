package org.lessor.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StandardOptions;

class PrintingConfiguratorTest extends HostConfiguratorContract {
  private final List<String> lines = new ArrayList<>();

  @Override
  PrintingConfigurator configurator() {
    return new PrintingConfigurator("eth0", lines::add);
  }

  @Test
  void everythingThatWouldBeDoneIsSaid() {
    PrintingConfigurator host = configurator();
    host.apply(
        lease(
            "192.0.2.10",
            m ->
                m.option(StandardOptions.ROUTERS, List.of(Ipv4.of("192.0.2.1")))
                    .option(StandardOptions.DOMAIN_NAME_SERVERS, List.of(Ipv4.of("192.0.2.53")))
                    .option(StandardOptions.DOMAIN_NAME, "example.org")
                    .option(26, Bytes.ofUint16(1400))));
    assertThat(lines)
        .containsExactly(
            "would set on eth0: address 192.0.2.10/24 for 3600 s",
            "would set on eth0: route 192.0.2.0/24 on link",
            "would set on eth0: route default via 192.0.2.1",
            "would set on eth0: MTU 1400",
            "would set on eth0: name servers 192.0.2.53 search example.org");
    lines.clear();
    host.apply(plain("192.0.2.11"));
    assertThat(lines)
        .containsExactly(
            "would set on eth0: address 192.0.2.11/24 for 3600 s",
            "would set on eth0: route 192.0.2.0/24 on link",
            "would set on eth0: route default via 192.0.2.1",
            "would set on eth0: MTU as before",
            "would set on eth0: name servers as before",
            "would set on eth0: no address 192.0.2.10/24");
    lines.clear();
    host.clear();
    assertThat(lines)
        .containsExactly(
            "would set on eth0: no route default via 192.0.2.1",
            "would set on eth0: no route 192.0.2.0/24 on link",
            "would set on eth0: no address 192.0.2.11/24");
  }
}

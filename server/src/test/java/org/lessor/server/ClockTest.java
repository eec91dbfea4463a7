package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;
import org.slf4j.LoggerFactory;

/// What the server does when somebody sets its wall clock.
class ClockTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("kea-dhcp4");

  private final SimulatedNetwork network = new SimulatedNetwork(1);
  private final SimulatedLink lan = network.link("lan");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final SimulatedLaptop first = new SimulatedLaptop(network, lan, "02:00:00:00:01:01");
  private final SimulatedLaptop second = new SimulatedLaptop(network, lan, "02:00:00:00:01:02");
  private SimulatedServer server;

  @BeforeEach
  void start() throws Exception {
    log.start();
    LOGGER.addAppender(log);
    Subnet subnet =
        Subnet.of(
            1,
            Ipv4Prefix.of("192.0.2.0/24"),
            List.of(Pool.of(Ipv4.of("192.0.2.100"), Ipv4.of("192.0.2.101"))),
            Parameters.of(Lifetimes.fixed(600)));
    SimulatedHost host = network.host("server");
    SimulatedInterface eth = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:ff"));
    eth.add(Ipv4.of("192.0.2.1"));
    server = new SimulatedServer(network, host, eth, Settings.of(List.of(Network.of(subnet))));
  }

  @AfterEach
  void stop() {
    LOGGER.detachAppender(log);
  }

  private List<ILoggingEvent> steps() {
    return log.list.stream()
        .filter(event -> event.getFormattedMessage().startsWith("LESSOR_CLOCK_STEPPED "))
        .toList();
  }

  @Test
  void setBackItSaysSoOnceKeepsEveryLeaseAndGoesOnServing() {
    Ipv4 given = acquired(first);
    server.setClock(Duration.ofHours(-2));
    network.advance(Duration.ofMinutes(11).toNanos());
    server.step();
    server.step();
    assertThat(steps()).hasSize(1);
    assertThat(steps().getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(steps().getFirst().getFormattedMessage()).matches(".*from=\\S+Z to=\\S+Z");

    assertThat(acquired(second))
        .as("the lease ends by the clock that it was given by, so it stands yet")
        .isNotEqualTo(given);
    Message renewed = renews(first, given);
    assertThat(renewed.messageType()).contains(MessageType.DHCPACK);
    assertThat(renewed.get(StandardOptions.DHCP_LEASE_TIME)).contains(600L);
    assertThat(server.leaseLines()).isNotEmpty();
  }

  @Test
  void aSmallCorrectionIsNothingToSpeakOf() {
    acquired(first);
    server.setClock(Duration.ofMillis(-900));
    server.step();
    assertThat(steps()).isEmpty();
  }

  @Test
  void setAheadLeasesEndSoonerAndAreGivenAnew() {
    Ipv4 given = acquired(first);
    acquired(second);
    server.setClock(Duration.ofHours(2));
    network.advance(Duration.ofSeconds(2).toNanos());
    server.step();
    assertThat(steps()).isEmpty();
    SimulatedLaptop third = new SimulatedLaptop(network, lan, "02:00:00:00:01:03");
    assertThat(acquired(third)).isEqualTo(given);
  }

  private static Ipv4 acquired(SimulatedLaptop laptop) {
    Message ack = laptop.selects(laptop.discovers().orElseThrow()).orElseThrow();
    assertThat(ack.messageType()).contains(MessageType.DHCPACK);
    return ack.yiaddr();
  }

  private static Message renews(SimulatedLaptop laptop, Ipv4 address) {
    laptop.on.add(address);
    laptop.send(MessageType.DHCPREQUEST, m -> m.ciaddr(address));
    return laptop.receive().orElseThrow();
  }
}

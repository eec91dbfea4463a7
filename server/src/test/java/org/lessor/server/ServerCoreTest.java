package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Pool;
import org.lessor.engine.Reuse;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.engine.Timers;
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

class ServerCoreTest {
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.10");
  private static final Ipv4 SECOND = Ipv4.of("192.0.2.11");

  private final SimulatedNetwork network = new SimulatedNetwork(1);
  private final SimulatedLink lan = network.link("lan");
  private final SimulatedHost host = network.host("server");
  private SimulatedInterface eth;

  @BeforeEach
  void attach() {
    eth = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:ff"));
    eth.add(SERVER);
  }

  private SimulatedServer server(PingCheck.Mode ping) throws Exception {
    Parameters parameters =
        Parameters.of(Lifetimes.fixed(3600))
            .withTimers(
                new Timers(OptionalLong.empty(), OptionalLong.empty(), Timers.Fractions.STANDARD))
            .withAuthority(Parameters.Authority.AUTHORITATIVE)
            .withReuse(Reuse.NONE)
            .withPingCheck(new PingCheck(ping, 1, 100, 60));
    Subnet subnet =
        Subnet.of(
            1,
            Ipv4Prefix.of("192.0.2.0/24"),
            List.of(Pool.of(FIRST, Ipv4.of("192.0.2.20"))),
            parameters);
    return new SimulatedServer(network, host, eth, Settings.of(List.of(Network.of(subnet))));
  }

  private SimulatedLaptop laptop(int number) {
    return new SimulatedLaptop(network, lan, "02:00:00:00:00:0" + number);
  }

  @Test
  void fourStepsGiveALeaseThatIsOnTheDiskBeforeTheAckLeaves() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.OFF);
    SimulatedLaptop laptop = laptop(1);
    Message offer = laptop.discovers().orElseThrow();
    assertThat(offer.messageType()).contains(MessageType.DHCPOFFER);
    assertThat(offer.yiaddr()).isEqualTo(FIRST);
    assertThat(host.neighbours().lookup(eth.index(), FIRST)).contains(laptop.mac);
    assertThat(server.leaseLines()).isEmpty();
    Message ack = laptop.selects(offer).orElseThrow();
    assertThat(ack.messageType()).contains(MessageType.DHCPACK);
    assertThat(ack.with(m -> m.option(StandardOptions.DHCP_MESSAGE_TYPE.code(), offerType())))
        .isEqualTo(offer);
    assertThat(server.leaseLines()).hasSize(1);
    assertThat(server.leaseLines().getFirst()).startsWith(FIRST + "," + laptop.mac + ",");
    assertThat(server.statistics.value(Statistic.PKT4_ACK_SENT)).isEqualTo(1);
  }

  private static org.lessor.wire.Bytes offerType() {
    return org.lessor.wire.Bytes.ofUnsigned(MessageType.DHCPOFFER.code());
  }

  @Test
  void noAckLeavesWhileTheDiskIsFullAndServiceResumesAfterwards() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.OFF);
    SimulatedLaptop laptop = laptop(1);
    Message offer = laptop.discovers().orElseThrow();
    server.disk.capacityBytes(0);
    assertThat(laptop.selects(offer)).isEmpty();
    server.disk.heal();
    assertThat(laptop.selects(offer).orElseThrow().messageType()).contains(MessageType.DHCPACK);
    assertThat(server.leaseLines()).isNotEmpty();
  }

  @Test
  void anAddressThatAnswersBeforeTheOfferIsSetAsideAndTheClientGetsAnother() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.BEFORE_OFFER);
    SimulatedLaptop squatter = laptop(9);
    squatter.on.add(FIRST);
    Message offer = laptop(1).discovers().orElseThrow();
    assertThat(offer.yiaddr()).isEqualTo(SECOND);
    assertThat(server.leases.lease(FIRST).map(Lease::state)).contains(LeaseState.DECLINED);
    assertThat(server.leaseLines().getFirst()).startsWith(FIRST + ",");
    assertThat(server.statistics.value(Statistic.PING_CHECK_CONFLICTS)).isEqualTo(1);
  }

  @Test
  void aHostThatAnswersArpAloneIsFoundAsWell() throws Exception {
    server(PingCheck.Mode.BEFORE_OFFER);
    SimulatedLaptop squatter = laptop(9);
    squatter.on.add(FIRST);
    squatter.host.ignoreEcho();
    assertThat(laptop(1).discovers().orElseThrow().yiaddr()).isEqualTo(SECOND);
  }

  @Test
  void anAddressThatAnswersBeforeTheAckIsRefused() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.BEFORE_ACK);
    SimulatedLaptop laptop = laptop(1);
    Message offer = laptop.discovers().orElseThrow();
    SimulatedLaptop squatter = laptop(9);
    squatter.on.add(FIRST);
    Message nak = laptop.selects(offer).orElseThrow();
    assertThat(nak.messageType()).contains(MessageType.DHCPNAK);
    assertThat(server.leases.lease(FIRST).map(Lease::state)).contains(LeaseState.DECLINED);
  }

  @Test
  void theClientsOwnAnswerIsNoConflict() throws Exception {
    server(PingCheck.Mode.BEFORE_OFFER);
    SimulatedLaptop laptop = laptop(1);
    laptop.on.add(FIRST);
    assertThat(laptop.discovers().orElseThrow().yiaddr()).isEqualTo(FIRST);
  }

  @Test
  void aCheckDelaysNobodyElse() throws Exception {
    server(PingCheck.Mode.BEFORE_OFFER);
    SimulatedLaptop first = laptop(1);
    first.send(MessageType.DHCPDISCOVER, m -> m);
    network.advance(1_000_000);
    SimulatedLaptop second = laptop(2);
    long asked = network.nanoTime();
    second.send(MessageType.DHCPDISCOVER, m -> m);
    assertThat(second.receive()).isPresent();
    assertThat(network.nanoTime() - asked).isLessThan(110_000_000L);
    assertThat(first.receive()).isPresent();
  }

  @Test
  void theOfferIsTakenBackWhenTheClientSelectsAnotherServer() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.OFF);
    SimulatedLaptop laptop = laptop(1);
    Message offer = laptop.discovers().orElseThrow();
    laptop.send(
        MessageType.DHCPREQUEST,
        m ->
            m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("192.0.2.77"))
                .option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.2")));
    assertThat(laptop.receive()).isEmpty();
    assertThat(server.leases.lease(offer.yiaddr())).isEmpty();
    assertThat(host.neighbours().lookup(eth.index(), offer.yiaddr())).isEmpty();
  }

  @Test
  void bytesThatAreNoMessageAreCountedAndTheServerGoesOn() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.OFF);
    SimulatedLaptop laptop = laptop(1);
    laptop.sendBytes(new byte[3]);
    laptop.sendBytes(new byte[300]);
    assertThat(laptop.discovers()).isPresent();
    assertThat(server.statistics.value(Statistic.PKT4_PARSE_FAILED)).isEqualTo(2);
    assertThat(server.statistics.value(org.lessor.wire.MalformedReason.TRUNCATED)).isEqualTo(1);
    assertThat(server.statistics.value(org.lessor.wire.MalformedReason.BAD_OP)).isEqualTo(1);
  }

  @Test
  void aRepeatedDiscoverDoesNotGetRoundTheCheck() throws Exception {
    SimulatedServer server = server(PingCheck.Mode.BEFORE_OFFER);
    SimulatedLaptop squatter = laptop(9);
    squatter.on.add(FIRST);
    squatter.host.ignoreEcho();
    SimulatedLaptop laptop = laptop(1);
    laptop.send(MessageType.DHCPDISCOVER, m -> m);
    network.advance(1_000_000);
    assertThat(laptop.discovers().orElseThrow().yiaddr()).isEqualTo(SECOND);
    assertThat(server.statistics.value(Statistic.PKT4_OFFER_SENT)).isEqualTo(1);
  }
}

package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Reuse;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.store.FaultyDisk;
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

/// What the server does while leases do not reach stable storage.
class StorageTroubleTest {
  private static final int MANY = 40;

  /// How often all of them ask: more replies than can wait for the disk.
  private static final int ROUNDS = 1000;

  private final SimulatedNetwork network = new SimulatedNetwork(1);
  private final SimulatedLink lan = network.link("lan");
  private final List<SimulatedLaptop> laptops = new ArrayList<>();
  private SimulatedServer server;

  @BeforeEach
  void start() throws Exception {
    Parameters parameters =
        Parameters.of(Lifetimes.fixed(3600))
            .withAuthority(Parameters.Authority.AUTHORITATIVE)
            .withReuse(Reuse.NONE);
    Subnet subnet =
        Subnet.of(
            1,
            Ipv4Prefix.of("192.0.2.0/24"),
            List.of(Pool.of(Ipv4.of("192.0.2.100"), Ipv4.of("192.0.2.199"))),
            parameters);
    SimulatedHost host = network.host("server");
    SimulatedInterface eth = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:ff"));
    eth.add(Ipv4.of("192.0.2.1"));
    server = new SimulatedServer(network, host, eth, Settings.of(List.of(Network.of(subnet))));
    for (int i = 0; i < MANY; i++) {
      laptops.add(new SimulatedLaptop(network, lan, "02:00:00:00:01:%02x".formatted(i)));
    }
  }

  private long counted(Statistic statistic) {
    return server.statistics.value(statistic);
  }

  @Test
  void farBehindItDropsAndCountsWhatWouldHaveToWaitAndGoesOnWithTheRest() {
    List<Message> offers = new ArrayList<>();
    laptops.forEach(laptop -> offers.add(laptop.discovers().orElseThrow()));
    server.disk.capacityBytes(0);
    for (int round = 0; round < ROUNDS && counted(Statistic.PKT4_NOT_DURABLE) == 0; round++) {
      for (int i = 0; i < MANY; i++) {
        assertThat(laptops.get(i).selects(offers.get(i))).isEmpty();
      }
    }
    assertThat(counted(Statistic.PKT4_NOT_DURABLE)).isPositive();

    SimulatedLaptop stranger = laptops.getFirst();
    stranger.send(
        MessageType.DHCPREQUEST,
        m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("198.51.100.9")));
    assertThat(stranger.receive().orElseThrow().messageType())
        .as("a refusal needs no disk")
        .contains(MessageType.DHCPNAK);
    network.advance(1_500_000_000L);
    server.step();
    assertThat(server.workerDeadlineNanos())
        .as("nothing is overdue, which would have the worker run in a circle")
        .isGreaterThan(network.nanoTime());

    server.disk.heal();
    network.advance(1_500_000_000L);
    server.step();
    SimulatedLaptop last = laptops.getLast();
    assertThat(last.selects(offers.getLast()).orElseThrow().messageType())
        .contains(MessageType.DHCPACK);
    assertAllIsCounted();
  }

  @Test
  void whileStorageRefusesItOffersNothingSoThatClientsTurnToOthers() {
    Message offer = laptops.getFirst().discovers().orElseThrow();
    server.disk.capacityBytes(0);
    assertThat(laptops.getFirst().selects(offer)).isEmpty();
    assertThat(laptops.get(1).discovers()).isEmpty();
    assertThat(counted(Statistic.PKT4_NOT_DURABLE)).isEqualTo(1);
    server.disk.heal();
    server.step();
    assertThat(laptops.get(1).discovers()).isPresent();
  }

  @Test
  void aReplyThatWaitedTooLongIsNotSent() {
    Message offer = laptops.getFirst().discovers().orElseThrow();
    server.disk.capacityBytes(0);
    assertThat(laptops.getFirst().selects(offer)).isEmpty();
    network.advance(ReplyGroup.MAX_WAIT_NANOS);
    server.disk.heal();
    network.advance(1_500_000_000L);
    server.step();
    assertThat(laptops.getFirst().receive()).isEmpty();
    assertThat(counted(Statistic.PKT4_NOT_DURABLE)).isEqualTo(1);
    assertThat(laptops.getFirst().selects(offer).orElseThrow().messageType())
        .contains(MessageType.DHCPACK);
    assertAllIsCounted();
  }

  @Test
  void whereStorageTakesNothingMoreEndedLeasesAreLeftAsTheyAre() {
    SimulatedLaptop first = laptops.getFirst();
    assertThat(first.selects(first.discovers().orElseThrow())).isPresent();
    SimulatedLaptop second = laptops.get(1);
    Message offer = second.discovers().orElseThrow();
    server.disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    assertThat(second.selects(offer)).isEmpty();
    network.advance(3601 * 1_000_000_000L);
    server.step();
    assertThat(counted(Statistic.RECLAIMED_LEASES)).isZero();
    assertThat(server.workerDeadlineNanos())
        .as("nothing is overdue, which would have the worker run in a circle")
        .isGreaterThan(network.nanoTime());
  }

  @Test
  void afterStorageHasFailedItOffersNothingAtAll() {
    Message offer = laptops.getFirst().discovers().orElseThrow();
    server.disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    assertThat(laptops.getFirst().selects(offer)).isEmpty();
    server.disk.heal();
    assertThat(laptops.get(1).discovers()).isEmpty();
    assertThat(laptops.getFirst().selects(offer)).isEmpty();
    assertThat(counted(Statistic.PKT4_NOT_DURABLE)).isEqualTo(3);
    assertAllIsCounted();
  }

  private void assertAllIsCounted() {
    assertThat(counted(Statistic.PKT4_RECEIVED))
        .isEqualTo(
            counted(Statistic.PKT4_OFFER_SENT)
                + counted(Statistic.PKT4_ACK_SENT)
                + counted(Statistic.PKT4_NAK_SENT)
                + counted(Statistic.PKT4_ABSORBED)
                + counted(Statistic.PKT4_RECEIVE_DROP));
  }
}

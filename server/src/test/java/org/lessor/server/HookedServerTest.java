package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.engine.Settings;
import org.lessor.engine.SilentReason;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// What Kea does by the libraries limits and run_script, in a running server.
class HookedServerTest {
  private static final int MORE_THAN_GROUPS = 100;

  private final SimulatedNetwork network = new SimulatedNetwork(1);
  private final SimulatedLink lan = network.link("lan");
  private final SimulatedHost host = network.host("server");
  private final List<ScriptCall> calls = new ArrayList<>();
  private final Scripts scripts =
      new Scripts() {
        @Override
        public boolean wanted() {
          return true;
        }

        @Override
        public void call(ScriptCall call) {
          if (failing) {
            faults++;
            throw new IllegalStateException("on purpose");
          }
          calls.add(call);
        }
      };
  private boolean failing;
  private int faults;
  private SimulatedInterface eth;

  @BeforeEach
  void attach() {
    eth = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:ff"));
    eth.add(Ipv4.of("192.0.2.1"));
  }

  private static Settings settings(String more) {
    Loaded loaded =
        Dhcp4Reader.readText(
            """
            { "Dhcp4": { "valid-lifetime": 600, "cache-threshold": 0.0,
              "hooks-libraries": [ { "library": "libdhcp_limits.so" } ],
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
                "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ] %s } ] } }
            """
                .formatted(more));
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration().settings();
  }

  private SimulatedServer server(String more) throws Exception {
    return new SimulatedServer(network, host, eth, settings(more), scripts);
  }

  private SimulatedLaptop laptop(int number) {
    return new SimulatedLaptop(network, lan, "02:00:00:00:00:0" + number);
  }

  private List<String> points() {
    return calls.stream().map(ScriptCall::point).toList();
  }

  @Test
  void packetsBeyondTheRateAreDroppedAndCounted() throws Exception {
    SimulatedServer server =
        server(", \"user-context\": { \"limits\": { \"rate-limit\": \"2 packets per minute\" } }");
    assertThat(laptop(1).discovers()).isPresent();
    assertThat(laptop(2).discovers()).isPresent();
    assertThat(laptop(3).discovers()).isEmpty();
    assertThat(server.statistics.value(Statistic.PKT4_LIMIT_EXCEEDED)).isEqualTo(1);
    assertThat(server.statistics.value(Statistic.PKT4_RECEIVE_DROP)).isEqualTo(1);
    network.advance(Duration.ofMinutes(1).toNanos());
    assertThat(laptop(4).discovers()).isPresent();
  }

  @Test
  void whoFindsNoRoomIsCountedAndALargerLimitLetsItIn() throws Exception {
    String limit = ", \"user-context\": { \"limits\": { \"address-limit\": 1 } }";
    SimulatedServer server = server(limit);
    SimulatedLaptop first = laptop(1);
    first.selects(first.discovers().orElseThrow());
    SimulatedLaptop second = laptop(2);
    assertThat(second.discovers()).isEmpty();
    assertThat(server.statistics.value(SilentReason.LIMIT_REACHED)).isEqualTo(1);
    server.follow(settings(limit.replace("1", "2")));
    assertThat(second.discovers()).isPresent();
    server.follow(settings(limit));
    assertThat(first.discovers()).as("who has a lease keeps it").isPresent();
    assertThat(laptop(3).discovers()).isEmpty();
  }

  @Test
  void afterAnyNumberOfFaultsRepliesStillLeaveWhenTheirLeaseIsOnDisk() throws Exception {
    server("");
    SimulatedLaptop laptop = laptop(1);
    failing = true;
    for (int i = 0; i < MORE_THAN_GROUPS; i++) {
      Message offer = laptop.discovers().orElseThrow();
      assertThat(laptop.selects(offer).orElseThrow().messageType()).contains(MessageType.DHCPACK);
      network.advance(Duration.ofMinutes(1).toNanos());
    }
    assertThat(faults)
        .as("one by the lease, two by each renewal, since one keeps no other from its call")
        .isEqualTo(2 * MORE_THAN_GROUPS - 1);
    failing = false;
    laptop.selects(laptop.discovers().orElseThrow());
    assertThat(calls).isNotEmpty();
  }

  @Test
  void aLeaseThatIsGivenAndRenewedCallsTheScript() throws Exception {
    server("");
    SimulatedLaptop laptop = laptop(1);
    Message offer = laptop.discovers().orElseThrow();
    assertThat(calls).isEmpty();
    laptop.selects(offer);
    assertThat(points()).containsExactly("leases4_committed");
    Map<String, String> given = calls.getFirst().variables();
    assertThat(given)
        .containsEntry("QUERY4_TYPE", "DHCPREQUEST")
        .containsEntry("QUERY4_TXID", "7")
        .containsEntry("QUERY4_LOCAL_ADDR", "255.255.255.255")
        .containsEntry("QUERY4_LOCAL_PORT", "67")
        .containsEntry("QUERY4_REMOTE_ADDR", "0.0.0.0")
        .containsEntry("QUERY4_REMOTE_PORT", "68")
        .containsEntry("QUERY4_RELAYED", "false")
        .containsEntry("QUERY4_HWADDR", "02:00:00:00:00:01")
        .containsEntry("QUERY4_HWADDR_TYPE", "1")
        .containsEntry("QUERY4_REMOTE_HWADDR", "")
        .containsEntry("LEASES4_SIZE", "1")
        .containsEntry("LEASES4_AT0_ADDRESS", "192.0.2.10")
        .containsEntry("LEASES4_AT0_STATE", "default")
        .containsEntry("LEASES4_AT0_VALID_LIFETIME", "600")
        .containsEntry("LEASES4_AT0_SUBNET_ID", "1")
        .containsEntry("LEASES4_AT0_CLIENT_ID", "")
        .containsEntry("DELETED_LEASES4_SIZE", "0")
        .doesNotContainKey("QUERY4_OPTION_82");
    calls.clear();
    network.advance(Duration.ofSeconds(30).toNanos());
    laptop.selects(offer);
    assertThat(points()).containsExactly("lease4_renew", "leases4_committed");
    assertThat(calls.getFirst().variables())
        .containsEntry("SUBNET4_NAME", "192.0.2.0/24")
        .containsEntry("SUBNET4_PREFIX", "192.0.2.0")
        .containsEntry("SUBNET4_PREFIX_LEN", "24")
        .containsEntry("PKT4_HWADDR", "02:00:00:00:00:01")
        .containsEntry("PKT4_CLIENT_ID", "")
        .containsEntry("LEASE4_ADDRESS", "192.0.2.10");
  }

  @Test
  void endsOfLeasesCallTheScript() throws Exception {
    SimulatedServer server = server("");
    SimulatedLaptop laptop = laptop(1);
    Message ack = laptop.selects(laptop.discovers().orElseThrow()).orElseThrow();
    calls.clear();
    laptop.send(
        MessageType.DHCPRELEASE,
        m ->
            m.ciaddr(ack.yiaddr())
                .option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.1")));
    network.advance(Duration.ofSeconds(1).toNanos());
    assertThat(points()).containsExactly("lease4_release", "leases4_committed");
    assertThat(calls.getLast().variables())
        .containsEntry("LEASES4_SIZE", "0")
        .containsEntry("DELETED_LEASES4_AT0_ADDRESS", "192.0.2.10");
    SimulatedLaptop second = laptop(2);
    Message other = second.selects(second.discovers().orElseThrow()).orElseThrow();
    calls.clear();
    second.send(
        MessageType.DHCPDECLINE,
        m ->
            m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, other.yiaddr())
                .option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.1")));
    network.advance(Duration.ofSeconds(1).toNanos());
    assertThat(points()).containsExactly("lease4_decline", "leases4_committed");
    assertThat(calls.getLast().variables()).containsEntry("LEASES4_AT0_STATE", "declined");
    SimulatedLaptop third = laptop(3);
    third.selects(third.discovers().orElseThrow());
    calls.clear();
    network.advance(Duration.ofSeconds(700).toNanos());
    server.step();
    assertThat(points()).containsExactly("lease4_expire");
    assertThat(calls.getFirst().variables()).containsEntry("REMOVE_LEASE", "false");
    calls.clear();
    network.advance(Duration.ofDays(2).toNanos());
    server.step();
    assertThat(points()).containsExactly("lease4_recover");
  }

  @Test
  void whatRelayAgentsSayAndStrangeNamesAreToldHarmlessly() throws Exception {
    server("");
    SimulatedLaptop laptop = laptop(1);
    Message offer = laptop.discovers().orElseThrow();
    laptop.send(
        MessageType.DHCPREQUEST,
        m ->
            m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, offer.yiaddr())
                .option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.1"))
                .option(StandardOptions.HOST_NAME, "$(reboot)")
                .option(82, org.lessor.wire.Bytes.ofHex("010203ab020104")));
    laptop.receive();
    assertThat(calls.getFirst().variables())
        .containsEntry("QUERY4_OPTION_82", "0x010203AB020104")
        .containsEntry("QUERY4_OPTION_82_SUB_OPTION_1", "0x03AB")
        .containsEntry("QUERY4_OPTION_82_SUB_OPTION_2", "0x04");
    assertThat(calls.getFirst().variables().get("LEASES4_AT0_HOSTNAME")).matches("[A-Za-z0-9._-]*");
  }
}

package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Interfaces;
import org.lessor.config.Loaded;
import org.lessor.config.Logging;
import org.lessor.engine.Settings;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// A reload of a running server, at virtual time and with packets.
class ReloadingTest {
  private static final String FIRST =
      """
      "interfaces-config": { "interfaces": [ "eth0" ] },
      "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "valid-lifetime": 600,
        "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ],
        "reservations": [ { "hw-address": "02:00:00:00:00:08", "ip-address": "192.0.2.99" } ] } ]
      """;

  private final SimulatedNetwork network = new SimulatedNetwork(1);
  private final SimulatedLink lan = network.link("lan");
  private final SimulatedHost host = network.host("server");
  private final List<String> lines = new ArrayList<>();
  private final List<Object> replaced = new ArrayList<>();
  private SimulatedServer server;
  private Reloading reloading;
  private SimulatedLaptop laptop;

  @BeforeEach
  void start() throws Exception {
    SimulatedInterface eth = host.attach(lan, HardwareAddress.ethernet("02:00:00:00:00:ff"));
    eth.add(Ipv4.of("192.0.2.1"));
    Configuration configuration = ((Loaded.Ok) read(FIRST)).configuration();
    server = new SimulatedServer(network, host, eth, configuration.settings());
    EventLog log = new EventLog(network::nanoTime, name -> new RecordingLogger(name, lines));
    reloading = new Reloading(configuration, new Parts(), log, network::nanoTime);
    laptop = new SimulatedLaptop(network, lan, "02:00:00:00:00:01");
  }

  private final class Parts implements Reloading.Running {
    @Override
    public void settings(Settings settings) {
      server.follow(settings);
    }

    @Override
    public void interfaces(Interfaces interfaces) {
      replaced.add(interfaces);
    }

    @Override
    public void reclaiming(Reclaiming reclaiming) {
      replaced.add(reclaiming);
    }

    @Override
    public void script(Optional<Path> script) {
      script.ifPresent(replaced::add);
    }

    @Override
    public void logging(Logging logging) {
      replaced.add(logging);
    }
  }

  private static Loaded read(String dhcp4) {
    return Dhcp4Reader.readText("{ \"Dhcp4\": {\n" + dhcp4 + "} }");
  }

  private void reload(String dhcp4) {
    lines.clear();
    reloading.take(() -> read(dhcp4), "kea.conf");
  }

  private static long lifetime(Message message) {
    return message.get(StandardOptions.DHCP_LEASE_TIME).orElseThrow();
  }

  @Test
  void anOfferOfTheOldConfigurationIsTakenUpUnderTheNewOne() {
    Message offer = laptop.discovers().orElseThrow();
    assertThat(lifetime(offer)).isEqualTo(600);
    reload(FIRST.replace("600", "1200"));
    Message ack = laptop.selects(offer).orElseThrow();
    assertThat(ack.messageType()).contains(MessageType.DHCPACK);
    assertThat(ack.yiaddr()).isEqualTo(offer.yiaddr());
    assertThat(lifetime(ack)).isEqualTo(1200);
  }

  @Test
  void aFaultOfOurOwnIsToldAndTheServerGoesOn() {
    lines.clear();
    reloading.take(
        () -> {
          throw new IllegalStateException("as if");
        },
        "kea.conf");
    assertThat(lines)
        .containsExactly(
            "INFO DHCP4_DYNAMIC_RECONFIGURATION file=kea.conf",
            "ERROR LESSOR_WORKER_FAILED configuration=kea.conf");
    assertThat(lifetime(laptop.discovers().orElseThrow())).isEqualTo(600);
    reload(FIRST.replace("600", "1200"));
    assertThat(lifetime(laptop.discovers().orElseThrow())).isEqualTo(1200);
  }

  @Test
  void aClientWhosePoolIsGoneIsRefusedAndGetsAnAddressOfTheNewOne() {
    Message offer = laptop.discovers().orElseThrow();
    laptop.selects(offer);
    reload(FIRST.replace("192.0.2.10 - 192.0.2.20", "192.0.2.30 - 192.0.2.40"));
    assertThat(laptop.selects(offer).orElseThrow().messageType()).contains(MessageType.DHCPNAK);
    assertThat(laptop.discovers().orElseThrow().yiaddr()).isEqualTo(Ipv4.of("192.0.2.30"));
  }

  @Test
  void whatChangesIsSaidInOneLine() {
    reload(
        FIRST
                .replace("600", "1200")
                .replace("\"eth0\"", "\"eth1\"")
                .replace("02:00:00:00:00:08", "02:00:00:00:00:09")
            + ", \"option-data\": [ { \"name\": \"routers\", \"data\": \"192.0.2.1\" } ]"
            + ", \"shared-networks\": [ { \"name\": \"n\","
            + " \"subnet4\": [ { \"id\": 2, \"subnet\": \"198.51.100.0/24\" } ] } ]");
    assertThat(lines.getLast())
        .startsWith("INFO DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS file=kea.conf changes=\"")
        .contains(
            "\"shared-networks +1 -0 ~0, subnets +1 -0 ~1 (lifetimes), reservations +1 -1 ~0,"
                + " options, interfaces +eth1 -eth0\"");
    assertThat(lines.getFirst()).isEqualTo("INFO DHCP4_DYNAMIC_RECONFIGURATION file=kea.conf");
    assertThat(lines).anyMatch(line -> line.startsWith("INFO DHCP4_CONFIG_COMPLETE subnets=2 "));
  }

  @Test
  void theSameConfigurationChangesNothing() {
    reload(FIRST);
    assertThat(lines.getLast()).contains("changes=\"none\"");
    String classes =
        ", \"client-classes\": [ { \"name\": \"a\", \"test\": \"match('x.*', option[60].text)\" },"
            + " { \"name\": \"b\", \"template-test\": \"option[60].hex\" } ]";
    reload(FIRST + classes);
    assertThat(lines.getLast()).contains("changes=\"classes\"");
    reload(FIRST + classes);
    assertThat(lines.getLast()).contains("changes=\"none\"");
    reload(FIRST + classes.replace("x.*", "y.*"));
    assertThat(lines.getLast()).contains("changes=\"classes\"");
  }

  @Test
  void aFaultyFileChangesNothingAndSaysWhy() {
    reload(FIRST.replace("valid-lifetime", "valid-lifetim").replace("600", "1200"));
    assertThat(lines)
        .containsExactly(
            "INFO DHCP4_DYNAMIC_RECONFIGURATION file=kea.conf",
            "ERROR DHCP4_CONFIG_LOAD_FAIL -:3:51: error: Dhcp4.subnet4[0].valid-lifetim: there is"
                + " no such key here; did you mean \"valid-lifetime\"?",
            "ERROR DHCP4_DYNAMIC_RECONFIGURATION_FAIL file=kea.conf problems=1 changed=nothing");
    assertThat(replaced).isEmpty();
    assertThat(lifetime(laptop.discovers().orElseThrow())).isEqualTo(600);
  }

  @Test
  void aFileWithManyFaultsIsNotToldToItsEnd() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      many.append("\"x").append(i).append("\": 1,\n");
    }
    reload(many + FIRST);
    assertThat(lines).hasSize(2 + Reloading.MAX_NAMED);
    assertThat(lines.getLast()).contains("problems=250");
  }

  @Test
  void whatNeedsARestartIsNamedAndTheRestTakesEffect() {
    String moved =
        ", \"lease-database\": { \"type\": \"memfile\", \"name\": \"/elsewhere.csv\" }"
            + ", \"expired-leases-processing\": { \"reclaim-timer-wait-time\": 3 }";
    String sockets = "\"dhcp-socket-type\": \"udp\"";
    reload(FIRST.replace("[ \"eth0\" ]", "[ \"eth0\" ], " + sockets) + moved);
    assertThat(lines)
        .contains(
            "WARN LESSOR_CONFIG_NEEDS_RESTART key=Dhcp4.lease-database stays=the-usual-file"
                + " lfc-interval=3600",
            "WARN LESSOR_CONFIG_NEEDS_RESTART key=Dhcp4.interfaces-config.dhcp-socket-type"
                + " stays=raw");
    assertThat(replaced).contains(new Reclaiming(3, 100, 25));
    reload(FIRST);
    assertThat(lines).noneMatch(line -> line.contains("NEEDS_RESTART"));
  }
}

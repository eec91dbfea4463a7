package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Reservation;
import org.lessor.engine.Subnet;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

class Dhcp4ReaderTest {
  private static Configuration accepted(String dhcp4) {
    Loaded loaded = Dhcp4Reader.readText("{\"Dhcp4\": {" + dhcp4 + "}}");
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration();
  }

  private static List<String> refused(String dhcp4) {
    Loaded loaded =
        Dhcp4Reader.readText(
            "{\"Dhcp4\": {\"interfaces-config\": {\"interfaces\": [\"*\"]},\n" + dhcp4 + "}}");
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    return ((Loaded.Refused) loaded).problems().stream().map(Problem::toString).toList();
  }

  private static Subnet onlySubnet(Configuration configuration) {
    return configuration.settings().networks().getFirst().subnets().getFirst();
  }

  @Test
  void repliesGoInOnePieceAsTheFileSaysAndElseWhereTheKernelCutsThemUp() {
    assertThat(accepted("").interfaces().sending())
        .isEqualTo(Interfaces.Sending.WHERE_THE_KERNEL_CUTS);
    assertThat(sending("true")).isEqualTo(Interfaces.Sending.SEGMENTATION_OFFLOAD);
    assertThat(sending("false")).isEqualTo(Interfaces.Sending.ONE_BY_ONE);
  }

  private static Interfaces.Sending sending(String offload) {
    return accepted("\"interfaces-config\": { \"segmentation-offload\": " + offload + " }")
        .interfaces()
        .sending();
  }

  @Test
  void aSmallOfficeIsRead() {
    Configuration configuration =
        accepted(
            """
            # where to listen
            "interfaces-config": { "interfaces": ["eth1", "eth2/192.0.2.1"] }, // two
            /* leases */
            "lease-database": { "type": "memfile", "name": "/tmp/leases.csv", "lfc-interval": 60 },
            "valid-lifetime": 3600, "renew-timer": 900, "rebind-timer": 1800,
            "authoritative": true,
            "option-data": [ { "name": "domain-name-servers", "data": "192.0.2.1, 192.0.2.2" } ],
            "subnet4": [ {
              "id": 7, "subnet": "192.0.2.0/24",
              "pools": [ { "pool": "192.0.2.100 - 192.0.2.200" }, { "pool": "192.0.2.32/28" } ],
              "option-data": [ { "name": "routers", "data": "192.0.2.1" },
                               { "code": 15, "data": "example.org", "always-send": true } ],
              "reservations": [
                { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.10", "hostname": "pc" },
                { "client-id": "'printer'", "ip-address": "192.0.2.11" } ],
            } ],
            """);
    Subnet subnet = onlySubnet(configuration);
    assertThat(subnet.id()).isEqualTo(7);
    assertThat(subnet.pools()).hasSize(2);
    assertThat(subnet.pools().get(1).last()).isEqualTo(Ipv4.of("192.0.2.47"));
    assertThat(subnet.parameters().lifetimes()).isEqualTo(Lifetimes.fixed(3600));
    assertThat(subnet.parameters().timers().renewSeconds()).hasValue(900);
    assertThat(subnet.parameters().authority()).isEqualTo(Parameters.Authority.AUTHORITATIVE);
    assertThat(subnet.options().get(1).sending()).isEqualTo(ConfiguredOption.Sending.ALWAYS);
    assertThat(subnet.reservations().getFirst().key())
        .isEqualTo(new Reservation.Key.HwAddress(HardwareAddress.ethernet("02:00:00:00:00:01")));
    assertThat(subnet.reservations().get(1).key())
        .isEqualTo(new Reservation.Key.ClientId(Bytes.ofText("printer")));
    assertThat(configuration.settings().options().getFirst().option().value())
        .isEqualTo(Bytes.ofHex("c0000201c0000202"));
    assertThat(configuration.interfaces().listening())
        .containsExactly(
            new Interfaces.Listening.Named("eth1", Optional.empty()),
            new Interfaces.Listening.Named("eth2", Optional.of(Ipv4.of("192.0.2.1"))));
    assertThat(configuration.leaseDatabase().lfcIntervalSeconds()).isEqualTo(60);
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void subnetsInheritFromTheirNetworkAndItFromTheGlobalLevel() {
    Configuration configuration =
        accepted(
            """
            "valid-lifetime": 1000, "min-valid-lifetime": 500, "match-client-id": false,
            "next-server": "192.0.2.9",
            "shared-networks": [ { "name": "floor", "valid-lifetime": 2000, "interface": "eth3",
              "relay": { "ip-addresses": ["198.51.100.1"] },
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "offer-lifetime": 5,
                             "next-server": "192.0.2.8" },
                           { "id": 2, "subnet": "198.51.100.0/24", "max-valid-lifetime": 9000,
                             "valid-lifetime": 3000 } ] } ]
            """);
    Network network = configuration.settings().networks().getFirst();
    assertThat(network.interfaceName()).contains("eth3");
    assertThat(network.relays()).containsExactly(Ipv4.of("198.51.100.1"));
    Parameters first = network.subnets().get(0).parameters();
    Parameters second = network.subnets().get(1).parameters();
    assertThat(first.lifetimes()).isEqualTo(new Lifetimes(500, 2000, 2000));
    assertThat(first.offerHoldSeconds()).isEqualTo(5);
    assertThat(first.boot().siaddr()).contains(Ipv4.of("192.0.2.8"));
    assertThat(second.lifetimes()).isEqualTo(new Lifetimes(500, 3000, 9000));
    assertThat(second.boot().siaddr()).contains(Ipv4.of("192.0.2.9"));
    assertThat(second.matching()).isEqualTo(Parameters.Matching.HARDWARE_ADDRESS);
  }

  @Test
  void allProblemsAreToldAtOnceWithPlaceAndRemedy() {
    assertThat(
            refused(
                """
                "valid-lifetim": 60,
                "renew-timer": -1,
                "subnet4": [ { "id": 1, "subnet": "192.0.2.0", "pools": [ { "pool": "x" } ] },
                             { "id": 1, "subnet": "198.51.100.0/24",
                               "pools": [ { "pool": "203.0.113.1 - 203.0.113.9" } ] } ]
                """))
        .containsExactly(
            "-:2:1: error: Dhcp4.valid-lifetim: there is no such key here; did you mean"
                + " \"valid-lifetime\"?",
            "-:3:16: error: Dhcp4.renew-timer: -1 is out of range; use 0 to 4294967295",
            "-:4:35: error: Dhcp4.subnet4[0].subnet: \"192.0.2.0\" is not an IPv4 prefix; write it"
                + " as 192.0.2.0/24",
            "-:4:69: error: Dhcp4.subnet4[0].pools[0].pool: \"x\" is not a range of addresses;"
                + " write 192.0.2.10 - 192.0.2.99 or 192.0.2.128/25",
            "-:5:22: error: Dhcp4.subnet4[1].id: 1 is also the id of Dhcp4.subnet4[0]; give each"
                + " subnet its own",
            "-:6:37: error: Dhcp4.subnet4[1].pools[0].pool: 203.0.113.1-203.0.113.9 lies outside"
                + " 198.51.100.0/24; move it into its subnet");
  }

  @Test
  void aBrokenTextIsRefusedWithItsPlace() {
    Loaded loaded = Dhcp4Reader.readText("{\"Dhcp4\": {\n  \"subnet4\": [ }\n}}");
    assertThat(((Loaded.Refused) loaded).problems().getFirst().position().line()).isEqualTo(2);
  }

  @Test
  void whatIsNotJsonIsToldInPlainWords() {
    assertThat(refused("\"valid-lifetime\": +1"))
        .containsExactly("-:2:20: error: not JSON: a number has a plus sign; leave it out");
    assertThat(refused("\"valid-lifetime\": 0x10").getFirst()).contains("write it in decimal");
    assertThat(refused("\"valid-lifetime\": 010").getFirst()).contains("leave the 0 out");
    assertThat(refused("\"valid-lifetime\": 1 \"a\": 2").getFirst())
        .contains("not JSON: a comma is missing; write it in front of this");
    assertThat(refused("\"authoritative\": TRUE").getFirst()).contains("\"TRUE\" is no value; ");
    assertThat(refused("'a': 1").getFirst()).contains("a key is not in double quotes");
    assertThat(refused("\"a\" 1").getFirst()).contains("a colon is missing");
    assertThat(refused("\"a\": ]").getFirst()).contains("there is no value in front of ]");
    assertThat(refused("\"a\": \"b\tc\"").getFirst()).contains("has a tab or a line end in it");
    assertThat(refused("\"a\": 1 } /* x").getFirst()).contains("a comment does not end");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(refused("\"valid-lifetime\": 1,\n\"valid-lifetime\": 2"))
        .containsExactly(
            "-:3:1: error: Dhcp4.valid-lifetime: the key stands here a second time, first at"
                + " -:2:1; keep one of them");
  }

  @Test
  void whatWouldChangeAnswersAndIsNotSupportedStopsTheStart() {
    assertThat(refused("\"dhcp4o6-port\": 4011"))
        .containsExactly(
            "-:2:17: error: Dhcp4.dhcp4o6-port: is not supported yet and would change"
                + " answers; take it out, if its effect is not needed");
    assertThat(refused("\"hooks-libraries\": [ { \"library\": \"/x/libdhcp_radius.so\" } ]"))
        .hasSize(1);
  }

  @Test
  void whatChangesNoAnswerIsAcceptedWithAWarning() {
    Configuration configuration =
        accepted(
            """
            "interfaces-config": { "interfaces": [ "*" ] },
            "control-socket": { "socket-type": "unix", "socket-name": "x" },
            "reservations-out-of-pool": false,
            "subnet4": [ { "subnet": "192.0.2.0/24" } ]
            """);
    assertThat(configuration.warnings())
        .extracting(Problem::path)
        .containsExactly("Dhcp4.control-socket", "Dhcp4.subnet4[0]");
  }

  private static final String SUBNET_OF_ETH9 =
      "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"interface\": \"eth9\" } ]";

  private static List<String> warnings(String interfaces) {
    return accepted(interfaces + SUBNET_OF_ETH9).warnings().stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void aServerThatHearsNobodySaysSo() {
    assertThat(warnings("\"interfaces-config\": { \"interfaces\": [ ] }, "))
        .singleElement()
        .asString()
        .contains("Dhcp4.interfaces-config.interfaces: is empty: no client is heard; name the");
    assertThat(warnings("")).singleElement().asString().contains("no client is heard");
  }

  @Test
  void aSubnetAtAnInterfaceThatIsNotListenedOnIsNamed() {
    assertThat(warnings("\"interfaces-config\": { \"interfaces\": [ \"eth0\" ] }, "))
        .singleElement()
        .asString()
        .contains("Dhcp4.subnet4[0].interface: \"eth9\" is not among the interfaces that");
    for (String heard : List.of("*", "eth9", "eth9/192.0.2.1")) {
      assertThat(warnings("\"interfaces-config\": { \"interfaces\": [ \"" + heard + "\" ] }, "))
          .isEmpty();
    }
  }

  @Test
  void whatCannotBeMeantTogetherIsRefused() {
    assertThat(
            refused(
                """
                "shared-networks": [ { "name": "floor", "authoritative": true, "subnet4": [
                  { "id": 1, "subnet": "192.0.2.0/24", "interface": "eth0",
                    "relay": { "ip-address": "192.0.2.1", "ip-addresses": [ "192.0.2.2" ] } },
                  { "id": 2, "subnet": "198.51.100.0/24", "interface": "eth1",
                    "authoritative": false,
                    "reservations": [
                      { "hw-address": "02:00:00:00:00:01", "next-server": "255.255.255.255" } ] } ] } ]
                """))
        .extracting(line -> line.replaceFirst(".*subnet4", "").replaceFirst(";.*", ""))
        .containsExactly(
            "[0].relay.ip-address: stands beside ip-addresses",
            "[1].interface: \"eth1\" is not \"eth0\" of the shared network",
            "[1].authoritative: is not what it is for the shared network, for which Kea"
                + " refuses a file",
            "[1].reservations[0].next-server: is the address of everybody");
  }

  @Test
  void aPingCheckIsOnWhenItsLibraryIsThere() {
    Configuration configuration =
        accepted(
            """
            "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_ping_check.so",
              "parameters": { "min-ping-requests": 2, "ping-moment": "before-ack" } } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" } ]
            """);
    assertThat(onlySubnet(configuration).parameters().pingCheck())
        .isEqualTo(new PingCheck(PingCheck.Mode.BEFORE_ACK, 2, 100, 60));
  }

  @Test
  void reservationsThatClashAreNamedBoth() {
    assertThat(
            refused(
                """
                "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "reservations": [
                  { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.10" },
                  { "hw-address": "02:00:00:00:00:01" },
                  { "hw-address": "02:00:00:00:00:02", "ip-address": "192.0.2.10" } ] } ]
                """))
        .containsExactly(
            "-:4:3: error: Dhcp4.subnet4[0].reservations[1]: is for the same client as"
                + " Dhcp4.subnet4[0].reservations[0] at -:3:3; keep one of them",
            "-:5:54: error: Dhcp4.subnet4[0].reservations[2].ip-address: 192.0.2.10 is also"
                + " reserved by Dhcp4.subnet4[0].reservations[0] at -:3:3; give each client its"
                + " own, or set ip-reservations-unique to false");
  }

  @Test
  void subOptionsArePackedIntoTheOptionThatCarriesThem() {
    Configuration configuration =
        accepted(
            """
            "option-def": [ { "name": "phone-port", "code": 3, "type": "uint16",
                              "space": "vendor-encapsulated-options-space" } ],
            "option-data": [ { "name": "vendor-encapsulated-options" },
              { "name": "phone-port", "space": "vendor-encapsulated-options-space",
                "data": "5060" } ]
            """);
    assertThat(configuration.settings().options().getFirst().option().value())
        .isEqualTo(Bytes.ofHex("030213c4"));
  }

  @Test
  void valuesThatDoNotFitTheirOptionAreRefused() {
    List<String> problems =
        refused(
            """
            "option-data": [ { "name": "routers", "data": "192.0.2.256" },
              { "name": "router", "data": "192.0.2.1" },
              { "code": 230, "data": "zz", "csv-format": false } ]
            """);
    assertThat(problems).hasSize(3);
    assertThat(problems.get(1)).contains("did you mean \"routers\"?");
  }

  @Test
  void includedFilesStandInTheirPlaceAndKeepTheirPositions(@TempDir Path folder)
      throws IOException {
    Path main = folder.resolve("main.conf");
    Files.writeString(
        main,
        "{ \"Dhcp4\": {\n"
            + "  \"subnet4\": <?include \"subnets.json\"?>,\n"
            + "  \"bad\": 1,\n"
            + " \"interfaces-config\": { \"interfaces\": [ \"*\" ] } } }\n");
    Files.writeString(folder.resolve("subnets.json"), "[\n { \"id\": 0.5 } ]");
    Loaded loaded = Dhcp4Reader.readFile(main);
    assertThat(((Loaded.Refused) loaded).problems())
        .extracting(problem -> problem.position().line() + " " + problem.path())
        .containsExactly("3 Dhcp4.bad", "2 Dhcp4.subnet4[0]", "2 Dhcp4.subnet4[0].id");
  }

  @Test
  void aMissingFileIsSaid(@TempDir Path folder) {
    Loaded loaded = Dhcp4Reader.readFile(folder.resolve("none.conf"));
    assertThat(((Loaded.Refused) loaded).problems().getFirst().message())
        .isEqualTo("cannot read the configuration: no such file");
  }

  @Test
  void definedOptionsMayBeArraysAndRecords() {
    Configuration configuration =
        accepted(
            """
            "option-def": [
              { "name": "mirrors", "code": 230, "type": "ipv4-address", "array": true },
              { "name": "point", "code": 231, "type": "record", "record-types": "uint8, uint16" } ],
            "option-data": [ { "name": "mirrors", "data": "192.0.2.1, 192.0.2.2" },
                             { "code": 231, "data": "1, 258" },
                             { "code": 232, "data": "0a:0b", "csv-format": false } ]
            """);
    assertThat(configuration.settings().options())
        .extracting(option -> option.option().value())
        .containsExactly(
            Bytes.ofHex("c0000201c0000202"), Bytes.ofHex("010102"), Bytes.ofHex("0a0b"));
  }

  @Test
  void keasDefaultsHoldWhereNothingIsSaid() {
    Configuration configuration =
        accepted("\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\" } ]");
    Parameters parameters = onlySubnet(configuration).parameters();
    assertThat(parameters).isEqualTo(Parameters.of(Lifetimes.fixed(7200)));
    assertThat(configuration.settings().declineProbationSeconds()).isEqualTo(86_400);
    assertThat(configuration.leaseDatabase()).isEqualTo(LeaseDatabase.DEFAULT);
    assertThat(configuration.expiry()).isEqualTo(ExpiredLeases.DEFAULT);
  }

  @Test
  void numbersAreTakenInAllTheFormsThatKeaTakes() {
    Configuration configuration =
        accepted(
            """
            "calculate-tee-times": true, "t1-percent": .4,
            "option-data": [ { "name": "default-ip-ttl", "data": "0xf0" } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" } ]
            """);
    assertThat(configuration.settings().options().getFirst().option().value())
        .isEqualTo(Bytes.ofHex("f0"));
    assertThat(onlySubnet(configuration).parameters().timers().fractions().t1()).isEqualTo(0.4);
  }
}

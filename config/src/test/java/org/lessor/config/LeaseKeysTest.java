package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.engine.AddressRange;
import org.lessor.engine.Allocator;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.NameRules;
import org.lessor.engine.Parameters;
import org.lessor.engine.Parameters.ReservationMode;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// The keys of the lease side, each read at every level where it may stand.
class LeaseKeysTest {
  private static final String HEARD = "\"interfaces-config\": {\"interfaces\": [\"*\"]}, ";

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

  private static Subnet only(String dhcp4) {
    return accepted(dhcp4).settings().networks().getFirst().subnets().getFirst();
  }

  private static Subnet at(String global, String network, String subnet) {
    return only(
        comma(global)
            + "\"shared-networks\": [ { \"name\": \"n\", "
            + comma(network)
            + "\"subnet4\": [ { \"id\": 1, "
            + comma(subnet)
            + "\"subnet\": \"192.0.2.0/24\" } ] } ]");
  }

  private static String comma(String keys) {
    return keys.isEmpty() ? "" : keys + ", ";
  }

  /// Each level has the last word over those above it.
  private static <T> void inherits(
      String key, String value, String other, Function<Parameters, T> read, T expected) {
    String wanted = "\"" + key + "\": " + value;
    String unwanted = "\"" + key + "\": " + other;
    for (Subnet subnet :
        List.of(at(wanted, "", ""), at(unwanted, wanted, ""), at(unwanted, unwanted, wanted))) {
      assertThat(read.apply(subnet.parameters())).as(key).isEqualTo(expected);
    }
    assertThat(read.apply(at("", "", "").parameters())).as(key).isNotEqualTo(expected);
  }

  @Test
  void allKeysOfParametersAreInherited() {
    inherits("allocator", "\"random\"", "\"flq\"", Parameters::allocator, Allocator.RANDOM);
    inherits(
        "allocator", "\"flq\"", "\"iterative\"", Parameters::allocator, Allocator.FREE_LEASE_QUEUE);
    inherits("adaptive-lease-time-threshold", "0.5", "1", Parameters::adaptiveThreshold, 0.5);
    inherits("offer-lifetime", "7", "0", Parameters::offerHoldSeconds, 7L);
    inherits("valid-lifetime", "77", "9", Parameters::lifetimes, Lifetimes.fixed(77));
    inherits("renew-timer", "7", "9", p -> p.timers().renewSeconds().orElse(-1), 7L);
    inherits("rebind-timer", "7", "9", p -> p.timers().rebindSeconds().orElse(-1), 7L);
    inherits("calculate-tee-times", "true", "false", p -> p.timers().fractions().t1(), 0.5);
    inherits("cache-threshold", "0.5", "0.1", p -> p.reuse().threshold(), 0.5);
    inherits("cache-max-age", "50", "10", p -> p.reuse().maxAgeSeconds().orElse(-1), 50L);
    inherits(
        "authoritative",
        "true",
        "false",
        Parameters::authority,
        Parameters.Authority.AUTHORITATIVE);
    inherits(
        "match-client-id",
        "false",
        "true",
        Parameters::matching,
        Parameters.Matching.HARDWARE_ADDRESS);
    inherits(
        "store-extended-info",
        "true",
        "false",
        Parameters::extendedInformation,
        Parameters.ExtendedInformation.STORED);
    inherits("rapid-commit", "true", "false", Parameters::rapidCommit, Parameters.RapidCommit.DONE);
    inherits(
        "next-server",
        "\"192.0.2.7\"",
        "\"192.0.2.8\"",
        p -> p.boot().siaddr(),
        Optional.of(Ipv4.of("192.0.2.7")));
    inherits(
        "server-hostname", "\"a\"", "\"b\"", p -> p.boot().sname(), Optional.of(Bytes.ofText("a")));
    inherits(
        "boot-file-name", "\"a\"", "\"b\"", p -> p.boot().file(), Optional.of(Bytes.ofText("a")));
  }

  @Test
  void anEmptyBootFieldOfASubnetTakesAwayWhatItInherits() {
    String boot = "\"next-server\": \"192.0.2.7\", \"boot-file-name\": \"x\"";
    Parameters parameters =
        at(boot, "", "\"next-server\": \"0.0.0.0\", \"boot-file-name\": \"\"").parameters();
    assertThat(parameters.boot().siaddr()).isEmpty();
    assertThat(parameters.boot().file()).isEmpty();
  }

  @Test
  void teeTimesHaveTheirFractionsFromAnyLevel() {
    Parameters parameters =
        at("\"calculate-tee-times\": true", "\"t1-percent\": 0.4", "\"t2-percent\": 0.6")
            .parameters();
    assertThat(parameters.timers().fractions().t1()).isEqualTo(0.4);
    assertThat(parameters.timers().fractions().t2()).isEqualTo(0.6);
    assertThat(refused("\"calculate-tee-times\": true, \"t1-percent\": 0.9")).hasSize(1);
  }

  @Test
  void whoRenewsAfterRebindingIsRefusedWhereASubnetEndsUpWithIt() {
    String subnets =
        "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\" %s },"
            + " { \"id\": 2, \"subnet\": \"192.0.3.0/24\" %s } ]";
    String wrong = "\"renew-timer\": 900, \"rebind-timer\": 600, ";
    assertThat(refused(wrong + subnets.formatted("", "")))
        .singleElement(STRING)
        .contains("renew-timer 900 is above rebind-timer 600, both inherited");
    assertThat(refused("\"rebind-timer\": 600, " + subnets.formatted(", \"renew-timer\": 601", "")))
        .singleElement(STRING)
        .contains("subnet4[0].renew-timer", "renew-timer 601 is above rebind-timer 600");
    String right = ", \"renew-timer\": 600";
    accepted(wrong + subnets.formatted(right, right));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "\"valid-lifetime\": 60;60;60;60",
        "\"min-valid-lifetime\": 7;7;50;50",
        "\"max-valid-lifetime\": 60;50;50;60",
        "\"valid-lifetime\": 60, \"min-valid-lifetime\": 30;30;60;60",
        "\"valid-lifetime\": 60, \"max-valid-lifetime\": 90;60;60;90",
        "\"valid-lifetime\": 60, \"min-valid-lifetime\": 30, \"max-valid-lifetime\": 90;30;60;90"
      })
  void missingBoundsOfLifetimesAreFilledIn(String keys, long min, long usual, long max) {
    assertThat(at("\"valid-lifetime\": 50", "", keys).parameters().lifetimes())
        .isEqualTo(new Lifetimes(min, usual, max));
  }

  @Test
  void eachOfTheLifetimesIsInheritedByItself() {
    String three = "\"valid-lifetime\": 60, \"min-valid-lifetime\": 30, \"max-valid-lifetime\": 90";
    assertThat(
            at(three, "\"max-valid-lifetime\": 99", "\"valid-lifetime\": 50")
                .parameters()
                .lifetimes())
        .isEqualTo(new Lifetimes(30, 50, 99));
  }

  @Test
  void aLifetimeOutsideOfInheritedBoundsIsRefused() {
    assertThat(
            refused(
                "\"min-valid-lifetime\": 3600, \"subnet4\": [ { \"id\": 1, \"subnet\":"
                    + " \"192.0.2.0/24\", \"valid-lifetime\": 60 } ]"))
        .singleElement()
        .asString()
        .contains("Dhcp4.subnet4[0].valid-lifetime: valid-lifetime 60 is not within 3600 to 60");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "\"min-valid-lifetime\": 1, \"max-valid-lifetime\": 2;7200 is not within 1 to 2",
        "\"min-valid-lifetime\": 7201;7200 is not within 7201 to 7200",
        "\"valid-lifetime\": 1, \"min-valid-lifetime\": 2;within",
        "\"valid-lifetime\": 3, \"max-valid-lifetime\": 2;within",
        "\"allocator\": \"shared-flq\";needs a lease database",
        "\"allocator\": \"other\";no allocator",
        "\"adaptive-lease-time-threshold\": 0;out of range",
        "\"cache-threshold\": 1;out of range",
        "\"ddns-replace-client-name\": true;not a text",
        "\"ddns-replace-client-name\": \"maybe\";none of its values",
        "\"hostname-char-set\": \"[a\";not a regular expression",
        "\"reservation-mode\": \"x\";no mode",
        "\"reservations-in-subnet\": false, \"reservations-out-of-pool\": true;in-subnet is false",
        "\"host-reservation-identifiers\": [ \"serial\" ];no kind of identifier"
      })
  void valuesThatMeanNothingAreRefused(String keys, String reason) {
    assertThat(refused(keys)).singleElement().asString().contains(reason);
  }

  private static Set<ReservationMode> modes(String keys) {
    return at("", "", keys).parameters().reservationModes();
  }

  @Test
  void reservationModesAreReadOneByOneOrByTheOlderKey() {
    ReservationMode global = ReservationMode.GLOBAL;
    ReservationMode own = ReservationMode.IN_SUBNET;
    ReservationMode outside = ReservationMode.OUT_OF_POOL;
    assertThat(modes("")).containsExactly(own);
    assertThat(modes("\"reservations-global\": true")).containsExactlyInAnyOrder(global, own);
    assertThat(modes("\"reservations-in-subnet\": false")).isEmpty();
    assertThat(modes("\"reservations-out-of-pool\": true")).containsExactlyInAnyOrder(own, outside);
    assertThat(modes("\"reservation-mode\": \"disabled\"")).isEmpty();
    assertThat(modes("\"reservation-mode\": \"global\"")).containsExactly(global);
    assertThat(modes("\"reservation-mode\": \"out-of-pool\""))
        .containsExactlyInAnyOrder(own, outside);
    assertThat(modes("\"reservation-mode\": \"all\"")).containsExactly(own);
    assertThat(
            at("\"reservations-global\": true", "", "\"reservations-global\": false")
                .parameters()
                .reservationModes())
        .containsExactly(own);
  }

  private static final String ENABLED = "\"dhcp-ddns\": { \"enable-updates\": true }";

  @Test
  void rulesAboutNamesAreInheritedDownToPools() {
    Subnet subnet =
        only(
            ENABLED
                + """
                , "ddns-override-no-update": true, "ddns-generated-prefix": "pc",
                "hostname-char-set": "[_]", "hostname-char-replacement": "-",
                "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
                  "ddns-override-client-update": true, "ddns-replace-client-name": "when-present",
                  "ddns-qualifying-suffix": "example.org",
                  "pools": [ { "pool": "192.0.2.1 - 192.0.2.9", "ddns-send-updates": false,
                               "ddns-qualifying-suffix": "example.net" },
                             { "pool": "192.0.2.10 - 192.0.2.19" } ] } ]
                """);
    NameRules rules = subnet.parameters().names();
    assertThat(rules.updates()).isEqualTo(NameRules.Updates.SENT);
    assertThat(rules.overridden())
        .containsExactlyInAnyOrder(NameRules.Wish.NO_UPDATE, NameRules.Wish.CLIENT_UPDATE);
    assertThat(rules.generatedPrefix()).isEqualTo("pc");
    assertThat(rules.replacement()).isEqualTo(NameRules.Replacement.WHEN_PRESENT);
    assertThat(rules.qualifyingSuffix()).isEqualTo("example.org");
    assertThat(rules.filter().unwanted()).isEqualTo("[_]");
    assertThat(rules.filter().replacement()).isEqualTo("-");
    NameRules own = subnet.pools().getFirst().names().orElseThrow();
    assertThat(own.updates()).isEqualTo(NameRules.Updates.OMITTED);
    assertThat(own.qualifyingSuffix()).isEqualTo("example.net");
    assertThat(own.generatedPrefix()).isEqualTo("pc");
    assertThat(subnet.pools().get(1).names()).isEmpty();
  }

  @Test
  void updatesAreSentOnlyWhereTheyAreEnabledAndWanted() {
    assertThat(at("", "", "").parameters().names().updates()).isEqualTo(NameRules.Updates.OMITTED);
    assertThat(at(ENABLED, "", "").parameters().names().updates())
        .isEqualTo(NameRules.Updates.SENT);
    assertThat(at(ENABLED, "\"ddns-send-updates\": false", "").parameters().names().updates())
        .isEqualTo(NameRules.Updates.OMITTED);
    assertThat(accepted(HEARD + ENABLED).warnings())
        .singleElement()
        .asString()
        .contains("no DNS updates are sent");
  }

  @Test
  void whatMattersToUpdatesOnlyIsAcceptedWithOneWarningEach() {
    assertThat(
            accepted(
                    """
                    "interfaces-config": { "interfaces": [ "*" ] },
                    "ddns-update-on-renew": true, "ddns-ttl": 5, "ddns-ttl-percent": 0.5,
                    "ddns-conflict-resolution-mode": "no-check-with-dhcid"
                    """)
                .warnings())
        .hasSize(4);
  }

  @Test
  void poolsLeaveOutWhatTheyExclude() {
    Pool pool =
        only("""
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [
          { "pool": "192.0.2.0/25",
            "excluded": [ "192.0.2.7", "192.0.2.64/28", "192.0.2.1 - 192.0.2.3" ] } ] } ]
        """)
            .pools()
            .getFirst();
    assertThat(pool.excluded())
        .containsExactly(
            new AddressRange(Ipv4.of("192.0.2.1"), Ipv4.of("192.0.2.3")),
            new AddressRange(Ipv4.of("192.0.2.7"), Ipv4.of("192.0.2.7")),
            new AddressRange(Ipv4.of("192.0.2.64"), Ipv4.of("192.0.2.79")));
    assertThat(
            refused(
                """
                "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [
                  { "pool": "192.0.2.0/25", "excluded": [ "x", "192.0.2.200" ] },
                  { "pool": "192.0.2.129" } ] } ]
                """))
        .hasSize(3);
  }

  @Test
  void reservationsHaveAllThatTheyMay() {
    Reservation reservation =
        only("""
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "reservations": [ {
          "flex-id": "'port7'", "hostname": "pc", "next-server": "192.0.2.7",
          "server-hostname": "s", "boot-file-name": "f",
          "option-data": [ { "name": "routers", "data": "192.0.2.1" } ] } ] } ]
        """)
            .reservations()
            .getFirst();
    assertThat(reservation.key()).isEqualTo(new Reservation.Key.FlexId(Bytes.ofText("port7")));
    assertThat(reservation.address()).isEmpty();
    assertThat(reservation.hostname()).contains("pc");
    assertThat(reservation.boot().siaddr()).contains(Ipv4.of("192.0.2.7"));
    assertThat(reservation.boot().sname()).contains(Bytes.ofText("s"));
    assertThat(reservation.boot().file()).contains(Bytes.ofText("f"));
    assertThat(reservation.options()).hasSize(1);
  }

  @Test
  void anAddressMayBeReservedTwiceWhereThatIsAllowed() {
    String twice =
        """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "reservations": [
          { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.10" },
          { "hw-address": "02:00:00:00:00:02", "ip-address": "192.0.2.10" } ] } ]
        """;
    assertThat(only("\"ip-reservations-unique\": false, " + twice).reservations()).hasSize(2);
    assertThat(refused(twice)).singleElement().asString().contains("reservations[0] at -:3:3");
  }

  @Test
  void globalKeysOfTheLeaseSideAreRead() {
    Settings settings =
        accepted(
                """
                "echo-client-id": false, "decline-probation-period": 7,
                "stash-agent-options": true,
                "host-reservation-identifiers": [ "flex-id", "hw-address" ],
                "compatibility": { "exclude-first-last-24": true },
                "expired-leases-processing": { "hold-reclaimed-time": 9 }
                """)
            .settings();
    assertThat(settings.clientIdEcho()).isEqualTo(Settings.ClientIdEcho.OMIT);
    assertThat(settings.declineProbationSeconds()).isEqualTo(7);
    assertThat(settings.agentOptions()).isEqualTo(Settings.AgentOptions.RESTORED);
    assertThat(settings.reservationKinds())
        .containsExactly(Reservation.Kind.FLEX_ID, Reservation.Kind.HW_ADDRESS);
    assertThat(settings.holdReclaimedSeconds()).isEqualTo(9);
  }
}

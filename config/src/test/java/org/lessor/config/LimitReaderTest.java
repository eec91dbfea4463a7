package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lessor.engine.Limit;
import org.lessor.engine.Limits;
import org.lessor.engine.PacketRate;
import org.lessor.engine.PingCheck;

/// Limits, and what else stands in user contexts for hook libraries.
class LimitReaderTest {
  private static final String LOADED = "{ \"library\": \"libdhcp_limits.so\" }";

  private static Loaded read(String libraries, String ofClass, String ofSubnet) {
    return Dhcp4Reader.readText(
        """
        { "Dhcp4": { "interfaces-config": {"interfaces": ["*"]}, "hooks-libraries": [ %s ],
          "client-classes": [
            { "name": "gold", "test": "option[60].exists", "user-context": { "x": 1 %s } },
            { "name": "port", "template-test": "relay4[1].hex",
              "user-context": { "limits": { "address-limit": 4 } } } ],
          "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24",
            "user-context": { "building": 3 %s } } ] } }
        """
            .formatted(libraries, ofClass, ofSubnet));
  }

  private static Configuration good(Loaded loaded) {
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration();
  }

  private static String only(Loaded loaded) {
    List<Problem> problems =
        switch (loaded) {
          case Loaded.Ok(Configuration configuration) -> configuration.warnings();
          case Loaded.Refused(List<Problem> found) -> found;
        };
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }

  @Test
  void limitsOfClassesAndSubnetsAreRead() {
    Configuration configuration =
        good(
            read(
                LOADED,
                ", \"limits\": { \"rate-limit\": \"1000 packets per second\" }",
                ", \"limits\": { \"address-limit\": 0, \"rate-limit\": \"1 packet per year\" }"));
    assertThat(configuration.warnings()).isEmpty();
    PacketRate fast = new PacketRate(1000, 1, "1000 packets per second");
    PacketRate slow = new PacketRate(1, 365 * 86_400, "1 packet per year");
    assertThat(configuration.settings().hooks().limits())
        .contains(
            new Limits(
                Map.of(7L, new Limit(OptionalLong.of(0), Optional.of(slow))),
                Map.of(
                    "gold",
                    new Limit(OptionalLong.empty(), Optional.of(fast)),
                    "port",
                    new Limit(OptionalLong.of(4), Optional.empty())),
                List.of("port")));
  }

  @Test
  void everyUnitOfTimeIsKnown() {
    Map.of("second", 1, "minute", 60, "hour", 3600, "day", 86_400)
        .forEach((unit, seconds) ->
            assertThat(
                    good(read(
                            LOADED,
                            "",
                            ", \"limits\": { \"rate-limit\": \"5 packets per " + unit + "\" }"))
                        .settings()
                        .hooks()
                        .limits()
                        .orElseThrow()
                        .subnets()
                        .get(7L)
                        .packets()
                        .orElseThrow()
                        .perSeconds())
                .isEqualTo((long) seconds));
    Map.of("week", 7, "month", 30, "year", 365)
        .forEach((unit, days) ->
            assertThat(
                    good(read(
                            LOADED,
                            "",
                            ", \"limits\": { \"rate-limit\": \"5 packets per " + unit + "\" }"))
                        .settings()
                        .hooks()
                        .limits()
                        .orElseThrow()
                        .subnets()
                        .get(7L)
                        .packets()
                        .orElseThrow()
                        .perSeconds())
                .isEqualTo(days * 86_400L));
  }

  @Test
  void faultsAreNamedWhereTheyStand() {
    assertThat(only(read(LOADED, "", ", \"limits\": { \"rate-limit\": \"5 per second\" }")))
        .contains(
            "-:7:65", "Dhcp4.subnet4[0].user-context.limits.rate-limit", "no rate of packets");
    assertThat(
            only(
                read(
                    LOADED,
                    "",
                    ", \"limits\": { \"rate-limit\": \"4294967296 packets per day\" }")))
        .contains("no rate of packets");
    assertThat(only(read(LOADED, "", ", \"limits\": { \"address-limit\": 4294967296 }")))
        .contains("out of range");
    assertThat(only(read(LOADED, "", ", \"limits\": { \"adress-limit\": 4 }")))
        .contains("did you mean \"address-limit\"");
    assertThat(only(read(LOADED, "", ", \"limits\": { \"prefix-limit\": 4 }")))
        .contains("it is for DHCPv6");
  }

  @Test
  void withoutTheLibraryTheyHaveNoEffectAndThatIsSaid() {
    Loaded loaded = read("", "", "");
    assertThat(only(loaded)).contains("client-classes[1].user-context.limits", "no effect");
    assertThat(good(loaded).settings().hooks().limits()).isEmpty();
  }

  @Test
  void aSubnetMaySayOtherwiseOfThePingCheck() {
    String library =
        """
        { "library": "libdhcp_ping_check.so",
          "parameters": { "reply-timeout": 70, "ping-cltt-secs": 5 } },\
        """
            + LOADED;
    PingCheck found =
        good(read(library, "", ", \"ping-check\": { \"min-ping-requests\": 3 }"))
            .settings()
            .networks()
            .getFirst()
            .subnets()
            .getFirst()
            .parameters()
            .pingCheck();
    assertThat(found).isEqualTo(new PingCheck(PingCheck.Mode.BEFORE_OFFER, 3, 70, 5));
    assertThat(
            good(read(library, "", ", \"ping-check\": { \"enable-ping-check\": false }"))
                .settings()
                .networks()
                .getFirst()
                .subnets()
                .getFirst()
                .parameters()
                .pingCheck()
                .mode())
        .isEqualTo(PingCheck.Mode.OFF);
    assertThat(only(read(LOADED, "", ", \"ping-check\": { }")))
        .contains("has no effect without the library ping_check");
  }
}

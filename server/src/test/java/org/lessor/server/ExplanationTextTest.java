package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Policy;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// From where each option of an answer comes, and why others do not.
class ExplanationTextTest {
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");

  private static List<String> options(
      String dhcp4, UnaryOperator<Message.Builder> changes, String asked) {
    return explained(dhcp4, changes, asked).options();
  }

  private static ExplanationText explained(
      String dhcp4, UnaryOperator<Message.Builder> changes, String asked) {
    Loaded loaded =
        Dhcp4Reader.readText(
            "{ \"Dhcp4\": { "
                + dhcp4
                + ", \"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\","
                + " \"evaluate-additional-classes\": [ \"late\" ],"
                + " \"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\","
                + " \"hostname\": \"printer\" } ],"
                + " \"pools\": [ { \"pool\": \"192.0.2.10 - 192.0.2.20\" } ] } ] } }");
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    Settings settings = ((Loaded.Ok) loaded).configuration().settings();
    Message message =
        Message.of(
            Op.BOOTREQUEST,
            MessageType.DHCPDISCOVER,
            new Xid(1),
            HardwareAddress.ethernet("02:00:00:00:00:01"),
            m -> changes.apply(m.option(55, Bytes.ofHex(asked))));
    Reception reception =
        new Reception(
            new Reception.Inlet("eth0", SERVER, List.of(SERVER)),
            Ipv4.UNSPECIFIED,
            68,
            Ipv4.BROADCAST);
    return new ExplanationText(
        Policy.of(settings).explain(message, reception, new LeaseTable(settings, 1), Instant.EPOCH),
        settings);
  }

  private static final String CLASSES =
      """
      "client-classes": [
        { "name": "voip", "test": "option[60].text == 'voip'",
          "option-data": [ { "name": "log-servers", "data": "192.0.2.7" } ] },
        { "name": "late", "test": "option[60].exists", "only-in-additional-list": true,
          "option-data": [ { "name": "cookie-servers", "data": "192.0.2.8" } ] } ],
      "option-data": [
        { "name": "domain-name", "data": "example.org", "client-classes": [ "voip" ] },
        { "name": "time-servers", "data": "192.0.2.9" },
        { "name": "swap-server", "data": "192.0.2.9", "never-send": true },
        { "space": "vendor-4491", "name": "tftp-servers", "data": "192.0.2.5" } ]
      """;

  @Test
  void eachOptionHasItsLevelAlsoThoseOfAdditionalClassesAndReservedNames() {
    assertThat(
            options(
                CLASSES,
                m -> m.option(60, Bytes.ofText("voip")).option(12, Bytes.ofText("x")),
                "07080f040c"))
        .contains(
            "7 log-servers=192.0.2.7  <- class voip",
            "8 cookie-servers=192.0.2.8  <- class late",
            "15 domain-name=example.org  <- all clients",
            "4 time-servers=192.0.2.9  <- all clients",
            "12 host-name=printer  <- the reservation");
  }

  @Test
  void whatIsNotSentHasItsReason() {
    assertThat(options(CLASSES, m -> m, "0f10"))
        .contains(
            "(15 domain-name=example.org  <- all clients, not sent: only for members of voip)",
            "(4 time-servers=192.0.2.9  <- all clients, not sent: the client does not ask for it)",
            "(16 swap-server=192.0.2.9  <- all clients, not sent: never-send at all clients)");
  }

  @Test
  void bootFieldsHaveTheirLevel() {
    String boot =
        """
        "next-server": "192.0.2.3", "boot-file-name": "all", "server-hostname": "all.example",
        "client-classes": [
          { "name": "other", "test": "option[60].text == 'x'", "boot-file-name": "x" },
          { "name": "voip", "test": "option[60].text == 'voip'", "boot-file-name": "phone" },
          { "name": "late", "test": "option[60].exists", "only-in-additional-list": true,
            "server-hostname": "late.example" } ]
        """;
    ExplanationText phone = explained(boot, m -> m.option(60, Bytes.ofText("voip")), "01");
    assertThat(phone.line()).contains("siaddr (next-server) 192.0.2.3  <- subnet 1");
    assertThat(phone.bootFields())
        .containsExactly(
            "siaddr (next-server) 192.0.2.3  <- subnet 1 (its own or inherited)",
            "sname (server-hostname) late.example  <- class late",
            "file (boot-file-name) phone  <- class voip");
    assertThat(explained("\"valid-lifetime\": 600", m -> m, "01").bootFields()).isEmpty();
  }
}

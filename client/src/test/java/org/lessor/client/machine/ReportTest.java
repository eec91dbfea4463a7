package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Authentication;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StandardOptions;

class ReportTest {
  @Test
  void aLineHasIdNameAndParticulars() {
    Report report = Report.of(Notice.BOUND).and("address", "192.0.2.10").and("lease-time", 60);
    assertThat(report.about("interface", "eth0").line())
        .isEqualTo("LSR-C-301 bound interface=eth0 address=192.0.2.10 lease-time=60");
  }

  @Test
  void whatAServerSendsCannotForgeALine() {
    Report report =
        Report.of(Notice.REFUSED_BY_SERVER)
            .and("message", "no\nLSR-C-301 bound \"x\" \u2028\u001b[");
    assertThat(report.line())
        .isEqualTo(
            "LSR-C-109 refused-by-server"
                + " message=\"no\\u000aLSR-C-301 bound \\\"x\\\" \\u2028\\u001b[\"");
  }

  @Test
  void idsAreUniqueAndEachNoticeHasAParagraph() {
    Set<String> ids = new HashSet<>();
    for (Notice notice : Notice.values()) {
      assertThat(ids.add(notice.id())).as(notice.id()).isTrue();
      assertThat(notice.id()).matches("LSR-C-[0-9]{3}");
      assertThat(notice.paragraph()).endsWith(".").hasSizeGreaterThan(20);
    }
  }

  @Test
  void whatProvesWhoTheServerIsStaysOutOfTheLog() {
    Authentication nonce =
        new Authentication(
            Authentication.FORCERENEW_NONCE,
            Authentication.HMAC_MD5,
            0,
            7,
            Bytes.ofUnsigned(Authentication.NONCE_VALUE).plus(Bytes.ofHex("c0ffee")));
    Report report =
        ReceivedOptions.report(
            Leases.ack("192.0.2.10", 3600, m -> m.option(StandardOptions.AUTHENTICATE, nonce)));
    assertThat(report.line()).endsWith(" authenticate=\"(not shown)\"").doesNotContain("c0ffee");
  }

  @Test
  void everyOptionReceivedIsNamed() {
    Report report =
        ReceivedOptions.report(
            Leases.ack(
                "192.0.2.10",
                3600,
                m ->
                    m.option(StandardOptions.DOMAIN_NAME, "example.org")
                        .option(StandardOptions.ROUTERS.code(), Bytes.ofUnsigned(1, 2))
                        .option(224, Bytes.ofHex("0102"))
                        .siaddr(Ipv4.of("192.0.2.2"))));
    assertThat(report.line())
        .isEqualTo(
            "LSR-C-108 configuration-received yiaddr=192.0.2.10 siaddr=192.0.2.2"
                + " dhcp-server-identifier=192.0.2.1 subnet-mask=255.255.255.0"
                + " dhcp-lease-time=3600 domain-name=example.org"
                + " routers=\"0102 (malformed)\" option-224=0102");
  }
}

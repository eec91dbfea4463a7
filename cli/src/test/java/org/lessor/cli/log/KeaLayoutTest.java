package org.lessor.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeaLayoutTest {
  private static String line(String pattern) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "",
            context.getLogger("kea-dhcp4.leases"),
            Level.INFO,
            "DHCP4_LEASE_ALLOC {}",
            null,
            new Object[] {"address=192.0.2.1"});
    event.setThreadName("worker");
    event.setInstant(Instant.parse("2026-03-09T04:05:06.078009Z"));
    return new KeaLayout(pattern).doLayout(event);
  }

  @Test
  void keasUsualPatternIsWrittenAsByKea() {
    assertThat(line(KeaLayout.USUAL))
        .matches(
            "20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:06\\.078 INFO  \\[kea-dhcp4\\.leases/"
                + ProcessHandle.current().pid()
                + "\\.worker\\] DHCP4_LEASE_ALLOC address=192\\.0\\.2\\.1\n");
  }

  @Test
  void timesInUniversalTimeTakeEachFieldOfStrftime() {
    assertThat(line("%d{%Y %y %m %d %H %I %M %S %q %Q %j %w %a %A %b %p %U %W %Z %x %X %%}"))
        .isEqualTo(
            "2026 26 03 09 04 04 05 06 078 078.009 068 1 Mon Monday Mar AM 10 10 Z 03/09/26"
                + " 04:05:06 %");
  }

  @Test
  void fieldsArePaddedAndCut() {
    assertThat(line("[%-6p][%6p][%.2p][%-4.3t]")).isEqualTo("[INFO  ][  INFO][FO][ker ]");
  }

  @Test
  void whatIsNoConversionStandsAsItIs() {
    assertThat(line("100%% {x} %p{y}%n")).isEqualTo("100% {x} INFO{y}\n");
  }
}

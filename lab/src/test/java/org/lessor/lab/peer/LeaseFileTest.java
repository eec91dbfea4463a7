package org.lessor.lab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Lease files as the servers wrote them.
class LeaseFileTest {
  private static final RecordedLease LEASE =
      new RecordedLease(
          Ipv4.of("192.0.2.100"),
          HardwareAddress.ethernet("02:00:00:00:02:01"),
          Instant.parse("2026-11-24T00:15:27Z"));

  @Test
  void keasLastLineOfAnAddressCounts() {
    String header =
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,"
            + "state,user_context\n";
    String bound = "192.0.2.100,02:00:00:00:02:01,01:02:00:00:00:02:01,3600,%d,1,0,0,,0,\n";
    String early = bound.formatted(LEASE.expires().getEpochSecond() - 900);
    String late = bound.formatted(LEASE.expires().getEpochSecond());
    String released = "192.0.2.100,02:00:00:00:02:01,01:02:00:00:00:02:01,0,1795478600,1,0,0,,0,\n";
    String declined = "192.0.2.100,,,86400,1795478600,1,0,0,,1,\n";

    assertThat(Kea.parse(Bytes.ofText(header + early + late))).containsExactly(LEASE);
    assertThat(Kea.parse(Bytes.ofText(header + late + released))).isEmpty();
    assertThat(Kea.parse(Bytes.ofText(header + late + declined))).isEmpty();
    assertThat(Kea.parse(Bytes.ofText(header))).isEmpty();
  }

  @Test
  void dhcpdsLastBlockOfAnAddressCounts() {
    String start =
        """
        # The format of this file is documented in the dhcpd.leases(5) manual page.
        server-duid "\\000\\001\\000\\0012\\227\\205\\216\\002\\000\\000\\000\\001\\001";

        """;
    String active =
        """
        lease 192.0.2.100 {
          starts 1 2026/11/23 23:15:27;
          ends 2 2026/11/24 00:15:27;
          cltt 1 2026/11/23 23:15:27;
          binding state active;
          next binding state free;
          rewind binding state free;
          hardware ethernet 02:00:00:00:02:01;
          uid "\\001\\002\\000\\000\\000\\002\\001";
          set vendor-class-identifier = "udhcp 1.35.0";
        }
        """;
    String free = active.replace("  binding state active;", "  binding state free;");

    assertThat(IscDhcpd.parse(Bytes.ofText(start + active))).containsExactly(LEASE);
    assertThat(IscDhcpd.parse(Bytes.ofText(start + active + free))).isEmpty();
    assertThat(IscDhcpd.parse(Bytes.ofText(start))).isEmpty();
  }

  @Test
  void dnsmasqHasALinePerLease() {
    String line =
        LEASE.expires().getEpochSecond()
            + " 02:00:00:00:02:01 192.0.2.100 * 01:02:00:00:00:02:01\n";

    assertThat(Dnsmasq.parse(Bytes.ofText(line))).containsExactly(LEASE);
    assertThat(Dnsmasq.parse(Bytes.EMPTY)).isEmpty();
  }

  @Test
  void udhcpdWritesRecordsOfRemainingTime() {
    Bytes writtenAt =
        Bytes.ofHex("00000000").plus(Bytes.ofUint32(LEASE.expires().getEpochSecond() - 3600));
    Bytes lease =
        Bytes.ofHex("00000e10 c0000264 020000000201")
            .plus(Bytes.ofHex("00".repeat(20)))
            .plus(Bytes.ofHex("0000"));

    assertThat(Udhcpd.parse(writtenAt.plus(lease))).containsExactly(LEASE);
    assertThat(Udhcpd.parse(writtenAt)).isEmpty();
    assertThat(Udhcpd.parse(Bytes.EMPTY)).isEmpty();
  }
}

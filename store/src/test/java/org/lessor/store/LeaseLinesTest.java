package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.lease;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.engine.ClientIdentity;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseNames;
import org.lessor.engine.LeaseState;
import org.lessor.engine.StoredLease;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

class LeaseLinesTest {
  private static String written(Lease lease) {
    LineBuffer buffer = new LineBuffer(1);
    LeaseLines.put(buffer, lease);
    return new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
  }

  private static LeaseLineParser parser(String header) {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return LeaseLineParser.forHeader(bytes, 0, bytes.length);
  }

  private static StoredLease stored(LeaseLineParser parser, String line) {
    StoredLease target = new StoredLease();
    assertThat(parser.parse(split(line), target)).isNull();
    return target;
  }

  private static Lease parsed(LeaseLineParser parser, String line) {
    return stored(parser, line).lease().orElseThrow();
  }

  private static LineSplitter split(String line) {
    LineSplitter splitter = new LineSplitter();
    byte[] bytes = ("??" + line + "\nmore,").getBytes(StandardCharsets.UTF_8);
    assertThat(splitter.next(bytes, 2, bytes.length)).isTrue();
    return splitter;
  }

  private static String refused(String line) {
    return parser(LeaseLines.HEADER).parse(split(line), new StoredLease());
  }

  @Test
  void aLineEndsAtItsNewlineOrIsNotWhole() {
    LineSplitter splitter = split("a,,\u00e9!,b");
    assertThat(splitter.start()).isEqualTo(2);
    assertThat(splitter.parts()).isEqualTo(4);
    assertThat(splitter.partStart(1)).isEqualTo(splitter.partEnd(1)).isEqualTo(4);
    assertThat(splitter.partEnd(3)).isEqualTo(splitter.end()).isEqualTo(10);
    assertThat(splitter.next(splitter.source(), 11, 16)).isFalse();
    assertThat(split(",".repeat(100)).parts()).isEqualTo(101);
  }

  @Test
  void aHostNameThatNoRecordHoldsMakesALineBroken() {
    String line = "192.0.2.7,02:00:00:00:00:09,,3600,1700003600,17,0,0,%s,0,,0";
    assertThat(refused(line.formatted("a".repeat(StoredLease.MAX_HOSTNAME_BYTES)))).isNull();
    assertThat(refused(line.formatted("a".repeat(StoredLease.MAX_HOSTNAME_BYTES + 1))))
        .isEqualTo("a host name of 21846 bytes");
  }

  @Test
  void aLineHasTheFormThatKeaWrites() {
    Lease lease =
        new Lease(
            Ipv4.of("192.0.2.7"),
            client(9),
            LeaseState.ASSIGNED,
            1_700_000_000,
            3600,
            17,
            3,
            new LeaseNames("a,b&c \u00e9.example", true, false),
            "{ \"a\": [ 1, 2 ] }");
    assertThat(written(lease))
        .isEqualTo(
            "192.0.2.7,02:00:00:00:00:09,01:02:00:00:00:00:09,3600,1700003600,17,1,0,"
                + "a&#x2cb&#x26c &#xc3&#xa9.example,0,{ \"a\": [ 1&#x2c 2 ] },3\n");
    assertThat(written(lease("192.0.2.7", 9, LeaseState.RELEASED, NOW)))
        .isEqualTo(
            "192.0.2.7,02:00:00:00:00:09,01:02:00:00:00:00:09,3600,1700003600,1,0,0,,3,,0\n");
    assertThatThrownBy(() -> written(lease("192.0.2.7", 9, LeaseState.OFFERED, NOW)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrittenIsRead() {
    LeaseLineParser parser = parser(LeaseLines.HEADER);
    Random random = new Random(77);
    for (int i = 0; i < 20_000; i++) {
      Lease lease = randomLease(random);
      String line = written(lease);
      assertThat(line).endsWith("\n").matches("[ -~]*\n");
      assertThat(parsed(parser, line.strip())).as(line).isEqualTo(lease);
    }
  }

  private static Lease randomLease(Random random) {
    LeaseState[] states = LeaseState.values();
    LeaseState state = states[1 + random.nextInt(states.length - 1)];
    byte[] mac = new byte[state == LeaseState.DECLINED ? 0 : 1 + random.nextInt(16)];
    random.nextBytes(mac);
    byte[] clientId = new byte[1 + random.nextInt(255)];
    random.nextBytes(clientId);
    long lifetime =
        state == LeaseState.RELEASED && random.nextBoolean()
            ? 0
            : random.nextInt(9) == 0 ? Lease.INFINITE : 1 + random.nextLong(Lease.INFINITE);
    return new Lease(
        new Ipv4(random.nextInt()),
        new ClientIdentity(
            new HardwareAddress(mac.length == 0 ? 0 : 1, Bytes.of(mac)),
            random.nextBoolean() ? Optional.empty() : Optional.of(Bytes.of(clientId))),
        state,
        random.nextLong(1L << 33),
        lifetime,
        1 + random.nextLong(0xfffffffeL),
        random.nextInt(3) == 0 ? random.nextLong(1L << 32) : 0,
        new LeaseNames(randomText(random), random.nextBoolean(), random.nextBoolean()),
        random.nextInt(3) == 0 ? "{" + randomText(random) + "}" : "");
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x10000 + random.nextInt(0x1000);
            case 2 -> ",&#x2c".charAt(random.nextInt(6));
            default -> 'a' + random.nextInt(26);
          });
    }
    return text.toString();
  }

  @Test
  void olderAndOtherHeadersDecideTheColumns() {
    LeaseLineParser old =
        parser(
            "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname");
    assertThat(old.isWritten()).isFalse();
    assertThat(parsed(old, "192.0.2.7,02:00:00:00:00:09,,10,1700000010,1,0,1,host"))
        .isEqualTo(
            new Lease(
                Ipv4.of("192.0.2.7"),
                new ClientIdentity(client(9).chaddr(), Optional.empty()),
                LeaseState.ASSIGNED,
                NOW,
                10,
                1,
                0,
                new LeaseNames("host", false, true),
                ""));
    LeaseLineParser other =
        parser("state,new,expire,valid_lifetime,client_id,subnet_id,address,hwaddr");
    Lease reclaimed = parsed(other, "2,x,1700000010,10,,1,192.0.2.7,2:0:0:0:0:9");
    assertThat(reclaimed.state()).isEqualTo(LeaseState.EXPIRED_RECLAIMED);
    assertThat(reclaimed.client().chaddr()).isEqualTo(client(9).chaddr());
    assertThat(parser("address,hwaddr,client_id")).isNull();
    assertThat(parser("duid,lease,whatever")).isNull();
  }

  @Test
  void aLifetimeOfZeroRemovesExceptOfReleasedLeases() {
    LeaseLineParser parser = parser(LeaseLines.HEADER);
    for (LeaseState state : LeaseState.values()) {
      LineBuffer buffer = new LineBuffer(10);
      LeaseLines.putRemoval(buffer, lease("192.0.2.7", 9, state, NOW));
      String line = new String(buffer.bytes(), 0, buffer.length() - 1, StandardCharsets.UTF_8);
      StoredLease removal = stored(parser, line);
      assertThat(removal.lease()).isEmpty();
      assertThat(removal.addressBits()).isEqualTo(Ipv4.of("192.0.2.7").bits());
    }
    assertThat(
            parsed(parser, "192.0.2.7,02:00:00:00:00:09,,0,1700000010,1,0,0,,3,,0").clttSeconds())
        .isEqualTo(1_700_000_010);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.256,02:00:00:00:00:09,,10,1700000010,1,0,0,,0,,0     | not an IPv4 address
          192.0.2,02:00:00:00:00:09,,10,1700000010,1,0,0,,0,,0         | not an IPv4 address
          2001:db8::1,02:00:00:00:00:09,,10,1700000010,1,0,0,,0,,0     | not an IPv4 address
          192.0.2.7,02:00:00:00:00:0g,,10,1700000010,1,0,0,,0,,0       | not a hardware address
          192.0.2.7,02:00:,,10,1700000010,1,0,0,,0,,0                  | not a hardware address
          192.0.2.7,02:00,zz,10,1700000010,1,0,0,,0,,0                 | not a client identifier
          192.0.2.7,02:00,,ten,1700000010,1,0,0,,0,,0                  | valid_lifetime is not
          192.0.2.7,02:00,,4294967296,1700000010,1,0,0,,0,,0           | valid_lifetime is not
          192.0.2.7,02:00,,10,-1,1,0,0,,0,,0                           | expire is not
          192.0.2.7,02:00,,10,9,1,0,0,,0,,0                            | does not go with
          192.0.2.7,02:00,,10,99999999999999999999,1,0,0,,0,,0         | expire is not
          192.0.2.7,02:00,,10,1700000010,x,0,0,,0,,0                   | subnet_id is not
          192.0.2.7,02:00,,10,1700000010,1,2,0,,0,,0                   | neither 0 nor 1
          192.0.2.7,02:00,,10,1700000010,1,0,true,,0,,0                | neither 0 nor 1
          192.0.2.7,02:00,,10,1700000010,1,0,0,,4,,0                   | state is not
          192.0.2.7,02:00,,10,1700000010,1,0,0,,0,x,0                  | not a JSON map
          192.0.2.7,02:00,,10,1700000010,1,0,0,,0,,x                   | pool_id is not
          192.0.2.7,,,10,1700000010,1,0,0,,0,,0                        | neither a hardware address
          192.0.2.7,02:00,,10,1700000010,1,0,0,,0,,0,9                 | more values
          192.0.2.7,02:00,,10,1700000010,1,0,0                         | fewer values
          garbage                                                      | fewer values
          """)
  void aBrokenLineIsRefusedWithItsReason(String line, String reason) {
    assertThat(refused(line)).contains(reason);
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(5);
    LeaseLineParser parser = parser(LeaseLines.HEADER);
    LineSplitter splitter = new LineSplitter();
    StoredLease target = new StoredLease();
    String good = "192.0.2.7,02:00:00:00:00:09,01:02,10,1700000010,1,0,0,a&#x2cb,0,{},3";
    for (int i = 0; i < 200_000; i++) {
      byte[] line = good.getBytes(StandardCharsets.UTF_8);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        line[random.nextInt(line.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) ",:&#x09{}".charAt(random.nextInt(9));
      }
      line[random.nextInt(line.length)] = '\n';
      splitter.next(line, 0, line.length);
      parser.parse(splitter, target);
    }
  }
}

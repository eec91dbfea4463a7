package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.wire.Bytes;

/// For how long a lease is given, when it is to be renewed, when it is told again, and when an
/// address is worth an ICMP echo.
class TermsTest {
  private static final String CLIENT = "02:00:00:00:00:01";
  private static final String POOL = "subnet 192.0.2.0/24 pool .10-.19 ";

  private static TestClient on(String words) {
    return Lab.of(POOL + words).client(CLIENT);
  }

  @ParameterizedTest(name = "asked for {0} of {1}: {2}")
  @CsvSource({
    "-1,         10m-1h-2h,        3600",
    "60,         10m-1h-2h,        600",
    "5400,       10m-1h-2h,        5400",
    "7201,       10m-1h-2h,        7200",
    "4294967295, 10m-1h-2h,        7200",
    "4294967295, 10m-1h-forever,   4294967295",
    "-1,         forever,          4294967295",
    "0,          10m-1h-2h,        3600",
  })
  void theLifetimeAskedForIsClamped(long asked, String lifetimes, long given) {
    TestClient client = on("lease " + lifetimes);
    if (asked >= 0) {
      client.saying(builder -> builder.option(51, Bytes.ofUint32(asked)));
    }
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.option(51)).isEqualTo(Bytes.ofUint32(given));
    client.selects().getsAck("192.0.2.10");
    assertThat(client.option(51)).isEqualTo(Bytes.ofUint32(given));
    assertThat(client.binding().lease().validLifetimeSeconds()).isEqualTo(given);
  }

  @ParameterizedTest(name = "{0}: T1 {1}, T2 {2}")
  @CsvSource({
    "lease 1000s,                          -1,   -1",
    "lease 1000s tee 0.5-0.875,            500,  875",
    "lease 1000s t1 300 t2 600,            300,  600",
    "lease 1000s t1 300 t2 1000,           300,  -1",
    "lease 1000s t1 300 t2 2000,           300,  -1",
    "lease 1000s t1 600 t2 600,            -1,   600",
    "lease 1000s t1 999,                   999,  -1",
    "lease 1000s t1 1000,                  -1,   -1",
    "lease 1000s t1 200 tee 0.5-0.875,     200,  875",
    "lease 1000s t2 400 tee 0.5-0.875,     -1,   400",
    "lease forever tee 0.5-0.875,          -1,   -1",
    "lease forever t1 300 t2 600,          300,  600",
    "lease 1s tee 0.5-0.875,               -1,   -1",
    "lease 3s tee 0.5-0.875,               2,    -1",
  })
  void t1LiesBeforeT2AndT2BeforeTheEnd(String words, long t1, long t2) {
    TestClient client = on(words).discovers().getsOffer("192.0.2.10");
    assertSeconds(client, 58, t1);
    assertSeconds(client, 59, t2);
  }

  private static void assertSeconds(TestClient client, int code, long expected) {
    if (expected < 0) {
      assertThat(client.reply().has(code)).describedAs("option %s", code).isFalse();
    } else {
      assertThat(client.option(code)).isEqualTo(Bytes.ofUint32(expected));
    }
  }

  @Test
  void aYoungLeaseIsToldAgainAndNothingIsWritten() {
    Lab lab = Lab.of(POOL + "lease 1h reuse 0.25 tee 0.5-0.875");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10").changing(1);
    lab.passes(Duration.ofMinutes(14));

    client.renews().getsAck("192.0.2.10").changing(0).expiringIn(Duration.ofMinutes(46));
    assertSeconds(client, 58, 23 * 60);
    client.discovers().getsOffer("192.0.2.10").expiringIn(Duration.ofMinutes(46));
    lab.passes(Duration.ofMinutes(1));
    client.renews().changing(0);
    lab.passes(Duration.ofSeconds(1));
    client.renews().getsAck("192.0.2.10").changing(1).expiringIn(Duration.ofHours(1));
  }

  @Test
  void aLeaseIsNotToldAgainWhereItWouldBeAnotherNow() {
    Lab lab = Lab.of(POOL + "lease 10m-1h-2h reuse 0.25");
    TestClient client = lab.client(CLIENT).withOption(12, "6f6e65");
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passes(Duration.ofMinutes(1));

    client.renews().changing(0);
    client.withOption(12, "74776f").renews().changing(1);
    assertThat(lab.lease("192.0.2.10").orElseThrow().names().hostname()).isEqualTo("two");
    lab.passes(Duration.ofMinutes(1));
    client.withOption(51, "00001c20").renews().changing(1).expiringIn(Duration.ofHours(2));
  }

  @Test
  void aLeaseForEverIsAlwaysToldAgain() {
    Lab lab = Lab.of(POOL + "lease forever reuse 0.25");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passes(Duration.ofDays(1000));
    client.renews().getsAck("192.0.2.10").changing(0);
    assertThat(client.option(51)).isEqualTo(Bytes.ofHex("ffffffff"));
  }

  @Test
  void aClockThatStepsBackRenewsAndDoesNotTellMoreThanTheLifetime() {
    Lab lab = Lab.of(POOL + "lease 1h reuse 0.25");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passesUnnoticed(Duration.ofHours(-5));
    client.renews().getsAck("192.0.2.10").changing(1).expiringIn(Duration.ofHours(1));
  }

  @Test
  void renewingTwiceInOneSecondChangesNothingTheSecondTime() {
    Lab lab = Lab.of(POOL + "lease 1h");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10").changing(1);
    client.renews().getsAck("192.0.2.10").changing(0).expiringIn(Duration.ofHours(1));
  }

  @Test
  void anAddressFromAfarIsUnverifiedAndOneOfTheSameClientNotLongAgoIsNot() {
    Lab lab = Lab.of(POOL + "lease 30s hold 1h ping ack/60");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.UNVERIFIED);
    client.selects().getsAck("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.UNVERIFIED);
    client.selects().getsAck("192.0.2.10");
    assertThat(client.recency()).describedAs("repeated").isEqualTo(Verdict.Recency.SAME_CLIENT);

    lab.passes(Duration.ofSeconds(59));
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.SAME_CLIENT);
    lab.passes(Duration.ofSeconds(70));
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.UNVERIFIED);
    TestClient other = lab.client("02:00:00:00:00:02").discovers();
    assertThat(other.recency()).isEqualTo(Verdict.Recency.UNVERIFIED);
  }

  @Test
  void whereOffersAreAskedAboutTheOfferIsEnoughAfterwards() {
    Lab lab = Lab.of(POOL + "ping offer/60");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.UNVERIFIED);
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.SAME_CLIENT);
  }

  @Test
  void aLeaseThatHoldsIsNotAskedAboutHoweverOld() {
    Lab lab = Lab.of(POOL + "lease 24h ping offer/60");
    TestClient client = lab.client(CLIENT);
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    lab.passes(Duration.ofHours(20));
    client.discovers().getsOffer("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.SAME_CLIENT);
  }

  @Test
  void aClientThatExtendsUsesItsAddressAndWouldAnswerItself() {
    TestClient client = on("ping ack/60");
    client.renews("192.0.2.10").getsAck("192.0.2.10");
    assertThat(client.recency()).isEqualTo(Verdict.Recency.SAME_CLIENT);
    TestClient rebinding = on("ping ack/60").rebinds("192.0.2.10").getsAck("192.0.2.10");
    assertThat(rebinding.recency()).isEqualTo(Verdict.Recency.SAME_CLIENT);
  }
}

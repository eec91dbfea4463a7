package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.wire.Bytes;

/// What names clients go by, and how options 12 and 81 are answered.
class HostNamesTest {
  private static final String MAC = "02:00:00:00:00:01";
  private static final String POOL = "subnet 192.0.2.0/24 pool .10-.19 ";

  private final Lab lab = Lab.of(POOL);
  private final TestClient client = lab.client(MAC);

  private String keptName() {
    return lab.lease("192.0.2.10").orElseThrow().names().hostname();
  }

  private void getsLease() {
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
  }

  @ParameterizedTest
  @CsvSource({"Laptop,laptop", "my_laptop!,mylaptop", "a.b-c,a.b-c", "$$$,''", "Ünï,n"})
  void aHostNameIsKeptInLowerCaseWithoutWhatNoneHasInIt(String said, String kept) {
    client.saying(builder -> builder.option(12, Bytes.ofText(said)));
    getsLease();
    assertThat(keptName()).isEqualTo(kept);
    assertThat(client.reply().has(12)).isEqualTo(!kept.isEmpty());
  }

  @Test
  void aNameTooLongForDnsIsNotKept() {
    client.saying(builder -> builder.option(12, Bytes.ofText("a".repeat(254))));
    getsLease();
    assertThat(keptName()).isEmpty();
  }

  @Test
  void aClientThatSaysNothingIsToldNothing() {
    client.askingFor(12, 81);
    getsLease();
    assertThat(client.reply().has(12)).isFalse();
    assertThat(client.reply().has(81)).isFalse();
    assertThat(keptName()).isEmpty();
  }

  @Test
  void aReservedNameWinsAndIsToldToWhoAsksOrSaysOne() {
    String scene = POOL + "reserve 02:00:00:00:00:01=.10 hostname printer";
    TestClient asking = Lab.of(scene).client(MAC).askingFor(12).discovers();
    assertThat(asking.option(12).toText()).isEqualTo("printer");
    TestClient saying = Lab.of(scene).client(MAC).withOption(12, "6c6170").discovers();
    assertThat(saying.option(12).toText()).isEqualTo("printer");
    TestClient silent = Lab.of(scene).client(MAC).discovers();
    assertThat(silent.reply().has(12)).isFalse();
  }

  @Test
  void theDomainNameOfOption81IsKeptAndAnsweredWithWhatTheServerDoes() {
    // S and E set; "Lap.example." on the wire.
    client.withOption(81, "050000034c6170076578616d706c6500").withOption(12, "6f74686572");
    getsLease();
    assertThat(keptName()).isEqualTo("lap.example.");
    // N, O and E; return codes 255; the name as it was.
    assertThat(client.option(81)).isEqualTo(Bytes.ofHex("0effff034c6170076578616d706c6500"));
    assertThat(client.reply().has(12)).isFalse();
  }

  @Test
  void aClientThatUpdatesDnsItselfIsNotOverridden() {
    client.withOption(81, "040000036c617000");
    getsLease();
    assertThat(client.option(81)).isEqualTo(Bytes.ofHex("0cffff036c617000"));
  }

  @Test
  void theOldEncodingIsAnsweredInTheOldEncoding() {
    client.saying(
        builder -> builder.option(81, Bytes.ofHex("000000").plus(Bytes.ofText("lap.example"))));
    getsLease();
    assertThat(keptName()).isEqualTo("lap.example");
    assertThat(client.option(81))
        .isEqualTo(Bytes.ofHex("08ffff").plus(Bytes.ofText("lap.example")));
  }

  @Test
  void anOption81ThatContradictsItselfOrIsBrokenIsNotAnswered() {
    client.withOption(81, "0d0000036c617000").withOption(12, "6c6170");
    getsLease();
    assertThat(client.reply().has(81)).isFalse();
    assertThat(client.option(12).toText()).isEqualTo("lap");
    TestClient broken = lab.client("02:00:00:00:00:02").withOption(81, "04").discovers();
    assertThat(broken.reply().has(81)).isFalse();
    TestClient overrun = lab.client("02:00:00:00:00:03").withOption(81, "040000096c617000");
    assertThat(overrun.discovers().reply().has(81)).isFalse();
  }

  @Test
  void aReservedNameIsAnsweredInOption81AsWell() {
    Lab reserving = Lab.of(POOL + "reserve 02:00:00:00:00:01=.10 hostname printer");
    TestClient owner = reserving.client(MAC).withOption(81, "050000036c617000").discovers();
    assertThat(owner.option(81)).isEqualTo(Bytes.ofHex("0effff077072696e746572"));
  }
}

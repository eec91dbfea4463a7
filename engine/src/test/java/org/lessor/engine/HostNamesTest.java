package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
  void zerosBehindAHostNameAreNoPartOfIt() {
    client.saying(builder -> builder.option(12, Bytes.ofText("laptop\0\0")));
    getsLease();
    assertThat(keptName()).isEqualTo("laptop");
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
  void aReservedNameWinsAndIsToldToAll() {
    String scene = POOL + "reserve 02:00:00:00:00:01=.10 hostname printer";
    TestClient asking = Lab.of(scene).client(MAC).askingFor(12).discovers();
    assertThat(asking.option(12).toText()).isEqualTo("printer");
    TestClient saying = Lab.of(scene).client(MAC).withOption(12, "6c6170").discovers();
    assertThat(saying.option(12).toText()).isEqualTo("printer");
    TestClient silent = Lab.of(scene).client(MAC).discovers();
    assertThat(silent.option(12).toText()).isEqualTo("printer");
  }

  @Test
  void theDomainNameOfOption81IsKeptAndAnsweredWithWhatTheServerDoes() {
    // S and E set; "Lap.example." on the wire.
    client.withOption(81, "050000034c6170076578616d706c6500").withOption(12, "6f74686572");
    getsLease();
    assertThat(keptName()).isEqualTo("lap.example.");
    // N, O and E; return codes 255; the name in lower case.
    assertThat(client.option(81)).isEqualTo(Bytes.ofHex("0effff036c6170076578616d706c6500"));
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
    assertThat(keptName()).isEqualTo("lap.example.");
    assertThat(client.option(81))
        .isEqualTo(Bytes.ofHex("08ffff").plus(Bytes.ofText("lap.example.")));
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
    assertThat(owner.option(81)).isEqualTo(Bytes.ofHex("0effff077072696e74657200"));
  }

  private static String fqdn(String dns, String asked) {
    TestClient asking = Lab.of(dns + " " + POOL).client(MAC).withOption(81, asked);
    asking.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    return asking.option(81).toString();
  }

  @ParameterizedTest(name = "{0}: client {1} server {2}")
  @CsvSource({
    // Client S, none, N; the server enters names.
    "send=yes,05,05",
    "send=yes,04,04",
    "send=yes,0c,0c",
    "'send=yes,override=CLIENT_UPDATE',04,07",
    "'send=yes,override=NO_UPDATE',0c,07",
    // What is overridden is only the wish named.
    "'send=yes,override=NO_UPDATE',04,04",
    "'send=yes,override=CLIENT_UPDATE',0c,0c",
    // Without updates nothing is overridden.
    "override=CLIENT_UPDATE,04,0c",
    "override=NO_UPDATE,0c,0c",
    "prefix=x,05,0e"
  })
  void theFlagsOfOption81SayWhoEntersTheName(String dns, String client, String server) {
    assertThat(fqdn("dns " + dns, client + "0000036c617000")).startsWith(server + "ffff");
  }

  @Test
  void whatTheServerEntersIsKeptWithTheLease() {
    Lab updating = Lab.of("dns send=yes,suffix=example.org " + POOL);
    updating.client(MAC).withOption(81, "050000036c6170").leases();
    assertThat(updating.lease("192.0.2.10").orElseThrow().names())
        .isEqualTo(new LeaseNames("lap.example.org.", true, true));
    TestClient own = updating.client("02:00:00:00:00:02").withOption(81, "040000036c6170");
    own.leases();
    assertThat(updating.lease("192.0.2.11").orElseThrow().names())
        .isEqualTo(new LeaseNames("lap.example.org.", false, true));
    TestClient said = updating.client("02:00:00:00:00:03").withOption(12, "6c6170");
    said.leases();
    assertThat(updating.lease("192.0.2.12").orElseThrow().names())
        .isEqualTo(new LeaseNames("lap.example.org", true, true));
  }

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    "suffix=example.org,Lap,lap.example.org",
    "suffix=example.org.,lap,lap.example.org",
    "suffix=example.org,lap.example.net,lap.example.net",
    "suffix=example.org,example.org,example.org",
    "replace=ALWAYS,lap,myhost-192-0-2-10",
    "'replace=WHEN_PRESENT,prefix=pc,suffix=example.org',lap,pc-192-0-2-10.example.org",
    "replace=WHEN_NOT_PRESENT,lap,lap",
    "prefix=pc,.,pc-192-0-2-10",
    "unwanted=[_$],a_b$,axbx",
    "unwanted=[[:digit:]],a1b,axb",
    "'unwanted=lap|top',laptop,xx",
    "unwanted=[^A-Za-z],a.b,axb",
    "suffix=x,a..b,''",
    "suffix=x,' lap ',lap.x"
  })
  void theNameOfOption12IsReplacedFilteredAndQualified(String dns, String said, String told) {
    Lab naming = Lab.of("dns " + dns + " " + POOL);
    TestClient asking =
        naming.client(MAC).saying(builder -> builder.option(12, Bytes.ofText(said)));
    asking.leases();
    assertThat(asking.reply().has(12)).isEqualTo(!told.isEmpty());
    assertThat(naming.lease("192.0.2.10").orElseThrow().names().hostname()).isEqualTo(told);
    if (!told.isEmpty()) {
      assertThat(asking.option(12).toText()).isEqualTo(told);
    }
  }

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    // "la_p", not qualified; "la_p.x.", qualified; nothing.
    "suffix=example.org,046c615f70,036c6170076578616d706c65036f726700",
    "suffix=example.org,046c615f70017800,036c6170017800",
    "prefix=pc,'',0d70632d3139322d302d322d313000",
    "'replace=ALWAYS,prefix=pc',036c617000,0d70632d3139322d302d322d313000",
    "'unwanted=[^.],suffix=y',046c615f70,0478787878017900"
  })
  void theNameOfOption81IsReplacedFilteredAndQualified(String dns, String said, String told) {
    assertThat(fqdn("dns " + dns, "040000" + said)).endsWith("ffff" + told);
  }

  @Test
  void anOption81WithNothingLeftInItIsNotAnswered() {
    client.withOption(81, "040000025f5f017800");
    getsLease();
    assertThat(client.reply().has(81)).isFalse();
    assertThat(keptName()).isEmpty();
  }

  @Test
  void aClientWithoutANameGetsOneWhereThatIsWanted() {
    for (String when : List.of("ALWAYS", "WHEN_NOT_PRESENT")) {
      TestClient silent = Lab.of("dns replace=" + when + " " + POOL).client(MAC);
      silent.leases();
      assertThat(silent.option(12).toText()).isEqualTo("myhost-192-0-2-10");
    }
    for (String when : List.of("NEVER", "WHEN_PRESENT")) {
      TestClient silent = Lab.of("dns replace=" + when + " " + POOL).client(MAC);
      silent.leases();
      assertThat(silent.reply().has(12)).isFalse();
    }
  }

  @Test
  void aReservedNameIsQualified() {
    Lab reserving =
        Lab.of("dns suffix=example.org " + POOL + "reserve 02:00:00:00:00:01=.10 hostname Printer");
    TestClient owner = reserving.client(MAC);
    owner.leases();
    assertThat(owner.option(12).toText()).isEqualTo("printer.example.org");
  }

  @Test
  void aPoolMayHaveRulesOfItsOwn() {
    Lab naming = Lab.of("dns suffix=example.org " + POOL + "pool-dns suffix=example.net");
    TestClient asking = naming.client(MAC).withOption(12, "6c6170");
    asking.leases();
    assertThat(asking.option(12).toText()).isEqualTo("lap.example.net");
  }

  @Test
  void aWrongExpressionForTheFilterIsRefused() {
    assertThatThrownBy(() -> NameFilter.of("[a-", "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NameFilter.of("[[:nothing:]]", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(NameFilter.of("[]^a\\&[]", "-").filtered("]^a\\&[b")).isEqualTo("------b");
    assertThat(NameFilter.of("(a)(b)", "$2$1$&$$").filtered("xab")).isEqualTo("xbaab$");
    assertThat(NameFilter.NONE.filtered("a_b")).isEqualTo("a_b");
  }
}

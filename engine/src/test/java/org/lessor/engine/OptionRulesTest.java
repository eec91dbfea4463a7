package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.ConfiguredOption.Sending.ALWAYS;
import static org.lessor.engine.ConfiguredOption.Sending.NEVER;
import static org.lessor.engine.ConfiguredOption.Sending.ON_REQUEST;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// Which value of an option a client gets, and whether: levels, classes, enterprises.
class OptionRulesTest {
  private static final String SUBNET = "subnet 192.0.2.0/24 pool .10-.19";
  private static final Predicate<String> NOBODY = _ -> false;

  private static ConfiguredOption own(
      int code, String text, ConfiguredOption.Sending sending, String... classes) {
    return new ConfiguredOption(
        ConfiguredOption.OWN, code, Bytes.ofText(text), sending, List.of(classes));
  }

  private static ConfiguredOption vendor(
      long enterprise, int code, String hex, ConfiguredOption.Sending sending, String... classes) {
    return new ConfiguredOption(enterprise, code, Bytes.ofHex(hex), sending, List.of(classes));
  }

  private static String sent(OptionSet set, int code, String... classes) {
    var option = set.of(List.of(classes)::contains).sent(code);
    return option == null ? "nothing" : option.value().toText();
  }

  /// A client of a server that sets these options at the global level.
  private static TestClient told(ConfiguredOption... options) {
    return Lab.of(SUBNET, ClientClass.of("ALL").withOptions(List.of(options)))
        .client("02:00:00:00:00:01");
  }

  @Test
  void aValueForMembersGoesBeforeOneForAllOfItsLevelWhateverTheirOrder() {
    OptionSet set =
        OptionSet.EMPTY.under(
            List.of(
                own(15, "other", ON_REQUEST),
                own(15, "one", ON_REQUEST, "a"),
                own(15, "two", ON_REQUEST, "b", "c")));
    assertThat(sent(set, 15)).isEqualTo("other");
    assertThat(sent(set, 15, "a")).isEqualTo("one");
    assertThat(sent(set, 15, "c")).isEqualTo("two");
  }

  @Test
  void aMessageOfTheOperatorIsSentAndWhatIsNotTheirsToSetIsNot() {
    TestClient client =
        told(own(56, "welcome", ALWAYS), own(118, "x", ALWAYS), own(55, "x", ALWAYS));
    Message offer = client.discovers().reply();
    assertThat(client.option(56).toText()).isEqualTo("welcome");
    assertThat(offer.has(118)).isFalse();
    assertThat(offer.has(55)).isFalse();
  }

  @Test
  void whatIsNotForAClientIsAsIfItsLevelDidNotSetIt() {
    OptionSet set =
        OptionSet.EMPTY
            .under(List.of(own(15, "far", ON_REQUEST)))
            .under(List.of(own(15, "near", ON_REQUEST, "a"), own(17, "root", ON_REQUEST, "a")));
    assertThat(sent(set, 15)).isEqualTo("far");
    assertThat(sent(set, 15, "a")).isEqualTo("near");
    assertThat(sent(set, 17)).isEqualTo("nothing");
    assertThat(sent(set.under(List.of(own(15, "nearest", ON_REQUEST))), 15, "a"))
        .isEqualTo("nearest");
  }

  @Test
  void alwaysAndNeverCountForWhomeverTheyAreSaid() {
    OptionSet always =
        OptionSet.EMPTY
            .under(List.of(own(15, "far", ON_REQUEST)))
            .under(List.of(own(15, "near", ALWAYS, "a")));
    assertThat(always.of(NOBODY).always()).containsExactly(15);
    assertThat(sent(always, 15)).isEqualTo("far");
    OptionSet never = always.under(List.of(own(15, "", NEVER, "b")));
    assertThat(never.of(NOBODY).always()).isEmpty();
    assertThat(sent(never, 15)).isEqualTo("nothing");
  }

  @Test
  void eachEnterpriseInheritsItsPartOfOption124ByItself() {
    OptionSet set =
        OptionSet.EMPTY
            .under(
                List.of(
                    vendor(0, 124, "00000001 02 6161", ON_REQUEST),
                    vendor(0, 124, "00000002 01 62", ON_REQUEST)))
            .under(List.of(vendor(0, 124, "00000002 01 63", ON_REQUEST)));
    assertThat(set.sent(124).value()).isEqualTo(Bytes.ofHex("00000002 01 63 00000001 02 6161"));
  }

  @Test
  void plainLevelsAndOthersInheritAlike() {
    List<ConfiguredOption> far =
        List.of(own(17, "f17", ALWAYS), own(3, "f3", NEVER), own(15, "f15", ON_REQUEST));
    List<ConfiguredOption> near =
        List.of(own(43, "n43", ON_REQUEST), own(15, "n15", ALWAYS), own(3, "n3", ON_REQUEST));
    List<ConfiguredOption> nearWithMore = new java.util.ArrayList<>(near);
    nearWithMore.add(own(60, "n60", ON_REQUEST, "nobody"));
    OptionSet plain = OptionSet.EMPTY.under(far).under(near);
    OptionSet other = OptionSet.EMPTY.under(far).under(nearWithMore).of(NOBODY);
    assertThat(plain.toString()).isEqualTo(other.toString());
    assertThat(plain.always()).containsExactly(15, 17);
    assertThat(sent(plain, 15)).isEqualTo("n15");
    assertThat(sent(plain, 17)).isEqualTo("f17");
    assertThat(sent(plain, 43)).isEqualTo("n43");
    assertThat(sent(plain, 3)).isEqualTo("nothing");
    OptionSet twice =
        OptionSet.EMPTY.under(far).under(List.of(own(15, "a", ALWAYS), own(15, "b", NEVER)));
    assertThat(sent(twice, 15)).isEqualTo("nothing");
  }

  @Test
  void classTagsReachReplies() {
    ClientClass tagged =
        ClientClass.of("ALL")
            .withOptions(
                List.of(own(15, "tagged", ALWAYS, "six"), own(17, "tagged", ALWAYS, "five")));
    ClientClass six = TestClasses.tested("six", "pkt4.hlen == 6");
    TestClient client = Lab.of(SUBNET, six, tagged).client("02:00:00:00:00:01").discovers();
    assertThat(client.option(15).toText()).isEqualTo("tagged");
    assertThat(client.reply().has(17)).isFalse();
  }

  @Test
  void aVendorClassThatOnlyAnOptionAsksForIsKnown() {
    TestClient client = told(own(15, "phones", ALWAYS, "VENDOR_CLASS_phone"));
    assertThat(client.withOption(60, "70686f6e65").discovers().option(15).toText())
        .isEqualTo("phones");
    assertThat(told(own(15, "phones", ALWAYS, "VENDOR_CLASS_phone")).discovers().reply().has(15))
        .isFalse();
  }

  @Test
  void optionsOfAnEnterpriseGoToClientsThatNameIt() {
    ConfiguredOption[] options = {
      vendor(9, 1, "aa", ALWAYS), vendor(9, 2, "bb", ON_REQUEST), vendor(8, 1, "cc", ALWAYS)
    };
    assertThat(told(options).discovers().reply().has(125)).isFalse();
    assertThat(told(options).askingFor(125).discovers().reply().has(125)).isFalse();
    assertThat(told(options).withOption(124, "0000000903026161").discovers().option(125))
        .isEqualTo(Bytes.ofHex("00000009 03 0101aa"));
    assertThat(told(options).withOption(125, "0000000900").discovers().option(125))
        .isEqualTo(Bytes.ofHex("00000009 03 0101aa"));
    assertThat(told(options).withOption(125, "0000000700").discovers().reply().has(125)).isFalse();
  }

  @Test
  void cableModemsAskForOptionsInTheirOwnWay() {
    ConfiguredOption[] options = {
      vendor(4491, 2, "c0000201", ON_REQUEST), vendor(4491, 3, "ee", ON_REQUEST)
    };
    assertThat(told(options).withOption(125, "0000118b 04 01020207").discovers().option(125))
        .isEqualTo(Bytes.ofHex("0000118b 06 0204c0000201"));
    assertThat(told(options).withOption(125, "0000118b 00").discovers().reply().has(125)).isFalse();
  }

  @Test
  void aPartThatIsSetAsSuchGoesToWhoAsksFor125WithWhatIsAlwaysSentInIt() {
    ConfiguredOption[] options = {
      vendor(0, 125, "00000009 00", ON_REQUEST),
      vendor(9, 1, "aa", ALWAYS),
      vendor(9, 2, "bb", ALWAYS, "nobody"),
      vendor(9, 3, "cc", NEVER)
    };
    assertThat(told(options).askingFor(125).discovers().option(125))
        .isEqualTo(Bytes.ofHex("00000009 03 0101aa"));
    assertThat(told(options).discovers().reply().has(125)).isFalse();
    assertThat(told(vendor(0, 125, "00000009 00", ALWAYS)).discovers().option(125))
        .isEqualTo(Bytes.ofHex("00000009 00"));
    assertThat(
            told(vendor(0, 125, "00000009 03 0101ab", ALWAYS), vendor(9, 1, "aa", ALWAYS))
                .discovers()
                .option(125))
        .as("what stands in the data stays")
        .isEqualTo(Bytes.ofHex("00000009 03 0101ab"));
    assertThat(
            told(vendor(0, 125, "", NEVER), vendor(9, 1, "aa", ALWAYS))
                .withOption(125, "0000000900")
                .discovers()
                .reply()
                .has(125))
        .isFalse();
  }

  @Test
  void aPartHoldsNoMoreThanItsLengthCanSay() {
    TestClient client =
        told(
                vendor(9, 1, "aa".repeat(200), ALWAYS),
                vendor(9, 2, "bb".repeat(100), ALWAYS),
                vendor(9, 3, "cc", ALWAYS))
            .withOption(125, "0000000900");
    Message reply = client.discovers().reply();
    assertThat(reply.option(125))
        .contains(Bytes.ofHex("00000009 cd 01c8" + "aa".repeat(200) + "0301cc"));
  }

  @Test
  void everyAddressThatAServerMayCallItselfCounts() {
    OptionSet set =
        OptionSet.EMPTY.under(
            List.of(
                vendor(0, 54, "c0000201", ON_REQUEST, "a"), vendor(0, 54, "c0000202", ON_REQUEST)));
    assertThat(set.addresses(54)).containsExactly(Ipv4.of("192.0.2.1"), Ipv4.of("192.0.2.2"));
  }
}

package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.TestClasses.booting;
import static org.lessor.engine.TestClasses.telling;
import static org.lessor.engine.TestClasses.template;
import static org.lessor.engine.TestClasses.tested;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

/// What members of classes are told, and what goes before what.
class ClassAnswersTest {
  private static final String CLIENT = "02:00:00:00:00:01";
  private static final String SUBNET = "subnet 192.0.2.0/24 pool .10-.19 ";
  private static final ClientClass FIRST = telling(tested("first", "pkt4.hlen == 6"), 15, "first");
  private static final ClientClass SECOND =
      telling(tested("second", "pkt4.hlen == 6"), 15, "second");

  private static String domain(String scene, ClientClass... classes) {
    return Lab.of(scene, classes).client(CLIENT).askingFor(15).discovers().option(15).toText();
  }

  @Test
  void optionsOfClassesGoBeforeThoseOfAllAndBehindThoseOfTheNetwork() {
    assertThat(domain("option 15=676c6f62616c " + SUBNET)).isEqualTo("global");
    assertThat(domain("option 15=676c6f62616c " + SUBNET, FIRST, SECOND)).isEqualTo("first");
    assertThat(domain("option 15=676c6f62616c " + SUBNET, SECOND, FIRST)).isEqualTo("second");
    assertThat(domain("network n option 15=6e6574 " + SUBNET + "end", FIRST)).isEqualTo("net");
    assertThat(domain(SUBNET + "option 15=737562", FIRST)).isEqualTo("sub");
    assertThat(domain(SUBNET + "pool-option 15=706f6f6c", FIRST)).isEqualTo("pool");
    assertThat(domain(SUBNET + "reserve " + CLIENT + " reserved-option 15=686f7374", FIRST))
        .isEqualTo("host");
  }

  @Test
  void theOrderOfOptionsIsThatInWhichClassesWereAssigned() {
    ClientClass all = telling(ClientClass.of("ALL"), 15, "all");
    ClientClass vendor = telling(ClientClass.of("VENDOR_CLASS_x"), 15, "vendor");
    ClientClass host = telling(ClientClass.of("host"), 15, "host");
    ClientClass known = telling(ClientClass.of("KNOWN"), 15, "known");
    ClientClass late = telling(tested("late", "member('KNOWN')"), 15, "late");
    ClientClass additional = telling(ClientClass.of("more"), 15, "more");
    String scene =
        "subnet 192.0.2.0/24 additional more pool .10-.19 reserve "
            + CLIENT
            + " reserved-class host";
    ClientClass[] order = {all, vendor, host, FIRST, known, late, additional};
    for (int from = 0; from < order.length; from++) {
      ClientClass[] backwards = new ClientClass[order.length - from];
      for (int i = 0; i < backwards.length; i++) {
        backwards[i] = order[order.length - 1 - i];
      }
      TestClient client =
          Lab.of(scene, backwards).client(CLIENT).withOption(60, "78").askingFor(15).discovers();
      assertThat(client.option(15))
          .describedAs("from %s on", order[from].name())
          .isEqualTo(order[from].options().getFirst().option().value());
    }
  }

  @Test
  void bootFieldsOfTheFirstClassGoBeforeTheSubnetAndBehindTheReservation() {
    String subnet = "subnet 192.0.2.0/24 file subnet.efi next-server 192.0.2.7 pool .10-.19 ";
    ClientClass bios = booting(tested("bios", "pkt4.hlen == 6"), "bios.efi");
    ClientClass efi =
        booting(tested("efi", "pkt4.hlen == 6"), "efi.efi")
            .withBoot(
                new BootFields(
                    Optional.of(Ipv4.of("192.0.2.8")),
                    Optional.of(org.lessor.wire.Bytes.ofText("boot")),
                    Optional.of(org.lessor.wire.Bytes.ofText("efi.efi"))));
    TestClient plain = Lab.of(subnet).client(CLIENT).discovers();
    assertThat(plain.reply().file().toText()).isEqualTo("subnet.efi");
    TestClient both = Lab.of(subnet, bios, efi).client(CLIENT).discovers();
    assertThat(both.reply().file().toText()).isEqualTo("bios.efi");
    assertThat(both.reply().siaddr()).isEqualTo(Ipv4.of("192.0.2.8"));
    assertThat(both.reply().sname().toText()).isEqualTo("boot");
    TestClient reserved =
        Lab.of(subnet + "reserve " + CLIENT + " reserved-file host.efi", efi)
            .client(CLIENT)
            .discovers();
    assertThat(reserved.reply().file().toText()).isEqualTo("host.efi");
    assertThat(reserved.reply().siaddr()).isEqualTo(Ipv4.of("192.0.2.8"));
  }

  @Test
  void theLifetimesOfTheFirstClassThatHasAnyHoldInPlaceOfTheSubnets() {
    ClientClass none = tested("none", "pkt4.hlen == 6");
    ClientClass shorter =
        tested("short", "pkt4.hlen == 6").withLifetimes(Optional.of(new Lifetimes(60, 120, 600)));
    ClientClass longer =
        tested("long", "pkt4.hlen == 6").withLifetimes(Optional.of(Lifetimes.fixed(9000)));
    Lab lab = Lab.of(SUBNET + "lease 1h", none, shorter, longer);
    lab.client(CLIENT)
        .discovers()
        .getsOffer("192.0.2.10")
        .selects()
        .getsAck("192.0.2.10")
        .expiringIn(Duration.ofMinutes(2));
    lab.client("02:00:00:00:00:02")
        .withOption(51, "00000e10")
        .discovers()
        .getsOffer("192.0.2.11")
        .selects()
        .getsAck("192.0.2.11")
        .expiringIn(Duration.ofMinutes(10));
  }

  @Test
  void offersHoldAsLongAsTheFirstClassSays() {
    ClientClass slow =
        tested("slow", "option[77].exists").withOfferHoldSeconds(OptionalLong.of(600));
    Lab lab = Lab.of(SUBNET + "offers 60s", slow);
    TestClient client = lab.client(CLIENT).withOption(77, "00").discovers().getsOffer("192.0.2.10");
    assertThat(((Verdict.Offer) client.verdict()).binding().lease().validLifetimeSeconds())
        .isEqualTo(600);
    TestClient other = lab.client("02:00:00:00:00:02").discovers();
    assertThat(((Verdict.Offer) other.verdict()).binding().lease().validLifetimeSeconds())
        .isEqualTo(60);
  }

  @Test
  void additionalClassesAreEvaluatedForPoolSubnetAndNetworkInThisOrder() {
    ClientClass pool = telling(late("pool", "member('first')"), 15, "pool");
    ClientClass subnet = telling(late("subnet", "pkt4.hlen == 6"), 15, "subnet");
    ClientClass network = telling(ClientClass.of("network"), 15, "network");
    String scene =
        "network n additional network subnet 192.0.2.0/24 additional subnet"
            + " pool .10-.19 pool-additional pool end";
    ClientClass first = tested("first", "pkt4.hlen == 6");
    assertThat(domain(scene, network, subnet, first, pool)).isEqualTo("pool");
    assertThat(domain(scene, network, subnet, pool)).isEqualTo("subnet");
    assertThat(domain(scene, network, pool)).isEqualTo("network");
  }

  private static ClientClass late(String name, String test) {
    return tested(name, test).withMoment(ClientClass.Moment.IF_ADDITIONAL);
  }

  @Test
  void aClassForAdditionalListsOnlyIsNotEvaluatedWithoutOne() {
    ClientClass only = telling(late("only", "pkt4.hlen == 6"), 15, "only");
    String scene = "option 15=676c6f62616c ";
    assertThat(domain(scene + SUBNET, only)).isEqualTo("global");
    assertThat(domain(scene + "subnet 192.0.2.0/24 additional only pool .10-.19", only))
        .isEqualTo("only");
    assertThat(domain(scene + "subnet 192.0.2.0/24 additional missing pool .10-.19", only))
        .isEqualTo("global");
  }

  @Test
  void anAdditionalTemplateSpawnsItsClass() {
    ClientClass template = template("t", "pkt.iface").withMoment(ClientClass.Moment.IF_ADDITIONAL);
    ClientClass spawned = telling(ClientClass.of("SPAWN_t_eth0"), 15, "spawned");
    assertThat(domain("subnet 192.0.2.0/24 additional t pool .10-.19", spawned, template))
        .isEqualTo("spawned");
  }

  @Test
  void anInformingClientIsToldWhatItsClassesSay() {
    TestClient client =
        Lab.of(SUBNET, booting(FIRST, "boot.efi"))
            .client(CLIENT)
            .askingFor(15)
            .informs("192.0.2.77");
    assertThat(client.option(15).toText()).isEqualTo("first");
    assertThat(client.reply().file().toText()).isEqualTo("boot.efi");
  }

  @Test
  void aServerIdentifierThatAClassSetsIsSentAndTakenBack() {
    ClientClass branded =
        ClientClass.of("ALL")
            .withOptions(
                List.of(
                    new ConfiguredOption(
                        new org.lessor.wire.Option(54, Ipv4.of("10.5.4.3").toBytes()),
                        ConfiguredOption.Sending.ON_REQUEST)));
    TestClient client = Lab.of(SUBNET, branded).client(CLIENT).discovers();
    assertThat(client.option(54)).isEqualTo(Ipv4.of("10.5.4.3").toBytes());
    client.selects("192.0.2.10", "10.5.4.3").getsAck("192.0.2.10");
  }
}

package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// Which subnet a client is on, rule by rule in the order in which they count.
class SubnetChoiceTest {
  private static final String THREE =
      """
      subnet 192.0.2.0/24 pool .10-.19
      subnet 198.51.100.0/24 pool .10-.19
      subnet 203.0.113.0/24 pool .10-.19 relay 10.1.1.1 interface eth7
      """;

  private final Lab lab = Lab.of(THREE);
  private final TestClient client = lab.client("02:00:00:00:00:01");

  @Test
  void linkSelectionOfTheRelayAgentStandsAlone() {
    client.behind("192.0.2.250").withOption(82, "0504c6336400");
    client.discovers().getsOffer("198.51.100.10");
    lab.client("02:00:00:00:00:02")
        .behind("192.0.2.250")
        .withOption(82, "05040a0a0a0a")
        .withOption(118, "c6336400")
        .discovers()
        .getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void subnetSelectionOfTheClientStandsAloneAsWell() {
    client.withOption(118, "c6336400").discovers().getsOffer("198.51.100.10");
    lab.client("02:00:00:00:00:02")
        .withOption(118, "0a0a0a0a")
        .discovers()
        .getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void theRelayAgentsAddressCountsByListFirstAndThenByPrefix() {
    client.behind("10.1.1.1").discovers().getsOffer("203.0.113.10");
    lab.client("02:00:00:00:00:02").behind("198.51.100.1").discovers().getsOffer("198.51.100.10");
  }

  @Test
  void theListOfASubnetStandsInPlaceOfTheListOfItsNetwork() {
    Lab listed =
        Lab.of(
            """
            network campus relay 10.1.1.1
              subnet 192.0.2.0/24 pool .10-.19 relay 10.1.1.2
              subnet 198.51.100.0/24 pool .10-.19
            end
            """);
    listed.client("02:00:00:00:00:01").behind("10.1.1.1").discovers().getsOffer("198.51.100.10");
    Lab network = Lab.of("network campus relay 10.1.1.1 subnet 192.0.2.0/24 pool .10-.19 end");
    network.client("02:00:00:00:00:01").behind("10.1.1.1").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void aRelayAgentOfNoSubnetLeadsNowhere() {
    client.behind("10.2.2.2").discovers().getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void aRenewingClientIsWhereItsAddressIs() {
    client.behind("198.51.100.1").discovers().getsOffer("198.51.100.10").selects();
    client.renews("198.51.100.10").getsAck("198.51.100.10");
  }

  @Test
  void anInformingClientIsWhereItComesFromIfItDoesNotTell() {
    client.by(lab.unicastFrom(Ipv4.of("198.51.100.77"))).informs("0.0.0.0");
    Verdict.Inform inform = (Verdict.Inform) client.verdict();
    assertThat(inform.subnet()).hasValueSatisfying(s -> assertThat(s.id()).isEqualTo(2));
    client.delivered(new Delivery.ToAddress(Ipv4.of("198.51.100.77")));
  }

  @Test
  void aDirectClientIsWhereTheInterfaceIsNamedAndElseWhereItHasAnAddress() {
    client.discovers().getsOffer("192.0.2.10");
    Lab named =
        Lab.at(
            new Reception.Inlet("eth7", Ipv4.of("192.0.2.1"), List.of(Ipv4.of("192.0.2.1"))),
            THREE);
    named.client("02:00:00:00:00:01").discovers().getsOffer("203.0.113.10");
    Lab networkNamed =
        Lab.at(
            new Reception.Inlet("eth8", Ipv4.of("192.0.2.1"), List.of()),
            "subnet 192.0.2.0/24 pool .10-.19 "
                + "network campus interface eth8 subnet 203.0.113.0/24 pool .10-.19 end");
    networkNamed.client("02:00:00:00:00:01").discovers().getsOffer("203.0.113.10");
    Ipv4 second = Ipv4.of("198.51.100.1");
    Lab secondAddress =
        Lab.at(
            new Reception.Inlet("eth0", Ipv4.of("10.9.9.9"), List.of(Ipv4.of("10.9.9.9"), second)),
            THREE);
    secondAddress.client("02:00:00:00:00:01").discovers().getsOffer("198.51.100.10");
    Lab elsewhere = Lab.at(new Reception.Inlet("eth0", Ipv4.of("10.9.9.9"), List.of()), THREE);
    elsewhere.client("02:00:00:00:00:01").discovers().getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void aRebindingClientIsOnTheLinkWhereItBroadcastsWhateverItBelieves() {
    client.rebinds("198.51.100.10").getsNothing(SilentReason.ADDRESS_NOT_OURS);
    Lab.of("authoritative " + THREE)
        .client("02:00:00:00:00:01")
        .rebinds("198.51.100.10")
        .getsNak(NakReason.WRONG_NETWORK)
        .delivered(new Delivery.Broadcast());
  }

  @Test
  void ofSeveralSubnetsThatHoldAnAddressTheFirstInTheConfigurationIsIt() {
    Lab wideFirst =
        Lab.of("subnet 192.0.0.0/16 pool 192.0.7.1-192.0.7.9 subnet 192.0.2.0/24 pool .10-.19");
    wideFirst.client("02:00:00:00:00:01").discovers().getsOffer("192.0.7.1");
    Lab narrowFirst =
        Lab.of("subnet 192.0.2.0/24 pool .10-.19 subnet 192.0.0.0/16 pool 192.0.7.1-192.0.7.9");
    narrowFirst.client("02:00:00:00:00:01").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void whereTheNetworkIsUnknownEachStateHasItsOwnAnswer() {
    Lab silent = Lab.at(new Reception.Inlet("eth0", Ipv4.of("10.9.9.9"), List.of()), THREE);
    TestClient lost = silent.client("02:00:00:00:00:01");
    lost.selects("10.9.9.50", "10.9.9.9").getsNak(NakReason.NO_SUBNET);
    lost.reboots("10.9.9.50").getsNothing(SilentReason.NO_SUBNET);
    lost.renews("10.9.9.50").getsNak(NakReason.NO_SUBNET);
    lost.rebinds("10.9.9.50").getsNothing(SilentReason.NO_SUBNET);
    lost.selects("10.9.9.50", "10.9.9.8").getsNothing(SilentReason.NOT_FOR_US);

    Lab sure =
        Lab.at(
            new Reception.Inlet("eth0", Ipv4.of("10.9.9.9"), List.of()), "authoritative " + THREE);
    sure.client("02:00:00:00:00:01").reboots("10.9.9.50").getsNak(NakReason.NO_SUBNET);
  }

  @Test
  void anInformFromNowhereIsToldWhatHoldsForAll() {
    Lab global = Lab.of("option 6=0a000001 subnet 192.0.2.0/24 option 6=0a000002");
    TestClient guest = global.client("02:00:00:00:00:01").askingFor(6);
    guest
        .by(
            new Reception(
                new Reception.Inlet("eth9", Ipv4.of("10.9.9.9"), List.of()),
                Ipv4.of("172.16.0.5"),
                68,
                Ipv4.of("10.9.9.9")))
        .sends(MessageType.DHCPINFORM, builder -> builder.ciaddr(Ipv4.of("172.16.0.5")));
    assertThat(guest.option(6)).isEqualTo(Bytes.ofHex("0a000001"));
    guest.by(global.unicastFrom(Ipv4.of("192.0.2.77"))).informs("192.0.2.77");
    assertThat(guest.option(6)).isEqualTo(Bytes.ofHex("0a000002"));
  }
}

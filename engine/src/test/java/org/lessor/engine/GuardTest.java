package org.lessor.engine;

import static org.lessor.engine.TestClasses.tested;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

/// Networks, subnets and pools that are for clients of some classes only.
class GuardTest {
  private static final String PHONE = "02:00:00:00:00:01";
  private static final String LAPTOP = "02:00:00:00:00:02";
  private static final ClientClass PHONES = tested("phones", "pkt4.mac == 0x020000000001");
  private static final ClientClass LAPTOPS = tested("laptops", "pkt4.mac == 0x020000000002");

  @Test
  void ofTwoPoolsEachClientGetsFromTheOneForItsClass() {
    Lab lab =
        Lab.of(
            """
            subnet 192.0.2.0/24
              pool .10-.19 pool-only laptops,printers
              pool .20-.29 pool-only phones
            """,
            PHONES,
            LAPTOPS);
    lab.client(PHONE).discovers().getsOffer("192.0.2.20").selects().getsAck("192.0.2.20");
    lab.client(LAPTOP).discovers().getsOffer("192.0.2.10");
    lab.client("02:00:00:00:00:03").discovers().getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void whoAsksForAnAddressInAPoolForOthersIsRefusedInEveryState() {
    Lab lab =
        Lab.of("subnet 192.0.2.0/24 pool .10-.19 pool-only laptops pool .20-.29", PHONES, LAPTOPS);
    TestClient phone = lab.client(PHONE);
    phone.discovers("192.0.2.10").getsOffer("192.0.2.20");
    phone.selects("192.0.2.10", "192.0.2.1").getsNak(NakReason.CLOSED_TO_CLIENT);
    phone.renews("192.0.2.10").getsNak(NakReason.CLOSED_TO_CLIENT);
    phone.rebinds("192.0.2.10").getsNak(NakReason.CLOSED_TO_CLIENT);
    lab.client(LAPTOP).renews("192.0.2.10").getsAck("192.0.2.10");
  }

  @Test
  void aClientThatNoLongerBelongsToThePoolOfItsLeaseGetsAnother() {
    ClientClass quick = tested("quick", "option[77].exists");
    Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.19 pool-only quick pool .20-.29", quick);
    TestClient phone = lab.client(PHONE);
    phone.withOption(77, "00").discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    phone.saying(builder -> builder.without(77));
    phone.renews("192.0.2.10").getsNak(NakReason.CLOSED_TO_CLIENT);
    phone.discovers().getsOffer("192.0.2.20").selects().getsAck("192.0.2.20");
  }

  @Test
  void aReservedAddressIsGivenWhateverItsPoolSaysOfClasses() {
    Lab lab =
        Lab.of(
            "subnet 192.0.2.0/24 pool .10-.19 pool-only laptops reserve " + PHONE + "=.15",
            LAPTOPS);
    lab.client(PHONE).discovers().getsOffer("192.0.2.15").selects().getsAck("192.0.2.15");
  }

  @Test
  void aReservationInASubnetForOthersDoesNotCount() {
    String network =
        """
        network campus
          subnet 192.0.2.0/24 pool .10-.19
          subnet 198.51.100.0/24 only laptops pool .10-.19
        """;
    Lab lab = Lab.of(network + "reserve " + PHONE + "=.5 end", LAPTOPS);
    lab.client(PHONE).discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    Lab open = Lab.of(network + "reserve " + LAPTOP + "=.5 end", LAPTOPS);
    open.client(LAPTOP).discovers().getsOffer("198.51.100.5").selects().getsAck("198.51.100.5");
  }

  @Test
  void ofSubnetsBehindOneRelayAgentTheFirstThatIsOpenToTheClientCounts() {
    Lab lab =
        Lab.of(
            """
            subnet 192.0.2.0/24 pool .10-.19 relay 10.1.1.1 only phones
            subnet 198.51.100.0/24 pool .10-.19 relay 10.1.1.1 only laptops
            subnet 203.0.113.0/24 pool .10-.19 relay 10.1.1.1
            """,
            PHONES,
            LAPTOPS);
    lab.client(PHONE).behind("10.1.1.1").discovers().getsOffer("192.0.2.10");
    lab.client(LAPTOP).behind("10.1.1.1").discovers().getsOffer("198.51.100.10");
    lab.client("02:00:00:00:00:03").behind("10.1.1.1").discovers().getsOffer("203.0.113.10");
  }

  @Test
  void theFirstSubnetIsTheOneWithTheLowestIdAlsoAmongGuardedOnes() {
    Lab lab =
        Lab.of(
            """
            subnet 192.0.2.0/24 id 3 pool .10-.19 relay 10.1.1.1
            subnet 198.51.100.0/24 id 2 pool .10-.19 relay 10.1.1.1 only phones
            subnet 203.0.113.0/24 id 1 pool .10-.19 relay 10.1.1.1 only all-of-them
            """,
            PHONES,
            tested("all-of-them", "pkt4.hlen == 6"));
    lab.client(PHONE).behind("10.1.1.1").discovers().getsOffer("203.0.113.10");
  }

  @Test
  void subnetsThatHoldTheSameAddressAreToldApartByClass() {
    Lab lab =
        Lab.of(
            """
            subnet 192.0.2.0/24 pool .10-.19 only phones
            subnet 192.0.0.0/16 pool 192.0.7.1-192.0.7.9
            """,
            PHONES);
    lab.client(PHONE).discovers().getsOffer("192.0.2.10");
    lab.client(LAPTOP).discovers().getsOffer("192.0.7.1");
  }

  @Test
  void subnetsAtOneInterfaceAreToldApartByClass() {
    Lab lab =
        Lab.at(
            new Reception.Inlet("eth7", Ipv4.of("10.0.0.1"), List.of()),
            Scene.settings(
                    """
                    subnet 192.0.2.0/24 pool .10-.19 interface eth7 only phones
                    network campus interface eth7 only laptops
                      subnet 198.51.100.0/24 pool .10-.19
                    end
                    """)
                .withClasses(List.of(PHONES, LAPTOPS)));
    lab.client(PHONE).discovers().getsOffer("192.0.2.10");
    lab.client(LAPTOP).discovers().getsOffer("198.51.100.10");
    lab.client("02:00:00:00:00:03").discovers().getsNothing(SilentReason.NO_SUBNET);
  }

  @Test
  void bothTheNetworkAndTheSubnetMustLetTheClientIn() {
    Lab lab =
        Lab.of(
            """
            network campus only phones relay 10.1.1.1
              subnet 192.0.2.0/24 pool .10-.19 only laptops
              subnet 198.51.100.0/24 pool .10-.19 only new
            end
            """,
            PHONES,
            LAPTOPS,
            tested("new", "option[77].exists"));
    lab.client(PHONE).behind("10.1.1.1").discovers().getsNothing(SilentReason.NO_SUBNET);
    lab.client(LAPTOP).behind("10.1.1.1").discovers().getsNothing(SilentReason.NO_SUBNET);
    lab.client(PHONE)
        .behind("10.1.1.1")
        .withOption(77, "00")
        .discovers()
        .getsOffer("198.51.100.10");
  }

  @Test
  void aSharedNetworkFallsThroughToSubnetsThatAreOpenToTheClient() {
    Lab lab =
        Lab.of(
            """
            network campus
              subnet 192.0.2.0/24 pool .10-.10
              subnet 198.51.100.0/24 pool .10-.10 only phones
              subnet 203.0.113.0/24 pool .10-.10
            end
            """,
            PHONES);
    lab.client("02:00:00:00:00:03").discovers().getsOffer("192.0.2.10");
    lab.client(LAPTOP).discovers().getsOffer("203.0.113.10");
    lab.client(PHONE).discovers().getsOffer("198.51.100.10");
    lab.client("02:00:00:00:00:04").discovers().getsNothing(SilentReason.NO_ADDRESS);
  }

  @Test
  void aSubnetThatClosesOnceTheClientIsKnownLeadsToTheNextOfItsNetwork() {
    ClientClass guests = tested("guests", "not member('KNOWN')");
    Lab lab =
        Lab.of(
            """
            network campus
              subnet 192.0.2.0/24 pool .10-.19 only staff
              subnet 198.51.100.0/24 pool .10-.19 only guests
            end
            """,
            tested("staff", "not member('guests')"),
            guests);
    lab.client(PHONE).discovers().getsOffer("192.0.2.10");
    Lab alone = Lab.of("subnet 192.0.2.0/24 only none pool .10-.19 relay 10.1.1.1", guests);
    TestClient nobody = alone.client(PHONE);
    nobody.discovers().getsNothing(SilentReason.NO_SUBNET);
    nobody.selects("192.0.2.10", "192.0.2.1").getsNak(NakReason.NO_SUBNET);
  }

  @Test
  void linkSelectionIsNotLookedAtWhereThatIsConceded() {
    String subnets = "subnet 192.0.2.0/24 pool .10-.19 subnet 198.51.100.0/24 pool .10-.19";
    Lab.of(subnets)
        .client(PHONE)
        .behind("192.0.2.250")
        .withOption(82, "0504c6336400")
        .discovers()
        .getsOffer("198.51.100.10");
    Lab.of("concede ignore-rai-link-selection " + subnets)
        .client(PHONE)
        .behind("192.0.2.250")
        .withOption(82, "0504c6336400")
        .discovers()
        .getsOffer("192.0.2.10");
  }

  @Test
  void anyServerIdentifierIsTakenForOursWhereThatIsConceded() {
    String subnet = "subnet 192.0.2.0/24 pool .10-.19";
    Lab.of(subnet)
        .client(PHONE)
        .selects("192.0.2.10", "10.9.9.9")
        .getsNothing(SilentReason.NOT_FOR_US);
    TestClient phone = Lab.of("concede ignore-dhcp-server-identifier " + subnet).client(PHONE);
    phone.selects("192.0.2.10", "10.9.9.9").getsAck("192.0.2.10");
    phone.selects("192.0.2.99", "10.9.9.9").getsNothing(SilentReason.ADDRESS_NOT_OURS);
  }
}

package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StationAddress;

/// Where replies go: RFC 2131 section 4.1.
class DeliveryTest {
  private static final String LONG = "02000000000001000000000000000000";

  private final Lab lab = Lab.of("authoritative subnet 192.0.2.0/24 pool .10-.19");
  private final TestClient client = lab.client("02:00:00:00:00:01");
  private final Delivery toClient =
      new Delivery.ToLink(station("02:00:00:00:00:01"), Ipv4.of("192.0.2.10"));

  private static StationAddress station(String address) {
    return new StationAddress(HardwareAddress.ethernet(address));
  }

  @Test
  void aClientWithoutAddressIsReachedAtLinkLevel() {
    client.discovers().delivered(toClient).getsOffer("192.0.2.10").selects().delivered(toClient);
  }

  @Test
  void aClientThatWantsBroadcastGetsIt() {
    client.wantingBroadcast().discovers().delivered(new Delivery.Broadcast());
  }

  @Test
  void aClientWithAnAddressGetsUnicast() {
    client.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    client.renews().delivered(new Delivery.ToAddress(Ipv4.of("192.0.2.10")));
    client.rebinds().delivered(new Delivery.ToAddress(Ipv4.of("192.0.2.10")));
  }

  @Test
  void aRelayAgentGetsWhatItPassedOn() {
    client.behind("192.0.2.250").discovers();
    client.delivered(new Delivery.ToRelay(Ipv4.of("192.0.2.250"), 67));
  }

  @Test
  void aRelayAgentThatUsesAPortOfItsOwnIsAnsweredThere() {
    client
        .behind("192.0.2.250")
        .withOption(82, "1302000001021234")
        .by(new Reception(lab.inlet(), Ipv4.of("192.0.2.250"), 50067, Lab.SERVER))
        .discovers()
        .delivered(new Delivery.ToRelay(Ipv4.of("192.0.2.250"), 50067));
    assertThat(client.option(82)).isEqualTo(Bytes.ofHex("1302000001021234"));
  }

  @Test
  void aRefusalIsBroadcastToADirectClientWhateverItsAddress() {
    client.reboots("10.9.9.9").getsNak(NakReason.WRONG_NETWORK);
    client.delivered(new Delivery.Broadcast());
    client.renews("10.9.9.9").getsNak(NakReason.NO_SUBNET);
    client.delivered(new Delivery.Broadcast());
  }

  @Test
  void aRefusalThroughARelayAgentTellsItToBroadcast() {
    client.behind("192.0.2.250").reboots("10.9.9.9").getsNak(NakReason.WRONG_NETWORK);
    client.delivered(new Delivery.ToRelay(Ipv4.of("192.0.2.250"), 67));
    assertThat(client.reply().broadcast()).isTrue();
    assertThat(client.reply().giaddr()).isEqualTo(Ipv4.of("192.0.2.250"));
  }

  @Test
  void anInformIsAnsweredToItsAddressPastTheRelayAgent() {
    client.behind("192.0.2.250").withOption(82, "01021234").informs("192.0.2.77");
    client.delivered(new Delivery.ToAddress(Ipv4.of("192.0.2.77")));
    assertThat(client.reply().giaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(client.reply().has(82)).isFalse();
  }

  @Test
  void anInformWithoutAddressIsAnsweredThroughTheRelayAgentByBroadcast() {
    client.behind("192.0.2.250").withOption(82, "01021234").informs("0.0.0.0");
    client.delivered(new Delivery.ToRelay(Ipv4.of("192.0.2.250"), 67));
    assertThat(client.reply().broadcast()).isTrue();
    assertThat(client.option(82)).isEqualTo(Bytes.ofHex("01021234"));
  }

  @Test
  void whereNoSingleStationIsNamedTheReplyIsBroadcast() {
    for (int htype : new int[] {1, 6, 7, 0}) {
      for (String chaddr :
          new String[] {"", "0102", "ffffffffffff", "01005e000001", "000000000000", LONG}) {
        HardwareAddress named = new HardwareAddress(htype, Bytes.ofHex(chaddr));
        lab.client("02:00:00:00:00:02")
            .saying(builder -> builder.chaddr(named))
            .withClientId("00" + "aa" + chaddr)
            .discovers()
            .delivered(new Delivery.Broadcast());
      }
    }
    HardwareAddress infiniband = new HardwareAddress(32, Bytes.EMPTY);
    lab.client("02:00:00:00:00:03")
        .saying(builder -> builder.chaddr(infiniband))
        .withClientId("ff01")
        .discovers()
        .delivered(new Delivery.Broadcast());
  }

  @Test
  void sixBytesAreTheAddressOfAStationWhateverTheHardwareTypeSays() {
    client
        .saying(builder -> builder.chaddr(new HardwareAddress(6, Bytes.ofHex("020000000001"))))
        .discovers()
        .delivered(toClient);
  }
}

package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// Two servers on one link, each with its half of the addresses, neither knowing of the other.
class TwoServersTest {
  private final Lab first = Lab.at("192.0.2.1", "subnet 192.0.2.0/24 pool .10-.19 lease 1h");
  private final Lab second = Lab.at("192.0.2.2", "subnet 192.0.2.0/24 pool .20-.29 lease 1h");
  private final TestClient toFirst = first.client("02:00:00:00:00:01");
  private final TestClient toSecond = second.client("02:00:00:00:00:01");

  /// A broadcast reaches both.
  private void broadcast(Message message) {
    toFirst.sends(message, first.broadcast());
    toSecond.sends(message, second.broadcast());
  }

  private Message request(String address, String server) {
    return toFirst.message(
        MessageType.DHCPREQUEST,
        builder ->
            builder.option(50, Ipv4.of(address).toBytes()).option(54, Ipv4.of(server).toBytes()));
  }

  private void discover() {
    broadcast(toFirst.message(MessageType.DHCPDISCOVER, builder -> builder));
  }

  @Test
  void theOneThatIsNotSelectedTakesItsOfferBackAtOnce() {
    discover();
    toFirst.getsOffer("192.0.2.10");
    toSecond.getsOffer("192.0.2.20");

    broadcast(request("192.0.2.20", "192.0.2.2"));
    toFirst.isAbsorbed(AbsorbReason.OTHER_SERVER_SELECTED);
    toSecond.getsAck("192.0.2.20");
    assertThat(first.lease("192.0.2.10")).isEmpty();
    first.client("02:00:00:00:00:02").discovers().getsOffer("192.0.2.10");
  }

  @Test
  void aServerThatOfferedNothingHasNothingToTakeBack() {
    broadcast(request("192.0.2.20", "192.0.2.2"));
    toFirst.getsNothing(SilentReason.NOT_FOR_US);
  }

  @Test
  void anEarlierLeaseOfTheOneThatIsNotSelectedStays() {
    toFirst.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    discover();
    broadcast(request("192.0.2.20", "192.0.2.2"));
    toFirst.getsNothing(SilentReason.NOT_FOR_US);
    assertThat(first.state("192.0.2.10")).hasValue(LeaseState.ASSIGNED);
  }

  @Test
  void whatLayUnderTheOfferComesBackWhenAnotherIsSelected() {
    toFirst.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10");
    first.passes(Duration.ofMinutes(61));
    discover();
    assertThat(first.state("192.0.2.10")).hasValue(LeaseState.OFFERED);
    broadcast(request("192.0.2.20", "192.0.2.2"));
    toFirst.isAbsorbed(AbsorbReason.OTHER_SERVER_SELECTED);
    assertThat(first.state("192.0.2.10")).hasValue(LeaseState.EXPIRED_RECLAIMED);
  }

  @Test
  void neitherRefusesWhatTheOtherHasGiven() {
    toSecond.discovers().getsOffer("192.0.2.20").selects().getsAck("192.0.2.20");
    toFirst.reboots("192.0.2.20").getsNothing(SilentReason.UNKNOWN_CLIENT);
    toFirst.rebinds("192.0.2.20").getsNothing(SilentReason.ADDRESS_NOT_OURS);
    toSecond.reboots("192.0.2.20").getsAck("192.0.2.20");
  }

  @Test
  void aFormerLeaseDoesNotMakeOneRefuseWhatTheOtherHasGivenSince() {
    toFirst.discovers().getsOffer("192.0.2.10").selects().getsAck("192.0.2.10").releases();
    toSecond.discovers().getsOffer("192.0.2.20").selects().getsAck("192.0.2.20");
    toFirst.reboots("192.0.2.20").getsNothing(SilentReason.UNKNOWN_CLIENT);
  }

  @Test
  void twoThatGoByOneNameDoNotRefuseWhatTheOtherMayHaveOffered() {
    String shared = " option 54=c0000263";
    Lab one = Lab.at("192.0.2.1", "subnet 192.0.2.0/24 pool .10-.19" + shared);
    Lab two = Lab.at("192.0.2.2", "subnet 192.0.2.0/24 pool .20-.29" + shared);
    TestClient client = two.client("02:00:00:00:00:01").discovers().getsOffer("192.0.2.20");
    one.client("02:00:00:00:00:01")
        .selects("192.0.2.20", "192.0.2.99")
        .getsNothing(SilentReason.ADDRESS_NOT_OURS);
    client.selects().getsAck("192.0.2.20");
  }

  @Test
  void aClientThatDoesNotRepeatTheAddressMeansItsOffer() {
    toFirst.discovers().getsOffer("192.0.2.10");
    toFirst
        .sends(
            MessageType.DHCPREQUEST, builder -> builder.option(54, Ipv4.of("192.0.2.1").toBytes()))
        .getsAck("192.0.2.10");
    first
        .client("02:00:00:00:00:02")
        .sends(
            MessageType.DHCPREQUEST, builder -> builder.option(54, Ipv4.of("192.0.2.1").toBytes()))
        .getsNothing(SilentReason.RFC_VIOLATION);
  }
}

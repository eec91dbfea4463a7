package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Option;
import org.lessor.wire.Xid;

/// RFC 2131 table 5, row by row.
class ClientMessagesTest {
  private static final Ipv4 ADDRESS = Ipv4.of("192.0.2.10");
  private static final Exchange EXCHANGE = new Exchange(new Xid(7), 0, 3);

  private final ClientMessages messages = new ClientMessages(profile());
  private final Lease lease =
      ((State.Bound) Transcript.reached(Transcript.quiet(), "0 start\n0 offer\n0 ack\n0 end"))
          .tenure()
          .lease();

  private static ClientProfile profile() {
    return new ClientProfile(
        Transcript.CHADDR,
        Transcript.CLIENT_ID,
        List.of(1, 121, 3),
        List.of(new Option(12, Bytes.ofText("laptop")), new Option(60, Bytes.ofText("lessor"))),
        1400,
        ClientProfile.BroadcastFlag.SET,
        ClientProfile.ServerIdentifier.REQUIRED,
        ClientProfile.ConflictPolicy.GIVE_UP,
        Timing.USUAL,
        ProbeTiming.FULL);
  }

  private static void check(
      Message message, MessageType type, String ciaddr, int secs, int flags, Integer... options) {
    assertThat(message.op()).isEqualTo(Op.BOOTREQUEST);
    assertThat(message.messageType()).contains(type);
    assertThat(message.xid()).isEqualTo(new Xid(7));
    assertThat(message.hops()).isZero();
    assertThat(message.secs()).isEqualTo(secs);
    assertThat(message.flags()).isEqualTo(flags);
    assertThat(message.ciaddr()).hasToString(ciaddr);
    assertThat(message.yiaddr()).hasToString("0.0.0.0");
    assertThat(message.siaddr()).hasToString("0.0.0.0");
    assertThat(message.giaddr()).hasToString("0.0.0.0");
    assertThat(message.chaddr()).isEqualTo(Transcript.CHADDR);
    assertThat(message.sname().length() + message.file().length()).isZero();
    assertThat(message.options().asList().stream().map(Option::code)).containsExactly(options);
  }

  @Test
  void discoverCarriesTheHintIfThereIsOne() {
    Message message = messages.discover(EXCHANGE, ADDRESS, 1);
    check(message, MessageType.DHCPDISCOVER, "0.0.0.0", 3, 0x8000, 53, 61, 50, 12, 60, 57, 55);
    assertThat(message.option(50)).contains(ADDRESS.toBytes());
    assertThat(message.option(61)).contains(Transcript.CLIENT_ID);
    assertThat(message.option(57)).contains(Bytes.ofUint16(1400));
    assertThat(message.option(55)).contains(Bytes.ofUnsigned(1, 121, 3));
    Message without = messages.discover(EXCHANGE, null, 1);
    check(without, MessageType.DHCPDISCOVER, "0.0.0.0", 3, 0x8000, 53, 61, 12, 60, 57, 55);
  }

  @Test
  void requestForAnOfferNamesAddressAndServer() {
    Message message = messages.selecting(EXCHANGE, lease.terms());
    check(message, MessageType.DHCPREQUEST, "0.0.0.0", 3, 0x8000, 53, 61, 50, 54, 12, 60, 57, 55);
    assertThat(message.option(50)).contains(ADDRESS.toBytes());
    assertThat(message.option(54)).contains(Ipv4.of("192.0.2.1").toBytes());
  }

  @Test
  void whoStaysUnknownDoesNotSayHowMuchItCanTake() {
    ClientProfile anonymous = profile().with(OfferPolicy.FIRST, Set.of(Extension.ANONYMITY));
    Message message = new ClientMessages(anonymous).discover(EXCHANGE, null, 1);
    // RFC 7844 section 3: what is not needed tells hosts apart.
    assertThat(message.option(57)).isEmpty();
    assertThat(messages.discover(EXCHANGE, null, 1).option(57)).isPresent();
  }

  @Test
  void requestForARememberedAddressNamesNoServer() {
    check(
        messages.rebooting(EXCHANGE, ADDRESS),
        MessageType.DHCPREQUEST,
        "0.0.0.0",
        3,
        0x8000,
        53,
        61,
        50,
        12,
        60,
        57,
        55);
  }

  @Test
  void requestToExtendALeaseHasCiaddrAlone() {
    check(
        messages.extending(EXCHANGE, ADDRESS),
        MessageType.DHCPREQUEST,
        "192.0.2.10",
        3,
        0,
        53,
        61,
        12,
        60,
        57,
        55);
  }

  @Test
  void declineAndReleaseCarryNothingThatTheyMustNot() {
    check(
        messages.decline(new Xid(7), lease),
        MessageType.DHCPDECLINE,
        "0.0.0.0",
        0,
        0,
        53,
        61,
        50,
        54,
        56);
    check(
        messages.release(new Xid(7), lease),
        MessageType.DHCPRELEASE,
        "192.0.2.10",
        0,
        0,
        53,
        61,
        54);
  }

  @Test
  void aProfileCannotSetWhatTheMachineSets() {
    for (int code : new int[] {50, 51, 53, 54, 55, 56, 57, 58, 59, 61, 82}) {
      Option own = new Option(code, Bytes.ofUnsigned(1, 2, 3, 4));
      assertThatThrownBy(() -> with(List.of(1), List.of(own), 1500))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("option " + code);
    }
  }

  @Test
  void aProfileHasNoOptionTwiceAndASizeThatServersAccept() {
    Option name = new Option(12, Bytes.ofText("a"));
    assertThatThrownBy(() -> with(List.of(1), List.of(name, name), 1500))
        .hasMessageContaining("option 12 twice");
    assertThatThrownBy(() -> with(List.of(1, 1), List.of(), 1500)).hasMessageContaining("twice: 1");
    assertThatThrownBy(() -> with(List.of(255), List.of(), 1500)).hasMessageContaining("255");
    assertThatThrownBy(() -> with(List.of(), List.of(), 575)).hasMessageContaining("575");
  }

  private static ClientProfile with(List<Integer> requested, List<Option> sent, int size) {
    return new ClientProfile(
        Transcript.CHADDR,
        Bytes.EMPTY,
        requested,
        sent,
        size,
        ClientProfile.BroadcastFlag.CLEAR,
        ClientProfile.ServerIdentifier.REQUIRED,
        ClientProfile.ConflictPolicy.GIVE_UP,
        Timing.USUAL,
        ProbeTiming.FULL);
  }
}

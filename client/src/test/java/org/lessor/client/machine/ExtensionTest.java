package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a client does beyond RFC 2131 where it is asked to.
class ExtensionTest {
  private static ClientProfile with(Extension... extensions) {
    return Transcript.quiet().with(OfferPolicy.FIRST, Set.of(extensions));
  }

  // Rapid commit (RFC 4039).

  @Test
  void byRapidCommitTwoMessagesLeadToALeaseThatCountsFromTheDiscover() {
    Transcript.check(
        with(Extension.RAPID_COMMIT),
        """
        0 start
          > DISCOVER xid=1 option-80
          = Selecting until 4
        0.5 ack options=80:
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800
        1 end
        """);
  }

  @Test
  void anAckWithoutTheOptionDoesNotAnswerADiscoverAndAnOfferWithItIsAnOffer() {
    Transcript.check(
        with(Extension.RAPID_COMMIT),
        """
        0 start
          > DISCOVER xid=1 option-80
          = Selecting until 4
        0.1 ack
          ! REPLY_IGNORED: a message of its type is not expected now
        0.2 offer options=80:
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.2
        0.3 ack options=80:
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800.2
        0.4 end
        """);
  }

  @Test
  void nobodyWhoDidNotAskForRapidCommitTakesIt() {
    Transcript.check(
        with(),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 ack options=80:
          ! REPLY_IGNORED: a message of its type is not expected now
        0.2 end
        """);
  }

  @Test
  void afterAMinuteRapidCommitIsNotAskedForAnyMoreSinceTheLeaseWouldCountFromTheFirstDiscover() {
    Transcript.check(
        with(Extension.RAPID_COMMIT),
        """
        0 start
          > DISCOVER xid=1 option-80
          = Selecting until 4
        4 timer
          > DISCOVER xid=1 secs=4 option-80
          = Selecting until 12
        12 timer
          > DISCOVER xid=1 secs=12 option-80
          = Selecting until 28
        28 timer
          > DISCOVER xid=1 secs=28 option-80
          = Selecting until 60
        29 ack options=80: lease=20
          ! OFFER_REFUSED: its lease is over already
        60 timer
          > DISCOVER xid=1 secs=60
          = Selecting until 124
        61 ack options=80:
          ! REPLY_IGNORED: a message of its type is not expected now
        62 end
        """);
  }

  // Networks without IPv4 (RFC 8925).

  @Test
  void whereTheNetworkPrefersItTheClientDoesWithoutIpv4ForTheTimeGiven() {
    Transcript.check(
        with(Extension.IPV6_ONLY),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer options=108:00000708
          > forget
          = Ipv6Only until 1800.1
        1 offer
          ! REPLY_IGNORED: a message of its type is not expected now
        1800.1 timer
          > DISCOVER xid=2
          = Selecting until 1804.1
        1800.2 offer yiaddr=0.0.0.0 options=108:00000001
          > forget
          = Ipv6Only until 2100.2
        # Another link may be another network.
        1900 link down
          ! LINK_DOWN
          = Paused
        1910 link up
          > DISCOVER xid=3
          = Selecting until 1914
        1911 end
        """);
  }

  @Test
  void aConfirmedLeaseIsGivenUpTooWhereTheNetworkPrefersThat() {
    Transcript.check(
        with(Extension.IPV6_ONLY),
        """
        0 start remembering 192.0.2.10 asked-at=0 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        0.1 ack options=108:00000708
          > forget
          = Ipv6Only until 1800.1
        1 end
        """);
  }

  @Test
  void whoDidNotAskAboutIpv6TakesTheAddress() {
    Transcript.check(
        with(),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer options=108:00000708
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.1
        0.2 end
        """);
  }

  // A lease that nobody confirms.

  @Test
  void inSilenceARememberedLeaseIsUsedUnconfirmedAndExtendedAtItsT1() {
    Transcript.check(
        with(Extension.UNCONFIRMED_LEASE),
        """
        0 start remembering 192.0.2.10 asked-at=0 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        2 timer
          > REQUEST xid=1 secs=2 requested=192.0.2.10
          = Rebooting until 6
        6 timer
          ! LEASE_UNCONFIRMED
          > configure 192.0.2.10/24 for 3594 s
          > save 192.0.2.10
          = Bound until 1800
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2475
        1801 end
        """);
  }

  @Test
  void anUnconfirmedLeaseIsNotUsedWhereAnotherHostHasItsAddress() {
    ClientProfile probing =
        Transcript.profile(Timing.USUAL, ProbeTiming.FAST)
            .with(OfferPolicy.FIRST, Set.of(Extension.UNCONFIRMED_LEASE));
    State state =
        Transcript.reached(
            probing,
            """
            0 start remembering 192.0.2.10 asked-at=0 lease=3600
            6.1 arp claims 192.0.2.10 by 02:00:00:00:00:99
            6.2 end
            """);
    assertThat(state).isInstanceOf(State.Declined.class);
  }

  // Anonymity (RFC 7844).

  @Test
  void whoStaysUnknownShowsNoAddressOfElsewhere() {
    Transcript.check(
        with(Extension.ANONYMITY),
        """
        0 start remembering 192.0.2.10 asked-at=0 lease=3600
          > forget
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.1
        0.2 ack
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800.1
        10 link down
          ! LINK_DOWN
          = Paused until 3600.1
        20 link up
          > deconfigure 192.0.2.10
          > forget
          > DISCOVER xid=2
          = Selecting until 24
        21 end
        """);
  }
}

package org.lessor.client.machine;

import org.junit.jupiter.api.Test;

/// From no address to a lease in use (RFC 2131 sections 3.1 and 4.4.1).
class FourStepsTest {
  private static final ClientProfile QUIET = Transcript.quiet();
  private static final ClientProfile FULL = Transcript.profile(Timing.USUAL, ProbeTiming.FULL);

  @Test
  void theFourStepsLeadFromNoAddressToALease() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.1
        0.2 ack
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800.1
        """);
  }

  @Test
  void anAcknowledgedAddressIsProbedThenUsedThenAnnounced() {
    Transcript.check(
        FULL,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.1
        0.2 ack
          = Probing until 0.7
        0.7 timer
          > arp probe 192.0.2.10
          = Probing until 2.2
        2.2 timer
          > arp probe 192.0.2.10
          = Probing until 3.7
        3.7 timer
          > arp probe 192.0.2.10
          = Probing until 5.7
        5.7 timer
          > configure 192.0.2.10/24 for 3595 s
          > arp announce 192.0.2.10
          > save 192.0.2.10
          = Bound until 7.7
        7.7 timer
          > arp announce 192.0.2.10
          = Bound until 1800.1
        10 end
        """);
  }

  @Test
  void fastProbingTakesLessThanASecond() {
    Transcript.check(
        Transcript.profile(Timing.USUAL, ProbeTiming.FAST),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.1
        0.2 ack
          = Probing until 0.25
        0.25 timer
          > arp probe 192.0.2.10
          = Probing until 0.4
        0.4 timer
          > arp probe 192.0.2.10
          = Probing until 0.55
        0.55 timer
          > arp probe 192.0.2.10
          = Probing until 0.75
        0.75 timer
          > configure 192.0.2.10/24 for 3600 s
          > arp announce 192.0.2.10
          > save 192.0.2.10
          = Bound until 2.75
        1 end
        """);
  }

  @Test
  void discoverIsRepeatedAfter4And8And16And32And64SecondsForEver() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        4 timer
          > DISCOVER xid=1 secs=4
          = Selecting until 12
        12 timer
          > DISCOVER xid=1 secs=12
          = Selecting until 28
        28 timer
          > DISCOVER xid=1 secs=28
          = Selecting until 60
        60 timer
          > DISCOVER xid=1 secs=60
          = Selecting until 124
        124 timer
          > DISCOVER xid=1 secs=124
          = Selecting until 188
        188 timer
          > DISCOVER xid=1 secs=188
          = Selecting until 252
        200 end
        """);
  }

  @Test
  void aLostAckIsAskedForAgainAndTheLeaseCountsFromTheFirstRequest() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        4 timer
          > DISCOVER xid=1 secs=4
          = Selecting until 12
        5 offer
          # secs as in the DISCOVER (RFC 2131 section 3.1 step 3)
          > REQUEST xid=1 secs=4 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 9
        9 timer
          > REQUEST xid=1 secs=4 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 17
        10 ack lease=600
          > configure 192.0.2.10/24 for 595 s
          > save 192.0.2.10
          = Bound until 305
        """);
  }

  @Test
  void fourUnansweredRequestsLeadBackToInit() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        1 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 5
        5 timer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 13
        13 timer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 29
        29 timer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 61
        61 timer
          ! REQUEST_UNANSWERED
          > DISCOVER xid=2
          = Selecting until 65
        62 end
        """);
  }

  @Test
  void theFirstOfTwoOffersIsAcceptedAndTheOtherIsNamed() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer server=192.0.2.1
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.1
        0.2 offer server=192.0.2.2 yiaddr=192.0.2.77
          ! OFFER_NOT_CHOSEN: another offer was accepted
        0.3 offer server=192.0.2.1
          ! REPLY_IGNORED: a message of its type is not expected now
        # An ACK, or a NAK, of the server that was not chosen is nonsense.
        0.4 ack server=192.0.2.2
          ! REPLY_REFUSED: it is from another server than the one asked
        0.5 nak server=192.0.2.2
          ! REPLY_REFUSED: it is from another server than the one asked
        0.6 ack
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800.1
        0.7 ack
          ! REPLY_IGNORED: a message of its type is not expected now
        """);
  }

  @Test
  void anUnacceptableOfferIsRefusedWithItsReasonAndTheNextOneTaken() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer server=192.0.2.1 lease=0
          ! OFFER_REFUSED: its lease time is 0
        0.2 offer server=192.0.2.2
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.2
          = Requesting until 4.2
        """);
  }

  @Test
  void nonsenseIsIgnoredOrRefusedWithoutALossOfTime() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        1 offer op=1
          ! REPLY_IGNORED: it is not a reply
        1 offer xid=99
          ! REPLY_IGNORED: its xid is not ours
        1 offer chaddr=02:00:00:00:00:02
          ! REPLY_IGNORED: its chaddr is not ours
        1 offer client-id=ff00
          ! REPLY_IGNORED: its client identifier is not ours
        1 offer type=none
          ! REPLY_IGNORED: a message of its type is not expected now
        1 ack
          ! REPLY_IGNORED: a message of its type is not expected now
        1 nak
          ! REPLY_IGNORED: a message of its type is not expected now
        1 offer server=none
          ! OFFER_REFUSED: it names no server (option 54)
        1 offer server=224.0.0.1
          ! OFFER_REFUSED: its server identifier is no host's address
        1 offer yiaddr=0.0.0.0
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
        1 offer yiaddr=127.0.0.1
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
        1 offer yiaddr=239.1.2.3
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
        1 offer yiaddr=192.0.2.1
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
        1 offer yiaddr=192.0.2.0
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
        1 offer yiaddr=192.0.2.255
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
        1 offer mask=255.0.255.0
          ! OFFER_REFUSED: its subnet mask is none
        1 offer mask=0.0.0.0
          ! OFFER_REFUSED: its subnet mask is none
        1 offer lease=none
          ! OFFER_REFUSED: it has no lease time
        2 offer client-id=01020000000001 mask=255.255.255.254 yiaddr=192.0.2.0
          > REQUEST xid=1 requested=192.0.2.0 server=192.0.2.1
          = Requesting until 6
        3 ack yiaddr=192.0.2.11
          ! REPLY_REFUSED: it gives another address than the one asked for
        3 ack yiaddr=192.0.2.0 mask=255.255.255.254 lease=0
          ! REPLY_REFUSED: its lease time is 0
        3 nak server=none
          ! REPLY_REFUSED: it names no server (option 54)
        4 ack yiaddr=192.0.2.0 mask=255.255.255.254
          > configure 192.0.2.0/31 for 3598 s
          > save 192.0.2.0
          = Bound until 1802
        """);
  }

  @Test
  void withoutAMaskTheClassOfTheAddressDecides() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer yiaddr=10.255.0.0 mask=none
          > REQUEST xid=1 requested=10.255.0.0 server=192.0.2.1
          = Requesting until 4
        0 ack yiaddr=10.255.0.0 mask=none
          > configure 10.255.0.0/8 for 3600 s
          > save 10.255.0.0
          = Bound until 1800
        """);
  }

  @Test
  void aServerThatNamesNobodyIsTakenByItsSourceAddressWhereThatIsAllowed() {
    ClientProfile lenient =
        new ClientProfile(
            Transcript.CHADDR,
            Transcript.CLIENT_ID,
            java.util.List.of(1),
            java.util.List.of(),
            1500,
            ClientProfile.BroadcastFlag.SET,
            ClientProfile.ServerIdentifier.FROM_SOURCE,
            ClientProfile.ConflictPolicy.GIVE_UP,
            Timing.USUAL,
            ProbeTiming.OFF);
    Transcript.check(
        lenient,
        """
        0 start
          > DISCOVER xid=1 broadcast
          = Selecting until 4
        0 offer server=none source=192.0.2.3
          > REQUEST xid=1 broadcast requested=192.0.2.10 server=192.0.2.3
          = Requesting until 4
        0 ack server=none source=192.0.2.4
          ! REPLY_REFUSED: it is from another server than the one asked
        0 ack server=none source=192.0.2.3
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.3
          = Renewing until 2475
        2000 end
        """);
  }

  @Test
  void byRfcTimingTheFirstDiscoverIsDelayed() {
    Transcript.check(
        Transcript.profile(Timing.RFC, ProbeTiming.OFF),
        """
        0 start
          = Init until 5.5
        5.5 timer
          > DISCOVER xid=1
          = Selecting until 9.5
        6 end
        """);
  }

  @Test
  void aTimerThatComesEarlyChangesNothing() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        3 timer:early
          = Selecting until 4
        3.5 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 7.5
        7 timer:early
          = Requesting until 7.5
        """);
  }
}

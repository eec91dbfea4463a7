package org.lessor.client.machine;

import org.junit.jupiter.api.Test;

/// A remembered address (RFC 2131 sections 3.2 and 4.4.2), and links that come and go.
class RebootTest {
  private static final ClientProfile QUIET = Transcript.quiet();

  @Test
  void aRememberedLeaseIsConfirmedInTwoMessages() {
    Transcript.check(
        QUIET,
        """
        100 start remembering 192.0.2.10 asked-at=-500 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 102
        100.1 ack server=192.0.2.2
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1900
        """);
  }

  @Test
  void silenceLeadsToADiscoverThatAsksForTheSameAddress() {
    Transcript.check(
        QUIET,
        """
        0 start remembering 192.0.2.10 asked-at=-500 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        2 timer
          > REQUEST xid=1 secs=2 requested=192.0.2.10
          = Rebooting until 6
        6 timer
          > DISCOVER xid=2 requested=192.0.2.10
          = Selecting until 10
        7 offer yiaddr=192.0.2.11
          > REQUEST xid=2 requested=192.0.2.11 server=192.0.2.1
          = Requesting until 11
        """);
  }

  @Test
  void aNakLeadsToADiscoverThatAsksForNothing() {
    Transcript.check(
        QUIET,
        """
        0 start remembering 192.0.2.10 asked-at=-500 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        0.1 ack yiaddr=192.0.2.11
          ! REPLY_REFUSED: it gives another address than the one asked for
        0.2 nak server=192.0.2.7
          ! REFUSED_BY_SERVER
          > forget
          > DISCOVER xid=2
          = Selecting until 4.2
        """);
  }

  @Test
  void anExpiredLeaseIsOnlyAHint() {
    Transcript.check(
        QUIET,
        """
        0 start remembering 192.0.2.10 asked-at=-4000 lease=3600
          > DISCOVER xid=1 requested=192.0.2.10
          = Selecting until 4
        """);
  }

  @Test
  void byRfcTimingARememberedAddressIsAskedForAfterADelayAndFourTimes() {
    Transcript.check(
        Transcript.profile(Timing.RFC, ProbeTiming.OFF),
        """
        0 start remembering 192.0.2.10 asked-at=-500 lease=3600
          = InitReboot until 5.5
        5.5 timer
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 9.5
        9.5 timer
          > REQUEST xid=1 secs=4 requested=192.0.2.10
          = Rebooting until 17.5
        17.5 timer
          > REQUEST xid=1 secs=12 requested=192.0.2.10
          = Rebooting until 33.5
        33.5 timer
          > REQUEST xid=1 secs=28 requested=192.0.2.10
          = Rebooting until 65.5
        65.5 timer
          > DISCOVER xid=2 requested=192.0.2.10
          = Selecting until 69.5
        66 end
        """);
  }

  private static final String BOUND =
      """
      0 start
        > DISCOVER xid=1
        = Selecting until 4
      0 offer
        > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
        = Requesting until 4
      0 ack
        > configure 192.0.2.10/24 for 3600 s
        > save 192.0.2.10
        = Bound until 1800
      """;

  @Test
  void aLinkThatComesBackKeepsItsAddressAndAsksWhetherItMay() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            130 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 132
            130.1 ack
              > configure 192.0.2.10/24 for 3600 s
              > save 192.0.2.10
              = Bound until 1930
            """);
  }

  @Test
  void inSilenceTheAddressStaysInUseWhileServersAreSoughtAndGoesWhenItExpires() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            3585 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 3587
            3587 timer
              > REQUEST xid=2 secs=2 requested=192.0.2.10
              = Rebooting until 3591
            3591 timer
              > DISCOVER xid=3 requested=192.0.2.10
              = Selecting until 3595
            3595 timer
              > DISCOVER xid=3 secs=4 requested=192.0.2.10
              = Selecting until 3600
            3600 timer
              > deconfigure 192.0.2.10
              > forget
              ! EXPIRED
              = Selecting until 3603
            3601 end
            """);
  }

  @Test
  void inAnotherNetworkTheNewAddressTakesThePlaceOfTheOld() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            200 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 202
            202 timer
              > REQUEST xid=2 secs=2 requested=192.0.2.10
              = Rebooting until 206
            206 timer
              > DISCOVER xid=3 requested=192.0.2.10
              = Selecting until 210
            207 offer yiaddr=198.51.100.7 server=198.51.100.1
              > REQUEST xid=3 requested=198.51.100.7 server=198.51.100.1
              = Requesting until 211
            207 ack yiaddr=198.51.100.7 server=198.51.100.1
              > configure 198.51.100.7/24 for 3600 s in place of 192.0.2.10
              > save 198.51.100.7
              = Bound until 2007
            """);
  }

  @Test
  void inAnotherNetworkANakTakesTheAddressAwayAtOnce() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            200 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 202
            200.1 nak server=198.51.100.1
              ! REFUSED_BY_SERVER
              > deconfigure 192.0.2.10
              > forget
              > DISCOVER xid=3
              = Selecting until 204.1
            """);
  }

  @Test
  void aLeaseThatExpiresWhileTheLinkIsDownIsTakenAwayAndAskedForLater() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            3600 timer
              > deconfigure 192.0.2.10
              > forget
              ! EXPIRED
              = Paused
            5000 link up
              > DISCOVER xid=2 requested=192.0.2.10
              = Selecting until 5004
            """);
  }

  @Test
  void aLinkThatFailsBetweenOfferAndAckLeadsBackToTheSameAddress() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        1 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 5
        2 link down
          ! LINK_DOWN
          = Paused
        3 ack
          ! REPLY_IGNORED: a message of its type is not expected now
        4 link up
          > DISCOVER xid=2 requested=192.0.2.10
          = Selecting until 8
        """);
  }

  @Test
  void aWaitIsNotCutShortByALinkThatFlaps() {
    Transcript.check(
        Transcript.profile(Timing.USUAL, ProbeTiming.FULL),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 ack
          = Probing until 0.5
        0.2 arp claims 192.0.2.10 by 02:00:00:00:00:99
          > DECLINE xid=2 requested=192.0.2.10 server=192.0.2.1
          > forget
          ! ADDRESS_TAKEN
          = Declined until 10.2
        1 link down
          ! LINK_DOWN
          = Paused
        2 link up
          = Init until 10.2
        10.2 timer
          > DISCOVER xid=3
          = Selecting until 14.2
        11 end
        """);
  }

  @Test
  void aReleaseWithoutALinkOnlyCleansUp() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            101 release
              > forget
              > deconfigure 192.0.2.10
              = Halted
            """);
  }

  @Test
  void aReleaseWithoutAnAddressForgetsTheLease() {
    Transcript.check(
        QUIET,
        """
        0 start remembering 192.0.2.10 asked-at=-500 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        1 release
          > forget
          = Halted
        """);
  }

  @Test
  void theLeaseInUseStaysRememberedWhereAnotherAddressIsRefused() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            200 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 202
            202 timer
              > REQUEST xid=2 secs=2 requested=192.0.2.10
              = Rebooting until 206
            206 timer
              > DISCOVER xid=3 requested=192.0.2.10
              = Selecting until 210
            207 offer yiaddr=198.51.100.7 server=198.51.100.1
              > REQUEST xid=3 requested=198.51.100.7 server=198.51.100.1
              = Requesting until 211
            207 nak server=198.51.100.1
              ! REFUSED_BY_SERVER
              > DISCOVER xid=4
              = Selecting until 211
            208 link down
              ! LINK_DOWN
              = Paused until 3600
            209 link up
              > REQUEST xid=5 requested=192.0.2.10
              = Rebooting until 211
            """);
  }
}

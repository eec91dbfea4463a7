package org.lessor.client.machine;

import org.junit.jupiter.api.Test;

/// A script that configures the interface and does not want the address, and the last lease where
/// nobody answers: what dhclient-script(8) may say, and when it is asked.
class ScriptTest {
  private static final ClientProfile QUIET = Transcript.quiet();

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
  void anAddressThatTheScriptRejectsIsDeclinedAndNotTakenAgain() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            1 reject 192.0.2.11 unusable
              = Bound until 1800
            1 reject 192.0.2.10 unusable
              > DECLINE xid=2 requested=192.0.2.10 server=192.0.2.1
              > deconfigure 192.0.2.10
              > forget
              ! ADDRESS_REJECTED
              = Declined until 11
            11 timer
              > DISCOVER xid=3
              = Selecting until 15
            11.1 offer
              ! OFFER_REFUSED: another host was just found to use its yiaddr
            """);
  }

  @Test
  void aRenewedAddressMayBeRejectedToo() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            1800 timer
              > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
              = Renewing until 2475
            1800.5 reject 192.0.2.10 unusable
              > DECLINE xid=3 requested=192.0.2.10 server=192.0.2.1
              > deconfigure 192.0.2.10
              > forget
              ! ADDRESS_REJECTED
              = Declined until 1810.5
            """);
  }

  @Test
  void withoutALinkTheAddressIsOnlyLeft() {
    Transcript.check(
        QUIET,
        BOUND
            + """
            1 link down
              ! LINK_DOWN
              = Paused until 3600
            2 reject 192.0.2.10 unusable
              > deconfigure 192.0.2.10
              > forget
              ! ADDRESS_REJECTED
              = Paused
            3 link up
              > DISCOVER xid=2
              = Selecting until 7
            """);
  }

  @Test
  void theLastLeaseComesIntoUseWhereNobodyAnswersAndIsExtendedAsAnyOther() {
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
        8 fall back 192.0.2.10 asked-at=-500 lease=3600
          ! LEASE_UNCONFIRMED
          > configure 192.0.2.10/24 for 3092 s
          > save 192.0.2.10
          = Bound until 1300
        1300 timer
          > REQUEST xid=3 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 1975
        1300 end
        """);
  }

  @Test
  void aScriptThatIsNotAtHomeThereSaysSoWithoutADecline() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        1 fall back 192.0.2.10 asked-at=-4000 lease=3600
          = Selecting until 4
        2 fall back 192.0.2.10 asked-at=-500 lease=3600
          ! LEASE_UNCONFIRMED
          > configure 192.0.2.10/24 for 3098 s
          > save 192.0.2.10
          = Bound until 1300
        3 reject 192.0.2.10 elsewhere
          > deconfigure 192.0.2.10
          ! ADDRESS_REJECTED
          > DISCOVER xid=2 requested=192.0.2.10
          = Selecting until 7
        """);
  }
}

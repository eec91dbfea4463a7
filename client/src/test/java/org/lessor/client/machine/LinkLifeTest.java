package org.lessor.client.machine;

import org.junit.jupiter.api.Test;

/// What others do to the client: suspend the machine, plug it in elsewhere, take its address away.
class LinkLifeTest {
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

  private static void check(String script) {
    Transcript.check(Transcript.quiet(), script);
  }

  @Test
  void afterASuspendTheClientAsksWhetherItMayUseItsAddressOnAndUsesItMeanwhile() {
    check(
        BOUND
            + """
            900 resumed
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 902
            901 ack
              > configure 192.0.2.10/24 for 3599 s
              > save 192.0.2.10
              = Bound until 2700
            902 end
            """);
  }

  @Test
  void aLeaseThatEndedInASuspendIsNotUsedForAMomentMore() {
    check(
        BOUND
            + """
            1800 timer
              > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
              = Renewing until 2475
            2475 timer
              > REQUEST xid=3 secs=675 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
              = Renewing until 2812.5
            2500 link down
              ! LINK_DOWN
              = Paused until 3600
            3600 timer
              > deconfigure 192.0.2.10
              > forget
              ! EXPIRED
              = Paused
            9000 resumed
              = Paused
            9001 link up
              > DISCOVER xid=4 requested=192.0.2.10
              = Selecting until 9005
            9002 end
            """);
  }

  @Test
  void aSearchBeginsAnewAfterASuspendButWaitsThatTheRfcAsksForGoOn() {
    check(
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        1 resumed
          > DISCOVER xid=2
          = Selecting until 5
        2 offer
          > REQUEST xid=2 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 6
        3 nak
          ! REFUSED_BY_SERVER
          > forget
          > DISCOVER xid=3
          = Selecting until 7
        4 offer
          > REQUEST xid=3 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 8
        5 nak
          ! REFUSED_BY_SERVER
          > forget
          = Init until 7.1
        6 resumed
          = Init until 7.1
        6.5 end
        """);
  }

  @Test
  void anAddressThatOthersTakeAwayIsPutBackAtOnceAndTwiceInAMomentLeadsToANewSearchAfterAWait() {
    check(
        BOUND
            + """
            100 address removed
              > configure 192.0.2.10/24 for 3500 s
              ! ADDRESS_RESTORED
              = Bound until 1800
            200 address removed
              > configure 192.0.2.10/24 for 3400 s
              ! ADDRESS_RESTORED
              = Bound until 1800
            205 address removed
              > deconfigure 192.0.2.10
              ! ADDRESS_REMOVED
              = Init until 215
            215 timer
              > DISCOVER xid=2 requested=192.0.2.10
              = Selecting until 219
            216 end
            """);
  }

  @Test
  void anAddressThatTheKernelEndsInTheLastSecondOfItsLeaseIsNotPutBack() {
    check(
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer lease=2
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 ack lease=2
          > configure 192.0.2.10/24 for 2 s
          > save 192.0.2.10
          = Bound until 1
        0.9 address removed
          > configure 192.0.2.10/24 for 2 s
          ! ADDRESS_RESTORED
          = Bound until 1
        1 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 1.375
        1.2 address removed
          > deconfigure 192.0.2.10
          > forget
          ! EXPIRED
          = Init until 1.7
        1.2 end
        """);
  }

  @Test
  void anAddressThatIsTakenAwayWhileItIsConfirmedStaysAway() {
    check(
        BOUND
            + """
            10 link down
              ! LINK_DOWN
              = Paused until 3600
            20 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 22
            20.1 address removed
              > deconfigure 192.0.2.10
              ! ADDRESS_REMOVED
              = Rebooting until 22
            20.2 ack
              > configure 192.0.2.10/24 for 3600 s
              > save 192.0.2.10
              = Bound until 1820
            21 end
            """);
  }

  @Test
  void whoComesBackToANetworkAsksForTheAddressThatItHadThere() {
    check(
        BOUND
            + """
            10 link down
              ! LINK_DOWN
              = Paused until 3600
            # At the office, through a relay agent.
            20 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 22
            20.1 nak server=203.0.113.1 giaddr=198.51.100.1
              ! REFUSED_BY_SERVER
              > deconfigure 192.0.2.10
              > forget
              > DISCOVER xid=3
              = Selecting until 24.1
            20.2 offer yiaddr=198.51.100.20 server=203.0.113.1 giaddr=198.51.100.1
              > REQUEST xid=3 requested=198.51.100.20 server=203.0.113.1
              = Requesting until 24.2
            20.3 ack yiaddr=198.51.100.20 server=203.0.113.1 giaddr=198.51.100.1
              > configure 198.51.100.20/24 for 3600 s
              > save 198.51.100.20
              = Bound until 1820.2
            30 link down
              ! LINK_DOWN
              = Paused until 3620.2
            # At home again.
            40 link up
              > REQUEST xid=4 requested=198.51.100.20
              = Rebooting until 42
            40.1 nak server=192.0.2.1
              ! REFUSED_BY_SERVER
              > deconfigure 198.51.100.20
              > forget
              > DISCOVER xid=5 requested=192.0.2.10
              = Selecting until 44.1
            41 end
            """);
  }
}

package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A lease in use: extended, lost, given back (RFC 2131 sections 4.4.5 and 4.4.6).
class LeaseLifeTest {
  private static final ClientProfile QUIET = Transcript.quiet();

  /// Gets 192.0.2.10 at second 0, so that the lease counts from there.
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

  private static void afterBound(String script) {
    Transcript.check(QUIET, BOUND + script);
  }

  @Test
  void atT1TheServerIsAskedByUnicastAndTheLeaseCountsFromTheRequest() {
    afterBound(
        """
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2475
        1800.5 ack
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 3600
        3600 timer
          > REQUEST xid=3 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 4275
        4000 ack
          > configure 192.0.2.10/24 for 3200 s
          > save 192.0.2.10
          = Bound until 5400
        """);
  }

  @Test
  void aSilentServerIsAskedAtHalfOfWhatIsLeftDownToAMinuteThenEveryServerThenTheLeaseEnds() {
    afterBound(
        """
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2475
        2475 timer
          > REQUEST xid=3 secs=675 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2812.5
        2812.5 timer
          > REQUEST xid=4 secs=1012 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2981.25
        2981.25 timer
          > REQUEST xid=5 secs=1181 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 3065.625
        3065.625 timer
          > REQUEST xid=6 secs=1265 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 3125.625
        3125.625 timer
          > REQUEST xid=7 secs=1325 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 3150
        # T2
        3150 timer
          > REQUEST xid=8 secs=1350 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 3375
        3375 timer
          > REQUEST xid=9 secs=1575 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 3487.5
        3487.5 timer
          > REQUEST xid=10 secs=1687 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 3547.5
        3547.5 timer
          > REQUEST xid=11 secs=1747 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 3596
        # One last time.
        3596 timer
          > REQUEST xid=12 secs=1796 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 3600
        3600 timer
          > deconfigure 192.0.2.10
          > forget
          ! EXPIRED
          = Init until 3600.5
        3600.5 timer
          > DISCOVER xid=13 requested=192.0.2.10
          = Selecting until 3604.5
        3601 end
        """);
  }

  @Test
  void hoursOfRenewalsWithNothingLost() {
    StringBuilder script = new StringBuilder(BOUND);
    for (int hour = 1; hour <= 48; hour++) {
      int t1 = hour * 1800;
      script.append(t1).append(" timer\n");
      script.append("> REQUEST xid=").append(hour + 1);
      script.append(" ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1\n");
      script.append("= Renewing until ").append(t1 + 675).append('\n');
      script.append(t1).append(" ack\n");
      script.append("> configure 192.0.2.10/24 for 3600 s\n> save 192.0.2.10\n");
      script.append("= Bound until ").append(t1 + 1800).append('\n');
    }
    Transcript.check(QUIET, script.toString());
  }

  @Test
  void anotherServerMayAnswerAtT2() {
    afterBound(
        """
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2475
        # An ACK of another server than the one asked, and an answer to no question of ours.
        1801 ack server=192.0.2.2
          ! REPLY_REFUSED: it is from another server than the one asked
        1802 nak server=192.0.2.2
          ! REPLY_REFUSED: it is from another server than the one asked
        1803 ack xid=1
          ! REPLY_IGNORED: its xid is not ours
        1804 ack yiaddr=192.0.2.11
          ! REPLY_REFUSED: it gives another address than the one asked for
        1805 offer
          ! REPLY_IGNORED: a message of its type is not expected now
        2475 timer
          > REQUEST xid=3 secs=675 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2812.5
        2812.5 timer
          > REQUEST xid=4 secs=1012 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2981.25
        2981.25 timer
          > REQUEST xid=5 secs=1181 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 3065.625
        3065.625 timer
          > REQUEST xid=6 secs=1265 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 3125.625
        3125.625 timer
          > REQUEST xid=7 secs=1325 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 3150
        3150 timer
          > REQUEST xid=8 secs=1350 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 3375
        3151 ack server=192.0.2.2
          > configure 192.0.2.10/24 for 3599 s
          > save 192.0.2.10
          = Bound until 4950
        4950 timer
          > REQUEST xid=9 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.2
          = Renewing until 5625
        5000 end
        """);
  }

  @Test
  void aShortLeaseHasSeveralTriesToo() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer lease=80
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 ack lease=80
          > configure 192.0.2.10/24 for 80 s
          > save 192.0.2.10
          = Bound until 40
        40 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 55
        55 timer
          > REQUEST xid=3 secs=15 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 62.5
        62.5 timer
          > REQUEST xid=4 secs=22 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 70
        70 timer
          > REQUEST xid=5 secs=30 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 75
        75 timer
          > REQUEST xid=6 secs=35 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 77.5
        77.5 timer
          > REQUEST xid=7 secs=37 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 80
        79 end
        """);
  }

  @Test
  void byRfcTimingNothingIsRepeatedWithinAMinute() {
    Transcript.check(
        Transcript.profile(Timing.RFC, ProbeTiming.OFF),
        """
        0 start
          = Init until 5.5
        5.5 timer
          > DISCOVER xid=1
          = Selecting until 9.5
        6 offer lease=80
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 10
        6 ack lease=80
          > configure 192.0.2.10/24 for 80 s
          > save 192.0.2.10
          = Bound until 46
        46 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 76
        76 timer
          > REQUEST xid=3 secs=30 ciaddr=192.0.2.10 from 192.0.2.10
          ! REBINDING
          = Rebinding until 86
        86 timer
          > deconfigure 192.0.2.10
          > forget
          ! EXPIRED
          = Init until 91.5
        86 end
        """);
  }

  @Test
  void t1AndT2OfTheServerCountWhereTheyAreInOrder() {
    for (String bad :
        new String[] {"t1=0 t2=500", "t1=600 t2=500", "t1=500 t2=500", "t2=3600 t1=1"}) {
      Transcript.check(
          QUIET, BOUND.replace("0 offer", "0 offer " + bad).replace("0 ack", "0 ack " + bad));
    }
    Transcript.check(
        QUIET,
        BOUND.replace("0 ack", "0 ack t1=100 t2=200").replace("1800", "100")
            + """
            100 timer
              > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
              = Renewing until 150
            100 end
            """);
  }

  @Test
  void aLeaseForEverNeedsNoTimer() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer lease=4294967295
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 ack lease=4294967295
          > configure 192.0.2.10/24 for ever
          > save 192.0.2.10
          = Bound
        4000000000 end
        """);
  }

  @Test
  void aNakWhileRenewingEndsTheLeaseAtOnce() {
    afterBound(
        """
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2475
        1801 nak
          ! REFUSED_BY_SERVER
          > deconfigure 192.0.2.10
          > forget
          > DISCOVER xid=3
          = Selecting until 1805
        """);
  }

  @Test
  void afterSeveralNaksInARowTheClientWaitsLongerEachTime() {
    Transcript.check(
        QUIET,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 nak
          ! REFUSED_BY_SERVER
          > forget
          > DISCOVER xid=2
          = Selecting until 4
        0 offer
          > REQUEST xid=2 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 nak
          ! REFUSED_BY_SERVER
          > forget
          = Init until 2.1
        2.1 timer
          > DISCOVER xid=3
          = Selecting until 6.1
        3 offer
          > REQUEST xid=3 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 7
        3 nak
          ! REFUSED_BY_SERVER
          > forget
          = Init until 7.2
        3 end
        """);
  }

  @Test
  void aLeaseThatEndedDuringASuspendIsNoLongerUsedWhateverHappensFirst() {
    for (String first :
        new String[] {"renew", "link up", "ack", "arp claims 192.0.2.10 by 02:00:00:00:00:09"}) {
      State state = bound();
      ClientMachine machine = new ClientMachine(QUIET, new SteadyRandom());
      Step step = machine.on(state, Transcript.event(QUIET, first), 4_000_000_000_000L);
      assertThat(step.effects())
          .as(first)
          .anyMatch(Effect.Deconfigure.class::isInstance)
          .noneMatch(Effect.Unicast.class::isInstance);
      assertThat(step.next()).isInstanceOf(State.Init.class);
    }
  }

  private static State bound() {
    return Transcript.reached(QUIET, BOUND);
  }

  @Test
  void aClientThatWakesBetweenT2AndExpiryAsksEveryServer() {
    State state = bound();
    ClientMachine machine = new ClientMachine(QUIET, new SteadyRandom());
    Step step = machine.on(state, new Event.TimerExpired(), 3_200_000_000_000L);
    assertThat(step.next()).isInstanceOf(State.Rebinding.class);
  }

  @Test
  void aReleaseLeavesFromTheAddressBeforeTheAddressGoes() {
    afterBound(
        """
        100 release
          > RELEASE xid=2 ciaddr=192.0.2.10 server=192.0.2.1 from 192.0.2.10 to 192.0.2.1
          > forget
          = Releasing until 100.5
        100.1 ack
          = Releasing until 100.5
        100.5 timer
          > deconfigure 192.0.2.10
          = Halted
        101 start
          > DISCOVER xid=3
          = Selecting until 105
        """);
  }

  @Test
  void aSecondRequestToStopCutsTheWaitAfterAReleaseShort() {
    afterBound(
        """
        100 release
          > RELEASE xid=2 ciaddr=192.0.2.10 server=192.0.2.1 from 192.0.2.10 to 192.0.2.1
          > forget
          = Releasing until 100.5
        100.1 stop
          > deconfigure 192.0.2.10
          = Halted
        """);
  }

  @Test
  void stopTakesTheConfigurationAwayAndKeepsTheLeaseInMind() {
    afterBound(
        """
        100 stop
          > deconfigure 192.0.2.10
          = Halted
        """);
  }

  @Test
  void detachLeavesEverythingAsItIs() {
    afterBound(
        """
        100 detach
          = Halted
        5000 end
        """);
  }

  @Test
  void anAckThatComesWhenItsLeaseIsOverIsNoLease() {
    afterBound(
        """
        1800 timer
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 2475
        1810 ack lease=10
          ! REPLY_REFUSED: its lease is over already
        1810 ack lease=11
          > configure 192.0.2.10/24 for 1 s
          > save 192.0.2.10
          = Bound until 1805.5
        """);
  }

  @Test
  void aRenewalCanBeAskedForAtAnyTime() {
    afterBound(
        """
        100 renew
          > REQUEST xid=2 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 1625
        110 renew
          > REQUEST xid=3 secs=10 ciaddr=192.0.2.10 from 192.0.2.10 to 192.0.2.1
          = Renewing until 1630
        111 ack
          > configure 192.0.2.10/24 for 3599 s
          > save 192.0.2.10
          = Bound until 1910
        """);
  }
}

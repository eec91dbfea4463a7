package org.lessor.client.machine;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Two hosts with one address (RFC 5227; RFC 2131 section 3.1 step 5).
class ConflictTest {
  private static final ClientProfile FULL = Transcript.profile(Timing.USUAL, ProbeTiming.FULL);

  private static final String PROBING =
      """
      0 start
        > DISCOVER xid=1
        = Selecting until 4
      0 offer
        > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
        = Requesting until 4
      0 ack
        = Probing until 0.5
      0.5 timer
        > arp probe 192.0.2.10
        = Probing until 2
      """;

  private static final String BOUND =
      PROBING
          + """
          2 timer
            > arp probe 192.0.2.10
            = Probing until 3.5
          3.5 timer
            > arp probe 192.0.2.10
            = Probing until 5.5
          5.5 timer
            > configure 192.0.2.10/24 for 3595 s
            > arp announce 192.0.2.10
            > save 192.0.2.10
            = Bound until 7.5
          7.5 timer
            > arp announce 192.0.2.10
            = Bound until 1800
          """;

  @Test
  void aTakenAddressIsDeclinedAndTheNextOfferOfItRefused() {
    Transcript.check(
        FULL,
        PROBING
            + """
            0.6 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > DECLINE xid=2 requested=192.0.2.10 server=192.0.2.1
              > forget
              ! ADDRESS_TAKEN
              = Declined until 10.6
            1 arp claims 192.0.2.10 by 02:00:00:00:00:99
              = Declined until 10.6
            1 ack
              ! REPLY_IGNORED: a message of its type is not expected now
            10.6 timer
              > DISCOVER xid=3
              = Selecting until 14.6
            11 offer yiaddr=192.0.2.10
              ! OFFER_REFUSED: another host was just found to use its yiaddr
            12 offer yiaddr=192.0.2.11
              > REQUEST xid=3 requested=192.0.2.11 server=192.0.2.1
              = Requesting until 16
            12 ack yiaddr=192.0.2.11
              = Probing until 12.5
            """);
  }

  @Test
  void anotherHostsProbeForTheSameAddressIsAConflictToo() {
    Transcript.check(
        FULL,
        PROBING
            + """
            0.6 arp probes 192.0.2.10 by 02:00:00:00:00:99
              > DECLINE xid=2 requested=192.0.2.10 server=192.0.2.1
              > forget
              ! ADDRESS_TAKEN
              = Declined until 10.6
            """);
  }

  @Test
  void ourOwnEchoAndTheAffairsOfOthersAreNoConflict() {
    Transcript.check(
        FULL,
        PROBING
            + """
            0.6 arp probes 192.0.2.10 by 02:00:00:00:00:01
              = Probing until 2
            0.6 arp claims 192.0.2.10 by 02:00:00:00:00:01
              = Probing until 2
            0.6 arp probes 192.0.2.11 by 02:00:00:00:00:99
              = Probing until 2
            0.6 arp claims 192.0.2.11 by 02:00:00:00:00:99
              = Probing until 2
            """);
  }

  @Test
  void afterTenTakenAddressesTheClientSlowsDown() {
    StringBuilder script = new StringBuilder("0 start\n> DISCOVER xid=1\n= Selecting until 4\n");
    int second = 0;
    for (int n = 1; n <= 10; n++) {
      String address = "192.0.2." + (10 + n);
      int xid = 2 * n - 1;
      script.append(second).append(" offer yiaddr=").append(address).append('\n');
      script.append("> REQUEST xid=").append(xid).append(" requested=").append(address);
      script.append(" server=192.0.2.1\n= Requesting until ").append(second + 4).append('\n');
      script.append(second).append(" ack yiaddr=").append(address).append('\n');
      script.append("= Probing until ").append(second).append(".5\n");
      script.append(second).append(" arp claims ").append(address);
      script.append(" by 02:00:00:00:00:99\n> DECLINE xid=").append(xid + 1);
      script.append(" requested=").append(address).append(" server=192.0.2.1\n");
      script.append("> forget\n! ADDRESS_TAKEN\n");
      second += n == 10 ? 60 : 10;
      script.append("= Declined until ").append(second).append('\n');
      script.append(second).append(" timer\n> DISCOVER xid=").append(xid + 2);
      script.append("\n= Selecting until ").append(second + 4).append('\n');
    }
    Transcript.check(FULL, script + "" + second + " end");
  }

  @Test
  void aDisputedAddressIsDefendedOnceInTenSecondsThenGivenUp() {
    Transcript.check(
        FULL,
        BOUND
            + """
            100 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > arp announce 192.0.2.10
              ! ADDRESS_DEFENDED
              = Bound until 1800
            # More than ten seconds later it counts as the first again.
            111 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > arp announce 192.0.2.10
              ! ADDRESS_DEFENDED
              = Bound until 1800
            112 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > DECLINE xid=2 requested=192.0.2.10 server=192.0.2.1
              > deconfigure 192.0.2.10
              > forget
              ! ADDRESS_LOST
              = Declined until 122
            """);
  }

  private static ClientProfile stubborn() {
    return new ClientProfile(
        Transcript.CHADDR,
        Transcript.CLIENT_ID,
        List.of(),
        List.of(),
        1500,
        ClientProfile.BroadcastFlag.CLEAR,
        ClientProfile.ServerIdentifier.REQUIRED,
        ClientProfile.ConflictPolicy.DEFEND,
        Timing.USUAL,
        ProbeTiming.FULL);
  }

  @Test
  void whoMustKeepItsAddressDefendsItForEverButNotMoreOftenThanEveryTenSeconds() {
    Transcript.check(
        stubborn(),
        BOUND
            + """
            100 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > arp announce 192.0.2.10
              ! ADDRESS_DEFENDED
              = Bound until 1800
            101 arp claims 192.0.2.10 by 02:00:00:00:00:99
              = Bound until 1800
            110 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > arp announce 192.0.2.10
              ! ADDRESS_DEFENDED
              = Bound until 1800
            """);
  }

  @Test
  void anotherHostsProbeForAnAddressInUseIsTheKernelsToAnswer() {
    Transcript.check(
        FULL,
        BOUND
            + """
            100 arp probes 192.0.2.10 by 02:00:00:00:00:99
              = Bound until 1800
            """);
  }

  @Test
  void aLeaseThatEndsBeforeTheProbesDoIsNotUsed() {
    Transcript.check(
        FULL,
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0 offer lease=5
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4
        0 ack lease=5
          = Probing until 0.5
        0.5 timer
          > arp probe 192.0.2.10
          = Probing until 2
        2 timer
          > arp probe 192.0.2.10
          = Probing until 3.5
        3.5 timer
          > arp probe 192.0.2.10
          = Probing until 5.5
        5.5 timer
          > DISCOVER xid=2 requested=192.0.2.10
          = Selecting until 9.5
        6 end
        """);
  }

  @Test
  void anAddressStillInUseWhileAnotherIsSoughtIsDroppedOnAConflict() {
    Transcript.check(
        FULL,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            101 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 103
            102 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > deconfigure 192.0.2.10
              ! ADDRESS_LOST
              = Rebooting until 103
            102.5 ack
              = Probing until 103
            102.6 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > DECLINE xid=3 requested=192.0.2.10 server=192.0.2.1
              > forget
              ! ADDRESS_TAKEN
              = Declined until 112.6
            """);
  }

  @Test
  void whereNothingIsAskedNothingIsDefended() {
    Transcript.check(
        Transcript.quiet(),
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
        1 arp claims 192.0.2.10 by 02:00:00:00:00:99
          = Bound until 1800
        """);
  }

  @Test
  void whoMustKeepItsAddressKeepsItAlsoWhileItAsksWhetherItMay() {
    Transcript.check(
        stubborn(),
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            101 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 103
            102 arp claims 192.0.2.10 by 02:00:00:00:00:99
              = Rebooting until 103
            """);
  }

  @Test
  void whereNothingIsDefendedNothingIsGivenUpEither() {
    Transcript.check(
        Transcript.quiet(),
        """
        0 start remembering 192.0.2.10 asked-at=-500 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        1 ack
          > configure 192.0.2.10/24 for 3599 s
          > save 192.0.2.10
          = Bound until 1800
        2 resumed
          > REQUEST xid=2 requested=192.0.2.10
          = Rebooting until 4
        3 arp claims 192.0.2.10 by 02:00:00:00:00:99
          = Rebooting until 4
        """);
  }

  @Test
  void anAddressThatWasLostWhileServersAreSoughtIsNotAskedForAnyMore() {
    Transcript.check(
        FULL,
        BOUND
            + """
            100 link down
              ! LINK_DOWN
              = Paused until 3600
            101 link up
              > REQUEST xid=2 requested=192.0.2.10
              = Rebooting until 103
            103 timer
              > REQUEST xid=2 secs=2 requested=192.0.2.10
              = Rebooting until 107
            107 timer
              > DISCOVER xid=3 requested=192.0.2.10
              = Selecting until 111
            108 arp claims 192.0.2.10 by 02:00:00:00:00:99
              > deconfigure 192.0.2.10
              ! ADDRESS_LOST
              = Selecting until 111
            111 timer
              > DISCOVER xid=3 secs=4
              = Selecting until 119
            112 end
            """);
  }
}

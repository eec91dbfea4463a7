package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// The address of 169.254.0.0/16 that the client takes while no server answers (RFC 3927).
class LinkLocalTest {
  private static final ClientProfile PROFILE =
      Transcript.profile(Timing.USUAL, ProbeTiming.FULL)
          .with(OfferPolicy.FIRST, Set.of(Extension.LINK_LOCAL));

  /// Where the transcripts say LL and LM: the first and the second candidate of the client.
  private static final Ipv4 FIRST = candidate(Transcript.CHADDR, 0);

  private static final Ipv4 SECOND = candidate(Transcript.CHADDR, 1);

  private static final String WITHOUT_ANSWER =
      """
      0 start
        > DISCOVER xid=1 option-116
        = Selecting until 4
      4 timer
        > DISCOVER xid=1 secs=4 option-116
        = Selecting until 5
      5 timer
        = Selecting until 5.5
      5.5 timer
        > arp probe LL
        = Selecting until 7
      7 timer
        > arp probe LL
        = Selecting until 8.5
      8.5 timer
        > arp probe LL
        = Selecting until 10.5
      10.5 timer
        > link-local LL
        ! LINK_LOCAL
        > arp announce LL
        = Selecting until 12
      12 timer
        > DISCOVER xid=1 secs=12 option-116
        = Selecting until 12.5
      12.5 timer
        > arp announce LL
        = Selecting until 28
      """;

  private static void check(String script) {
    Matcher names = Pattern.compile("LL|LM").matcher(script);
    Transcript.check(
        PROFILE, names.replaceAll(name -> (name.group().equals("LL") ? FIRST : SECOND).toString()));
  }

  private static Ipv4 candidate(HardwareAddress own, int number) {
    LinkLocal candidate = LinkLocal.waiting(own, 0);
    for (int i = 0; i < number; i++) {
      candidate = candidate.another(own, 0);
    }
    return candidate.address();
  }

  @Test
  void afterFiveSecondsWithoutAServerTheClientHelpsItselfAndALeaseTakesItsPlace() {
    check(
        WITHOUT_ANSWER
            + """
            13 offer
              > REQUEST xid=1 secs=12 requested=192.0.2.10 server=192.0.2.1
              = Requesting until 17
            13.1 ack
              = Probing until 13.6
            13.6 timer
              > arp probe 192.0.2.10
              = Probing until 15.1
            15.1 timer
              > arp probe 192.0.2.10
              = Probing until 16.6
            16.6 timer
              > arp probe 192.0.2.10
              = Probing until 18.6
            # In the place of the link-local address.
            18.6 timer
              > configure 192.0.2.10/24 for 3595 s
              > arp announce 192.0.2.10
              > save 192.0.2.10
              = Bound until 20.6
            19 end
            """);
  }

  @Test
  void aCandidateThatAnotherHostHasIsLeftToIt() {
    check(
        """
        0 start
          > DISCOVER xid=1 option-116
          = Selecting until 4
        4 timer
          > DISCOVER xid=1 secs=4 option-116
          = Selecting until 5
        5 timer
          = Selecting until 5.5
        5.5 timer
          > arp probe LL
          = Selecting until 7
        6 arp claims LL by 02:00:00:00:00:99
          = Selecting until 6.5
        6.5 timer
          > arp probe LM
          = Selecting until 8
        7 end
        """);
  }

  @Test
  void theAddressInUseIsDefendedOnceAndThenLeftToWhoInsists() {
    check(
        WITHOUT_ANSWER
            + """
            13 arp claims LL by 02:00:00:00:00:99
              > arp announce LL
              ! ADDRESS_DEFENDED
              = Selecting until 28
            20 arp claims LL by 02:00:00:00:00:99
              > no more link-local LL
              = Selecting until 20.5
            20.5 timer
              > arp probe LM
              = Selecting until 22
            21 end
            """);
  }

  @Test
  void itGoesWithTheLinkTheClientAndAnEnd() {
    for (String end : List.of("link down", "stop", "release", "detach")) {
      boolean pauses = end.equals("link down");
      check(
          WITHOUT_ANSWER
              + "13 "
              + end
              + (pauses ? "\n! LINK_DOWN" : "")
              + (end.equals("release") ? "\n> forget" : "")
              + "\n> no more link-local LL\n= "
              + (pauses ? "Paused" : "Halted")
              + "\n13 end\n");
    }
  }

  @Test
  void aServerThatHasNoAddressMayForbidIt() {
    check(
        """
        0 start
          > DISCOVER xid=1 option-116
          = Selecting until 4
        0.1 offer yiaddr=0.0.0.0 options=116:00
          ! OFFER_REFUSED: its yiaddr cannot be a client's address
          = Selecting until 4
        4 timer
          > DISCOVER xid=1 secs=4 option-116
          = Selecting until 12
        12 timer
          > DISCOVER xid=1 secs=12 option-116
          = Selecting until 28
        13 end
        """);
  }

  @Test
  void removedByOthersItIsLookedForAnew() {
    check(
        WITHOUT_ANSWER
            + """
            13 address removed
              > no more link-local LL
              = Selecting until 23
            23 timer
              > arp probe LL
              = Selecting until 24.5
            24 end
            """);
  }

  @Test
  void candidatesAreSpreadOverTheBlockAndEachHostComesBackToItsOwn() {
    Set<Ipv4> seen = new HashSet<>();
    for (int host = 0; host < 1000; host++) {
      HardwareAddress own =
          HardwareAddress.ethernet("02:00:00:00:%02x:%02x".formatted(host >> 8, host & 0xff));
      assertThat(candidate(own, 0)).isEqualTo(candidate(own, 0));
      for (int number = 0; number < 3; number++) {
        Ipv4 address = candidate(own, number);
        assertThat(Ipv4Prefix.of("169.254.0.0/16").contains(address)).isTrue();
        assertThat(address).isBetween(Ipv4.of("169.254.1.0"), Ipv4.of("169.254.254.255"));
        seen.add(address);
      }
    }
    assertThat(seen).hasSizeGreaterThan(2800);
  }
}

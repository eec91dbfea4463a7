package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// Two and more servers on a link, and which of them the client takes.
class OfferPolicyTest {
  private static final Duration WINDOW = Duration.ofMillis(300);

  private static ClientProfile profile(OfferPolicy policy) {
    return Transcript.quiet().with(policy, Set.of());
  }

  private static ClientProfile waiting() {
    return profile(new OfferPolicy(WINDOW, List.of(), List.of(), List.of(), Set.of()));
  }

  private static ClientProfile preferring(String... servers) {
    List<Ipv4> preferred = List.of(servers).stream().map(Ipv4::of).toList();
    return profile(new OfferPolicy(WINDOW, preferred, List.of(), List.of(), Set.of()));
  }

  @Test
  void theLongestLeaseOfAllOffersInTheWindowIsTaken() {
    Transcript.check(
        waiting(),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer yiaddr=192.0.2.10 server=192.0.2.1 lease=600
          = Selecting until 0.4
        0.2 offer yiaddr=192.0.2.20 server=192.0.2.2 lease=3600
          = Selecting until 0.4
        0.3 offer yiaddr=192.0.2.30 server=192.0.2.3 lease=3600
          = Selecting until 0.4
        0.4 timer
          ! OFFER_NOT_CHOSEN: another offer has a longer lease
          ! OFFER_NOT_CHOSEN: another offer as good came first
          > REQUEST xid=1 requested=192.0.2.20 server=192.0.2.2
          = Requesting until 4.4
        0.5 end
        """);
  }

  @Test
  void theAddressThatWasAskedForGoesBeforeALongerLease() {
    Transcript.check(
        waiting(),
        """
        0 start remembering 192.0.2.10 asked-at=-7200 lease=3600
          > DISCOVER xid=1 requested=192.0.2.10
          = Selecting until 4
        0.1 offer yiaddr=192.0.2.20 server=192.0.2.2 lease=36000
          = Selecting until 0.4
        0.2 offer yiaddr=192.0.2.10 server=192.0.2.1 lease=600
          = Selecting until 0.4
        0.4 timer
          ! OFFER_NOT_CHOSEN: another offer is of the address that was asked for
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.4
        0.5 end
        """);
  }

  @Test
  void theServerNamedFirstIsTakenAtOnceAndTheSecondBeforeOthers() {
    Transcript.check(
        preferring("192.0.2.1", "192.0.2.2"),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer yiaddr=192.0.2.20 server=192.0.2.2
          = Selecting until 0.4
        0.2 offer yiaddr=192.0.2.10 server=192.0.2.1
          ! OFFER_NOT_CHOSEN: a preferred server made another offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.2
        0.3 nak server=192.0.2.1
          ! REFUSED_BY_SERVER
          > forget
          > DISCOVER xid=2
          = Selecting until 4.3
        0.4 offer yiaddr=192.0.2.30 server=192.0.2.3
          = Selecting until 0.7
        0.5 offer yiaddr=192.0.2.20 server=192.0.2.2
          = Selecting until 0.7
        0.7 timer
          ! OFFER_NOT_CHOSEN: a preferred server made another offer
          > REQUEST xid=2 requested=192.0.2.20 server=192.0.2.2
          = Requesting until 4.7
        0.8 end
        """);
  }

  @Test
  void theSameOfferTwiceIsOneOffer() {
    Transcript.check(
        waiting(),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer
          = Selecting until 0.4
        0.2 offer
          = Selecting until 0.4
        0.4 timer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.4
        0.5 end
        """);
  }

  @Test
  void aRefusedServerIsNotHeardWhateverItSays() {
    OfferPolicy policy =
        new OfferPolicy(
            Duration.ZERO,
            List.of(),
            List.of(Ipv4Prefix.of("192.0.2.0/24")),
            List.of(Ipv4Prefix.of("192.0.2.66/32")),
            Set.of());
    Transcript.check(
        profile(policy),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer server=192.0.2.66
          ! OFFER_REFUSED: its server is not one that the client is to listen to
        0.1 offer server=198.51.100.1
          ! OFFER_REFUSED: its server is not one that the client is to listen to
        0.2 offer
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1
          = Requesting until 4.2
        0.3 ack
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800.2
        1 end
        """);
    Transcript.check(
        profile(policy),
        """
        0 start remembering 192.0.2.10 asked-at=0 lease=3600
          > REQUEST xid=1 requested=192.0.2.10
          = Rebooting until 2
        0.1 nak server=192.0.2.66
          ! REPLY_REFUSED: its server is not one that the client is to listen to
        0.2 end
        """);
  }

  @Test
  void anOfferWithoutWhatIsRequiredIsRefusedAndTheOptionIsAskedFor() {
    OfferPolicy policy =
        new OfferPolicy(Duration.ZERO, List.of(), List.of(), List.of(), Set.of(42, 6));
    Transcript.check(
        profile(policy),
        """
        0 start
          > DISCOVER xid=1
          = Selecting until 4
        0.1 offer options=6:c0000235
          ! OFFER_REFUSED: it lacks an option that is required
        0.2 offer server=192.0.2.2 options=6:c0000235,42:c000027b
          > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.2
          = Requesting until 4.2
        # The server has promised them once: a lease is not thrown away for what its ACK leaves out.
        0.3 ack server=192.0.2.2
          > configure 192.0.2.10/24 for 3600 s
          > save 192.0.2.10
          = Bound until 1800.2
        0.4 end
        """);
  }

  @Test
  void aWindowIsAMinuteAtMost() {
    assertThatThrownBy(() ->
            new OfferPolicy(Duration.ofSeconds(61), List.of(), List.of(), List.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("60 s");
  }
}

package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Authentication;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// A server that has the lease renewed (RFC 3203), and proves that it may (RFC 6704).
class ForceRenewTest {
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Bytes NONCE = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");
  private static final ClientProfile PROFILE =
      Transcript.quiet().with(OfferPolicy.FIRST, Set.of(Extension.FORCE_RENEW));

  /// Protocol 3, algorithm 1, counter 5, nonce.
  private static final String AUTHENTICATE =
      "options=90:030100" + "0000000000000005" + "01" + NONCE.toHex();

  private static final String BOUND =
      """
      0 start
        > DISCOVER xid=1 option-145
        = Selecting until 4
      0 offer
        > REQUEST xid=1 requested=192.0.2.10 server=192.0.2.1 option-145
        = Requesting until 4
      0 ack AUTHENTICATE
        > configure 192.0.2.10/24 for 3600 s
        > save 192.0.2.10
        = Bound until 1800
      1 end
      """
          .replace("AUTHENTICATE", AUTHENTICATE);

  private final ClientMachine machine = new ClientMachine(PROFILE, new SteadyRandom());
  private State state = Transcript.reached(PROFILE, BOUND);

  private static Event.ForceRenew forced(
      Bytes key, long counter, UnaryOperator<Message.Builder> more) {
    Message unsigned = message(counter, Bytes.of(new byte[16]), more);
    Bytes digest = hmac(key, unsigned.encode());
    Message signed = message(counter, digest, more);
    // A relay agent or a router may leave its marks: they are not signed.
    Message relayed = signed.with(m -> m.hops(1).giaddr(Ipv4.of("198.51.100.1")));
    return new Event.ForceRenew(relayed, SERVER, relayed.encode());
  }

  private static Message message(long counter, Bytes digest, UnaryOperator<Message.Builder> more) {
    Authentication proof =
        new Authentication(
            Authentication.FORCERENEW_NONCE,
            Authentication.HMAC_MD5,
            0,
            counter,
            Bytes.ofUnsigned(Authentication.NONCE_DIGEST).plus(digest));
    return Message.of(
        Op.BOOTREPLY,
        MessageType.DHCPFORCERENEW,
        new Xid(0x7777),
        Transcript.CHADDR,
        m -> more.apply(m.option(StandardOptions.AUTHENTICATE, proof)));
  }

  private static Bytes hmac(Bytes key, Bytes message) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key.toArray(), "HmacMD5"));
      return Bytes.of(mac.doFinal(message.toArray()));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Step hears(Event event) {
    Step step = machine.on(state, event, 10 * Terms.NANOS_PER_SECOND);
    state = step.next();
    return step;
  }

  private void assertNotHeard(Event event) {
    State before = state;
    Step step = hears(event);
    assertThat(step.next()).isEqualTo(before);
    assertThat(step.effects()).hasSize(1).first().isInstanceOf(Effect.Tell.class);
    Report report = ((Effect.Tell) step.effects().getFirst()).report();
    assertThat(report.notice()).isEqualTo(Notice.FORCE_RENEW_REFUSED);
  }

  @Test
  void theClientSaysThatItCanAndKeepsTheNonce() {
    Transcript.check(PROFILE, BOUND);
    ForceRenewKey key = ((State.Bound) state).tenure().lease().forceRenewKey();
    assertThat(key).isEqualTo(new ForceRenewKey(NONCE, 5));
  }

  @Test
  void aProofLeadsToARenewalWhateverTheTransactionId() {
    Step step = hears(forced(NONCE, 6, m -> m));
    assertThat(step.next()).isInstanceOf(State.Renewing.class);
    assertThat(step.effects()).anyMatch(Effect.Unicast.class::isInstance);
  }

  @Test
  void theSameMessageAgainIsNotHeardEvenAfterTheRenewal() {
    Event.ForceRenew event = forced(NONCE, 6, m -> m);
    hears(event);
    State.Renewing renewing = (State.Renewing) state;
    // The ACK tells no new nonce: the old one holds, and its counter goes on.
    Message ack = Leases.ack("192.0.2.10", 3600, m -> m.xid(renewing.exchange().xid()));
    hears(new Event.Received(ack, SERVER));
    assertThat(state).isInstanceOf(State.Bound.class);
    assertNotHeard(event);
    assertNotHeard(forced(NONCE, 4, m -> m));
    hears(forced(NONCE, 7, m -> m));
    assertThat(state).isInstanceOf(State.Renewing.class);
  }

  @Test
  void whoDoesNotKnowTheNonceIsNotHeard() {
    assertNotHeard(forced(Bytes.ofHex("ff0102030405060708090a0b0c0d0e0f"), 6, m -> m));
    assertNotHeard(Transcript.event(PROFILE, "force renew"));
  }

  @Test
  void whatWasChangedOnTheWayIsNotHeard() {
    Event.ForceRenew good = forced(NONCE, 6, m -> m.option(StandardOptions.DHCP_MESSAGE, "x"));
    byte[] bytes = good.datagram().toArray();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x01;
      Bytes datagram = Bytes.of(changed);
      boolean unsigned = i == 3 || i >= 24 && i < 28;
      if (!unsigned) {
        assertNotHeard(new Event.ForceRenew(good.message(), SERVER, datagram));
      }
    }
  }

  @Test
  void withoutTheExtensionNobodyForcesAnything() {
    ClientMachine plain = new ClientMachine(Transcript.quiet(), new SteadyRandom());
    Step step = plain.on(state, forced(NONCE, 6, m -> m), 10 * Terms.NANOS_PER_SECOND);
    assertThat(step.next()).isEqualTo(state);
  }
}

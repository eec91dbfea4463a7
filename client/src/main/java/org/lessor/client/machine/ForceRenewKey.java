package org.lessor.client.machine;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lessor.wire.Authentication;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// What the client and the server of its lease alone know, so that nobody else can force it to
/// renew (RFC 6704 section 3).
///
/// @param nonce sixteen bytes
/// @param replay the counter of the last message that counted, unsigned
public record ForceRenewKey(Bytes nonce, long replay) {
  /// How long a nonce and a digest are.
  public static final int SIZE_BYTES = 16;

  private static final String HMAC_MD5 = "HmacMD5";
  private static final int HOPS = 3;
  private static final int GIADDR = 24;

  /// Throws [IllegalArgumentException] if the nonce is not of sixteen bytes.
  public ForceRenewKey {
    if (nonce.length() != SIZE_BYTES) {
      throw new IllegalArgumentException("a nonce has 16 bytes, not " + nonce.length());
    }
  }

  /// The key that an ACK gives.
  static Optional<ForceRenewKey> of(Message ack) {
    return ack.get(StandardOptions.AUTHENTICATE)
        .filter(proof -> isOf(proof, Authentication.NONCE_VALUE))
        .map(proof -> new ForceRenewKey(proof.information().from(1), proof.replayDetection()));
  }

  private static boolean isOf(Authentication proof, int kind) {
    return proof.protocol() == Authentication.FORCERENEW_NONCE
        && proof.algorithm() == Authentication.HMAC_MD5
        && proof.rdm() == 0
        && proof.information().length() == 1 + SIZE_BYTES
        && proof.information().at(0) == kind;
  }

  /// This key after a FORCERENEW that counts; empty where it does not: no proof in it, one of
  /// somebody else, or one that was there before.
  ///
  /// @param datagram the message as it came: the digest is over all its bytes, with zeros in the
  ///   place of the digest, of `hops` and of `giaddr`
  Optional<ForceRenewKey> verified(Message message, Bytes datagram) {
    Optional<Authentication> proof =
        message
            .get(StandardOptions.AUTHENTICATE)
            .filter(given -> isOf(given, Authentication.NONCE_DIGEST))
            .filter(given -> Long.compareUnsigned(given.replayDetection(), replay) > 0);
    if (proof.isEmpty()) {
      return Optional.empty();
    }
    byte[] signed = datagram.toArray();
    byte[] digest = proof.get().information().from(1).toArray();
    int at = indexOf(signed, digest);
    if (at < 0) {
      return Optional.empty();
    }
    Arrays.fill(signed, at, at + SIZE_BYTES, (byte) 0);
    signed[HOPS] = 0;
    Arrays.fill(signed, GIADDR, GIADDR + 4, (byte) 0);
    return MessageDigest.isEqual(digest, hmac(signed))
        ? Optional.of(new ForceRenewKey(nonce, proof.get().replayDetection()))
        : Optional.empty();
  }

  /// Where the digest stands: right after type, length and what goes before it in option 90, so
  /// that bytes that happen to be equal elsewhere are not taken for it. Negative where it does not
  /// stand in one piece.
  private static int indexOf(byte[] datagram, byte[] digest) {
    int before = 14;
    for (int at = before; at + SIZE_BYTES <= datagram.length; at++) {
      boolean option =
          (datagram[at - before] & 0xff) == StandardOptions.AUTHENTICATE.code()
              && datagram[at - before + 1] == 12 + SIZE_BYTES;
      if (option && Arrays.equals(datagram, at, at + SIZE_BYTES, digest, 0, SIZE_BYTES)) {
        return at;
      }
    }
    return -1;
  }

  private byte[] hmac(byte[] signed) {
    try {
      Mac mac = Mac.getInstance(HMAC_MD5);
      mac.init(new SecretKeySpec(nonce.toArray(), HMAC_MD5));
      return mac.doFinal(signed);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new AssertionError("every Java platform has HMAC-MD5", impossible);
    }
  }
}

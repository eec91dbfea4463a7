package org.lessor.wire;

/// Option 90: proof of who sent a message (RFC 3118 section 2), used today for the nonce that makes
/// FORCERENEW safe (RFC 6704 section 3).
///
/// @param protocol how the rest is used, 0 to 255, see the constants
/// @param algorithm within the protocol, 0 to 255, see the constants
/// @param rdm the replay detection method, 0 to 255; 0 is a counter that only grows
/// @param replayDetection eight bytes as one number, unsigned
/// @param information what protocol and algorithm ask for
public record Authentication(
    int protocol, int algorithm, int rdm, long replayDetection, Bytes information) {
  /// Protocol 0: a token sent in the open (RFC 3118 section 4).
  public static final int CONFIGURATION_TOKEN = 0;

  /// Protocol 1: a digest with a shared key (RFC 3118 section 5).
  public static final int DELAYED_AUTHENTICATION = 1;

  /// Protocol 3: the server gives the client a nonce and proves later to know it (RFC 6704 section
  /// 3.1.2).
  public static final int FORCERENEW_NONCE = 3;

  /// Algorithm 1 of protocols 1 and 3, and the value of option 145 that asks for it.
  public static final int HMAC_MD5 = 1;

  /// First byte of the information of protocol 3 in a DHCPACK: sixteen bytes of nonce follow.
  public static final int NONCE_VALUE = 1;

  /// First byte of the information of protocol 3 in a DHCPFORCERENEW: sixteen bytes of digest
  /// follow.
  public static final int NONCE_DIGEST = 2;

  /// Throws [IllegalArgumentException] if a number is out of range.
  public Authentication {
    if (((protocol | algorithm | rdm) & ~0xff) != 0) {
      throw new IllegalArgumentException(
          "not bytes: protocol " + protocol + ", algorithm " + algorithm + ", RDM " + rdm);
    }
  }

  static OptionType<Authentication> type() {
    return new MappedType<>(OptionTypes.BINARY, Authentication::ofBytes, Authentication::toBytes);
  }

  private static Authentication ofBytes(Bytes bytes) {
    if (bytes.length() < 11) {
      throw new IllegalArgumentException(
          "authentication of " + bytes.length() + " bytes, at least 11 are needed: " + bytes);
    }
    long replayDetection = (bytes.uint32(3) << 32) | bytes.uint32(7);
    return new Authentication(
        bytes.at(0), bytes.at(1), bytes.at(2), replayDetection, bytes.from(11));
  }

  private Bytes toBytes() {
    ByteSink out = new ByteSink();
    out.uint8(protocol);
    out.uint8(algorithm);
    out.uint8(rdm);
    out.uint32(replayDetection >>> 32);
    out.uint32(replayDetection);
    out.bytes(information);
    return out.toBytes();
  }
}

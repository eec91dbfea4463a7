package org.lessor.engine;

import org.lessor.engine.expression.Expression;
import org.lessor.wire.Bytes;

/// By what clients are known besides what they send (Kea: flex_id).
///
/// @param identifier yields the identifier; where it yields nothing, or cannot be evaluated, the
///   client has none. Where what it yields would make a client identifier of more than 255 bytes,
///   the client keeps its own
/// @param use what for
public record FlexId(Expression.Text identifier, Use use) {
  /// The type of a client identifier that says nothing of what follows (RFC 2132 section 9.14).
  private static final Bytes OPAQUE = Bytes.ofHex("00");

  /// The type of a client identifier with a DUID, and an IAID of 0 (RFC 4361 section 6.1).
  private static final Bytes DUID = Bytes.ofHex("ff00000000");

  /// What the identifier is for, besides reservations.
  public enum Use {
    /// Nothing else.
    RESERVATIONS,
    /// It stands for the client identifier, behind a byte of 0 (Kea: replace-client-id).
    CLIENT_ID,
    /// It stands for the client identifier, as a DUID.
    CLIENT_ID_AS_DUID
  }

  /// The client identifier that a client with this identifier is taken to have sent.
  Bytes clientId(Bytes flexId) {
    return switch (use) {
      case RESERVATIONS -> throw new AssertionError("not a client identifier: " + flexId);
      case CLIENT_ID -> OPAQUE.plus(flexId);
      case CLIENT_ID_AS_DUID -> DUID.plus(flexId);
    };
  }
}

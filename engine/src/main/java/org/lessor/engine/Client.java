package org.lessor.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.HardwareAddress;

/// Who sent a message, by all that it can be known by.
///
/// @param identity hardware address and client identifier
/// @param relay what the relay agent said of it
/// @param flexId what the operator's expression makes of the message; empty where there is none
record Client(ClientIdentity identity, RelayAgent relay, Optional<Bytes> flexId) {
  /// The type in the first byte of option 61 that says that a DUID is in it (RFC 4361 section 6.1).
  private static final int DUID_TYPE = 255;

  /// A shorter client identifier has no value behind its type and is taken for none (RFC 2132
  /// section 9.14).
  private static final int MIN_ID_LENGTH = 2;

  /// The most bytes of a client identifier: as many as one option holds.
  static final int MAX_ID_LENGTH = 255;

  /// Type and IAID in front of the DUID.
  private static final int DUID_OFFSET = 5;

  static Client of(DhcpMessage message) {
    Optional<Bytes> clientId = message.option(OptionCodes.CLIENT_IDENTIFIER);
    if (clientId.isPresent() && clientId.get().length() < MIN_ID_LENGTH) {
      clientId = Optional.empty();
    }
    return new Client(
        new ClientIdentity(message.chaddr(), clientId), RelayAgent.of(message), Optional.empty());
  }

  /// This client, known by what an expression made of its message as well.
  Client withFlexId(Bytes value) {
    return new Client(identity, relay, Optional.of(value));
  }

  /// This client, as if it had sent that client identifier.
  Client withClientId(Bytes value) {
    return new Client(new ClientIdentity(chaddr(), Optional.of(value)), relay, flexId);
  }

  /// Whether anything in the message tells this client from others, and nothing in it is more than
  /// one option can hold: that is not to be kept for whoever sends it.
  static boolean isKnowable(DhcpMessage message) {
    Optional<Bytes> clientId = message.option(OptionCodes.CLIENT_IDENTIFIER);
    int length = clientId.isPresent() ? clientId.get().length() : 0;
    return length <= MAX_ID_LENGTH && (message.hlen() > 0 || length >= MIN_ID_LENGTH);
  }

  HardwareAddress chaddr() {
    return identity.chaddr();
  }

  /// By what leases there know this client. One without a hardware address is known by its
  /// identifier in any case: there is nothing else.
  ClientIdentity identityIn(Place place) {
    return switch (place.parameters().matching()) {
      case CLIENT_ID_FIRST -> identity;
      case HARDWARE_ADDRESS ->
          identity.clientId().isEmpty() || chaddr().isEmpty()
              ? identity
              : new ClientIdentity(chaddr(), Optional.empty());
    };
  }

  /// The key of that kind under which a reservation for this client would stand; null where it has
  /// nothing of the kind.
  Reservation.@Nullable Key key(Reservation.Kind kind) {
    return switch (kind) {
      case HW_ADDRESS -> chaddr().isEmpty() ? null : new Reservation.Key.HwAddress(chaddr());
      case CLIENT_ID -> identity.clientId().map(Reservation.Key.ClientId::new).orElse(null);
      case DUID -> duid();
      case CIRCUIT_ID -> relay.circuitId().map(Reservation.Key.CircuitId::new).orElse(null);
      case FLEX_ID -> flexId.map(Reservation.Key.FlexId::new).orElse(null);
    };
  }

  private Reservation.@Nullable Key duid() {
    if (identity.clientId().isEmpty()) {
      return null;
    }
    Bytes clientId = identity.clientId().get();
    return clientId.at(0) == DUID_TYPE && clientId.length() > DUID_OFFSET
        ? new Reservation.Key.Duid(clientId.from(DUID_OFFSET))
        : null;
  }

  /// Whether a reservation under that key is for this client.
  boolean answersTo(Reservation.Key key) {
    return key.equals(key(key.kind()));
  }
}

package org.lessor.wire;

import java.util.Optional;

/// The Ethernet address of one station, to which a frame can be sent: six bytes, not that of a
/// group, not all zeros. A message may call anything its `chaddr`; what is one of these has been
/// looked at.
///
/// @param hardware the address, of the type Ethernet
public record StationAddress(HardwareAddress hardware) {
  /// Throws [IllegalArgumentException] where it is none; see [#of].
  public StationAddress {
    if (hardware.htype() != HardwareAddress.ETHERNET || !names(hardware.address())) {
      throw new IllegalArgumentException("not the Ethernet address of a station: " + hardware);
    }
  }

  /// The station that has this address; empty where none can. The hardware type that the client
  /// claims does not matter: it is on a link with frames of Ethernet, so its six bytes are such an
  /// address, and other lengths are none.
  public static Optional<StationAddress> of(HardwareAddress claimed) {
    Bytes address = claimed.address();
    return names(address)
        ? Optional.of(new StationAddress(new HardwareAddress(HardwareAddress.ETHERNET, address)))
        : Optional.empty();
  }

  private static boolean names(Bytes address) {
    return address.length() == HardwareAddress.ETHERNET_SIZE
        && (address.at(0) & 1) == 0
        && !address.withoutTrailingZeros().isEmpty();
  }

  /// `02:00:5e:00:00:01`.
  @Override
  public String toString() {
    return hardware.toString();
  }
}

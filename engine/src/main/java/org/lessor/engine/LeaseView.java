package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What a decision may know of leases. Reading changes nothing. Each answer holds at the time of
/// the call only; that it still held is checked when a [LeaseChange] is applied.
public interface LeaseView {
  /// The record of this address, whatever its state.
  Optional<Lease> lease(Ipv4 address);

  /// All records, whatever their state, whose client has this client identifier, in any subnet.
  List<Lease> ofClientId(Bytes clientId);

  /// All records, whatever their state, whose client has this hardware address, in any subnet.
  List<Lease> ofHardwareAddress(HardwareAddress chaddr);

  /// An address of this pool that nobody holds at `nowSeconds` (since 1970) and that is reserved to
  /// nobody: first one that was never given out, then the one whose record ended longest ago. In
  /// constant time, whether the pool is empty, full or exhausted. Empty where there is none.
  Optional<Ipv4> available(Pool pool, long nowSeconds);
}

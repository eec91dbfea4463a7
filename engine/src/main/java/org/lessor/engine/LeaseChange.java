package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Ipv4;

/// One change of one address's record: what was believed and what is wanted.
///
/// The lease table takes it by compare-and-set: only if the record is still the believed one.
///
/// @param address the address
/// @param believed the record that the decision rests on; empty where there was none
/// @param wanted the record to put in its place; empty to remove it
public record LeaseChange(Ipv4 address, Optional<Lease> believed, Optional<Lease> wanted) {
  /// Throws [IllegalArgumentException] if a record is for another address or nothing is said.
  public LeaseChange {
    if (believed.isEmpty() && wanted.isEmpty()) {
      throw new IllegalArgumentException("no change of " + address);
    }
    if (isElsewhere(believed, address) || isElsewhere(wanted, address)) {
      throw new IllegalArgumentException("records of another address than " + address);
    }
  }

  private static boolean isElsewhere(Optional<Lease> lease, Ipv4 address) {
    return lease.isPresent() && !lease.get().address().equals(address);
  }

  /// Whether stable storage must know of it: all but the making, changing and ending of offers. An
  /// offer in the place of a stored record (expired, say) leaves that record in the file, where it
  /// gives the address to nobody.
  public boolean durable() {
    return wanted
        .map(lease -> lease.state() != LeaseState.OFFERED)
        .orElseGet(() -> believed.orElseThrow().state() != LeaseState.OFFERED);
  }
}

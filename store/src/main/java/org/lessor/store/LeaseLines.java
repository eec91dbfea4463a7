package org.lessor.store;

import org.jspecify.annotations.Nullable;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseState;
import org.lessor.wire.Bytes;

/// The lines of a lease file, as Kea's memfile back end has them: comma separated, the first line
/// naming the columns, later lines for an address taking the place of earlier ones.
final class LeaseLines {
  /// The columns that are written, in this order (Kea 2.7 and later; older ones know fewer and skip
  /// the rest).
  static final String HEADER =
      "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,"
          + "user_context,pool_id";

  private LeaseLines() {}

  /// Writes the line of the column names.
  static void putHeader(LineBuffer target) {
    target.putAscii(HEADER);
    target.put('\n');
  }

  /// Writes the line of a lease. Throws [IllegalArgumentException] for an offer, which has no place
  /// in a file.
  static void put(LineBuffer target, Lease lease) {
    put(target, lease, code(lease.state()), lease.validLifetimeSeconds());
  }

  /// Writes the line that says that the address of `lease` has no record any more: one with a
  /// lifetime of 0. Its state is not "released", which is how records of that state are told from
  /// it; and it stays "declined", because Kea wants a client in other lines.
  static void putRemoval(LineBuffer target, Lease lease) {
    put(target, lease, lease.state() == LeaseState.DECLINED ? 1 : 0, 0);
  }

  private static void put(LineBuffer target, Lease lease, int state, long lifetimeSeconds) {
    target.putAddress(lease.address().bits());
    target.put(',');
    target.putHex(lease.client().chaddr().address());
    target.put(',');
    target.putHex(lease.client().clientId().orElse(Bytes.EMPTY));
    target.put(',');
    target.putDecimal(lifetimeSeconds);
    target.put(',');
    target.putDecimal(lease.clttSeconds() + lifetimeSeconds);
    target.put(',');
    target.putDecimal(lease.subnetId());
    target.put(',');
    target.put(lease.names().fqdnForward() ? '1' : '0');
    target.put(',');
    target.put(lease.names().fqdnReverse() ? '1' : '0');
    target.put(',');
    target.putEscaped(lease.names().hostname());
    target.put(',');
    target.putDecimal(state);
    target.put(',');
    target.putEscaped(lease.userContext());
    target.put(',');
    target.putDecimal(lease.poolId());
    target.put('\n');
  }

  private static int code(LeaseState state) {
    return switch (state) {
      case OFFERED -> throw new IllegalArgumentException("an offer is not written to a file");
      case ASSIGNED -> 0;
      case DECLINED -> 1;
      case EXPIRED_RECLAIMED -> 2;
      case RELEASED -> 3;
    };
  }

  /// The state of Kea's number for it; null for any other number.
  static @Nullable LeaseState state(long code) {
    return switch (Math.clamp(code, -1, 4)) {
      case 0 -> LeaseState.ASSIGNED;
      case 1 -> LeaseState.DECLINED;
      case 2 -> LeaseState.EXPIRED_RECLAIMED;
      case 3 -> LeaseState.RELEASED;
      default -> null;
    };
  }
}

package org.lessor.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Verdict;
import org.lessor.wire.Ipv4;

/// Makes calls of the operator's script out of what happens to leases (Kea: library run_script): a
/// lease that is given counts as given when it is on stable storage. Offers are no leases yet.
final class ScriptCalls {
  private final Scripts scripts;
  private final int localPort;

  /// @param localPort the server's UDP port
  ScriptCalls(Scripts scripts, int localPort) {
    this.scripts = scripts;
    this.localPort = localPort;
  }

  /// A lease is given or renewed, as soon as `group` is on stable storage. One that is only told
  /// again (Kea: cache-threshold) is no news.
  void acknowledged(Exchange exchange, Verdict.Ack ack, ReplyGroup group) {
    if (!scripts.wanted() || ack.changes().isEmpty()) {
      return;
    }
    Lease given = ack.binding().lease();
    List<Lease> deleted = new ArrayList<>();
    boolean renewed = false;
    for (LeaseChange change : ack.changes()) {
      Optional<Lease> before =
          change.believed().filter(lease -> lease.state() == LeaseState.ASSIGNED);
      if (change.wanted().isEmpty()) {
        before.ifPresent(deleted::add);
      } else {
        renewed |= before.filter(lease -> lease.client().equals(given.client())).isPresent();
      }
    }
    if (renewed) {
      ScriptCall call =
          ScriptCall.draft("lease4_renew", given.address())
              .query(exchange, localPort)
              .subnet(ack.binding().subnet())
              .client(exchange)
              .lease("LEASE4", given)
              .made();
      group.whenDurable(() -> scripts.call(call));
    }
    ScriptCall call = committed(exchange, given.address(), List.of(given), deleted);
    group.whenDurable(() -> scripts.call(call));
  }

  /// A client gave its lease back, or declined it.
  void absorbed(Exchange exchange, Verdict.Absorb absorb) {
    if (!scripts.wanted()) {
      return;
    }
    for (LeaseChange change : absorb.changes()) {
      switch (absorb.reason()) {
        case RELEASED -> {
          Lease released = change.believed().orElseThrow();
          scripts.call(about("lease4_release", exchange, released));
          scripts.call(committed(exchange, released.address(), List.of(), List.of(released)));
        }
        case DECLINED -> {
          scripts.call(about("lease4_decline", exchange, change.believed().orElseThrow()));
          Lease declined = change.wanted().orElseThrow();
          scripts.call(committed(exchange, declined.address(), List.of(declined), List.of()));
        }
        case OTHER_SERVER_SELECTED -> {
          // What was taken back was an offer.
        }
      }
    }
  }

  private ScriptCall about(String point, Exchange exchange, Lease lease) {
    return ScriptCall.draft(point, lease.address())
        .query(exchange, localPort)
        .lease("LEASE4", lease)
        .made();
  }

  private ScriptCall committed(
      Exchange exchange, Ipv4 address, List<Lease> given, List<Lease> deleted) {
    ScriptCall.Draft draft =
        ScriptCall.draft("leases4_committed", address).query(exchange, localPort);
    list(draft, "LEASES4", given);
    list(draft, "DELETED_LEASES4", deleted);
    return draft.made();
  }

  private static void list(ScriptCall.Draft draft, String name, List<Lease> leases) {
    draft.set(name + "_SIZE", leases.size());
    for (int i = 0; i < leases.size(); i++) {
      draft.lease(name + "_AT" + i, leases.get(i));
    }
  }

  /// A lease ran out, or the time of a declined address has passed.
  void ended(LeaseChange change) {
    if (!scripts.wanted()) {
      return;
    }
    Lease lease = change.believed().orElseThrow();
    switch (lease.state()) {
      case ASSIGNED ->
          scripts.call(
              ScriptCall.draft("lease4_expire", lease.address())
                  .lease("LEASE4", lease)
                  .set("REMOVE_LEASE", change.wanted().isEmpty())
                  .made());
      case DECLINED ->
          scripts.call(
              ScriptCall.draft("lease4_recover", lease.address()).lease("LEASE4", lease).made());
      case OFFERED, EXPIRED_RECLAIMED, RELEASED -> {
        // No lease any more, or none yet.
      }
    }
  }
}

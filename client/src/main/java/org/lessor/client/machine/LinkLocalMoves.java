package org.lessor.client.machine;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.LinkLocal.Phase;
import org.lessor.transport.ArpPacket;

/// What happens to the link-local address beside the search for a lease (RFC 3927 section 2).
final class LinkLocalMoves {
  /// How long servers have before the client helps itself.
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final ClientProfile profile;
  private final RandomGenerator random;
  private final ProbeTiming timing;

  LinkLocalMoves(ClientProfile profile, RandomGenerator random) {
    this.profile = profile;
    this.random = random;
    // Without a server there is nobody but the neighbours to ask: they are asked in any case.
    this.timing = profile.probing().enabled() ? profile.probing() : ProbeTiming.FAST;
  }

  /// A search begins: from now on servers have some seconds. Does nothing where one goes on, or
  /// where an address is in use.
  Past begin(Past past, Turn turn) {
    boolean wanted =
        profile.does(Extension.LINK_LOCAL) && past.kept() == null && past.linkLocal() == null;
    return wanted
        ? past.withLinkLocal(LinkLocal.waiting(profile.chaddr(), turn.nowNanos() + PATIENCE_NANOS))
        : past;
  }

  /// The network said that nobody is to take such an address (RFC 2563 section 2.3).
  Past forbid(Past past, Turn turn) {
    return profile.does(Extension.LINK_LOCAL)
        ? end(past, turn).withLinkLocal(LinkLocal.forbidden())
        : past;
  }

  /// It is no longer wanted: taken away if it is in use.
  Past end(Past past, Turn turn) {
    LinkLocal current = past.linkLocal();
    if (current != null && current.inUse()) {
      turn.act(new Effect.DeconfigureLinkLocal(current.address()));
    }
    return past.withLinkLocal(null);
  }

  /// Does what is due now.
  Past due(Past past, Turn turn) {
    LinkLocal current = past.linkLocal();
    return current == null || turn.nowNanos() < current.nextNanos()
        ? past
        : past.withLinkLocal(due(current, turn));
  }

  private LinkLocal due(LinkLocal current, Turn turn) {
    long now = turn.nowNanos();
    return switch (current.phase()) {
      case WAITING -> current.probing(now + timing.firstProbeDelayNanos(random));
      case PROBING -> {
        if (current.sent() < timing.probeNum()) {
          turn.act(new Effect.ArpProbe(current.address()));
          yield current.sent(now + timing.delayAfterProbeNanos(current.sent() + 1, random));
        }
        turn.act(new Effect.ConfigureLinkLocal(current.address()));
        turn.tell(Report.of(Notice.LINK_LOCAL).and("address", current.address()));
        yield announced(current.used(now), turn);
      }
      case IN_USE -> announced(current.sent(now), turn);
      case FORBIDDEN -> current;
    };
  }

  private LinkLocal announced(LinkLocal current, Turn turn) {
    turn.act(new Effect.ArpAnnounce(current.address()));
    boolean more = current.sent() < timing.announceNum();
    long next = more ? turn.nowNanos() + timing.announceInterval().toNanos() : Lease.NEVER;
    return new LinkLocal(
        current.phase(),
        current.address(),
        current.candidates(),
        current.sent(),
        next,
        current.conflictNanos());
  }

  /// RFC 3927 section 2.2.1 before the address is in use, section 2.5 after.
  Past heard(Past past, ArpPacket packet, Turn turn) {
    LinkLocal current = past.linkLocal();
    return current == null ? past : past.withLinkLocal(heard(current, packet, turn));
  }

  private LinkLocal heard(LinkLocal current, ArpPacket packet, Turn turn) {
    boolean claims = Conflicts.claims(packet, current.address(), profile.chaddr());
    boolean probes = Conflicts.probes(packet, current.address(), profile.chaddr());
    return switch (current.phase()) {
      case WAITING, FORBIDDEN -> current;
      case PROBING -> claims || probes ? another(current, packet, turn) : current;
      case IN_USE -> claims ? disputed(current, packet, turn) : current;
    };
  }

  private LinkLocal disputed(LinkLocal current, ArpPacket packet, Turn turn) {
    boolean again =
        current.conflictNanos() != Tenure.NO_CONFLICT
            && turn.nowNanos() - current.conflictNanos() < ProbeTiming.DEFEND_INTERVAL.toNanos();
    if (again) {
      turn.act(new Effect.DeconfigureLinkLocal(current.address()));
      return another(current, packet, turn);
    }
    turn.act(new Effect.ArpAnnounce(current.address()));
    turn.tell(used(Notice.ADDRESS_DEFENDED, current, packet));
    return current.disputed(turn.nowNanos());
  }

  private LinkLocal another(LinkLocal current, ArpPacket packet, Turn turn) {
    turn.tell(used(Notice.LINK_LOCAL_TAKEN, current, packet));
    boolean slow = current.candidates() + 1 >= ProbeTiming.MAX_CONFLICTS;
    long wait =
        slow ? profile.timing().conflictWait().toNanos() : timing.firstProbeDelayNanos(random);
    return current.another(profile.chaddr(), turn.nowNanos() + wait);
  }

  private static Report used(Notice notice, LinkLocal current, ArpPacket packet) {
    return Report.of(notice)
        .and("address", current.address())
        .and("used-by", packet.senderHardware());
  }

  /// Somebody took it off the interface: it is looked for anew.
  Past removed(Past past, Turn turn) {
    @Nullable LinkLocal current = past.linkLocal();
    if (current == null || current.phase() != Phase.IN_USE) {
      return past;
    }
    turn.act(new Effect.DeconfigureLinkLocal(current.address()));
    long wait = ProbeTiming.DEFEND_INTERVAL.toNanos();
    return past.withLinkLocal(current.probing(turn.nowNanos() + wait));
  }
}

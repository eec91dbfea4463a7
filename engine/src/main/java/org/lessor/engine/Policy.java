package org.lessor.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Message;

/// The [Settings] of a server made ready for answering: everything that a decision looks up is
/// found in a table. Immutable; any number of threads may use one.
///
/// All is pure: leases and time come in, verdicts and changes come out, and the same arguments give
/// the same result.
public final class Policy {
  private final Settings settings;
  private final Topology topology;
  private final ServerIdentity identity;
  private final Replies replies;
  private final boolean limitsPackets;

  private Policy(Settings settings) {
    this.settings = settings;
    this.topology = new Topology(settings);
    this.identity = new ServerIdentity(settings, topology);
    this.replies = new Replies(settings, topology, identity);
    this.limitsPackets = settings.hooks().limits().filter(Limits::ofPackets).isPresent();
  }

  /// The policy of these settings. Takes time that grows with them.
  public static Policy of(Settings settings) {
    return new Policy(settings);
  }

  /// What it was made of.
  public Settings settings() {
    return settings;
  }

  /// What the server does about a message (RFC 2131 section 4.3).
  ///
  /// @param message what was received
  /// @param reception how
  /// @param leases what is known of leases
  /// @param now the time of day; fractions of a second do not count
  public Verdict decide(DhcpMessage message, Reception reception, LeaseView leases, Instant now) {
    return new Decision(
            settings,
            topology,
            identity,
            message,
            reception,
            leases,
            now.getEpochSecond(),
            Trace.OFF)
        .verdict();
  }

  /// What the server would do about a message, and what leads to it. The verdict is that of
  /// [#decide]; nothing changes by asking.
  ///
  /// @param message what was received
  /// @param reception how
  /// @param leases what is known of leases
  /// @param now the time of day; fractions of a second do not count
  public Explanation explain(
      DhcpMessage message, Reception reception, LeaseView leases, Instant now) {
    Trace.Recorder trace = new Trace.Recorder();
    Verdict verdict =
        new Decision(
                settings,
                topology,
                identity,
                message,
                reception,
                leases,
                now.getEpochSecond(),
                trace)
            .verdict();
    Optional<Message> reply =
        verdict instanceof Verdict.Answered answered
            ? Optional.of(replies.reply(answered, message, reception, trace))
            : Optional.empty();
    return new Explanation(verdict, reply, trace.steps());
  }

  /// The limits of packets that a message counts against, for [PacketRates] to decide; asked once
  /// for each message, before anything else is decided about it. Empty where no limit holds for it.
  ///
  /// @param message what was received
  /// @param reception how
  /// @param leases what is known of leases
  /// @param now the time of day; fractions of a second do not count
  public List<Limit.Counted> limits(
      DhcpMessage message, Reception reception, LeaseView leases, Instant now) {
    return limitsPackets
        ? new Decision(
                settings,
                topology,
                identity,
                message,
                reception,
                leases,
                now.getEpochSecond(),
                Trace.OFF)
            .limits()
        : List.of();
  }

  /// What the client is told. Options stand in the order of their worth: where there is no room
  /// ([#maxPayload]), the encoder leaves out the last. Throws [IllegalArgumentException] if another
  /// policy came to the verdict.
  public Message reply(Verdict.Answered verdict, DhcpMessage request, Reception reception) {
    return replies.reply(verdict, request, reception, Trace.OFF);
  }

  /// The most bytes of UDP payload that the sender of `request` takes: what it says by option 57,
  /// or what every client must take (RFC 2131 section 2), and never more than an Ethernet frame
  /// holds.
  public static int maxPayload(DhcpMessage request) {
    return Replies.maxPayload(request);
  }

  /// What becomes of a record that has ended ([LeaseStore#ended]) or is kept for its former client
  /// only ([LeaseStore#former]): an offer goes, and what lay under it comes back; a lease becomes
  /// one that is kept for its client ([Settings#holdReclaimedSeconds]); all others go.
  public LeaseChange afterEnd(Lease lease) {
    boolean kept = lease.state() == LeaseState.ASSIGNED && settings.holdReclaimedSeconds() > 0;
    return new LeaseChange(
        lease.address(),
        Optional.of(lease),
        kept ? Optional.of(Aftermath.reclaimed(lease)) : Optional.empty());
  }

  /// Sets an address aside that somebody uses though nobody should: it answered when it was asked
  /// by ICMP echo. Nobody gets it until the probation ends.
  ///
  /// @param binding what would have been given
  /// @param believed the record of the address now
  /// @param now the time of day
  public LeaseChange setAside(Binding binding, Optional<Lease> believed, Instant now) {
    return Aftermath.setAside(
        binding.lease().address(),
        binding.lease().subnetId(),
        binding.lease().poolId(),
        believed,
        settings.declineProbationSeconds(),
        now.getEpochSecond());
  }
}

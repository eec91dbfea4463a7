package org.lessor.client.machine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// Where the client stands: the states of RFC 2131 section 4.4 figure 5, and those that ARP, links
/// that fail and an orderly end add. Each holds only its own data and deadlines.
public sealed interface State {
  /// When [Event.TimerExpired] is due; [Lease#NEVER] for never.
  long wakeNanos();

  /// The address that this client has configured; empty where it has none, or gives it back.
  default Optional<Ipv4> addressInUse() {
    return switch (this) {
      case Holding holding -> Optional.of(holding.tenure().lease().address());
      case Seeking seeking -> seeking.past().addressInUse();
      case Halted _, Releasing _ -> Optional.empty();
    };
  }

  /// A state that looks for an address (or waits to), maybe while an older lease is still in use.
  sealed interface Seeking extends State {
    /// What earlier attempts left behind.
    Past past();

    /// The same state with another past.
    Seeking with(Past past);
  }

  /// A state in which a lease is in use (RFC 2131 section 4.4.5).
  sealed interface Holding extends State {
    /// The lease.
    Tenure tenure();

    /// The same state with another tenure.
    Holding with(Tenure tenure);
  }

  /// Not running. Entered at the very beginning and at the end; left by [Event.Start].
  record Halted() implements State {
    @Override
    public long wakeNanos() {
      return Lease.NEVER;
    }
  }

  /// INIT: waits before the first DISCOVER. Entered from every state that lost its address or its
  /// hopes; left for SELECTING (RFC 2131 section 4.4.1).
  ///
  /// @param past what earlier attempts left behind
  /// @param discoverNanos when to begin
  record Init(Past past, long discoverNanos) implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(discoverNanos, past.wakeNanos());
    }

    @Override
    public Init with(Past changed) {
      return new Init(changed, discoverNanos);
    }
  }

  /// SELECTING: DISCOVER was sent, offers are awaited. Entered from INIT and REBOOTING; left for
  /// REQUESTING on the first acceptable OFFER, or on the best one when the window for others has
  /// closed (RFC 2131 section 4.4.1); for PROBING (or BOUND) on an ACK by rapid commit (RFC 4039);
  /// for [Ipv6Only] where the network prefers that.
  ///
  /// @param past what earlier attempts left behind
  /// @param exchange the transaction
  /// @param tries DISCOVERs sent
  /// @param retryNanos when to send the next
  /// @param offers the acceptable offers so far, in the order in which they came
  /// @param chooseNanos when to take the best of them; no meaning while there is none
  record Selecting(
      Past past,
      Exchange exchange,
      int tries,
      long retryNanos,
      List<Terms> offers,
      long chooseNanos)
      implements Seeking {
    /// Keeps a copy of the list.
    public Selecting {
      offers = List.copyOf(offers);
    }

    /// Without an offer yet.
    Selecting(Past past, Exchange exchange, int tries, long retryNanos) {
      this(past, exchange, tries, retryNanos, List.of(), Lease.NEVER);
    }

    @Override
    public long wakeNanos() {
      long dueNanos = offers.isEmpty() ? retryNanos : chooseNanos;
      return Math.min(dueNanos, past.wakeNanos());
    }

    @Override
    public Selecting with(Past changed) {
      return new Selecting(changed, exchange, tries, retryNanos, offers, chooseNanos);
    }

    Selecting with(List<Terms> gathered, long untilNanos) {
      return new Selecting(past, exchange, tries, retryNanos, gathered, untilNanos);
    }
  }

  /// REQUESTING: REQUEST was sent for an offer. Left for PROBING (or BOUND) on ACK, for INIT on NAK
  /// and silence (RFC 2131 section 4.4.1).
  ///
  /// @param past what earlier attempts left behind
  /// @param exchange the transaction, the DISCOVER's
  /// @param offer what was offered
  /// @param tries REQUESTs sent
  /// @param firstSentNanos when the first was sent: the lease counts from there, since the ACK may
  ///   answer any of them
  /// @param retryNanos when to send the next
  record Requesting(
      Past past, Exchange exchange, Terms offer, int tries, long firstSentNanos, long retryNanos)
      implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(retryNanos, past.wakeNanos());
    }

    @Override
    public Requesting with(Past changed) {
      return new Requesting(changed, exchange, offer, tries, firstSentNanos, retryNanos);
    }
  }

  /// INIT-REBOOT: waits before asking for a remembered address. Left for REBOOTING (RFC 2131
  /// section 4.4.2).
  ///
  /// @param past what earlier attempts left behind
  /// @param lease the remembered lease
  /// @param requestNanos when to begin
  record InitReboot(Past past, Lease lease, long requestNanos) implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(requestNanos, past.wakeNanos());
    }

    @Override
    public InitReboot with(Past changed) {
      return new InitReboot(changed, lease, requestNanos);
    }
  }

  /// REBOOTING: REQUEST was sent for a remembered address. Left for PROBING (or BOUND) on ACK, for
  /// INIT on NAK, for SELECTING on silence (RFC 2131 section 4.4.2).
  ///
  /// @param past what earlier attempts left behind
  /// @param exchange the transaction
  /// @param lease the remembered lease
  /// @param tries REQUESTs sent
  /// @param firstSentNanos when the first was sent: the lease counts from there
  /// @param retryNanos when to send the next
  record Rebooting(
      Past past, Exchange exchange, Lease lease, int tries, long firstSentNanos, long retryNanos)
      implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(retryNanos, past.wakeNanos());
    }

    @Override
    public Rebooting with(Past changed) {
      return new Rebooting(changed, exchange, lease, tries, firstSentNanos, retryNanos);
    }
  }

  /// The address is acknowledged, and the client asks by ARP whether another host uses it. Left for
  /// BOUND after silence, for [Declined] on an answer (RFC 2131 section 4.4.1, RFC 5227 section
  /// 2.1).
  ///
  /// @param past what earlier attempts left behind
  /// @param lease the acknowledged lease, not yet in use
  /// @param probes ARP probes sent
  /// @param nextNanos when to send the next, or when silence was long enough
  record Probing(Past past, Lease lease, int probes, long nextNanos) implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(nextNanos, past.wakeNanos());
    }

    @Override
    public Probing with(Past changed) {
      return new Probing(changed, lease, probes, nextNanos);
    }
  }

  /// Another host uses the address: DECLINE was sent, and the client waits before it begins again
  /// (RFC 2131 section 3.1 step 5). Left for INIT.
  ///
  /// @param past what earlier attempts left behind
  /// @param untilNanos when to begin again
  record Declined(Past past, long untilNanos) implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(untilNanos, past.wakeNanos());
    }

    @Override
    public Declined with(Past changed) {
      return new Declined(changed, untilNanos);
    }
  }

  /// The network prefers that hosts do without IPv4: nothing is asked for and nothing configured.
  /// Left for SELECTING after the time that a server said, or when the link went and came back (RFC
  /// 8925 section 3.2).
  ///
  /// @param past what earlier attempts left behind
  /// @param untilNanos when to ask again
  record Ipv6Only(Past past, long untilNanos) implements Seeking {
    @Override
    public long wakeNanos() {
      return Math.min(untilNanos, past.wakeNanos());
    }

    @Override
    public Ipv6Only with(Past changed) {
      return new Ipv6Only(changed, untilNanos);
    }
  }

  /// The link is down. A lease in use stays in use until it expires. Left for INIT-REBOOT where a
  /// lease is known, for INIT where none is, when the link comes back.
  ///
  /// @param past what earlier attempts left behind
  /// @param lease the lease to ask for when the link is back
  /// @param notBeforeNanos when a wait that the link cut short would have ended
  record Paused(Past past, @Nullable Lease lease, long notBeforeNanos) implements Seeking {
    @Override
    public long wakeNanos() {
      return past.wakeNanos();
    }

    @Override
    public Paused with(Past changed) {
      return new Paused(changed, lease, notBeforeNanos);
    }
  }

  /// BOUND: the lease is in use. Left for RENEWING at T1 (RFC 2131 section 4.4.5).
  ///
  /// @param tenure the lease in use
  record Bound(Tenure tenure) implements Holding {
    @Override
    public long wakeNanos() {
      return Math.min(tenure.nextAnnouncementNanos(), tenure.lease().renewNanos());
    }

    @Override
    public Bound with(Tenure changed) {
      return new Bound(changed);
    }
  }

  /// RENEWING: between T1 and T2, REQUEST goes to the server that granted the lease. Left for BOUND
  /// on ACK, for INIT on NAK, for REBINDING at T2 (RFC 2131 section 4.4.5).
  ///
  /// @param tenure the lease in use
  /// @param exchange the transaction of the last REQUEST
  /// @param sentNanos when the last REQUEST was sent
  /// @param retryNanos when to send the next
  record Renewing(Tenure tenure, Exchange exchange, long sentNanos, long retryNanos)
      implements Holding {
    @Override
    public long wakeNanos() {
      return Math.min(
          tenure.nextAnnouncementNanos(), Math.min(retryNanos, tenure.lease().rebindNanos()));
    }

    @Override
    public Renewing with(Tenure changed) {
      return new Renewing(changed, exchange, sentNanos, retryNanos);
    }
  }

  /// REBINDING: between T2 and expiry, REQUEST goes to every server. Left for BOUND on ACK, for
  /// INIT on NAK and at expiry (RFC 2131 section 4.4.5).
  ///
  /// @param tenure the lease in use
  /// @param exchange the transaction of the last REQUEST
  /// @param sentNanos when the last REQUEST was sent
  /// @param retryNanos when to send the next
  record Rebinding(Tenure tenure, Exchange exchange, long sentNanos, long retryNanos)
      implements Holding {
    @Override
    public long wakeNanos() {
      return Math.min(
          tenure.nextAnnouncementNanos(), Math.min(retryNanos, tenure.lease().expiryNanos()));
    }

    @Override
    public Rebinding with(Tenure changed) {
      return new Rebinding(changed, exchange, sentNanos, retryNanos);
    }
  }

  /// RELEASE was handed to the kernel; the address stays for a moment, so that it can leave. Left
  /// for [Halted] (RFC 2131 section 4.4.6).
  ///
  /// @param lease the lease given back, still configured
  /// @param untilNanos when to take the address away
  record Releasing(Lease lease, long untilNanos) implements State {
    @Override
    public long wakeNanos() {
      return untilNanos;
    }
  }
}

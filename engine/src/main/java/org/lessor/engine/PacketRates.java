package org.lessor.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many packets were answered lately, for limits of packets. Any thread may call.
///
/// What it keeps is bounded: of each limit up to [#MARKS] moments, each of as many packets as it
/// takes, and of all limits together [#ALL_MARKS]. Where a template spawns more classes than fit,
/// those that have sent nothing for longest are forgotten and begin anew.
public final class PacketRates {
  // A packet is answered if the one that came as many packets before as the limit allows is a whole
  // span old. Large limits share a moment between several packets, the last of them, so that no
  // stretch of that length ever has more than the limit; it may have less by one share.

  /// How many moments are kept of a limit at most.
  static final int MARKS = 4096;

  /// How many moments are kept at most.
  static final int ALL_MARKS = 1 << 21;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final LinkedHashMap<Limit.Of, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
  private int marks;

  /// Nothing has been answered yet.
  public PacketRates() {}

  /// Counts a packet against these limits, unless one of them leaves no room: then against none.
  ///
  /// @param limits what holds for the packet
  /// @param nowNanos now, of a monotonic clock
  /// @return the limit for which the packet is to be dropped
  public synchronized Optional<Limit.Counted> take(List<Limit.Counted> limits, long nowNanos) {
    for (Limit.Counted limit : limits) {
      if (!window(limit).hasRoom(nowNanos)) {
        forget();
        return Optional.of(limit);
      }
    }
    for (Limit.Counted limit : limits) {
      Window window = window(limit);
      marks -= window.size();
      window.add(nowNanos);
      marks += window.size();
    }
    forget();
    return Optional.empty();
  }

  private Window window(Limit.Counted limit) {
    Window known = windows.get(limit.whose());
    if (known != null && known.rate.equals(limit.rate())) {
      return known;
    }
    Window fresh = new Window(limit.rate());
    marks += fresh.size() - (known == null ? 0 : known.size());
    windows.put(limit.whose(), fresh);
    return fresh;
  }

  private void forget() {
    var oldest = windows.entrySet().iterator();
    while (marks > ALL_MARKS && windows.size() > 1) {
      Map.Entry<Limit.Of, Window> entry = oldest.next();
      marks -= entry.getValue().size();
      oldest.remove();
    }
  }

  /// How many limits something is kept of.
  synchronized int size() {
    return windows.size();
  }

  /// The moments of the packets of one limit, a ring.
  private static final class Window {
    private static final int FIRST_SIZE = 8;

    private final PacketRate rate;
    private final long share;
    private final int most;
    private long[] times;
    private int used;
    private int next;
    private long inLast;

    Window(PacketRate rate) {
      this.rate = rate;
      share = Math.max(1, Math.ceilDiv(rate.packets(), MARKS));
      most = (int) (rate.packets() / share);
      times = new long[Math.min(FIRST_SIZE, Math.max(1, most))];
    }

    int size() {
      return times.length;
    }

    /// Whether one more may be answered.
    boolean hasRoom(long nowNanos) {
      if (most == 0) {
        return false;
      }
      boolean opensMark = used == 0 || inLast == share;
      return !opensMark
          || used < most
          || nowNanos - times[next % times.length] >= rate.perSeconds() * SECOND_NANOS;
    }

    void add(long nowNanos) {
      if (used > 0 && inLast < share) {
        inLast++;
        times[(next + times.length - 1) % times.length] = nowNanos;
        return;
      }
      if (used == times.length && used < most) {
        grow();
      }
      times[next] = nowNanos;
      next = (next + 1) % times.length;
      used = Math.min(used + 1, times.length);
      inLast = 1;
    }

    private void grow() {
      // Until the ring is as large as it ever will be nothing in it is written over, but what it
      // has may lie on both sides of its seam.
      long[] longer = Arrays.copyOf(times, Math.min(most, 2 * times.length));
      int tail = times.length - next;
      System.arraycopy(times, next, longer, 0, tail);
      System.arraycopy(times, 0, longer, tail, next);
      next = times.length;
      times = longer;
    }
  }
}

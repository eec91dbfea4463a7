package org.lessor.client.machine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long the client waits for what (RFC 2131 sections 3.1, 4.1, 4.4.1, 4.4.5).
///
/// @param initialDelayLeast the shortest wait before the first DISCOVER
/// @param initialDelayMost the longest wait before the first DISCOVER
/// @param expiryDelayMost the longest wait before the DISCOVER that follows an expired lease, so
///   that the clients of a server that came back do not all speak at once
/// @param firstRetry the wait for an answer to the first DISCOVER or REQUEST; doubles with each
/// @param lastRetry where doubling ends
/// @param retryJitter each such wait is longer or shorter by up to this
/// @param requestTries how many REQUESTs for an offer may stay unanswered
/// @param rebootRetry the wait for an answer to the first REQUEST for a remembered address; doubles
/// @param rebootTries how many REQUESTs for a remembered address may stay unanswered
/// @param renewalFloor the shortest wait between REQUESTs that extend a lease
/// @param persistence how hard the client tries before a lease ends
/// @param declineWait the wait after a DECLINE (RFC 2131 section 3.1 step 5: at least 10 s)
/// @param conflictWait the wait after a DECLINE once ten addresses were found taken (RFC 5227
///   section 2.1.1: RATE_LIMIT_INTERVAL)
/// @param nakWait the wait after the second NAK in a row; doubles with each
/// @param nakWaitMost where doubling ends
/// @param releaseLinger how long the address stays after the RELEASE was handed to the kernel,
///   which may have to ask for the server's link address first
public record Timing(
    Duration initialDelayLeast,
    Duration initialDelayMost,
    Duration expiryDelayMost,
    Duration firstRetry,
    Duration lastRetry,
    Duration retryJitter,
    int requestTries,
    Duration rebootRetry,
    int rebootTries,
    Duration renewalFloor,
    Persistence persistence,
    Duration declineWait,
    Duration conflictWait,
    Duration nakWait,
    Duration nakWaitMost,
    Duration releaseLinger) {

  /// How hard the client tries to extend a lease.
  public enum Persistence {
    /// As RFC 2131 section 4.4.5 says: a lease of two minutes has one unicast try and one
    /// broadcast.
    PLAIN,
    /// The floor is at most a quarter of the time from T1 to T2 (or from T2 to expiry), and one
    /// last REQUEST goes out just before expiry, so that a lost packet costs nobody a lease.
    STUBBORN
  }

  /// No delay at start, a remembered address is given up soon; all else as RFC 2131 has it.
  ///
  /// Deviates: RFC 2131 section 4.4.1 asks for a random delay of 1 to 10 seconds at start, and
  /// section 4.4.5 for at least 60 seconds between two attempts to extend a lease, however short.
  /// No client in wide use keeps the first, and the second leaves a short lease to the fate of one
  /// packet.
  public static final Timing USUAL =
      new Timing(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(64),
          Duration.ofSeconds(1),
          4,
          Duration.ofSeconds(2),
          2,
          Duration.ofSeconds(60),
          Persistence.STUBBORN,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(300),
          Duration.ofMillis(500));

  /// As [#USUAL], but what goes before the first lease is repeated sooner: for containers, virtual
  /// machines and tests, on links that lose little.
  ///
  /// Deviates: RFC 2131 section 4.1 begins with 4 seconds. From the fourth repetition on the waits
  /// are those of the RFC, so that a network whose server is gone hears no more from such a client
  /// than from any other. Extending a lease, DECLINE and NAK are not hurried.
  public static final Timing FAST =
      new Timing(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(64),
          Duration.ofMillis(100),
          6,
          Duration.ofMillis(300),
          2,
          Duration.ofSeconds(60),
          Persistence.STUBBORN,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(300),
          Duration.ofMillis(500));

  /// RFC 2131 to the letter.
  public static final Timing RFC =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(4),
          Duration.ofSeconds(64),
          Duration.ofSeconds(1),
          4,
          Duration.ofSeconds(4),
          4,
          Duration.ofSeconds(60),
          Persistence.PLAIN,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(300),
          Duration.ofMillis(500));

  /// How long before its end a lease is asked for a last time.
  private static final long LAST_TRY_NANOS = 4_000_000_000L;

  /// The wait for an answer to a REQUEST that extends a lease without an end: only asked for by
  /// hand.
  private static final long INFINITE_RETRY_NANOS = 3_600_000_000_000L;

  /// Throws [IllegalArgumentException] if a wait is negative, a range upside down, a retry not
  /// longer than its jitter, or a number of tries not positive.
  public Timing {
    require(!initialDelayLeast.isNegative(), "initial delay is negative");
    require(initialDelayMost.compareTo(initialDelayLeast) >= 0, "initial delay: most below least");
    require(!expiryDelayMost.isNegative(), "delay after expiry is negative");
    require(!retryJitter.isNegative(), "jitter is negative");
    require(firstRetry.compareTo(retryJitter) > 0, "first retry not above its jitter");
    require(lastRetry.compareTo(firstRetry) >= 0, "last retry below first");
    require(rebootRetry.compareTo(retryJitter) > 0, "reboot retry not above its jitter");
    require(requestTries > 0 && rebootTries > 0, "tries must be positive");
    require(renewalFloor.isPositive(), "renewal floor must be positive");
    require(declineWait.isPositive() && conflictWait.isPositive(), "decline wait must be positive");
    require(nakWait.isPositive() && nakWaitMost.compareTo(nakWait) >= 0, "NAK wait out of range");
    require(!releaseLinger.isNegative(), "release linger is negative");
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /// The random wait before the first message, in nanoseconds.
  long initialDelayNanos(RandomGenerator random) {
    return between(initialDelayLeast.toNanos(), initialDelayMost.toNanos(), random);
  }

  /// The random wait after expiry, in nanoseconds.
  long expiryDelayNanos(RandomGenerator random) {
    return between(initialDelayLeast.toNanos(), expiryDelayMost.toNanos(), random);
  }

  /// The wait after try number `tries` (from 1), in nanoseconds: 4, 8, 16, 32, 64, 64 ... seconds,
  /// each randomised by the jitter (RFC 2131 section 4.1).
  long retryNanos(int tries, RandomGenerator random) {
    return jittered(doubled(firstRetry.toNanos(), tries, lastRetry.toNanos()), random);
  }

  /// As [#retryNanos], for a remembered address.
  long rebootRetryNanos(int tries, RandomGenerator random) {
    return jittered(doubled(rebootRetry.toNanos(), tries, lastRetry.toNanos()), random);
  }

  /// The wait after NAK number `naks` in a row (from 1), in nanoseconds: none after the first, then
  /// 2, 4, 8 ... 300 seconds, each up to a tenth longer.
  long nakWaitNanos(int naks, RandomGenerator random) {
    if (naks <= 1) {
      return 0;
    }
    long wait = doubled(nakWait.toNanos(), naks - 1, nakWaitMost.toNanos());
    return between(wait, wait + wait / 10, random);
  }

  /// The wait after DECLINE number `conflicts` (from 1), in nanoseconds.
  long declineWaitNanos(int conflicts) {
    return (conflicts >= ProbeTiming.MAX_CONFLICTS ? conflictWait : declineWait).toNanos();
  }

  /// When to repeat a REQUEST that was sent at `nowNanos` in RENEWING: after half of what is left
  /// to T2, but not before the floor (RFC 2131 section 4.4.5). A result at or after T2 means not
  /// any more.
  long renewRetryNanos(long nowNanos, Lease lease) {
    if (lease.terms().isInfinite()) {
      return nowNanos + INFINITE_RETRY_NANOS;
    }
    long left = lease.rebindNanos() - nowNanos;
    return nowNanos + Math.max(left / 2, floorNanos(lease.rebindNanos() - lease.renewNanos()));
  }

  /// As [#renewRetryNanos], in REBINDING: half of what is left to expiry.
  long rebindRetryNanos(long nowNanos, Lease lease) {
    long expiry = lease.expiryNanos();
    long left = expiry - nowNanos;
    long retry = nowNanos + Math.max(left / 2, floorNanos(expiry - lease.rebindNanos()));
    return switch (persistence) {
      case PLAIN -> retry;
      case STUBBORN ->
          retry >= expiry && left > 2 * LAST_TRY_NANOS ? expiry - LAST_TRY_NANOS : retry;
    };
  }

  private long floorNanos(long phaseNanos) {
    long floor = renewalFloor.toNanos();
    return switch (persistence) {
      case PLAIN -> floor;
      case STUBBORN -> Math.min(floor, phaseNanos / 4);
    };
  }

  private long jittered(long nanos, RandomGenerator random) {
    return between(nanos - retryJitter.toNanos(), nanos + retryJitter.toNanos(), random);
  }

  private static long doubled(long firstNanos, int tries, long mostNanos) {
    long nanos = firstNanos;
    for (int i = 1; i < tries && nanos < mostNanos; i++) {
      nanos *= 2;
    }
    return Math.min(nanos, mostNanos);
  }

  /// Uniform from `least` to `most`, both included.
  static long between(long least, long most, RandomGenerator random) {
    return most <= least ? least : random.nextLong(least, most + 1);
  }
}

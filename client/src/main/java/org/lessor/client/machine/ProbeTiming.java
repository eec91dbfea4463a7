package org.lessor.client.machine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How thoroughly the client asks by ARP whether anybody else uses its address (RFC 5227 section
/// 1.1).
///
/// @param probeWait PROBE_WAIT: the longest wait before the first question
/// @param probeNum PROBE_NUM: how many questions; 0 asks, announces and defends nothing
/// @param probeMin PROBE_MIN: the shortest wait between two questions
/// @param probeMax PROBE_MAX: the longest wait between two questions
/// @param announceWait ANNOUNCE_WAIT: how long an answer to the last question is waited for
/// @param announceNum ANNOUNCE_NUM: how often the address is announced
/// @param announceInterval ANNOUNCE_INTERVAL: the wait between two announcements
public record ProbeTiming(
    Duration probeWait,
    int probeNum,
    Duration probeMin,
    Duration probeMax,
    Duration announceWait,
    int announceNum,
    Duration announceInterval) {

  /// MAX_CONFLICTS: after so many taken addresses in a row the client slows down.
  static final int MAX_CONFLICTS = 10;

  /// DEFEND_INTERVAL: a second conflict inside it is lost.
  static final Duration DEFEND_INTERVAL = Duration.ofSeconds(10);

  /// The constants of RFC 5227: 4 to 7 seconds in all.
  public static final ProbeTiming FULL =
      new ProbeTiming(
          Duration.ofSeconds(1),
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          2,
          Duration.ofSeconds(2));

  /// The same steps in 0.4 to 0.7 seconds, so that an address is in use within a second of the
  /// command.
  ///
  /// Deviates: RFC 5227 section 1.1 fixes the constants for slow links; hosts on a switched network
  /// answer in milliseconds.
  public static final ProbeTiming FAST =
      new ProbeTiming(
          Duration.ofMillis(100),
          3,
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          2,
          Duration.ofSeconds(2));

  /// No question, no announcement, no defence.
  public static final ProbeTiming OFF =
      new ProbeTiming(
          Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

  /// Throws [IllegalArgumentException] if a number or wait is negative or a range upside down.
  public ProbeTiming {
    if (probeNum < 0 || announceNum < 0) {
      throw new IllegalArgumentException("number of probes or announcements is negative");
    }
    if (probeWait.isNegative() || announceWait.isNegative() || announceInterval.isNegative()) {
      throw new IllegalArgumentException("a wait is negative");
    }
    if (probeMin.isNegative() || probeMax.compareTo(probeMin) < 0) {
      throw new IllegalArgumentException("PROBE_MAX below PROBE_MIN");
    }
  }

  /// Whether anything is asked at all.
  public boolean enabled() {
    return probeNum > 0;
  }

  long firstProbeDelayNanos(RandomGenerator random) {
    return Timing.between(0, probeWait.toNanos(), random);
  }

  /// The wait after probe number `probes` (from 1).
  long delayAfterProbeNanos(int probes, RandomGenerator random) {
    return probes < probeNum
        ? Timing.between(probeMin.toNanos(), probeMax.toNanos(), random)
        : announceWait.toNanos();
  }
}

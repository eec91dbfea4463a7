package org.lessor.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lessor.wire.Ipv4;

/// What came of it: counts and latencies of a run so far.
///
/// @param elapsedNanos from the beginning to the last exchange
/// @param kinds exchanges by kind; those that did not happen are absent
/// @param steps messages by what they wait for; those that were not sent are absent
/// @param latency of whole exchanges that completed, from their beginning (in an open loop: from
///   when they were due) to the last answer
/// @param oddities what came or went in another way than it should
/// @param duplicates how often the server acknowledged an address to one client while another one
///   held it
/// @param examples the first few of these
/// @param abandoned exchanges that were given up at the end, before their drop time was over
/// @param inFlight exchanges under way
/// @param bound clients that hold a lease
public record LoadReport(
    long elapsedNanos,
    Map<ExchangeKind, Kind> kinds,
    Map<Step, Exchange> steps,
    LatencyHistogram latency,
    Oddities oddities,
    long duplicates,
    List<Duplicate> examples,
    long abandoned,
    int inFlight,
    int bound) {
  /// Exchanges of one kind.
  ///
  /// @param begun how many began
  /// @param completed how many came to a good end; releases do when they are sent
  public record Kind(long begun, long completed) {}

  /// Messages of one step and their answers.
  ///
  /// @param sent messages sent
  /// @param answered those with the answer hoped for
  /// @param lost those without an answer within the drop time
  /// @param naks those answered by DHCPNAK
  /// @param latency of the answered, from sending (of the first step in an open loop: from when it
  ///   was due)
  public record Exchange(
      long sent, long answered, long lost, long naks, LatencyHistogram latency) {}

  /// What should not happen.
  ///
  /// @param orphans answers to nothing that is under way: repeated, or later than the drop time
  /// @param malformed packets that are no DHCP message
  /// @param unusable answers without an address or a server identifier where there must be one, or
  ///   with another address than was asked for
  /// @param droppedByKernel packets that came faster than they were received here
  /// @param refused packets that this host did not send
  public record Oddities(
      long orphans, long malformed, long unusable, long droppedByKernel, long refused) {
    Oddities plus(Oddities other) {
      return new Oddities(
          orphans + other.orphans,
          malformed + other.malformed,
          unusable + other.unusable,
          droppedByKernel + other.droppedByKernel,
          refused + other.refused);
    }
  }

  /// An address that two clients hold.
  ///
  /// @param firstMac Ethernet address of the client that had it, lower 48 bits
  /// @param secondMac Ethernet address of the client that got it as well
  public record Duplicate(Ipv4 address, long firstMac, long secondMac) {}

  /// Exchanges that began, releases left out.
  public long begun() {
    return kinds.entrySet().stream()
        .filter(each -> each.getKey().answered())
        .mapToLong(each -> each.getValue().begun())
        .sum();
  }

  /// Exchanges that came to a good end, releases left out.
  public long completed() {
    return kinds.entrySet().stream()
        .filter(each -> each.getKey().answered())
        .mapToLong(each -> each.getValue().completed())
        .sum();
  }

  /// Exchanges that an answer is missing to.
  public long lost() {
    return steps.values().stream().mapToLong(Exchange::lost).sum();
  }

  /// Exchanges that ended in a DHCPNAK.
  public long naks() {
    return steps.values().stream().mapToLong(Exchange::naks).sum();
  }

  /// Whether messages were lost and not a single answer came, late or other ones either.
  public boolean unanswered() {
    return lost() > 0
        && oddities.orphans() == 0
        && steps.values().stream().allMatch(step -> step.answered() + step.naks() == 0);
  }

  /// Exchanges completed in a second, releases left out.
  public double rate() {
    return elapsedNanos == 0 ? 0 : completed() * 1e9 / elapsedNanos;
  }

  /// The part of the exchanges begun that an answer is missing to, 0 to 1.
  public double lossRatio() {
    return begun() == 0 ? 0 : Math.clamp((double) lost() / begun(), 0, 1);
  }

  /// Whether each exchange that ended came to a good end, and no address was given out twice.
  public boolean clean() {
    return lost() + naks() + abandoned + duplicates == 0;
  }

  /// This and another report of clients that ran at the same time.
  LoadReport plus(LoadReport other) {
    Map<ExchangeKind, Kind> allKinds = new EnumMap<>(ExchangeKind.class);
    allKinds.putAll(kinds);
    other.kinds.forEach((kind, counts) ->
        allKinds.merge(
            kind, counts, (a, b) -> new Kind(a.begun + b.begun, a.completed + b.completed)));
    Map<Step, Exchange> allSteps = new EnumMap<>(Step.class);
    allSteps.putAll(steps);
    other.steps.forEach((step, counts) -> allSteps.merge(step, counts, LoadReport::sum));
    List<Duplicate> allExamples = new ArrayList<>(examples);
    allExamples.addAll(other.examples);
    return new LoadReport(
        Math.max(elapsedNanos, other.elapsedNanos),
        allKinds,
        allSteps,
        sum(latency, other.latency),
        oddities.plus(other.oddities),
        duplicates + other.duplicates,
        List.copyOf(allExamples),
        abandoned + other.abandoned,
        inFlight + other.inFlight,
        bound + other.bound);
  }

  /// This report, with what the network card and the kernel did to the packets.
  LoadReport with(Oddities ofLine) {
    return new LoadReport(
        elapsedNanos,
        kinds,
        steps,
        latency,
        oddities.plus(ofLine),
        duplicates,
        examples,
        abandoned,
        inFlight,
        bound);
  }

  /// This report, with duplicates that were found besides.
  LoadReport with(List<Duplicate> more) {
    List<Duplicate> all = new ArrayList<>(examples);
    all.addAll(more.subList(0, Math.min(more.size(), Tally.MOST_EXAMPLES)));
    return new LoadReport(
        elapsedNanos,
        kinds,
        steps,
        latency,
        oddities,
        duplicates + more.size(),
        List.copyOf(all),
        abandoned,
        inFlight,
        bound);
  }

  private static Exchange sum(Exchange a, Exchange b) {
    return new Exchange(
        a.sent + b.sent,
        a.answered + b.answered,
        a.lost + b.lost,
        a.naks + b.naks,
        sum(a.latency, b.latency));
  }

  private static LatencyHistogram sum(LatencyHistogram a, LatencyHistogram b) {
    LatencyHistogram sum = a.copy();
    sum.add(b);
    return sum;
  }
}

package org.lessor.bench.micro;

import java.util.concurrent.TimeUnit;
import org.lessor.engine.Policy;
import org.lessor.engine.Reception;
import org.lessor.engine.Verdict;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.MessageView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From the bytes of a packet to the verdict, and to the bytes of the reply, with little and with
/// much configured; 200,000 clients have leases, and each packet is of one of them. No lease
/// changes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecisionBenchmark {
  @Param private Configuration size;

  private final MessageView view = new MessageView();
  private final byte[] buffer = new byte[1500];
  private final byte[] target = new byte[1500];
  private ConfiguredSite site;
  private Policy policy;
  private ConfiguredSite.Packets discovers;
  private ConfiguredSite.Packets renewals;

  /// A benchmark for JMH to fill in.
  public DecisionBenchmark() {}

  /// Makes the site, its leases and the packets.
  @Setup
  public void configure() {
    site = new ConfiguredSite(size);
    site.bindAll();
    policy = site.policy();
    discovers = site.discovers();
    renewals = site.renewals();
  }

  // Packets lie in the buffer that the kernel was last given: it is in the cache.
  private void receive(byte[] payload) {
    System.arraycopy(payload, 0, buffer, 0, payload.length);
    if (view.wrap(buffer, 0, payload.length) != null) {
      throw new AssertionError("malformed");
    }
  }

  private Verdict decide(byte[] payload, Reception reception) {
    receive(payload);
    return policy.decide(view, reception, site.leases(), ConfiguredSite.NOW);
  }

  /// A client that has a lease looks for a server.
  @Benchmark
  public Verdict discover() {
    int place = discovers.next();
    return decide(discovers.payload(place), discovers.reception(place));
  }

  /// A client renews its lease.
  @Benchmark
  public Verdict renew() {
    int place = renewals.next();
    return decide(renewals.payload(place), renewals.reception(place));
  }

  /// As [#discover], with the reply as bytes.
  @Benchmark
  public MessageEncoder.Encoded discoverAndBuild() {
    int place = discovers.next();
    Reception reception = discovers.reception(place);
    Verdict verdict = decide(discovers.payload(place), reception);
    if (!(verdict instanceof Verdict.Answered answered)) {
      throw new AssertionError(verdict);
    }
    Message reply = policy.reply(answered, view, reception);
    return MessageEncoder.encode(reply, target, Policy.maxPayload(view));
  }
}

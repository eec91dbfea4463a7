package org.lessor.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Ipv4;

/// Simulated clients on a real network: a thread for each relay agent, or one for a link.
///
/// One thread at a time calls [#perform]; any thread may call [#stop].
public final class LoadRun implements AutoCloseable {
  /// Why a workload ended.
  public enum End {
    /// All exchanges were made.
    EXCHANGES,
    /// The time was over.
    PERIOD,
    /// No client held a lease any more, and nothing in the mix obtains one.
    LEASES,
    /// Too many exchanges were lost.
    LOSSES,
    /// [LoadRun#stop] was called.
    STOPPED
  }

  /// What a workload led to.
  public record Outcome(LoadReport report, End end) {}

  /// Is told how far a workload is.
  @FunctionalInterface
  public interface Listener {
    /// Nobody wants to know.
    Listener NOBODY = (before, now) -> {};

    /// It is as far as `now`; `before` is what was told the last time, or the same again.
    void progressed(LoadReport before, LoadReport now);
  }

  /// What an Ethernet frame has room for behind the headers of IP and UDP.
  private static final int MAX_MESSAGE_BYTES = 1472;

  private final List<LoadWorker> workers;
  private final List<LoadMachine> machines = new ArrayList<>();
  private final List<LoadLine> lines;
  private volatile boolean stopped;
  // Those that the workload has something to do for.
  private List<LoadWorker> active = List.of();
  private @Nullable LoadReport told;

  private LoadRun(List<LoadWorker> workers, List<LoadLine> lines) {
    this.workers = workers;
    this.lines = lines;
  }

  /// Opens the sockets for clients that have no leases yet. The same `seed` gives the same
  /// transaction ids.
  ///
  /// @throws IOException with a remedy where an address or port cannot be had, or a privilege is
  ///   missing
  public static LoadRun open(Population population, Target target, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<LoadWorker> workers = new ArrayList<>();
    List<LoadLine> lines = new ArrayList<>();
    LoadRun run = new LoadRun(workers, lines);
    try {
      switch (target) {
        case Target.Relayed(List<Ipv4> agents, int localPort, Endpoint server) -> {
          int threads = Math.min(agents.size(), population.count());
          for (int i = 0; i < threads; i++) {
            Ipv4 agent = agents.get(i);
            run.add(
                RelayedLine.open(new Endpoint(agent, localPort), server),
                new LoadMachine(
                    population.share(i, threads), new Addressing.Relayed(agent), random.split()));
          }
        }
        case Target.Direct(String interfaceName, int serverPort) -> {
          LoadMachine machine =
              new LoadMachine(population, new Addressing.Direct(), random.split());
          DirectLine line =
              DirectLine.open(
                  interfaceName,
                  serverPort,
                  address -> machine.holder(new Ipv4(address), System.nanoTime()));
          run.add(line, machine);
        }
      }
      return run;
    } catch (IOException failure) {
      run.close();
      throw failure;
    }
  }

  private void add(LoadLine line, LoadMachine machine) throws IOException {
    lines.add(line);
    if (machine.largestMessageBytes() > MAX_MESSAGE_BYTES) {
      throw new IOException(
          "messages of "
              + machine.largestMessageBytes()
              + " bytes do not fit in a packet, which has room for "
              + MAX_MESSAGE_BYTES
              + ": give fewer or shorter options with -o");
    }
    machines.add(machine);
    workers.add(new LoadWorker(machine, line, System::nanoTime));
  }

  /// How many threads share the load.
  public int threads() {
    return workers.size();
  }

  /// Has the clients do `workload` until it ends by itself, by its limits or by [#stop], and tells
  /// `listener` every `intervalNanos` how far it is. Leases stay for the next workload.
  ///
  /// @throws IOException where the kernel refuses to wait for packets
  /// @throws InterruptedException where this thread is interrupted; the workload has ended then
  public Outcome perform(Workload workload, Limits limits, long intervalNanos, Listener listener)
      throws IOException, InterruptedException {
    List<FutureTask<End>> tasks = new ArrayList<>();
    active = workers.subList(0, (int) Math.min(workers.size(), workload.maxExchanges()));
    for (int i = 0; i < active.size(); i++) {
      LoadWorker worker = active.get(i);
      Workload share = workload.share(i, active.size());
      FutureTask<End> task = new FutureTask<>(() -> worker.perform(share, limits));
      tasks.add(task);
      Thread.ofPlatform().name("lessor-load-" + i).start(task);
    }
    End end = End.EXCHANGES;
    told = null;
    try {
      for (FutureTask<End> task : tasks) {
        End each = await(task, intervalNanos, listener);
        end = each.compareTo(end) > 0 ? each : end;
      }
    } finally {
      if (tasks.stream().anyMatch(task -> !task.isDone())) {
        stop();
      }
    }
    List<LoadReport> reports = new ArrayList<>();
    for (LoadWorker worker : active) {
      reports.add(worker.report());
    }
    return new Outcome(sum(reports).with(betweenWorkers()), end);
  }

  private End await(Future<End> task, long intervalNanos, Listener listener)
      throws IOException, InterruptedException {
    // Workers tell how far they are when they next come to it: they are asked a little ahead.
    long leadNanos = Math.min(intervalNanos / 2, LoadWorker.MAX_WAIT_NANOS);
    boolean asked = false;
    while (true) {
      try {
        return task.get(
            asked ? leadNanos : Math.max(1, intervalNanos - leadNanos), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        asked = !asked;
        if (asked) {
          active.forEach(LoadWorker::requestReport);
          continue;
        }
        List<LoadReport> last =
            active.stream().map(LoadWorker::lastReport).filter(Objects::nonNull).toList();
        if (last.size() == active.size()) {
          LoadReport now = sum(last);
          listener.progressed(told == null ? now : told, now);
          told = now;
        }
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof IOException known) {
          throw known;
        }
        throw new AssertionError("a load worker failed", failure.getCause());
      }
    }
  }

  private static LoadReport sum(List<LoadReport> reports) {
    return reports.stream().reduce(LoadReport::plus).orElseThrow();
  }

  /// Addresses held by clients of different workers: no worker alone sees these.
  private List<LoadReport.Duplicate> betweenWorkers() {
    if (machines.size() == 1) {
      return List.of();
    }
    Map<Ipv4, Long> holders = new HashMap<>();
    List<LoadReport.Duplicate> found = new ArrayList<>();
    long nowNanos = System.nanoTime();
    for (LoadMachine machine : machines) {
      Map<Ipv4, Long> own = new HashMap<>();
      machine.forEachLease(
          nowNanos,
          (mac, address) -> {
            // Who holds it twice within this machine is in that machine's own count.
            boolean first = own.put(address, mac) == null;
            Long other = holders.get(address);
            if (other != null && first) {
              found.add(new LoadReport.Duplicate(address, other, mac));
            }
          });
      holders.putAll(own);
    }
    return found;
  }

  /// Calls `action` for each lease that a client holds. Call it when nothing runs.
  public void forEachLease(LoadMachine.LeaseVisitor action) {
    long nowNanos = System.nanoTime();
    machines.forEach(machine -> machine.forEachLease(nowNanos, action));
  }

  /// Ends the workload that runs, soon, and lets no other one begin.
  public void stop() {
    stopped = true;
    workers.forEach(LoadWorker::requestStop);
  }

  /// Whether [#stop] was called.
  public boolean stopped() {
    return stopped;
  }

  /// Closes the sockets. Call it when nothing runs.
  @Override
  public void close() {
    lines.forEach(LoadLine::close);
  }
}

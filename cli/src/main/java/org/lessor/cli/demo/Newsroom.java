package org.lessor.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientListener;
import org.lessor.client.ClientNews;
import org.lessor.client.host.Changes;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;

/// What the client says, kept for the thread that tells the story. The client's thread brings; one
/// other thread takes.
final class Newsroom implements ClientListener {
  private final ConcurrentLinkedQueue<ClientNews> news = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /// What happened to the client's host.
  enum HostNews {
    /// Nothing.
    UNCHANGED,
    /// The client configured something, or took it away.
    CHANGED
  }

  /// What the client said since the last time.
  ///
  /// @param logged what its log names
  /// @param changes what was changed on the host, in words
  record Edition(List<Observed.Reported> logged, HostNews host, List<String> changes) {}

  @Override
  public void on(ClientNews what) {
    news.add(what);
  }

  /// The client ended by this.
  void failed(Exception why) {
    failure.set(why);
  }

  /// What the client said since the last time.
  ///
  /// @throws Exception what the client ended by, where it failed
  Edition take() throws Exception {
    List<Observed.Reported> logged = new ArrayList<>();
    HostNews host = HostNews.UNCHANGED;
    List<String> changes = new ArrayList<>();
    ClientNews next = news.poll();
    while (next != null) {
      switch (next) {
        case ClientNews.Told(Report report) -> {
          if (report.notice() == Notice.CONFIGURATION_RECEIVED) {
            logged.add(configuration(report));
          }
        }
        case ClientNews.Configured(var _, var _, Changes done) -> {
          host = HostNews.CHANGED;
          changes.addAll(done.done());
        }
        case ClientNews.Deconfigured(Changes done) -> {
          host = HostNews.CHANGED;
          changes.addAll(done.done());
        }
        case ClientNews.Moved _ -> {}
      }
      next = news.poll();
    }
    Exception why = failure.get();
    if (why != null) {
      throw why;
    }
    return new Edition(logged, host, changes);
  }

  private static Observed.Reported configuration(Report report) {
    return new Observed.ConfigurationLogged(
        report.details().stream().map(detail -> detail.key() + " " + detail.value()).toList());
  }
}

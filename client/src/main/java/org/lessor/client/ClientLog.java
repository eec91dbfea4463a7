package org.lessor.client;

import org.lessor.client.machine.Report;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// Writes what the operator should read to a log: one line each, `LSR-C-301 bound interface=eth0
/// xid=0x3903f326 address=192.0.2.10 ...`.
public final class ClientLog implements ClientListener {
  private final Logger logger;
  private final String interfaceName;

  /// Writes to `logger` about the client of this interface.
  public ClientLog(Logger logger, String interfaceName) {
    this.logger = logger;
    this.interfaceName = interfaceName;
  }

  @Override
  public void on(ClientNews news) {
    switch (news) {
      case ClientNews.Told(Report report) -> write(report);
      case ClientNews.Moved(var before, var after) -> {
        if (!before.getClass().equals(after.getClass())) {
          logger.debug("interface={} state={}", interfaceName, after.getClass().getSimpleName());
        }
      }
      // Each comes with a report.
      case ClientNews.Configured _, ClientNews.Deconfigured _ -> {}
    }
  }

  private void write(Report report) {
    Level level =
        switch (report.notice().level()) {
          case DEBUG -> Level.DEBUG;
          case INFO -> Level.INFO;
          case WARN -> Level.WARN;
          case ERROR -> Level.ERROR;
        };
    if (logger.isEnabledForLevel(level)) {
      logger.atLevel(level).log(report.about("interface", interfaceName).line());
    }
  }
}

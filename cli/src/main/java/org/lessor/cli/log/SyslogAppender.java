package org.lessor.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import org.lessor.linux.Syslog;

/// Writes lines to the system's log.
final class SyslogAppender extends AppenderBase<ILoggingEvent> {
  private final Syslog syslog;
  private final int facility;
  private final Layout<ILoggingEvent> layout;

  SyslogAppender(Syslog syslog, int facility, Layout<ILoggingEvent> layout) {
    this.syslog = syslog;
    this.facility = facility;
    this.layout = layout;
  }

  @Override
  protected void append(ILoggingEvent event) {
    syslog.write(priority(event.getLevel()), facility, layout.doLayout(event).strip());
  }

  private static Syslog.Priority priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> Syslog.Priority.ERROR;
      case Level.WARN_INT -> Syslog.Priority.WARNING;
      case Level.INFO_INT -> Syslog.Priority.INFO;
      default -> Syslog.Priority.DEBUG;
    };
  }
}

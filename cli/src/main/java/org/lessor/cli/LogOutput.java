package org.lessor.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where log lines go: standard error, written by a thread of their own, so that whoever logs never
/// waits for a terminal or a full pipe. When more lines wait than there is room for, those below
/// WARN are left out first, then all.
final class LogOutput implements AutoCloseable {
  private static final int WAITING_LINES = 8192;
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg%n%ex";

  private final LoggerContext context;

  private LogOutput(LoggerContext context) {
    this.context = context;
  }

  /// Begins to write lines of this level and above.
  static LogOutput toStandardError(Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.setQueueSize(WAITING_LINES);
    async.setNeverBlock(true);
    async.addAppender(console);
    async.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(async);
    return new LogOutput(context);
  }

  /// Writes lines of this level and above from now on.
  static void level(Level level) {
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(level);
  }

  /// Writes all lines that wait.
  @Override
  public void close() {
    context.stop();
  }
}

package org.lessor.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lessor.config.Logging;
import org.slf4j.LoggerFactory;

/// Where log lines go: standard error, and what the configuration says of loggers. Any thread may
/// call.
public final class LogOutput implements AutoCloseable {
  private final LoggerContext context;
  private final Appenders appenders;
  private final Verbosity verbosity;
  private final Map<Logging.Output, Appender<ILoggingEvent>> open = new HashMap<>();
  private final List<Logger> configured = new ArrayList<>();

  /// How much is written beyond what loggers say.
  public enum Verbosity {
    /// Nothing.
    AS_CONFIGURED,
    /// DEBUG and above of everything.
    ALL
  }

  private LogOutput(LoggerContext context, Verbosity verbosity) {
    this.context = context;
    this.appenders = new Appenders(context);
    this.verbosity = verbosity;
  }

  /// Begins to write lines of this level and above to standard error.
  public static LogOutput toStandardError(Level level) {
    LogOutput output = begin(Verbosity.AS_CONFIGURED);
    output.root().setLevel(level);
    return output;
  }

  /// Begins to write lines as the configuration says; to standard error in our own form where it
  /// names no output. Throws [IOException] where it names a file that cannot be written to.
  public static LogOutput of(Logging logging, Verbosity verbosity) throws IOException {
    LogOutput output = begin(verbosity);
    try {
      output.follow(logging);
    } catch (IOException failure) {
      output.close();
      throw failure;
    }
    return output;
  }

  private static LogOutput begin(Verbosity verbosity) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.start(); // a stopped one, of an earlier run in this process, would not stop again
    LogOutput output = new LogOutput(context, verbosity);
    output.root().addAppender(output.appenders.standardError());
    output.root().setLevel(verbosity == Verbosity.ALL ? Level.DEBUG : Level.INFO);
    return output;
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /// Writes as another configuration says from now on. Outputs that stay are not opened anew.
  /// Throws [IOException] where a new file cannot be written to; all else is done then, and what
  /// should go there goes to the logger above.
  public synchronized void follow(Logging logging) throws IOException {
    List<Logging.Output> wanted =
        logging.loggers().stream().flatMap(logger -> logger.outputs().stream()).toList();
    for (Logging.Output output : List.copyOf(open.keySet())) {
      if (!wanted.contains(output)) {
        leave(output);
      }
    }
    IOException refusal = null;
    for (Logging.Output output : wanted) {
      if (!open.containsKey(output)) {
        try {
          open.put(output, appenders.of(output));
        } catch (IOException failure) {
          refusal = failure;
        }
      }
    }
    configured.forEach(LogOutput::forget);
    configured.clear();
    logging.loggers().forEach(this::configure);
    if (refusal != null) {
      throw refusal;
    }
  }

  private void leave(Logging.Output output) {
    Appender<ILoggingEvent> appender = open.remove(output);
    configured.forEach(logger -> logger.detachAppender(appender));
    if (appender != null) {
      appender.stop();
    }
  }

  private static void forget(Logger logger) {
    List<Appender<ILoggingEvent>> attached = new ArrayList<>();
    logger.iteratorForAppenders().forEachRemaining(attached::add);
    attached.forEach(logger::detachAppender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private void configure(Logging.Logger described) {
    Logger logger = context.getLogger(described.name());
    configured.add(logger);
    described.severity().map(this::level).ifPresent(logger::setLevel);
    for (Logging.Output output : described.outputs()) {
      Appender<ILoggingEvent> appender = open.get(output);
      if (appender != null) {
        logger.addAppender(appender);
        logger.setAdditive(false);
      }
    }
  }

  private Level level(Logging.Severity severity) {
    if (verbosity == Verbosity.ALL) {
      return Level.DEBUG;
    }
    return switch (severity) {
      case NONE -> Level.OFF;
      case FATAL, ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
    };
  }

  /// Writes all lines that wait.
  @Override
  public void close() {
    context.stop();
  }
}

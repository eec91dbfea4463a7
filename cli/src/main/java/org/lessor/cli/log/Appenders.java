package org.lessor.cli.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.lessor.config.Logging;
import org.lessor.linux.Syslog;

/// Makes Logback's appenders of what the configuration says of outputs. Each has a thread of its
/// own, so that whoever logs never waits for a terminal, a disk or a full pipe: when more lines
/// wait than there is room for, those below WARN are left out first, then all.
final class Appenders {
  private static final int WAITING_LINES = 8192;
  private static final String OWN_PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg%n%ex";
  private static final String KEA_LOG_DIRECTORY = "/var/log/kea";

  private final LoggerContext context;

  Appenders(LoggerContext context) {
    this.context = context;
  }

  /// Standard error, in our own form.
  Appender<ILoggingEvent> standardError() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(OWN_PATTERN);
    encoder.start();
    return console("System.err", Logging.Flushing.EACH_LINE, encoder);
  }

  /// What the configuration describes. Throws [IOException] where a file cannot be written to; the
  /// message says which, why and what to do.
  Appender<ILoggingEvent> of(Logging.Output output) throws IOException {
    return switch (output.target()) {
      case Logging.Target.StandardOutput() ->
          console("System.out", output.flushing(), encoder(output));
      case Logging.Target.StandardError() ->
          console("System.err", output.flushing(), encoder(output));
      case Logging.Target.Syslog(Logging.Facility facility) ->
          async(
              new SyslogAppender(
                  Syslog.open(Logging.ROOT), facility.code(), layout(output, KeaLayout.SYSLOG)));
      case Logging.Target.File file -> file(file, output);
    };
  }

  private Layout<ILoggingEvent> layout(Logging.Output output, String usual) {
    KeaLayout layout = new KeaLayout(output.pattern().orElse(usual));
    layout.setContext(context);
    layout.start();
    return layout;
  }

  private Encoder<ILoggingEvent> encoder(Logging.Output output) {
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout(output, KeaLayout.USUAL));
    encoder.start();
    return encoder;
  }

  private Appender<ILoggingEvent> console(
      String target, Logging.Flushing flushing, Encoder<ILoggingEvent> encoder) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget(target);
    console.setImmediateFlush(flushing == Logging.Flushing.EACH_LINE);
    console.setEncoder(encoder);
    return async(console);
  }

  private Appender<ILoggingEvent> file(Logging.Target.File file, Logging.Output output)
      throws IOException {
    Path path = place(file.path());
    try (OutputStream probe =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      probe.flush();
    } catch (IOException failure) {
      throw new IOException(
          "cannot write to the log file "
              + path
              + ": "
              + failure
              + "; make the directory, let this user write to it, or name another file in"
              + " output-options",
          failure);
    }
    FileAppender<ILoggingEvent> appender =
        file.maxSizeBytes() == 0 ? plain(path) : rolling(path, file);
    appender.setContext(context);
    appender.setAppend(true);
    appender.setImmediateFlush(output.flushing() == Logging.Flushing.EACH_LINE);
    appender.setEncoder(encoder(output));
    return async(appender);
  }

  /// Kea takes a name without a directory for one in its directory of logs.
  private static Path place(Path given) {
    String directory =
        Objects.requireNonNullElse(System.getenv("KEA_LOG_FILE_DIR"), KEA_LOG_DIRECTORY);
    return given.isAbsolute() ? given : Path.of(directory).resolve(given);
  }

  private static FileAppender<ILoggingEvent> plain(Path path) {
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(path.toString());
    return appender;
  }

  /// Keeps as many files as it is told; Logback's own stops at 20.
  private static final class Versions extends FixedWindowRollingPolicy {
    private final int most;

    Versions(int most) {
      this.most = most;
    }

    @Override
    protected int getMaxWindowSize() {
      return most;
    }
  }

  private FileAppender<ILoggingEvent> rolling(Path path, Logging.Target.File file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(path.toString());
    Versions versions = new Versions(file.maxVersions());
    versions.setContext(context);
    versions.setParent(appender);
    versions.setFileNamePattern(path.toString().replace("%", "\\%") + ".%i");
    versions.setMinIndex(1);
    versions.setMaxIndex(file.maxVersions());
    versions.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(file.maxSizeBytes()));
    size.setCheckIncrement(Duration.buildByMilliseconds(0));
    size.start();
    appender.setRollingPolicy(versions);
    appender.setTriggeringPolicy(size);
    return appender;
  }

  private Appender<ILoggingEvent> async(Appender<ILoggingEvent> behind) {
    behind.setContext(context);
    behind.start();
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.setQueueSize(WAITING_LINES);
    async.setNeverBlock(true);
    async.addAppender(behind);
    async.start();
    return async;
  }
}

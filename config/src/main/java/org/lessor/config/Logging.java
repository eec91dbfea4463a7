package org.lessor.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is logged, how much of it, and where to (Kea: loggers).
///
/// @param loggers in the order of the file; a logger that is not among them follows the one above
///   it, and `kea-dhcp4`, where it is not among them, writes INFO and above
public record Logging(List<Logger> loggers) {
  /// The logger that all of Kea's are below.
  public static final String ROOT = "kea-dhcp4";

  /// Kea's default.
  public static final Logging DEFAULT = new Logging(List.of());

  /// Copies the list.
  public Logging {
    loggers = List.copyOf(loggers);
  }

  /// One logger.
  ///
  /// @param name such as `kea-dhcp4` or `kea-dhcp4.leases`
  /// @param severity the least severe kind of line that is written; empty for that of the logger
  ///   above
  /// @param debuglevel 0 to 99; all DEBUG lines are written at any
  /// @param outputs where its lines go; empty for where those of the logger above go
  public record Logger(
      String name, Optional<Severity> severity, int debuglevel, List<Output> outputs) {
    /// Copies the list.
    public Logger {
      outputs = List.copyOf(outputs);
    }
  }

  /// Where lines go (Kea: output-options).
  ///
  /// @param target the place
  /// @param flushing whether each line is brought there at once
  /// @param pattern the form of a line in the way of log4cplus; empty for the usual form
  public record Output(Target target, Flushing flushing, Optional<String> pattern) {}

  /// A place for lines.
  public sealed interface Target {
    /// Standard output.
    record StandardOutput() implements Target {}

    /// Standard error.
    record StandardError() implements Target {}

    /// The system's log, by syslog(3).
    ///
    /// @param facility such as `local0`
    record Syslog(Facility facility) implements Target {}

    /// A file that is appended to.
    ///
    /// @param path absolute, or a name in the directory for logs
    /// @param maxSizeBytes the size at which it becomes `path.1` and a new one is begun, 0 for
    ///   never
    /// @param maxVersions how many older ones are kept, 1 or more
    record File(Path path, long maxSizeBytes, int maxVersions) implements Target {}
  }

  /// Whether lines wait for more to come.
  public enum Flushing {
    /// Each line is written at once.
    EACH_LINE,
    /// Lines are written when some have gathered.
    GATHERED
  }

  /// The facilities of syslog(3); the code is that of the C library.
  public enum Facility {
    KERN(0),
    USER(1),
    MAIL(2),
    DAEMON(3),
    AUTH(4),
    SYSLOG(5),
    LPR(6),
    NEWS(7),
    UUCP(8),
    CRON(9),
    AUTHPRIV(10),
    FTP(11),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    private final int code;

    Facility(int code) {
      this.code = code;
    }

    /// Its number, before it is shifted beside the priority.
    public int code() {
      return code;
    }
  }

  /// Kea's severities.
  public enum Severity {
    NONE,
    FATAL,
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}

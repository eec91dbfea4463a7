package org.lessor.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads loggers.
final class LoggingReader {
  private static final long DEFAULT_MAX_SIZE = 10_240_000;

  /// Kea: a smaller maxsize means that the file is never begun anew.
  private static final long MIN_MAX_SIZE = 204_800;

  private static final int MAX_VERSIONS = 10_000;

  /// A conversion of log4cplus, with its letter; what stands in braces is left to whoever writes.
  private static final Pattern CONVERSION =
      Pattern.compile("%-?[0-9]*(?:\\.[0-9]+)?(.?)(?:\\{[^}]*\\})?");

  private static final String LETTERS = "bcdDEFhHilLmMnprtTxX%";
  private static final String SYSLOG = "syslog:";

  private LoggingReader() {}

  static Logging read(Section global) {
    List<Logging.Logger> loggers = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<Path, Logging.Output> files = new HashMap<>();
    for (Section section : global.sections("loggers")) {
      String name = section.required("name").orElse("");
      String former = names.putIfAbsent(name, section.path());
      if (former != null) {
        section.error("name", "\"" + name + "\" is also " + former, "keep one of them");
      }
      if (section.has("output-options") && section.has("output_options")) {
        section.error("output_options", "stands beside output-options", "keep one of them");
      }
      List<Logging.Output> outputs = new ArrayList<>();
      for (String key : List.of("output-options", "output_options")) {
        for (Section each : section.sections(key)) {
          Optional<Logging.Output> output = output(each);
          output.ifPresent(outputs::add);
          output.ifPresent(found -> claim(each, found, files));
        }
      }
      loggers.add(
          new Logging.Logger(
              name,
              severity(section),
              (int) section.integer("debuglevel", 0, 99).orElse(0),
              outputs));
      section.finish();
    }
    return new Logging(loggers);
  }

  private static Optional<Logging.Severity> severity(Section section) {
    Optional<String> text = section.string("severity").filter(given -> !given.isEmpty());
    Optional<Logging.Severity> severity =
        text.flatMap(given ->
            Arrays.stream(Logging.Severity.values())
                .filter(each -> each.name().equals(given.toUpperCase(Locale.ROOT)))
                .findFirst());
    if (text.isPresent() && severity.isEmpty()) {
      section.error(
          "severity",
          "\"" + text.get() + "\" is none of its values",
          "use one of DEBUG, ERROR, FATAL, INFO, NONE, WARN");
    }
    return severity;
  }

  private static Optional<Logging.Output> output(Section section) {
    Optional<String> output = section.required("output");
    Logging.Flushing flushing =
        section.bool("flush").orElse(true) ? Logging.Flushing.EACH_LINE : Logging.Flushing.GATHERED;
    long maxSize = section.integer("maxsize", 0, Long.MAX_VALUE).orElse(DEFAULT_MAX_SIZE);
    int maxVersions = (int) section.integer("maxver", 1, MAX_VERSIONS).orElse(1);
    Optional<String> pattern = pattern(section);
    section.finish();
    return output
        .flatMap(text -> target(section, text, maxSize < MIN_MAX_SIZE ? 0 : maxSize, maxVersions))
        .map(target -> new Logging.Output(target, flushing, pattern));
  }

  /// Two loggers may write to one file only in the same way.
  private static void claim(
      Section section, Logging.Output output, Map<Path, Logging.Output> files) {
    if (output.target() instanceof Logging.Target.File(Path path, _, _)) {
      Logging.Output former = files.putIfAbsent(path, output);
      if (former != null && !former.equals(output)) {
        section.error(
            "output", path + " is written in another way as well", "give both the same options");
      }
    }
  }

  private static Optional<String> pattern(Section section) {
    Optional<String> pattern = section.string("pattern").filter(text -> !text.isEmpty());
    if (pattern.isPresent()) {
      Matcher matcher = CONVERSION.matcher(pattern.get());
      while (matcher.find()) {
        String letter = matcher.group(1);
        if (letter.isEmpty() || LETTERS.indexOf(letter.charAt(0)) < 0) {
          section.error(
              "pattern",
              "\"" + matcher.group() + "\" is no part of a pattern",
              "use %D{...}, %d{...}, %p, %c, %i, %t, %T, %m, %n, %h, %H, %r, %b, %F, %l, %L, %M,"
                  + " %x, %X, %E{...}, or %% for itself");
        }
      }
    }
    return pattern;
  }

  private static Optional<Logging.Target> target(
      Section section, String output, long maxSizeBytes, int maxVersions) {
    return switch (output) {
      case "" -> {
        section.error("output", "is empty", "write stdout, stderr, syslog or a file");
        yield Optional.empty();
      }
      case "stdout" -> Optional.of(new Logging.Target.StandardOutput());
      case "stderr" -> Optional.of(new Logging.Target.StandardError());
      case "syslog" -> Optional.of(new Logging.Target.Syslog(Logging.Facility.LOCAL0));
      default ->
          output.startsWith(SYSLOG)
              ? facility(section, output.substring(SYSLOG.length()))
              : Optional.of(new Logging.Target.File(Path.of(output), maxSizeBytes, maxVersions));
    };
  }

  private static Optional<Logging.Target> facility(Section section, String name) {
    for (Logging.Facility facility : Logging.Facility.values()) {
      if (facility.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(new Logging.Target.Syslog(facility));
      }
    }
    section.error(
        "output", "\"" + name + "\" is no facility of syslog", "use one such as local0 or daemon");
    return Optional.empty();
  }
}

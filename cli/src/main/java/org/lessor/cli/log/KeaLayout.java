package org.lessor.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes lines in the form that Kea's `pattern` describes (log4cplus).
///
/// Deviates: `%t` is the thread's name, like `%T`: Java threads have no number that other tools
/// would show. What only C++ programs know (file, line, function) is left empty.
final class KeaLayout extends LayoutBase<ILoggingEvent> {
  /// Kea's pattern for everything but syslog.
  static final String USUAL = "%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i.%t] %m\n";

  /// Kea's pattern for syslog, which adds time and process itself.
  static final String SYSLOG = "%-5p [%c.%t] %m\n";

  private static final Pattern CONVERSION =
      Pattern.compile(
          "%(?<left>-?)(?<min>[0-9]*)(?:\\.(?<max>[0-9]+))?"
              + "(?:(?<braced>[dDcEX])\\{(?<inner>[^}]*)\\}|(?<letter>.))");

  private static final String USUAL_TIME = "%Y-%m-%d %H:%M:%S";

  private final List<Part> parts = new ArrayList<>();

  /// A piece of a line.
  private interface Part {
    void write(ILoggingEvent event, StringBuilder out);
  }

  KeaLayout(String pattern) {
    Matcher matcher = CONVERSION.matcher(pattern);
    int at = 0;
    while (matcher.find()) {
      literal(pattern.substring(at, matcher.start()));
      at = matcher.end();
      String braced = matcher.group("braced");
      Part part =
          braced == null
              ? part(matcher.group("letter").charAt(0), "")
              : part(braced.charAt(0), matcher.group("inner"));
      int min = number(matcher.group("min"), 0);
      int max = number(matcher.group("max"), Integer.MAX_VALUE);
      parts.add(sized(part, matcher.group("left").isEmpty() ? -min : min, max));
    }
    literal(pattern.substring(at));
  }

  private static int number(@Nullable String digits, int missing) {
    return digits == null || digits.isEmpty() ? missing : Integer.parseInt(digits);
  }

  private void literal(String text) {
    if (!text.isEmpty()) {
      parts.add((event, out) -> out.append(text));
    }
  }

  /// @param width the least width; to the left of the padding where it is above 0
  private static Part sized(Part part, int width, int max) {
    if (width == 0 && max == Integer.MAX_VALUE) {
      return part;
    }
    return (event, out) -> {
      StringBuilder whole = new StringBuilder();
      part.write(event, whole);
      String text = whole.length() > max ? whole.substring(whole.length() - max) : whole.toString();
      String padding = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
      out.append(width < 0 ? padding + text : text + padding);
    };
  }

  private static Part part(char letter, String inner) {
    return switch (letter) {
      case 'D' -> time(inner, ZoneId.systemDefault());
      case 'd' -> time(inner, ZoneOffset.UTC);
      case 'p' -> (event, out) -> out.append(event.getLevel());
      case 'c' -> (event, out) -> out.append(event.getLoggerName());
      case 'i' -> constant(Long.toString(ProcessHandle.current().pid()));
      case 't', 'T' -> (event, out) -> out.append(event.getThreadName());
      case 'm' -> KeaLayout::message;
      case 'n' -> constant("\n");
      case 'h', 'H' -> constant(hostName(letter));
      case 'r' -> {
        long started = System.currentTimeMillis();
        yield (event, out) -> out.append(event.getTimeStamp() - started);
      }
      case 'E' -> constant(Objects.requireNonNullElse(System.getenv(inner), ""));
      case '%' -> constant("%");
      default -> constant("");
    };
  }

  private static void message(ILoggingEvent event, StringBuilder out) {
    out.append(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      out.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()).strip());
    }
  }

  private static Part constant(String text) {
    return (event, out) -> out.append(text);
  }

  private static String hostName(char letter) {
    try {
      InetAddress own = InetAddress.getLocalHost();
      return letter == 'H' ? own.getCanonicalHostName() : own.getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  private static Part time(String format, ZoneId zone) {
    StrftimeFormat strftime = new StrftimeFormat(format.isEmpty() ? USUAL_TIME : format);
    return (event, out) -> strftime.write(ZonedDateTime.ofInstant(event.getInstant(), zone), out);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder out = new StringBuilder(160);
    for (Part part : parts) {
      part.write(event, out);
    }
    return out.toString();
  }
}

package org.lessor.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lessor.engine.PingCheck;

/// Reads hooks-libraries: those that Lessor has built in by their Kea names; of the others, what
/// they would do is said.
final class HookReader {
  private static final String PING_CHECK = "ping_check";
  private static final int MAX_REQUESTS = 100;
  private static final int MAX_TIMEOUT_MILLIS = 60_000;

  /// Libraries that change no answer, and what is missing without them.
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "lease_cmds", "leases cannot be changed by command",
          "stat_cmds", "statistics cannot be asked for by command",
          "host_cmds", "reservations cannot be changed by command",
          "subnet_cmds", "subnets cannot be changed by command",
          "class_cmds", "classes cannot be changed by command",
          "lease_query", "leasequery is not answered",
          "legal_log", "no forensic log is written",
          "perfmon", "durations of stages are not measured",
          "run_script", "no script is run");

  /// Libraries that change answers, and how.
  private static final Map<String, String> CHANGES_ANSWERS =
      Map.of(
          "ha", "would share the clients with a partner",
          "flex_id", "would look up reservations by an expression",
          "flex_option", "would change options by expressions",
          "ddns_tuning", "would compute host names",
          "limits", "would limit leases and packets",
          "bootp", "would answer BOOTP clients",
          "radius", "would ask a RADIUS server",
          "host_cache", "would cache reservations of a RADIUS server",
          "user_chk", "would choose by a file of users");

  private HookReader() {}

  /// The ping check that holds where a subnet says nothing.
  static PingCheck pingCheck(Section global) {
    PingCheck check = PingCheck.OFF;
    for (Section section : global.sections("hooks-libraries")) {
      Optional<String> library = section.required("library");
      String name = library.map(HookReader::name).orElse("");
      if (name.equals(PING_CHECK)) {
        check = section.section("parameters").map(HookReader::parameters).orElse(usual());
      } else {
        section.has("parameters");
        library.ifPresent(path -> other(section, path, name));
      }
      section.finish();
    }
    return check;
  }

  /// `/usr/lib/x/kea/hooks/libdhcp_ping_check.so` is `ping_check`.
  private static String name(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.replaceFirst("^libdhcp_", "").replaceFirst("\\.so$", "");
  }

  private static void other(Section section, String path, String name) {
    String effect = WITHOUT_EFFECT.get(name);
    String change = CHANGES_ANSWERS.get(name);
    if (effect != null) {
      section.warning("library", "\"" + name + "\" is not supported yet: " + effect, "");
    } else if (change != null || name.equals("mysql") || name.equals("pgsql")) {
      section.error(
          "library",
          "\""
              + name
              + "\" is not supported yet; it "
              + (change == null ? "would use a database" : change),
          "take it out, if its effect is not needed");
    } else {
      String near = Spelling.nearest(name, known());
      section.error(
          "library",
          "\"" + path + "\" is no library that is known here",
          near.isEmpty() ? "take it out" : "did you mean \"libdhcp_" + near + ".so\"?");
    }
  }

  private static List<String> known() {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(PING_CHECK),
            java.util.stream.Stream.concat(
                WITHOUT_EFFECT.keySet().stream(), CHANGES_ANSWERS.keySet().stream()))
        .toList();
  }

  private static PingCheck usual() {
    return new PingCheck(
        PingCheck.Mode.BEFORE_OFFER,
        PingCheck.OFF.minRequests(),
        PingCheck.OFF.replyTimeoutMillis(),
        PingCheck.OFF.clttSeconds());
  }

  /// Kea's parameters, and `ping-moment` of Lessor: `before-offer` (as in Kea) or `before-ack`.
  private static PingCheck parameters(Section section) {
    boolean enabled = section.bool("enable-ping-check").orElse(true);
    PingCheck usual = usual();
    int requests =
        (int) section.integer("min-ping-requests", 1, MAX_REQUESTS).orElse(usual.minRequests());
    int timeout =
        (int)
            section
                .integer("reply-timeout", 1, MAX_TIMEOUT_MILLIS)
                .orElse(usual.replyTimeoutMillis());
    long cltt = section.integer("ping-cltt-secs", 0, 0xffffffffL).orElse(usual.clttSeconds());
    section.withoutEffect("echo requests need one thread only", "ping-channel-threads");
    String moment = section.string("ping-moment").orElse("before-offer");
    if (!List.of("before-offer", "before-ack").contains(moment)) {
      section.error(
          "ping-moment", "\"" + moment + "\" is no moment", "use before-offer or before-ack");
    }
    section.finish();
    PingCheck.Mode mode =
        moment.equals("before-ack") ? PingCheck.Mode.BEFORE_ACK : PingCheck.Mode.BEFORE_OFFER;
    return new PingCheck(enabled ? mode : PingCheck.Mode.OFF, requests, timeout, cltt);
  }
}

package org.lessor.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lessor.engine.FlexId;
import org.lessor.engine.Hooks;
import org.lessor.engine.PingCheck;

/// Reads hooks-libraries: those that Lessor has built in by their Kea names; of the others, what
/// they would do is said.
final class HookReader {
  private static final String PING_CHECK = "ping_check";
  private static final String FLEX_OPTION = "flex_option";
  private static final String FLEX_ID = "flex_id";
  private static final String BOOTP = "bootp";
  private static final String LIMITS = "limits";
  private static final String RUN_SCRIPT = "run_script";
  private static final Set<String> BUILT_IN =
      Set.of(PING_CHECK, FLEX_ID, FLEX_OPTION, BOOTP, LIMITS, RUN_SCRIPT);
  private static final int MAX_REQUESTS = 100;
  private static final int MAX_TIMEOUT_MILLIS = 60_000;

  /// Libraries that change no answer, and what is missing without them.
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("lease_cmds", "leases cannot be changed by command"),
          Map.entry("stat_cmds", "statistics cannot be asked for by command"),
          Map.entry("host_cmds", "reservations cannot be changed by command"),
          Map.entry("subnet_cmds", "subnets cannot be changed by command"),
          Map.entry("class_cmds", "classes cannot be changed by command"),
          Map.entry("lease_query", "leasequery is not answered"),
          Map.entry("legal_log", "no forensic log is written"),
          Map.entry("perfmon", "durations of stages are not measured"),
          Map.entry("rbac", "there is no control channel to guard"),
          Map.entry("cb_cmds", "there is no configuration backend"));

  /// Libraries that change answers, and how.
  private static final Map<String, String> CHANGES_ANSWERS =
      Map.of(
          "ha", "would share the clients with a partner",
          "ddns_tuning", "would compute host names",
          "radius", "would ask a RADIUS server",
          "host_cache", "would cache reservations of a RADIUS server",
          "user_chk", "would choose by a file of users");

  /// Libraries that bring a database; `_cb` those of Kea before 2.7.
  private static final Set<String> DATABASES = Set.of("mysql", "pgsql", "mysql_cb", "pgsql_cb");

  /// The parameters of the libraries that are built in, by their names.
  private final Map<String, Optional<Section>> builtIn = new HashMap<>();

  private Optional<Path> script = Optional.empty();

  private HookReader() {}

  /// Reads which libraries are asked for, and complains of those that cannot be had.
  static HookReader of(Section global) {
    HookReader hooks = new HookReader();
    for (Section section : global.sections("hooks-libraries")) {
      Optional<String> library = section.required("library");
      String name = library.map(HookReader::name).orElse("");
      if (BUILT_IN.contains(name)) {
        if (hooks.builtIn.putIfAbsent(name, section.section("parameters")) != null) {
          section.error("library", "\"" + name + "\" stands there twice", "keep one of them");
        }
      } else {
        section.has("parameters");
        library.ifPresent(path -> other(section, path, name));
      }
      section.finish();
    }
    Optional<Section> script = hooks.builtIn.get(RUN_SCRIPT);
    if (script != null && script.isPresent()) {
      hooks.script = ScriptReader.read(script.get());
    } else if (script != null) {
      global.error(
          "hooks-libraries", "\"run_script\": \"parameters\" is missing", "add the script's name");
    }
    return hooks;
  }

  /// The script that is run (Kea: run_script); empty where none is.
  Optional<Path> script() {
    return script;
  }

  /// For what classes and subnets say of limits.
  LimitReader limits() {
    Optional<Section> parameters = builtIn.get(LIMITS);
    if (parameters != null) {
      parameters.ifPresent(Section::finish);
    }
    return new LimitReader(
        parameters == null ? LimitReader.Library.MISSING : LimitReader.Library.LOADED);
  }

  /// The ping check that holds where a subnet says nothing.
  PingCheck pingCheck() {
    Optional<Section> parameters = builtIn.get(PING_CHECK);
    if (parameters == null) {
      return PingCheck.OFF;
    }
    return parameters.map(section -> parameters(section, usual())).orElse(usual());
  }

  /// The ping check of that subnet, which may say something of it in its user-context.
  PingCheck pingCheck(Section subnet, PingCheck usual) {
    Optional<Section> context = subnet.section("user-context");
    if (context.isEmpty() || !context.get().has("ping-check")) {
      return usual;
    }
    if (builtIn.get(PING_CHECK) == null) {
      context
          .get()
          .warning(
              "ping-check",
              "has no effect without the library ping_check",
              "add { \"library\": \"libdhcp_ping_check.so\" } to hooks-libraries");
      return usual;
    }
    return context
        .get()
        .section("ping-check")
        .map(section -> parameters(section, usual))
        .orElse(usual);
  }

  /// What the other libraries do to answers, once options and classes are read.
  Hooks hooks(OptionReader options, ClassReader classes) {
    Hooks hooks = Hooks.NONE;
    Optional<Section> flexOption = builtIn.get(FLEX_OPTION);
    if (flexOption != null) {
      FlexOptionReader reader = new FlexOptionReader(options, classes.compiler());
      hooks = hooks.withOptionActions(flexOption.map(reader::read).orElse(List.of()));
    }
    Optional<Section> flexId = builtIn.get(FLEX_ID);
    if (flexId != null) {
      hooks = hooks.withFlexId(flexId.flatMap(section -> flexId(section, classes)));
    }
    Optional<Section> bootp = builtIn.get(BOOTP);
    if (bootp != null) {
      bootp.ifPresent(Section::finish);
      hooks = hooks.withBootp(Hooks.Bootp.SERVED);
    }
    return hooks;
  }

  private static Optional<FlexId> flexId(Section parameters, ClassReader classes) {
    boolean replaces = parameters.bool("replace-client-id").orElse(false);
    boolean asDuid = parameters.bool("cid-as-rfc4361-duid").orElse(false);
    parameters.withoutEffect("it is for DHCPv6", "ignore-iaid");
    boolean given =
        parameters.string("identifier-expression").filter(text -> !text.isBlank()).isPresent();
    Optional<FlexId> flexId =
        given
            ? Expressions.text(parameters, "identifier-expression", classes.compiler())
                .map(expression -> new FlexId(expression, use(replaces, asDuid)))
            : Optional.empty();
    if (!given) {
      parameters.warning("", "without identifier-expression nobody is known by it", "");
    } else if (asDuid && !replaces) {
      parameters.warning("cid-as-rfc4361-duid", "has no effect without replace-client-id", "");
    }
    parameters.finish();
    return flexId;
  }

  private static FlexId.Use use(boolean replaces, boolean asDuid) {
    if (!replaces) {
      return FlexId.Use.RESERVATIONS;
    }
    return asDuid ? FlexId.Use.CLIENT_ID_AS_DUID : FlexId.Use.CLIENT_ID;
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
    } else if (change != null || DATABASES.contains(name)) {
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
            BUILT_IN.stream(),
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
  /// What is missing is as in `usual`.
  private static PingCheck parameters(Section section, PingCheck usual) {
    boolean enabled = section.bool("enable-ping-check").orElse(usual.mode() != PingCheck.Mode.OFF);
    int requests =
        (int) section.integer("min-ping-requests", 1, MAX_REQUESTS).orElse(usual.minRequests());
    int timeout =
        (int)
            section
                .integer("reply-timeout", 1, MAX_TIMEOUT_MILLIS)
                .orElse(usual.replyTimeoutMillis());
    long cltt = section.integer("ping-cltt-secs", 0, 0xffffffffL).orElse(usual.clttSeconds());
    section.withoutEffect("echo requests need one thread only", "ping-channel-threads");
    String inherited = usual.mode() == PingCheck.Mode.BEFORE_ACK ? "before-ack" : "before-offer";
    String moment = section.string("ping-moment").orElse(inherited);
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

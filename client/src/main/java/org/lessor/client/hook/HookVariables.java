package org.lessor.client.hook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Terms;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;

/// A lease as variables for a hook, by the names of dhclient-script(8).
///
/// Scripts expand variables, many of them without quotes, so what a server sent is passed on only
/// where no shell could make more of it than a word or a few: names must be names of hosts, texts
/// must be without the characters that mean something to a shell, and no word may look like a flag.
/// What does not pass is left out, as dhclient does, and said.
///
/// @param values the variables by name
/// @param dropped what was left out: the option's name, and what was wrong
public record HookVariables(Map<String, String> values, List<String> dropped) {
  /// dhclient's largest time, which stands for leases without end.
  private static final long MAX_TIME = 0x7fff_ffffL;

  /// What a text may be made of. Nothing of it means anything to a shell inside a word.
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9 /._+:,=@%-]");

  /// Options that hold the name of a host, or several names between blanks.
  private static final Set<Integer> HOST_NAMES = Set.of(12);

  private static final Set<Integer> DOMAINS = Set.of(15, 40, 62, 64);

  /// Keeps immutable copies.
  public HookVariables {
    values = Map.copyOf(values);
    dropped = List.copyOf(dropped);
  }

  /// When "now" is, by both clocks.
  ///
  /// @param nanos by the clock of leases
  /// @param wall by the wall clock
  public record Moment(long nanos, Instant wall) {}

  /// The variables of one lease.
  ///
  /// @param prefix `new_` or `old_`
  public static HookVariables of(Lease lease, String prefix, IscOptions options, Moment now) {
    return new Writer(prefix, options).write(lease, now);
  }

  private static final class Writer {
    private final String prefix;
    private final IscOptions options;
    private final Map<String, String> values = new TreeMap<>();
    private final List<String> dropped = new ArrayList<>();

    Writer(String prefix, IscOptions options) {
      this.prefix = prefix;
      this.options = options;
    }

    HookVariables write(Lease lease, Moment now) {
      Terms terms = lease.terms();
      Message ack = terms.message();
      for (Option option : ack.options()) {
        addOption(option.code(), option.value());
      }
      add("ip_address", lease.address());
      add("subnet_mask", terms.subnet().mask());
      add("network_number", terms.subnet().network());
      if (!ack.has(StandardOptions.BROADCAST_ADDRESS.code()) && terms.prefixLength() < 31) {
        add("broadcast_address", terms.subnet().last());
      }
      add("dhcp_server_identifier", lease.serverId());
      if (!ack.siaddr().isUnspecified()) {
        add("next_server", ack.siaddr());
      }
      addText("filename", ack.file());
      addText("server_name", ack.sname());
      add("expiry", expiry(lease, now));
      return new HookVariables(values, dropped);
    }

    private static long expiry(Lease lease, Moment now) {
      long left = lease.secondsToExpiry(now.nanos());
      return lease.terms().isInfinite()
          ? MAX_TIME
          : Math.min(MAX_TIME, now.wall().getEpochSecond() + left);
    }

    private void add(String name, Object value) {
      values.put(prefix + name, value.toString());
    }

    private void addText(String name, Bytes bytes) {
      if (!bytes.isEmpty()) {
        addChecked(name, IscOptions.latin1(bytes), Kind.TEXT);
      }
    }

    private void addOption(int code, Bytes bytes) {
      String name = variable(options.name(code));
      var value = options.value(code, bytes);
      if (value.isEmpty()) {
        return;
      }
      Kind kind =
          switch (value.get().form()) {
            case PLAIN, PAIRS, BYTES -> Kind.SAFE;
            case NAMES -> Kind.NAMES;
            case TEXT ->
                HOST_NAMES.contains(code)
                    ? Kind.NAME
                    : DOMAINS.contains(code) ? Kind.NAMES : Kind.TEXT;
          };
      addChecked(name, value.get().inVariable(), kind);
    }

    private void addChecked(String name, String value, Kind kind) {
      if (kind.allows(value)) {
        values.put(prefix + name, value);
      } else {
        dropped.add(prefix + name + " " + kind.complaint);
      }
    }
  }

  /// What a value is, and so what it may look like.
  private enum Kind {
    SAFE("cannot be unsafe"),
    NAME("is not the name of a host"),
    NAMES("is not a list of domain names"),
    TEXT("has characters that a shell could take for more than text");

    private final String complaint;

    Kind(String complaint) {
      this.complaint = complaint;
    }

    boolean allows(String value) {
      return switch (this) {
        case SAFE -> true;
        case NAME -> isName(value);
        case NAMES ->
            !value.isBlank()
                && List.of(value.split(" ")).stream()
                    .allMatch(name -> name.isEmpty() || isName(name));
        case TEXT -> isHarmless(value);
      };
    }

    private static boolean isName(String value) {
      return value.length() <= 254
          && value.matches(
              "[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\\.?");
    }

    private static boolean isHarmless(String value) {
      boolean wordBegins = true;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        boolean flag = wordBegins && c == '-';
        if (flag || !HARMLESS.matcher(String.valueOf(c)).matches()) {
          return false;
        }
        wordBegins = c == ' ';
      }
      return true;
    }
  }

  /// `domain-name-servers` as `domain_name_servers`.
  static String variable(String optionName) {
    return optionName.replaceAll("[^A-Za-z0-9]", "_");
  }

  /// The variables that say which options the client asked for.
  public static Map<String, String> requested(List<Integer> codes, IscOptions options) {
    Map<String, String> values = new TreeMap<>();
    codes.forEach(code -> values.put("requested_" + variable(options.name(code)), "1"));
    return values;
  }
}

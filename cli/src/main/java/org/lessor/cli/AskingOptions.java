package org.lessor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.client.ClientSettings;
import org.lessor.client.FullName;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.ClientProfile.BroadcastFlag;
import org.lessor.client.machine.ClientProfile.ConflictPolicy;
import org.lessor.client.machine.ClientProfile.ServerIdentifier;
import org.lessor.client.machine.Extension;
import org.lessor.client.machine.OfferPolicy;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Option;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.Parsed;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.UserClass;

/// The flags of `lessor client` that say what is asked of servers, and of which.
final class AskingOptions {
  /// How long other offers are waited for where there is something to choose by.
  private static final Duration USUAL_WINDOW = Duration.ofMillis(300);

  private final Supplier<List<String>> requested;
  private final Supplier<List<String>> required;
  private final Supplier<List<String>> sent;
  private final Supplier<Optional<String>> vendorClass;
  private final Supplier<List<String>> userClasses;
  private final Supplier<Optional<String>> fullName;
  private final Supplier<String> updates;
  private final Supplier<List<String>> preferredServers;
  private final Supplier<List<String>> allowedServers;
  private final Supplier<List<String>> refusedServers;
  private final Supplier<Optional<Integer>> windowMillis;
  private final Supplier<Boolean> rapidCommit;
  private final Supplier<Boolean> ipv6Only;
  private final Supplier<Boolean> forceRenew;
  private final Supplier<Boolean> lastLease;
  private final Supplier<Boolean> linkLocal;
  private final Supplier<Boolean> anonymous;
  private final Supplier<Boolean> broadcast;
  private final Supplier<Boolean> acceptNameless;
  private final Supplier<Boolean> defend;

  AskingOptions(Flags flags) {
    requested =
        flags.commaValues(
            "--request",
            "OPTION",
            Form.TEXT,
            "Ask for these options too, by name or code. May be given several times. Those asked"
                + " for anyway come first.");
    required =
        flags.commaValues("--require", "OPTION", Form.TEXT, "Refuse offers without these options.");
    sent =
        flags.values(
            "--send",
            "OPTION=VALUE",
            Form.TEXT,
            "Send this option: a value in the form that the server's configuration has for it, or"
                + " hex:DIGITS. May be given several times.");
    vendorClass =
        flags.value("--vendor-class", "TEXT", Form.TEXT, "Vendor class identifier (option 60).");
    userClasses =
        flags.values(
            "--user-class",
            "TEXT",
            Form.TEXT,
            "User class (option 77). May be given several times.");
    fullName =
        flags.value(
            "--fqdn", "NAME", Form.TEXT, "Name to have in DNS (option 81), instead of --hostname.");
    updates =
        flags.value(
            "--fqdn-update",
            "WHO",
            Form.TEXT,
            "server",
            "Who enters it: server, client or nobody (default ${DEFAULT-VALUE}).");
    preferredServers =
        flags.commaValues(
            "--prefer-server",
            "ADDRESS",
            Form.TEXT,
            "Take an offer of this server before others. May be given several times, best first.");
    allowedServers =
        flags.commaValues(
            "--allow-server",
            "PREFIX",
            Form.TEXT,
            "Hear these servers alone: an address, or a block such as 192.0.2.0/24.");
    refusedServers =
        flags.commaValues("--refuse-server", "PREFIX", Form.TEXT, "Do not hear these servers.");
    windowMillis =
        flags.value(
            "--offer-window",
            "MS",
            Form.INTEGER,
            "Wait so many milliseconds for other offers and take the best (default 0, or 300 with"
                + " --prefer-server).");
    rapidCommit = flags.toggle("--rapid-commit", "Ask for two messages instead of four.");
    ipv6Only =
        flags.toggle("--ipv6-only", "Do without IPv4 where the network prefers that (option 108).");
    forceRenew =
        flags.toggle("--force-renew", "Let the server of the lease have it renewed (RFC 6704).");
    lastLease =
        flags.toggle(
            "--last-lease", "Use a remembered lease that has not ended where no server answers.");
    linkLocal =
        flags.toggle(
            "--link-local", "Use an address of 169.254.0.0/16 while no server answers (RFC 3927).");
    anonymous =
        flags.toggle(
            "--anonymous", "Tell nothing by which this host could be known elsewhere (RFC 7844).");
    broadcast = flags.toggle("--broadcast", "Ask servers to broadcast their replies.");
    acceptNameless =
        flags.toggle(
            "--accept-nameless", "Take replies that do not name their server (option 54).");
    defend =
        flags.toggle("--defend", "Keep the address whoever else uses it, instead of giving it up.");
  }

  /// Adds what was given. Throws [IllegalArgumentException] with the flag, the value and a remedy
  /// where something cannot be.
  void addTo(ClientSettings.Builder builder) {
    Set<Integer> codes = new LinkedHashSet<>(ClientProfile.DEFAULT_REQUESTED_OPTIONS);
    requested.get().forEach(name -> codes.add(code("--request", name)));
    builder
        .requestedOptions(List.copyOf(codes))
        .sentOptions(sentOptions())
        .offers(offers())
        .extensions(extensions());
    fullName.get().ifPresent(name -> builder.fullName(FullName.of(name, updates())));
    if (broadcast.get()) {
      builder.broadcastFlag(BroadcastFlag.SET);
    }
    if (acceptNameless.get()) {
      builder.serverIdentifier(ServerIdentifier.FROM_SOURCE);
    }
    if (defend.get()) {
      builder.conflictPolicy(ConflictPolicy.DEFEND);
    }
  }

  private FullName.Updates updates() {
    String who = updates.get();
    return switch (who) {
      case "server" -> FullName.Updates.SERVER;
      case "client" -> FullName.Updates.CLIENT;
      case "nobody" -> FullName.Updates.NOBODY;
      default ->
          throw new IllegalArgumentException(
              "--fqdn-update " + who + ": write server, client or nobody");
    };
  }

  private Set<Extension> extensions() {
    Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    if (rapidCommit.get()) {
      extensions.add(Extension.RAPID_COMMIT);
    }
    if (ipv6Only.get()) {
      extensions.add(Extension.IPV6_ONLY);
    }
    if (forceRenew.get()) {
      extensions.add(Extension.FORCE_RENEW);
    }
    if (lastLease.get()) {
      extensions.add(Extension.UNCONFIRMED_LEASE);
    }
    if (linkLocal.get()) {
      extensions.add(Extension.LINK_LOCAL);
    }
    if (anonymous.get()) {
      extensions.add(Extension.ANONYMITY);
    }
    return extensions;
  }

  private OfferPolicy offers() {
    Duration usual = preferredServers.get().isEmpty() ? Duration.ZERO : USUAL_WINDOW;
    Set<Integer> requiredCodes = new TreeSet<>();
    required.get().forEach(name -> requiredCodes.add(code("--require", name)));
    return new OfferPolicy(
        windowMillis.get().map(Duration::ofMillis).orElse(usual),
        preferredServers.get().stream().map(Ipv4::of).toList(),
        allowedServers.get().stream().map(AskingOptions::prefix).toList(),
        refusedServers.get().stream().map(AskingOptions::prefix).toList(),
        requiredCodes);
  }

  private static Ipv4Prefix prefix(String text) {
    return Ipv4Prefix.of(text.indexOf('/') < 0 ? text + "/32" : text);
  }

  private List<Option> sentOptions() {
    List<Option> options = new ArrayList<>();
    vendorClass
        .get()
        .ifPresent(
            text -> options.add(StandardOptions.VENDOR_CLASS_IDENTIFIER.with(Bytes.ofText(text))));
    if (!userClasses.get().isEmpty()) {
      options.add(
          StandardOptions.USER_CLASS.with(
              UserClass.of(userClasses.get().stream().map(Bytes::ofText).toList())));
    }
    sent.get().forEach(text -> options.add(sentOption(text)));
    return options;
  }

  private static Option sentOption(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "--send " + text + ": write OPTION=VALUE, such as user-class=lab or 224=hex:0102");
    }
    int code = code("--send", text.substring(0, equals));
    String value = text.substring(equals + 1);
    Parsed<Bytes> bytes =
        value.startsWith("hex:")
            ? Bytes.parseHex(value.substring(4))
            : OptionSpaces.STANDARD
                .byCode(OptionSpace.DHCP4, code)
                .map(definition -> encoded(definition, value))
                .orElseGet(
                    () -> Parsed.invalid("option " + code + " has no known form: write hex:..."));
    return switch (bytes) {
      case Parsed.Ok<Bytes>(Bytes encoded) -> new Option(code, encoded);
      case Parsed.Invalid<Bytes>(String reason) ->
          throw new IllegalArgumentException("--send " + text + ": " + reason);
    };
  }

  private static <T> Parsed<Bytes> encoded(OptionDefinition<T> definition, String value) {
    return definition.type().parse(value).map(definition.type()::encode);
  }

  /// The code of an option that is given by Kea's name or by its number.
  private static int code(String flag, String name) {
    if (name.matches("[0-9]{1,3}")) {
      return Integer.parseInt(name);
    }
    return OptionSpaces.STANDARD
        .byName(OptionSpace.DHCP4, name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                flag + " " + name + ": there is no option of that name; write its code"))
        .code();
  }
}

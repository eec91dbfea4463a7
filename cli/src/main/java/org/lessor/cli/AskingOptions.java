package org.lessor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.Parsed;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.UserClass;
import picocli.CommandLine.Option;

/// The flags of `lessor client` that say what is asked of servers, and of which.
final class AskingOptions {
  /// How long other offers are waited for where there is something to choose by.
  private static final Duration USUAL_WINDOW = Duration.ofMillis(300);

  @Option(
      names = "--request",
      paramLabel = "OPTION",
      split = ",",
      description =
          "Ask for these options too, by name or code. May be given several times. Those asked for"
              + " anyway come first.")
  private List<String> requested = new ArrayList<>();

  @Option(
      names = "--require",
      paramLabel = "OPTION",
      split = ",",
      description = "Refuse offers without these options.")
  private List<String> required = new ArrayList<>();

  @Option(
      names = "--send",
      paramLabel = "OPTION=VALUE",
      description =
          "Send this option: a value in the form that the server's configuration has for it, or"
              + " hex:DIGITS. May be given several times.")
  private List<String> sent = new ArrayList<>();

  @Option(
      names = "--vendor-class",
      paramLabel = "TEXT",
      description = "Vendor class identifier (option 60).")
  private @Nullable String vendorClass;

  @Option(
      names = "--user-class",
      paramLabel = "TEXT",
      description = "User class (option 77). May be given several times.")
  private List<String> userClasses = new ArrayList<>();

  @Option(
      names = "--fqdn",
      paramLabel = "NAME",
      description = "Name to have in DNS (option 81), instead of --hostname.")
  private @Nullable String fullName;

  @Option(
      names = "--fqdn-update",
      paramLabel = "WHO",
      defaultValue = "server",
      description = "Who enters it: server, client or nobody (default ${DEFAULT-VALUE}).")
  private String updates = "server";

  @Option(
      names = "--prefer-server",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "Take an offer of this server before others. May be given several times, best first.")
  private List<String> preferredServers = new ArrayList<>();

  @Option(
      names = "--allow-server",
      paramLabel = "PREFIX",
      split = ",",
      description = "Hear these servers alone: an address, or a block such as 192.0.2.0/24.")
  private List<String> allowedServers = new ArrayList<>();

  @Option(
      names = "--refuse-server",
      paramLabel = "PREFIX",
      split = ",",
      description = "Do not hear these servers.")
  private List<String> refusedServers = new ArrayList<>();

  @Option(
      names = "--offer-window",
      paramLabel = "MS",
      description =
          "Wait so many milliseconds for other offers and take the best (default 0, or 300 with"
              + " --prefer-server).")
  private @Nullable Integer windowMillis;

  @Option(names = "--rapid-commit", description = "Ask for two messages instead of four.")
  private boolean rapidCommit;

  @Option(
      names = "--ipv6-only",
      description = "Do without IPv4 where the network prefers that (option 108).")
  private boolean ipv6Only;

  @Option(
      names = "--force-renew",
      description = "Let the server of the lease have it renewed (RFC 6704).")
  private boolean forceRenew;

  @Option(
      names = "--last-lease",
      description = "Use a remembered lease that has not ended where no server answers.")
  private boolean lastLease;

  @Option(
      names = "--link-local",
      description = "Use an address of 169.254.0.0/16 while no server answers (RFC 3927).")
  private boolean linkLocal;

  @Option(
      names = "--anonymous",
      description = "Tell nothing by which this host could be known elsewhere (RFC 7844).")
  private boolean anonymous;

  @Option(names = "--broadcast", description = "Ask servers to broadcast their replies.")
  private boolean broadcast;

  @Option(
      names = "--accept-nameless",
      description = "Take replies that do not name their server (option 54).")
  private boolean acceptNameless;

  @Option(
      names = "--defend",
      description = "Keep the address whoever else uses it, instead of giving it up.")
  private boolean defend;

  /// Adds what was given. Throws [IllegalArgumentException] with the flag, the value and a remedy
  /// where something cannot be.
  void addTo(ClientSettings.Builder builder) {
    Set<Integer> codes = new LinkedHashSet<>(ClientProfile.DEFAULT_REQUESTED_OPTIONS);
    requested.forEach(name -> codes.add(code("--request", name)));
    builder
        .requestedOptions(List.copyOf(codes))
        .sentOptions(sentOptions())
        .offers(offers())
        .extensions(extensions());
    Optional.ofNullable(fullName).ifPresent(name -> builder.fullName(FullName.of(name, updates())));
    if (broadcast) {
      builder.broadcastFlag(BroadcastFlag.SET);
    }
    if (acceptNameless) {
      builder.serverIdentifier(ServerIdentifier.FROM_SOURCE);
    }
    if (defend) {
      builder.conflictPolicy(ConflictPolicy.DEFEND);
    }
  }

  private FullName.Updates updates() {
    return switch (updates) {
      case "server" -> FullName.Updates.SERVER;
      case "client" -> FullName.Updates.CLIENT;
      case "nobody" -> FullName.Updates.NOBODY;
      default ->
          throw new IllegalArgumentException(
              "--fqdn-update " + updates + ": write server, client or nobody");
    };
  }

  private Set<Extension> extensions() {
    Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    if (rapidCommit) {
      extensions.add(Extension.RAPID_COMMIT);
    }
    if (ipv6Only) {
      extensions.add(Extension.IPV6_ONLY);
    }
    if (forceRenew) {
      extensions.add(Extension.FORCE_RENEW);
    }
    if (lastLease) {
      extensions.add(Extension.UNCONFIRMED_LEASE);
    }
    if (linkLocal) {
      extensions.add(Extension.LINK_LOCAL);
    }
    if (anonymous) {
      extensions.add(Extension.ANONYMITY);
    }
    return extensions;
  }

  private OfferPolicy offers() {
    Duration usual = preferredServers.isEmpty() ? Duration.ZERO : USUAL_WINDOW;
    Set<Integer> requiredCodes = new TreeSet<>();
    required.forEach(name -> requiredCodes.add(code("--require", name)));
    return new OfferPolicy(
        windowMillis == null ? usual : Duration.ofMillis(windowMillis),
        preferredServers.stream().map(Ipv4::of).toList(),
        allowedServers.stream().map(AskingOptions::prefix).toList(),
        refusedServers.stream().map(AskingOptions::prefix).toList(),
        requiredCodes);
  }

  private static Ipv4Prefix prefix(String text) {
    return Ipv4Prefix.of(text.indexOf('/') < 0 ? text + "/32" : text);
  }

  private List<org.lessor.wire.Option> sentOptions() {
    List<org.lessor.wire.Option> options = new ArrayList<>();
    if (vendorClass != null) {
      options.add(StandardOptions.VENDOR_CLASS_IDENTIFIER.with(Bytes.ofText(vendorClass)));
    }
    if (!userClasses.isEmpty()) {
      options.add(
          StandardOptions.USER_CLASS.with(
              UserClass.of(userClasses.stream().map(Bytes::ofText).toList())));
    }
    sent.forEach(text -> options.add(sentOption(text)));
    return options;
  }

  private static org.lessor.wire.Option sentOption(String text) {
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
      case Parsed.Ok<Bytes>(Bytes encoded) -> new org.lessor.wire.Option(code, encoded);
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

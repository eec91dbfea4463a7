package org.lessor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Pool;
import org.lessor.engine.Reuse;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.engine.Timers;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;
import picocli.CommandLine;

/// One subnet described by flags alone, for networks that need no configuration file.
final class QuickSubnet {
  @CommandLine.Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Interface to listen on, such as eth1; may be repeated.")
  List<String> interfaces = new ArrayList<>();

  @CommandLine.Option(
      names = "--subnet",
      paramLabel = "A.B.C.D/N",
      description = "The subnet that clients get addresses of.")
  @Nullable String subnet;

  @CommandLine.Option(
      names = "--pool",
      paramLabel = "FIRST-LAST",
      description = "Range of addresses to give out; may be repeated.")
  List<String> pools = new ArrayList<>();

  @CommandLine.Option(
      names = "--router",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Default gateway told to clients.")
  List<String> routers = new ArrayList<>();

  @CommandLine.Option(
      names = "--dns",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Name server told to clients.")
  List<String> dns = new ArrayList<>();

  @CommandLine.Option(
      names = "--domain",
      paramLabel = "NAME",
      description = "Domain name told to clients.")
  @Nullable String domain;

  @CommandLine.Option(
      names = "--lease-time",
      paramLabel = "SPAN",
      converter = Seconds.Converter.class,
      defaultValue = "1h",
      description = "How long leases hold: 90s, 30m, 1h, 7d, infinite (default ${DEFAULT-VALUE}).")
  Seconds leaseTime = new Seconds(3600);

  @CommandLine.Option(
      names = "--authoritative",
      description = "Refuse (DHCPNAK) restarted clients of which nothing is known.")
  boolean authoritative;

  /// When addresses are asked for by ICMP echo.
  enum Ping {
    off,
    before_offer,
    before_ack;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @CommandLine.Option(
      names = "--ping",
      paramLabel = "MOMENT",
      converter = PingConverter.class,
      defaultValue = "before-offer",
      description =
          "When to ask by ICMP echo whether an address is in use: off, before-offer, before-ack"
              + " (default ${DEFAULT-VALUE}).")
  Ping ping = Ping.before_offer;

  /// Reads a moment.
  static final class PingConverter implements CommandLine.ITypeConverter<Ping> {
    @Override
    public Ping convert(String text) {
      for (Ping each : Ping.values()) {
        if (each.toString().equals(text)) {
          return each;
        }
      }
      throw new CommandLine.TypeConversionException(
          "'" + text + "' is no moment: write off, before-offer or before-ack");
    }
  }

  /// Whether any of the flags was given.
  boolean given() {
    return subnet != null || !interfaces.isEmpty() || !pools.isEmpty();
  }

  /// The settings that the flags describe. Throws [IllegalArgumentException] with what is wrong.
  Settings settings() {
    if (subnet == null || interfaces.isEmpty() || pools.isEmpty()) {
      throw new IllegalArgumentException(
          "without --config, give --interface, --subnet and --pool together");
    }
    Ipv4Prefix prefix = Ipv4Prefix.of(subnet);
    List<Pool> ranges = new ArrayList<>();
    for (String text : pools) {
      ranges.add(range(text, prefix, ranges));
    }
    Parameters parameters =
        Parameters.of(Lifetimes.fixed(leaseTime.value()))
            .withTimers(
                new Timers(OptionalLong.empty(), OptionalLong.empty(), Timers.Fractions.STANDARD))
            .withAuthority(authority())
            .withReuse(Reuse.NONE)
            .withPingCheck(pingCheck());
    Subnet only = Subnet.of(1, prefix, ranges, parameters).withOptions(options());
    return Settings.of(List.of(Network.of(only))).withAuthority(authority());
  }

  private Parameters.Authority authority() {
    return authoritative
        ? Parameters.Authority.AUTHORITATIVE
        : Parameters.Authority.NOT_AUTHORITATIVE;
  }

  private PingCheck pingCheck() {
    PingCheck usual = PingCheck.OFF;
    PingCheck.Mode mode =
        switch (ping) {
          case off -> PingCheck.Mode.OFF;
          case before_offer -> PingCheck.Mode.BEFORE_OFFER;
          case before_ack -> PingCheck.Mode.BEFORE_ACK;
        };
    return new PingCheck(
        mode, usual.minRequests(), usual.replyTimeoutMillis(), usual.clttSeconds());
  }

  private List<ConfiguredOption> options() {
    List<ConfiguredOption> options = new ArrayList<>();
    if (!routers.isEmpty()) {
      options.add(sent(StandardOptions.ROUTERS.with(addresses(routers))));
    }
    if (!dns.isEmpty()) {
      options.add(sent(StandardOptions.DOMAIN_NAME_SERVERS.with(addresses(dns))));
    }
    if (domain != null) {
      options.add(sent(StandardOptions.DOMAIN_NAME.with(domain)));
    }
    return options;
  }

  private static ConfiguredOption sent(Option option) {
    return new ConfiguredOption(option, ConfiguredOption.Sending.ON_REQUEST);
  }

  private static List<Ipv4> addresses(List<String> texts) {
    return texts.stream().map(text -> Ipv4.of(text.strip())).toList();
  }

  private static Pool range(String text, Ipv4Prefix prefix, List<Pool> others) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "--pool " + text + " is not a range: write 192.0.2.100-192.0.2.200");
    }
    Pool pool = Pool.of(Ipv4.of(ends[0].strip()), Ipv4.of(ends[1].strip()));
    if (!prefix.contains(pool.first()) || !prefix.contains(pool.last())) {
      throw new IllegalArgumentException("--pool " + text + " lies outside --subnet " + prefix);
    }
    for (Pool other : others) {
      if (other.contains(pool.first()) || pool.contains(other.first())) {
        throw new IllegalArgumentException("--pool " + text + " overlaps --pool " + other);
      }
    }
    return pool;
  }
}

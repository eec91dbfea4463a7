package org.lessor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
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
import picocli.CommandLine.TypeConversionException;

/// One subnet described by flags alone, for networks that need no configuration file.
final class QuickSubnet {
  private final Supplier<List<String>> interfaces;
  private final Supplier<Optional<String>> subnet;
  private final Supplier<List<String>> pools;
  private final Supplier<List<String>> routers;
  private final Supplier<List<String>> dns;
  private final Supplier<Optional<String>> domain;
  private final Supplier<Seconds> leaseTime;
  private final Supplier<Boolean> authoritative;

  /// When addresses are asked for by ICMP echo.
  enum Ping {
    off,
    before_offer,
    before_ack;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }

    private static Ping read(String text) {
      for (Ping each : values()) {
        if (each.toString().equals(text)) {
          return each;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is no moment: write off, before-offer or before-ack");
    }
  }

  private final Supplier<Ping> ping;

  QuickSubnet(Flags flags) {
    interfaces =
        flags.values(
            "--interface",
            "NAME",
            Form.TEXT,
            "Interface to listen on, such as eth1; may be repeated.");
    subnet =
        flags.value(
            "--subnet", "A.B.C.D/N", Form.TEXT, "The subnet that clients get addresses of.");
    pools =
        flags.values(
            "--pool", "FIRST-LAST", Form.TEXT, "Range of addresses to give out; may be repeated.");
    routers =
        flags.commaValues("--router", "ADDRESS", Form.TEXT, "Default gateway told to clients.");
    dns = flags.commaValues("--dns", "ADDRESS", Form.TEXT, "Name server told to clients.");
    domain = flags.value("--domain", "NAME", Form.TEXT, "Domain name told to clients.");
    leaseTime =
        flags.value(
            "--lease-time",
            "SPAN",
            Seconds.FORM,
            "1h",
            "How long leases hold: 90s, 30m, 1h, 7d, infinite (default ${DEFAULT-VALUE}).");
    authoritative =
        flags.toggle(
            "--authoritative", "Refuse (DHCPNAK) restarted clients of which nothing is known.");
    ping =
        flags.value(
            "--ping",
            "MOMENT",
            Form.of(Ping.class, Ping::read),
            "before-offer",
            "When to ask by ICMP echo whether an address is in use: off, before-offer, before-ack"
                + " (default ${DEFAULT-VALUE}).");
  }

  /// The interfaces to listen on.
  List<String> interfaces() {
    return interfaces.get();
  }

  /// Whether any of the flags was given.
  boolean given() {
    return subnet.get().isPresent() || !interfaces.get().isEmpty() || !pools.get().isEmpty();
  }

  /// The settings that the flags describe. Throws [IllegalArgumentException] with what is wrong.
  Settings settings() {
    if (subnet.get().isEmpty() || interfaces.get().isEmpty() || pools.get().isEmpty()) {
      throw new IllegalArgumentException(
          "without --config, give --interface, --subnet and --pool together");
    }
    Ipv4Prefix prefix = Ipv4Prefix.of(subnet.get().get());
    List<Pool> ranges = new ArrayList<>();
    for (String text : pools.get()) {
      ranges.add(range(text, prefix, ranges));
    }
    Parameters parameters =
        Parameters.of(Lifetimes.fixed(leaseTime.get().value()))
            .withTimers(
                new Timers(OptionalLong.empty(), OptionalLong.empty(), Timers.Fractions.STANDARD))
            .withAuthority(authority())
            .withReuse(Reuse.NONE)
            .withPingCheck(pingCheck());
    Subnet only = Subnet.of(1, prefix, ranges, parameters).withOptions(options());
    return Settings.of(List.of(Network.of(only))).withAuthority(authority());
  }

  private Parameters.Authority authority() {
    return authoritative.get()
        ? Parameters.Authority.AUTHORITATIVE
        : Parameters.Authority.NOT_AUTHORITATIVE;
  }

  private PingCheck pingCheck() {
    PingCheck usual = PingCheck.OFF;
    PingCheck.Mode mode =
        switch (ping.get()) {
          case off -> PingCheck.Mode.OFF;
          case before_offer -> PingCheck.Mode.BEFORE_OFFER;
          case before_ack -> PingCheck.Mode.BEFORE_ACK;
        };
    return new PingCheck(
        mode, usual.minRequests(), usual.replyTimeoutMillis(), usual.clttSeconds());
  }

  private List<ConfiguredOption> options() {
    List<ConfiguredOption> options = new ArrayList<>();
    if (!routers.get().isEmpty()) {
      options.add(sent(StandardOptions.ROUTERS.with(addresses(routers.get()))));
    }
    if (!dns.get().isEmpty()) {
      options.add(sent(StandardOptions.DOMAIN_NAME_SERVERS.with(addresses(dns.get()))));
    }
    domain.get().ifPresent(name -> options.add(sent(StandardOptions.DOMAIN_NAME.with(name))));
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

package org.lessor.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.client.ClientSettings;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.HostSettings;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.hook.IscOptions;

/// The flags of `lessor client` that say how a lease is applied to the host, and who else is told.
final class HostOptions {
  private static final int DHCP_PROTOCOL = 16;

  private final Supplier<Optional<Long>> metric;
  private final Supplier<Optional<Long>> table;
  private final Supplier<Optional<String>> routeProtocol;
  private final Supplier<Path> resolvConf;
  private final Supplier<List<Path>> hooks;
  private final Supplier<Optional<Path>> script;
  private final Supplier<Optional<Seconds>> hookTimeout;

  HostOptions(Flags flags) {
    metric =
        flags.value(
            "--metric",
            "N",
            Form.LONG,
            "Metric of the routes (default 1000 and the interface's index).");
    table =
        flags.value(
            "--table",
            "N",
            Form.LONG,
            "Routing table of the routes (default that of the interface's VRF, else the main"
                + " table).");
    routeProtocol =
        flags.value(
            "--route-protocol",
            "N",
            Form.TEXT,
            "What marks the routes as this client's: a number of /etc/iproute2/rt_protos, or dhcp"
                + " (default 76).");
    resolvConf =
        flags.value(
            "--resolv-conf",
            "FILE",
            Form.PATH,
            "/etc/resolv.conf",
            "The file that says who resolves names (default ${DEFAULT-VALUE}).");
    hooks =
        flags.values(
            "--hook",
            "FILE",
            Form.PATH,
            "Run this program when something happens to the lease, with the variables of"
                + " dhclient-script(8), after the client has applied the change itself. May be"
                + " given several times.");
    script =
        flags.value(
            "--script",
            "FILE",
            Form.PATH,
            "As --hook, and this program configures the interface (as /sbin/dhclient-script does);"
                + " the client itself changes nothing but to set the interface up.");
    hookTimeout =
        flags.value(
            "--hook-timeout",
            "SPAN",
            Seconds.FORM,
            "Kill a hook that runs longer than this (default 60s).");
  }

  /// Adds what these flags say to the settings. Throws [IllegalArgumentException] where one is out
  /// of range.
  void addTo(ClientSettings.Builder builder) {
    HostSettings settings = HostSettings.USUAL.withResolvConf(resolvConf.get());
    if (metric.get().isPresent()) {
      settings = settings.withMetric(metric.get().get());
    }
    if (table.get().isPresent()) {
      settings = settings.withRouteTable(table(table.get().get()));
    }
    if (routeProtocol.get().isPresent()) {
      settings = settings.withRouteProtocol(protocol(routeProtocol.get().get()));
    }
    List<Path> programs = new ArrayList<>();
    script.get().ifPresent(programs::add);
    programs.addAll(hooks.get());
    Duration limit =
        hookTimeout
            .get()
            .map(span -> Duration.ofSeconds(span.value()))
            .orElse(HookSettings.NONE.limit());
    HostSettings complete =
        settings.withHooks(new HookSettings(programs, limit, Map.of(), IscOptions.STANDARD));
    builder.host(_ -> complete);
    if (script.get().isPresent()) {
      builder.hostChanges(HostChanges.BY_HOOK);
    }
  }

  private static int table(long number) {
    if (number < 1 || number > 0xffff_ffffL) {
      throw new IllegalArgumentException("--table is 1 to 4294967295, not " + number);
    }
    return (int) number;
  }

  private static int protocol(String text) {
    if (text.equals("dhcp")) {
      return DHCP_PROTOCOL;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "--route-protocol " + text + ": write a number from 1 to 255, or dhcp", noNumber);
    }
  }
}

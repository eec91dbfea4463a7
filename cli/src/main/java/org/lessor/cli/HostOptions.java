package org.lessor.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientSettings;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.HostSettings;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.hook.IscOptions;
import picocli.CommandLine.Option;

/// The flags of `lessor client` that say how a lease is applied to the host, and who else is told.
final class HostOptions {
  private static final int DHCP_PROTOCOL = 16;

  @Option(
      names = "--metric",
      paramLabel = "N",
      description = "Metric of the routes (default 1000 and the interface's index).")
  private @Nullable Long metric;

  @Option(
      names = "--table",
      paramLabel = "N",
      description =
          "Routing table of the routes (default that of the interface's VRF, else the main table).")
  private @Nullable Long table;

  @Option(
      names = "--route-protocol",
      paramLabel = "N",
      description =
          "What marks the routes as this client's: a number of /etc/iproute2/rt_protos, or dhcp"
              + " (default 76).")
  private @Nullable String routeProtocol;

  @Option(
      names = "--resolv-conf",
      paramLabel = "FILE",
      defaultValue = "/etc/resolv.conf",
      description = "The file that says who resolves names (default ${DEFAULT-VALUE}).")
  private Path resolvConf = Path.of("/etc/resolv.conf");

  @Option(
      names = "--hook",
      paramLabel = "FILE",
      description =
          "Run this program when something happens to the lease, with the variables of"
              + " dhclient-script(8), after the client has applied the change itself. May be"
              + " given several times.")
  private List<Path> hooks = new ArrayList<>();

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description =
          "As --hook, and this program configures the interface (as /sbin/dhclient-script does);"
              + " the client itself changes nothing but to set the interface up.")
  private @Nullable Path script;

  @Option(
      names = "--hook-timeout",
      paramLabel = "SPAN",
      converter = Seconds.Converter.class,
      description = "Kill a hook that runs longer than this (default 60s).")
  private @Nullable Seconds hookTimeout;

  /// Adds what these flags say to the settings. Throws [IllegalArgumentException] where one is out
  /// of range.
  void addTo(ClientSettings.Builder builder) {
    HostSettings settings = HostSettings.USUAL.withResolvConf(resolvConf);
    if (metric != null) {
      settings = settings.withMetric(metric);
    }
    if (table != null) {
      if (table < 1 || table > 0xffff_ffffL) {
        throw new IllegalArgumentException("--table is 1 to 4294967295, not " + table);
      }
      settings = settings.withRouteTable((int) (long) table);
    }
    if (routeProtocol != null) {
      settings = settings.withRouteProtocol(protocol(routeProtocol));
    }
    List<Path> programs = new ArrayList<>();
    Optional.ofNullable(script).ifPresent(programs::add);
    programs.addAll(hooks);
    Duration limit =
        hookTimeout == null ? HookSettings.NONE.limit() : Duration.ofSeconds(hookTimeout.value());
    HostSettings complete =
        settings.withHooks(new HookSettings(programs, limit, Map.of(), IscOptions.STANDARD));
    builder.host(_ -> complete);
    if (script != null) {
      builder.hostChanges(HostChanges.BY_HOOK);
    }
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

package org.lessor.client;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.host.OptionEdit;

/// How a lease is applied to the host.
///
/// @param metric of all routes, 0 to 4294967295; empty for 1000 and the interface's index
/// @param routeTable the routing table, 1 to 4294967295 as an unsigned number; empty for that of
///   the VRF that the interface belongs to, else the main table
/// @param routeProtocol what marks our routes, 1 to 255
/// @param resolvConf the file that says who resolves names
/// @param hooks the programs that are told
/// @param edits what is read in the place of options that a server sent
public record HostSettings(
    OptionalLong metric,
    OptionalInt routeTable,
    int routeProtocol,
    Path resolvConf,
    HookSettings hooks,
    List<OptionEdit> edits) {

  /// What marks our routes unless the user says otherwise: nobody else's number, so that what a
  /// client left behind when it was killed is known to be ours.
  public static final int ROUTE_PROTOCOL = 76;

  /// The usual.
  public static final HostSettings USUAL =
      new HostSettings(
          OptionalLong.empty(),
          OptionalInt.empty(),
          ROUTE_PROTOCOL,
          Path.of("/etc/resolv.conf"),
          HookSettings.NONE,
          List.of());

  /// Throws [IllegalArgumentException] if a number is out of range; the message says which.
  public HostSettings {
    edits = List.copyOf(edits);
    if (metric.isPresent() && (metric.getAsLong() < 0 || metric.getAsLong() > 0xffff_ffffL)) {
      throw new IllegalArgumentException("a metric is 0 to 4294967295, not " + metric.getAsLong());
    }
    if (routeTable.isPresent() && routeTable.getAsInt() == 0) {
      throw new IllegalArgumentException("a routing table is 1 to 4294967295, not 0");
    }
    if (routeProtocol < 1 || routeProtocol > 255) {
      throw new IllegalArgumentException("a route protocol is 1 to 255, not " + routeProtocol);
    }
  }

  /// The same with this metric.
  public HostSettings withMetric(long value) {
    return new HostSettings(
        OptionalLong.of(value), routeTable, routeProtocol, resolvConf, hooks, edits);
  }

  /// The same with this routing table.
  public HostSettings withRouteTable(int value) {
    return new HostSettings(metric, OptionalInt.of(value), routeProtocol, resolvConf, hooks, edits);
  }

  /// The same with this mark of routes.
  public HostSettings withRouteProtocol(int value) {
    return new HostSettings(metric, routeTable, value, resolvConf, hooks, edits);
  }

  /// The same with this file.
  public HostSettings withResolvConf(Path value) {
    return new HostSettings(metric, routeTable, routeProtocol, value, hooks, edits);
  }

  /// The same with these programs.
  public HostSettings withHooks(HookSettings value) {
    return new HostSettings(metric, routeTable, routeProtocol, resolvConf, value, edits);
  }

  /// The same with options read in this manner.
  public HostSettings withEdits(List<OptionEdit> value) {
    return new HostSettings(metric, routeTable, routeProtocol, resolvConf, hooks, value);
  }
}

package org.lessor.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lessor.engine.Lease;
import org.lessor.engine.Subnet;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.SubOptions;

/// One call of the operator's script (Kea: library run_script).
///
/// Names and forms of the variables are Kea's. What clients sent stands there as numbers,
/// hexadecimal digits or host names; of a host name, whatever is no letter, digit, `.`, `-` or `_`
/// becomes `_`, so that no script can be led astray by it.
///
/// @param point what happened, by the name of Kea's hook point: the only argument
/// @param address the address that it is about; calls about one address follow one another
/// @param variables the environment, in order
public record ScriptCall(String point, Ipv4 address, Map<String, String> variables) {
  private static final int CIRCUIT_ID = 1;
  private static final int REMOTE_ID = 2;

  /// Takes the variables as they are: nobody else has them.
  public ScriptCall {
    variables = Collections.unmodifiableMap(variables);
  }

  /// Begins a call.
  static Draft draft(String point, Ipv4 address) {
    return new Draft(point, address);
  }

  /// A call being made.
  static final class Draft {
    private final String point;
    private final Ipv4 address;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private Draft(String point, Ipv4 address) {
      this.point = point;
      this.address = address;
    }

    ScriptCall made() {
      return new ScriptCall(point, address, variables);
    }

    Draft set(String name, Object value) {
      variables.put(name, value.toString());
      return this;
    }

    private void hardware(String name, Optional<HardwareAddress> value) {
      set(name, value.map(each -> each.address().toHex(":")).orElse(""));
      set(name + "_TYPE", value.map(each -> Integer.toString(type(each))).orElse(""));
    }

    /// A declined lease has no address; Kea leaves the type of Ethernet there.
    private static int type(HardwareAddress address) {
      return address.isEmpty() ? HardwareAddress.ETHERNET : address.htype();
    }

    /// `QUERY4_…`: the message that led to it.
    Draft query(Exchange exchange, int localPort) {
      DhcpMessage query = exchange.request();
      set("QUERY4_TYPE", query.messageType().map(Enum::name).orElse(""));
      set("QUERY4_TXID", Integer.toUnsignedString(query.xid().bits()));
      set("QUERY4_LOCAL_ADDR", exchange.reception().destination());
      set("QUERY4_LOCAL_PORT", localPort);
      set("QUERY4_REMOTE_ADDR", exchange.reception().source());
      set("QUERY4_REMOTE_PORT", exchange.reception().sourcePort());
      set("QUERY4_IFACE_INDEX", exchange.interfaceIndex());
      set("QUERY4_IFACE_NAME", exchange.reception().inlet().name());
      set("QUERY4_HOPS", query.hops());
      set("QUERY4_SECS", query.secs());
      set("QUERY4_FLAGS", query.flags());
      set("QUERY4_CIADDR", query.ciaddr());
      set("QUERY4_SIADDR", query.siaddr());
      set("QUERY4_YIADDR", query.yiaddr());
      set("QUERY4_GIADDR", query.giaddr());
      set("QUERY4_RELAYED", !query.giaddr().isUnspecified());
      hardware("QUERY4_HWADDR", Optional.of(query.chaddr()));
      hardware("QUERY4_LOCAL_HWADDR", Optional.empty());
      hardware("QUERY4_REMOTE_HWADDR", Optional.empty());
      query.option(StandardOptions.DHCP_AGENT_OPTIONS.code()).ifPresent(this::relayAgent);
      return this;
    }

    private void relayAgent(Bytes information) {
      set("QUERY4_OPTION_82", hex(information));
      SubOptions.decode(information)
          .ifPresent(found -> {
            for (int code : new int[] {CIRCUIT_ID, REMOTE_ID}) {
              found
                  .value(code)
                  .ifPresent(value -> set("QUERY4_OPTION_82_SUB_OPTION_" + code, hex(value)));
            }
          });
    }

    private static String hex(Bytes bytes) {
      return "0x" + bytes.toHex().toUpperCase(Locale.ROOT);
    }

    /// `SUBNET4_…`.
    Draft subnet(Subnet subnet) {
      set("SUBNET4_ID", subnet.id());
      set("SUBNET4_NAME", subnet.prefix());
      set("SUBNET4_PREFIX", subnet.prefix().network());
      return set("SUBNET4_PREFIX_LEN", subnet.prefix().length());
    }

    /// `PKT4_…`: who asks.
    Draft client(Exchange exchange) {
      set(
          "PKT4_CLIENT_ID",
          exchange
              .request()
              .option(StandardOptions.DHCP_CLIENT_IDENTIFIER.code())
              .map(id -> id.toHex(":"))
              .orElse(""));
      hardware("PKT4_HWADDR", Optional.of(exchange.request().chaddr()));
      return this;
    }

    /// A lease under names that begin in that way.
    Draft lease(String prefix, Lease lease) {
      set(prefix + "_ADDRESS", lease.address());
      set(prefix + "_CLTT", lease.clttSeconds());
      set(prefix + "_HOSTNAME", lease.names().hostname().replaceAll("[^A-Za-z0-9._-]", "_"));
      hardware(prefix + "_HWADDR", Optional.of(lease.client().chaddr()));
      set(prefix + "_STATE", state(lease));
      set(prefix + "_SUBNET_ID", lease.subnetId());
      set(prefix + "_VALID_LIFETIME", lease.validLifetimeSeconds());
      return set(
          prefix + "_CLIENT_ID", lease.client().clientId().map(id -> id.toHex(":")).orElse(""));
    }

    private static String state(Lease lease) {
      return switch (lease.state()) {
        case OFFERED, ASSIGNED -> "default";
        case DECLINED -> "declined";
        case EXPIRED_RECLAIMED -> "expired-reclaimed";
        case RELEASED -> "released";
      };
    }
  }
}

package org.lessor.wire;

import java.util.List;

/// The standard options of DHCPv4: one row each with code, Kea's name, type and reference.
public final class StandardOptions {
  public static final OptionDefinition<Ipv4> SUBNET_MASK =
      new OptionDefinition<>(1, "subnet-mask", OptionTypes.IPV4, "RFC 2132 section 3.3");
  public static final OptionDefinition<List<Ipv4>> ROUTERS =
      new OptionDefinition<>(3, "routers", OptionTypes.IPV4_LIST, "RFC 2132 section 3.5");
  public static final OptionDefinition<List<Ipv4>> DOMAIN_NAME_SERVERS =
      new OptionDefinition<>(
          6, "domain-name-servers", OptionTypes.IPV4_LIST, "RFC 2132 section 3.8");
  public static final OptionDefinition<String> HOST_NAME =
      new OptionDefinition<>(12, "host-name", OptionTypes.STRING, "RFC 2132 section 3.14");
  public static final OptionDefinition<String> DOMAIN_NAME =
      new OptionDefinition<>(15, "domain-name", OptionTypes.STRING, "RFC 2132 section 3.17");
  public static final OptionDefinition<Long> INTERFACE_MTU =
      new OptionDefinition<>(26, "interface-mtu", OptionTypes.UINT16, "RFC 2132 section 5.1");
  public static final OptionDefinition<Ipv4> BROADCAST_ADDRESS =
      new OptionDefinition<>(28, "broadcast-address", OptionTypes.IPV4, "RFC 2132 section 5.3");
  public static final OptionDefinition<Ipv4> DHCP_REQUESTED_ADDRESS =
      new OptionDefinition<>(
          50, "dhcp-requested-address", OptionTypes.IPV4, "RFC 2132 section 9.1");

  /// Seconds; 4294967295 is for ever.
  public static final OptionDefinition<Long> DHCP_LEASE_TIME =
      new OptionDefinition<>(51, "dhcp-lease-time", OptionTypes.UINT32, "RFC 2132 section 9.2");

  public static final OptionDefinition<Ipv4> DHCP_SERVER_IDENTIFIER =
      new OptionDefinition<>(
          54, "dhcp-server-identifier", OptionTypes.IPV4, "RFC 2132 section 9.7");

  /// One byte an option code.
  public static final OptionDefinition<Bytes> DHCP_PARAMETER_REQUEST_LIST =
      new OptionDefinition<>(
          55, "dhcp-parameter-request-list", OptionTypes.BINARY, "RFC 2132 section 9.8");

  public static final OptionDefinition<String> DHCP_MESSAGE =
      new OptionDefinition<>(56, "dhcp-message", OptionTypes.STRING, "RFC 2132 section 9.9");

  /// Bytes of the largest IP datagram, headers counted.
  public static final OptionDefinition<Long> DHCP_MAX_MESSAGE_SIZE =
      new OptionDefinition<>(
          57, "dhcp-max-message-size", OptionTypes.UINT16, "RFC 2132 section 9.10");

  /// Seconds, T1.
  public static final OptionDefinition<Long> DHCP_RENEWAL_TIME =
      new OptionDefinition<>(58, "dhcp-renewal-time", OptionTypes.UINT32, "RFC 2132 section 9.11");

  /// Seconds, T2.
  public static final OptionDefinition<Long> DHCP_REBINDING_TIME =
      new OptionDefinition<>(
          59, "dhcp-rebinding-time", OptionTypes.UINT32, "RFC 2132 section 9.12");

  public static final OptionDefinition<Bytes> VENDOR_CLASS_IDENTIFIER =
      new OptionDefinition<>(
          60, "vendor-class-identifier", OptionTypes.BINARY, "RFC 2132 section 9.13");
  public static final OptionDefinition<Bytes> DHCP_CLIENT_IDENTIFIER =
      new OptionDefinition<>(
          61, "dhcp-client-identifier", OptionTypes.BINARY, "RFC 2132 section 9.14");
  public static final OptionDefinition<Bytes> DHCP_AGENT_OPTIONS =
      new OptionDefinition<>(82, "dhcp-agent-options", OptionTypes.BINARY, "RFC 3046");

  private StandardOptions() {}
}

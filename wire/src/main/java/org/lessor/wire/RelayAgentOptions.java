package org.lessor.wire;

import static org.lessor.wire.OptionTypes.BINARY;
import static org.lessor.wire.OptionTypes.EMPTY;
import static org.lessor.wire.OptionTypes.IPV4;
import static org.lessor.wire.OptionTypes.STRING;
import static org.lessor.wire.OptionTypes.UINT16;
import static org.lessor.wire.OptionTypes.UINT32;
import static org.lessor.wire.OptionTypes.UINT8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sub-options of option 82, which relay agents add (RFC 3046 and those that extend it).
public final class RelayAgentOptions {
  /// Kea's name of the space.
  public static final String SPACE_NAME = "dhcp-agent-options-space";

  private static final List<OptionDefinition<?>> ROWS = new ArrayList<>();

  /// The circuit on which the client is.
  public static final OptionDefinition<Bytes> CIRCUIT_ID =
      row(1, "circuit-id", BINARY, "RFC 3046 section 3.1");

  /// The far end of that circuit.
  public static final OptionDefinition<Bytes> REMOTE_ID =
      row(2, "remote-id", BINARY, "RFC 3046 section 3.2");

  /// The class of a cable modem.
  public static final OptionDefinition<Long> DOCSIS_DEVICE_CLASS =
      row(4, "docsis-device-class", UINT32, "RFC 3256 section 2");

  /// The link on which the client is, where `giaddr` does not say it.
  public static final OptionDefinition<Ipv4> LINK_SELECTION =
      row(5, "link-selection", IPV4, "RFC 3527 section 3");

  /// The subscriber, wherever he is connected.
  public static final OptionDefinition<String> SUBSCRIBER_ID =
      row(6, "subscriber-id", STRING, "RFC 3993 section 2");

  /// Attributes that a RADIUS server gave.
  public static final OptionDefinition<Bytes> RADIUS =
      row(7, "radius", BINARY, "RFC 4014 section 3");

  /// Proof of which relay agent it was.
  public static final OptionDefinition<Bytes> AUTH = row(8, "auth", BINARY, "RFC 4030 section 4");

  /// Sub-options by enterprise.
  public static final OptionDefinition<Bytes> VENDOR_SPECIFIC_INFO =
      row(9, "vendor-specific-info", BINARY, "RFC 4243 section 3");

  /// Top bit: the client's message came by unicast.
  public static final OptionDefinition<Long> RELAY_FLAGS =
      row(10, "relay-flags", UINT8, "RFC 5010");

  /// The server identifier (54) that replies are to carry, so that clients renew by way of the
  /// relay agent.
  public static final OptionDefinition<Ipv4> SERVER_ID_OVERRIDE =
      row(11, "server-id-override", IPV4, "RFC 5107 section 4");

  /// The relay agent, as a DUID.
  public static final OptionDefinition<Bytes> RELAY_ID =
      row(12, "relay-id", BINARY, "RFC 6925 section 5");

  /// The kind of access network.
  public static final OptionDefinition<Long> ACCESS_TECHNO_TYPE =
      row(13, "access-techno-type", UINT16, "RFC 7839");

  /// The access network, such as an SSID.
  public static final OptionDefinition<String> ACCESS_NETWORK_NAME =
      row(14, "access-network-name", STRING, "RFC 7839");

  /// The access point.
  public static final OptionDefinition<String> ACCESS_POINT_NAME =
      row(15, "access-point-name", STRING, "RFC 7839");

  /// The access point's address.
  public static final OptionDefinition<Bytes> ACCESS_POINT_BSSID =
      row(16, "access-point-bssid", BINARY, "RFC 7839");

  /// The operator's enterprise number.
  public static final OptionDefinition<Long> OPERATOR_ID =
      row(17, "operator-id", UINT32, "RFC 7839");

  /// The operator's realm.
  public static final OptionDefinition<String> OPERATOR_REALM =
      row(18, "operator-realm", STRING, "RFC 7839");

  /// The relay agent receives on the port from which it sends: replies go there.
  public static final OptionDefinition<Long> RELAY_PORT =
      row(19, "relay-port", UINT16, "RFC 8357 section 4.1");

  /// The VPN on which the client is.
  public static final OptionDefinition<Bytes> VIRTUAL_SUBNET_SELECT =
      row(151, "virtual-subnet-select", BINARY, "RFC 6607 section 3.2");

  /// Still there in a reply where the server did not understand 151.
  public static final OptionDefinition<Bytes> VIRTUAL_SUBNET_SELECT_CTRL =
      row(152, "virtual-subnet-select-ctrl", EMPTY, "RFC 6607 section 3.3");

  /// All of the above.
  public static final OptionSpace SPACE = new OptionSpace(SPACE_NAME, ROWS);

  /// The bit of [#RELAY_FLAGS] for messages that came by unicast (RFC 5010).
  public static final int UNICAST_FLAG = 0x80;

  private RelayAgentOptions() {}

  /// The sub-options of option 82 of `message`; empty where it has none or they are malformed.
  public static Optional<SubOptions> of(DhcpMessage message) {
    return message.get(StandardOptions.DHCP_AGENT_OPTIONS).flatMap(SubOptions::decode);
  }

  private static <T> OptionDefinition<T> row(
      int code, String name, OptionType<T> type, String reference) {
    OptionDefinition<T> definition =
        new OptionDefinition<>(code, name, type, reference, SPACE_NAME, "");
    ROWS.add(definition);
    return definition;
  }
}

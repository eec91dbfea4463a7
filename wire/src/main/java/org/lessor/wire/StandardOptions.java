package org.lessor.wire;

import static org.lessor.wire.OptionTypes.BINARY;
import static org.lessor.wire.OptionTypes.BINARY_FIELD;
import static org.lessor.wire.OptionTypes.COMPRESSED_FQDN_LIST;
import static org.lessor.wire.OptionTypes.EMPTY;
import static org.lessor.wire.OptionTypes.INT32;
import static org.lessor.wire.OptionTypes.IPV4;
import static org.lessor.wire.OptionTypes.IPV4_LIST;
import static org.lessor.wire.OptionTypes.LONG_TUPLE_LIST;
import static org.lessor.wire.OptionTypes.RAW_STRING;
import static org.lessor.wire.OptionTypes.STRING;
import static org.lessor.wire.OptionTypes.SUB_OPTIONS;
import static org.lessor.wire.OptionTypes.UINT16;
import static org.lessor.wire.OptionTypes.UINT16_LIST;
import static org.lessor.wire.OptionTypes.UINT32;
import static org.lessor.wire.OptionTypes.UINT8;
import static org.lessor.wire.OptionTypes.UINT8_FIELD;
import static org.lessor.wire.OptionTypes.UINT8_LIST;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The standard options of DHCPv4, one row each: code, Kea's name, type, reference. For options
/// that Kea does not define the name is IANA's, in Kea's manner.
///
/// Here stand the options that code of this project has to do with or that operators set every day;
/// the others stand in [UncommonOptions], and all are in [#SPACE].
public final class StandardOptions {
  /// The code whose sub-options have pads and an end.
  static final int VENDOR_SPECIFIC = 43;

  /// The rows, in the order in which they stand below.
  private static final List<OptionDefinition<?>> ROWS = new ArrayList<>();

  /// The mask of the link on which the client is.
  public static final OptionDefinition<Ipv4> SUBNET_MASK =
      row(1, "subnet-mask", IPV4, "RFC 2132 section 3.3");

  /// Seconds east of UTC; deprecated by 100 and 101.
  public static final OptionDefinition<Long> TIME_OFFSET =
      row(2, "time-offset", INT32, "RFC 2132 section 3.4");

  /// Default routers on the link, best first.
  public static final OptionDefinition<List<Ipv4>> ROUTERS =
      row(3, "routers", IPV4_LIST, "RFC 2132 section 3.5");

  /// DNS resolvers, best first.
  public static final OptionDefinition<List<Ipv4>> DOMAIN_NAME_SERVERS =
      row(6, "domain-name-servers", IPV4_LIST, "RFC 2132 section 3.8");

  /// The client's name, with or without domain.
  public static final OptionDefinition<String> HOST_NAME =
      row(12, "host-name", STRING, "RFC 2132 section 3.14");

  /// The domain that the client completes names with.
  public static final OptionDefinition<String> DOMAIN_NAME =
      row(15, "domain-name", STRING, "RFC 2132 section 3.17");

  /// The client's root file system.
  public static final OptionDefinition<String> ROOT_PATH =
      row(17, "root-path", STRING, "RFC 2132 section 3.19");

  /// Time to live of outgoing datagrams.
  public static final OptionDefinition<Long> DEFAULT_IP_TTL =
      row(23, "default-ip-ttl", UINT8, "RFC 2132 section 4.5");

  /// Bytes, at least 68.
  public static final OptionDefinition<Long> INTERFACE_MTU =
      row(26, "interface-mtu", UINT16, "RFC 2132 section 5.1");

  /// The link's broadcast address.
  public static final OptionDefinition<Ipv4> BROADCAST_ADDRESS =
      row(28, "broadcast-address", IPV4, "RFC 2132 section 5.3");

  /// Pairs of destination and router; superseded by 121.
  public static final OptionDefinition<List<Ipv4>> STATIC_ROUTES =
      row(33, "static-routes", IPV4_LIST, "RFC 2132 section 5.8");

  /// NTP servers, best first.
  public static final OptionDefinition<List<Ipv4>> NTP_SERVERS =
      row(42, "ntp-servers", IPV4_LIST, "RFC 2132 section 8.3");

  /// Sub-options whose meaning option 60 decides; some vendors put bytes of another form here.
  public static final OptionDefinition<Bytes> VENDOR_ENCAPSULATED_OPTIONS =
      row(
          43,
          "vendor-encapsulated-options",
          SUB_OPTIONS,
          "RFC 2132 section 8.4",
          "vendor-encapsulated-options-space");

  /// WINS servers, best first.
  public static final OptionDefinition<List<Ipv4>> NETBIOS_NAME_SERVERS =
      row(44, "netbios-name-servers", IPV4_LIST, "RFC 2132 section 8.5");

  /// 1 B-node, 2 P-node, 4 M-node, 8 H-node.
  public static final OptionDefinition<Long> NETBIOS_NODE_TYPE =
      row(46, "netbios-node-type", UINT8, "RFC 2132 section 8.7");

  /// The address that the client asks for.
  public static final OptionDefinition<Ipv4> DHCP_REQUESTED_ADDRESS =
      row(50, "dhcp-requested-address", IPV4, "RFC 2132 section 9.1");

  /// Seconds; 4294967295 is for ever.
  public static final OptionDefinition<Long> DHCP_LEASE_TIME =
      row(51, "dhcp-lease-time", UINT32, "RFC 2132 section 9.2");

  /// Which of `file` (1) and `sname` (2) hold options. Belongs to the encoding: never in [Options].
  public static final OptionDefinition<Long> DHCP_OPTION_OVERLOAD =
      row(52, "dhcp-option-overload", UINT8, "RFC 2132 section 9.3");

  /// A [MessageType].
  public static final OptionDefinition<Long> DHCP_MESSAGE_TYPE =
      row(53, "dhcp-message-type", UINT8, "RFC 2132 section 9.6");

  /// The server that sends, or that the client means.
  public static final OptionDefinition<Ipv4> DHCP_SERVER_IDENTIFIER =
      row(54, "dhcp-server-identifier", IPV4, "RFC 2132 section 9.7");

  /// One byte an option code, most wanted first.
  public static final OptionDefinition<Bytes> DHCP_PARAMETER_REQUEST_LIST =
      row(55, "dhcp-parameter-request-list", UINT8_LIST, "RFC 2132 section 9.8");

  /// Why a server refused or a client declined.
  public static final OptionDefinition<String> DHCP_MESSAGE =
      row(56, "dhcp-message", STRING, "RFC 2132 section 9.9");

  /// Bytes of the largest IP datagram, headers counted.
  public static final OptionDefinition<Long> DHCP_MAX_MESSAGE_SIZE =
      row(57, "dhcp-max-message-size", UINT16, "RFC 2132 section 9.10");

  /// Seconds, T1.
  public static final OptionDefinition<Long> DHCP_RENEWAL_TIME =
      row(58, "dhcp-renewal-time", UINT32, "RFC 2132 section 9.11");

  /// Seconds, T2.
  public static final OptionDefinition<Long> DHCP_REBINDING_TIME =
      row(59, "dhcp-rebinding-time", UINT32, "RFC 2132 section 9.12");

  /// What kind of client it is.
  public static final OptionDefinition<Bytes> VENDOR_CLASS_IDENTIFIER =
      row(60, "vendor-class-identifier", RAW_STRING, "RFC 2132 section 9.13");

  /// See [ClientId] for its parts.
  public static final OptionDefinition<Bytes> DHCP_CLIENT_IDENTIFIER =
      row(61, "dhcp-client-identifier", BINARY, "RFC 2132 section 9.14");

  /// What `sname` holds, where that holds options.
  public static final OptionDefinition<String> TFTP_SERVER_NAME =
      row(66, "tftp-server-name", STRING, "RFC 2132 section 9.4");

  /// What `file` holds, where that holds options.
  public static final OptionDefinition<String> BOOT_FILE_NAME =
      row(67, "boot-file-name", STRING, "RFC 2132 section 9.5");

  /// Classes that the user or an application gave.
  public static final OptionDefinition<UserClass> USER_CLASS =
      row(77, "user-class", UserClass.type(), "RFC 3004 section 4");

  /// Two messages instead of four.
  public static final OptionDefinition<Bytes> RAPID_COMMIT =
      row(80, "rapid-commit", EMPTY, "RFC 4039 section 4");

  /// The client's domain name.
  public static final OptionDefinition<ClientFqdn> FQDN =
      row(81, "fqdn", new ClientFqdn.Type(), "RFC 4702 section 2");

  /// What a relay agent added: see [RelayAgentOptions].
  public static final OptionDefinition<Bytes> DHCP_AGENT_OPTIONS =
      row(
          82,
          "dhcp-agent-options",
          SUB_OPTIONS,
          "RFC 3046 section 2.0",
          "dhcp-agent-options-space");

  /// Proof of who sent the message.
  public static final OptionDefinition<Authentication> AUTHENTICATE =
      row(90, "authenticate", Authentication.type(), "RFC 3118 section 2");

  /// Architecture types, as PXE clients send them.
  public static final OptionDefinition<List<Long>> CLIENT_SYSTEM =
      row(93, "client-system", UINT16_LIST, "RFC 4578 section 2.1");

  /// Type, major and minor of the network interface of PXE.
  public static final OptionDefinition<OptionRecord> CLIENT_NDI =
      row(
          94,
          "client-ndi",
          RecordType.of(UINT8_FIELD, UINT8_FIELD, UINT8_FIELD),
          "RFC 4578 section 2.2");

  /// The LDAP server, as Apple clients ask for it.
  public static final OptionDefinition<String> LDAP_URL =
      row(95, "ldap-url", STRING, "RFC 3679 section 3");

  /// Type 0, then the UUID of the machine.
  public static final OptionDefinition<OptionRecord> UUID_GUID =
      row(97, "uuid-guid", RecordType.of(UINT8_FIELD, BINARY_FIELD), "RFC 4578 section 2.3");

  /// The time zone as in POSIX.
  public static final OptionDefinition<String> PCODE =
      row(100, "pcode", STRING, "RFC 4833 section 2");

  /// The time zone by name, such as Europe/Zurich.
  public static final OptionDefinition<String> TCODE =
      row(101, "tcode", STRING, "RFC 4833 section 2");

  /// Seconds to do without IPv4.
  public static final OptionDefinition<Long> V6_ONLY_PREFERRED =
      row(108, "v6-only-preferred", UINT32, "RFC 8925 section 3.1");

  /// The URI of the captive portal API.
  public static final OptionDefinition<String> V4_CAPTIVE_PORTAL =
      row(114, "v4-captive-portal", STRING, "RFC 8910 section 2.1");

  /// Whether a client may take a link-local address: 0 no, 1 yes.
  public static final OptionDefinition<Long> AUTO_CONFIG =
      row(116, "auto-config", UINT8, "RFC 2563 section 2");

  /// The subnet to give an address from.
  public static final OptionDefinition<Ipv4> SUBNET_SELECTION =
      row(118, "subnet-selection", IPV4, "RFC 3011 section 2");

  /// The domains that the client completes names with, in order.
  public static final OptionDefinition<List<DomainName>> DOMAIN_SEARCH =
      row(119, "domain-search", COMPRESSED_FQDN_LIST, "RFC 3397 section 2");

  /// SIP servers, by name or by address.
  public static final OptionDefinition<SipServers> SIP_SERVERS =
      row(120, "sip-servers", new SipServers.Type(), "RFC 3361 section 3");

  /// Routes; a client that has it ignores 3 and 33.
  public static final OptionDefinition<List<ClasslessRoute>> CLASSLESS_STATIC_ROUTE =
      row(121, "classless-static-route", new ClasslessRoute.ListType(), "RFC 3442");

  /// Configuration of cable telephony: see [CablelabsOptions].
  public static final OptionDefinition<Bytes> CABLELABS_CLIENT_CONF =
      row(122, "cablelabs-client-conf", SUB_OPTIONS, "RFC 3495 section 4", "cablelabs-client-conf");

  /// What kind of client it is, by enterprise.
  public static final OptionDefinition<List<VendorClass>> VIVCO_SUBOPTIONS =
      row(124, "vivco-suboptions", new VendorClass.ListType(), "RFC 3925 section 3");

  /// Sub-options by enterprise, from the spaces `vendor-<number>`.
  public static final OptionDefinition<List<VendorOptions>> VIVSO_SUBOPTIONS =
      row(125, "vivso-suboptions", new VendorOptions.ListType(), "RFC 3925 section 4");

  /// URIs of bootstrap servers.
  public static final OptionDefinition<List<String>> V4_SZTP_REDIRECT =
      row(143, "v4-sztp-redirect", LONG_TUPLE_LIST, "RFC 8572 section 8.1");

  /// Algorithms of [Authentication] that the client knows.
  public static final OptionDefinition<Bytes> FORCERENEW_NONCE_CAPABLE =
      row(145, "forcerenew-nonce-capable", UINT8_LIST, "RFC 6704 section 3.1.1");

  /// TFTP servers, as IP telephones ask for them.
  public static final OptionDefinition<List<Ipv4>> TFTP_SERVER_ADDRESS =
      row(150, "tftp-server-address", IPV4_LIST, "RFC 5859 section 3");

  /// PCP servers, each with all its addresses.
  public static final OptionDefinition<List<List<Ipv4>>> PCP_SERVER =
      row(158, "pcp-server", new PcpServersType(), "RFC 7291 section 4");

  /// Where to find the description of what the client needs.
  public static final OptionDefinition<String> MUD_URL =
      row(161, "mud-url", STRING, "RFC 8520 section 10");

  /// Encrypted resolvers.
  public static final OptionDefinition<List<EncryptedResolver>> V4_DNR =
      row(162, "v4-dnr", new EncryptedResolver.ListType(), "RFC 9463 section 5.1");

  /// The boot loader's configuration file.
  public static final OptionDefinition<String> PXELINUX_CONFIG_FILE =
      row(209, "pxelinux-config-file", STRING, "RFC 5071 section 3.2");

  /// What stands before file names.
  public static final OptionDefinition<String> PXELINUX_PATH_PREFIX =
      row(210, "pxelinux-path-prefix", STRING, "RFC 5071 section 3.3");

  /// What 121 is, as older Microsoft clients ask for it.
  public static final OptionDefinition<List<ClasslessRoute>> MS_CLASSLESS_STATIC_ROUTE =
      row(
          249,
          "ms-classless-static-route",
          new ClasslessRoute.ListType(),
          "MS-DHCPE section 2.2.8");

  /// The URL of the proxy configuration.
  public static final OptionDefinition<String> WPAD =
      row(252, "wpad", STRING, "draft-ietf-wrec-wpad-01 section 4.4.1");

  /// All of the above and [UncommonOptions].
  public static final OptionSpace SPACE = new OptionSpace(OptionSpace.DHCP4, allRows());

  /// What Kea has no definition for, so that existing configurations bring their own.
  private static final Set<Integer> ABSENT_FROM_KEA =
      Set.of(
          80, 83, 95, 120, 123, 139, 140, 142, 144, 145, 150, 158, 161, 208, 209, 210, 211, 220,
          221, 249, 252);

  /// What Kea 2.2 has no definition for and later versions have: configurations that were written
  /// for it bring their own.
  private static final Set<Integer> ABSENT_FROM_KEA_2_2 =
      Set.of(121, 122, 143, 151, 152, 153, 154, 155, 156, 157, 162);

  private StandardOptions() {}

  /// Whether an operator may define this code anew: those without a standard definition, those for
  /// which Kea, or Kea 2.2, has none, those for private use (224 to 254) and 43, whose meaning is
  /// the vendor's.
  ///
  /// @param code 1 to 254
  public static boolean mayBeRedefined(int code) {
    return code == VENDOR_SPECIFIC
        || code >= 224
        || ABSENT_FROM_KEA.contains(code)
        || ABSENT_FROM_KEA_2_2.contains(code)
        || SPACE.byCode(code).isEmpty();
  }

  private static List<OptionDefinition<?>> allRows() {
    ROWS.addAll(UncommonOptions.ROWS);
    ROWS.sort(Comparator.comparingInt(OptionDefinition::code));
    return ROWS;
  }

  private static <T> OptionDefinition<T> row(
      int code, String name, OptionType<T> type, String reference) {
    return row(code, name, type, reference, "");
  }

  private static <T> OptionDefinition<T> row(
      int code, String name, OptionType<T> type, String reference, String encapsulates) {
    OptionDefinition<T> definition =
        new OptionDefinition<>(code, name, type, reference, OptionSpace.DHCP4, encapsulates);
    ROWS.add(definition);
    return definition;
  }
}

package org.lessor.wire;

import static org.lessor.wire.OptionTypes.BINARY;
import static org.lessor.wire.OptionTypes.BOOLEAN;
import static org.lessor.wire.OptionTypes.BOOLEAN_FIELD;
import static org.lessor.wire.OptionTypes.FQDN;
import static org.lessor.wire.OptionTypes.FQDN_FIELD;
import static org.lessor.wire.OptionTypes.FQDN_LIST;
import static org.lessor.wire.OptionTypes.IPV4;
import static org.lessor.wire.OptionTypes.IPV4_FIELD;
import static org.lessor.wire.OptionTypes.IPV4_LIST;
import static org.lessor.wire.OptionTypes.IPV6_FIELD;
import static org.lessor.wire.OptionTypes.PSID_FIELD;
import static org.lessor.wire.OptionTypes.STRING;
import static org.lessor.wire.OptionTypes.STRING_FIELD;
import static org.lessor.wire.OptionTypes.UINT16;
import static org.lessor.wire.OptionTypes.UINT16_LIST;
import static org.lessor.wire.OptionTypes.UINT32;
import static org.lessor.wire.OptionTypes.UINT8;
import static org.lessor.wire.OptionTypes.UINT8_FIELD;

import java.util.List;

/// The rest of the option table: a row each, as in [StandardOptions], for options that nothing in
/// this project needs by name.
final class UncommonOptions {
  static final List<OptionDefinition<?>> ROWS =
      List.of(
          row(4, "time-servers", IPV4_LIST, "RFC 2132 section 3.6"),
          row(5, "name-servers", IPV4_LIST, "RFC 2132 section 3.7"),
          row(7, "log-servers", IPV4_LIST, "RFC 2132 section 3.9"),
          row(8, "cookie-servers", IPV4_LIST, "RFC 2132 section 3.10"),
          row(9, "lpr-servers", IPV4_LIST, "RFC 2132 section 3.11"),
          row(10, "impress-servers", IPV4_LIST, "RFC 2132 section 3.12"),
          row(11, "resource-location-servers", IPV4_LIST, "RFC 2132 section 3.13"),
          row(13, "boot-size", UINT16, "RFC 2132 section 3.15"),
          row(14, "merit-dump", STRING, "RFC 2132 section 3.16"),
          row(16, "swap-server", IPV4, "RFC 2132 section 3.18"),
          row(18, "extensions-path", STRING, "RFC 2132 section 3.20"),
          row(19, "ip-forwarding", BOOLEAN, "RFC 2132 section 4.1"),
          row(20, "non-local-source-routing", BOOLEAN, "RFC 2132 section 4.2"),
          row(21, "policy-filter", IPV4_LIST, "RFC 2132 section 4.3"),
          row(22, "max-dgram-reassembly", UINT16, "RFC 2132 section 4.4"),
          row(24, "path-mtu-aging-timeout", UINT32, "RFC 2132 section 4.6"),
          row(25, "path-mtu-plateau-table", UINT16_LIST, "RFC 2132 section 4.7"),
          row(27, "all-subnets-local", BOOLEAN, "RFC 2132 section 5.2"),
          row(29, "perform-mask-discovery", BOOLEAN, "RFC 2132 section 5.4"),
          row(30, "mask-supplier", BOOLEAN, "RFC 2132 section 5.5"),
          row(31, "router-discovery", BOOLEAN, "RFC 2132 section 5.6"),
          row(32, "router-solicitation-address", IPV4, "RFC 2132 section 5.7"),
          row(34, "trailer-encapsulation", BOOLEAN, "RFC 2132 section 6.1"),
          row(35, "arp-cache-timeout", UINT32, "RFC 2132 section 6.2"),
          row(36, "ieee802-3-encapsulation", BOOLEAN, "RFC 2132 section 6.3"),
          row(37, "default-tcp-ttl", UINT8, "RFC 2132 section 7.1"),
          row(38, "tcp-keepalive-interval", UINT32, "RFC 2132 section 7.2"),
          row(39, "tcp-keepalive-garbage", BOOLEAN, "RFC 2132 section 7.3"),
          row(40, "nis-domain", STRING, "RFC 2132 section 8.1"),
          row(41, "nis-servers", IPV4_LIST, "RFC 2132 section 8.2"),
          row(45, "netbios-dd-server", IPV4_LIST, "RFC 2132 section 8.6"),
          row(47, "netbios-scope", STRING, "RFC 2132 section 8.8"),
          row(48, "font-servers", IPV4_LIST, "RFC 2132 section 8.9"),
          row(49, "x-display-manager", IPV4_LIST, "RFC 2132 section 8.10"),
          row(62, "nwip-domain-name", STRING, "RFC 2242 section 2"),
          row(63, "nwip-suboptions", BINARY, "RFC 2242 section 3"),
          row(64, "nisplus-domain-name", STRING, "RFC 2132 section 8.11"),
          row(65, "nisplus-servers", IPV4_LIST, "RFC 2132 section 8.12"),
          row(68, "mobile-ip-home-agent", IPV4_LIST, "RFC 2132 section 8.13"),
          row(69, "smtp-server", IPV4_LIST, "RFC 2132 section 8.14"),
          row(70, "pop-server", IPV4_LIST, "RFC 2132 section 8.15"),
          row(71, "nntp-server", IPV4_LIST, "RFC 2132 section 8.16"),
          row(72, "www-server", IPV4_LIST, "RFC 2132 section 8.17"),
          row(73, "finger-server", IPV4_LIST, "RFC 2132 section 8.18"),
          row(74, "irc-server", IPV4_LIST, "RFC 2132 section 8.19"),
          row(75, "streettalk-server", IPV4_LIST, "RFC 2132 section 8.20"),
          row(76, "streettalk-directory-assistance-server", IPV4_LIST, "RFC 2132 section 8.21"),
          row(
              78,
              "slp-directory-agent",
              RecordType.repeating(BOOLEAN_FIELD, IPV4_FIELD),
              "RFC 2610 section 3"),
          row(
              79,
              "slp-service-scope",
              RecordType.of(BOOLEAN_FIELD, STRING_FIELD),
              "RFC 2610 section 4"),
          row(83, "isns", BINARY, "RFC 4174 section 2"),
          row(85, "nds-servers", IPV4_LIST, "RFC 2241 section 2"),
          row(86, "nds-tree-name", STRING, "RFC 2241 section 3"),
          row(87, "nds-context", STRING, "RFC 2241 section 4"),
          row(88, "bcms-controller-names", FQDN_LIST, "RFC 4280 section 4.1"),
          row(89, "bcms-controller-address", IPV4_LIST, "RFC 4280 section 4.3"),
          row(91, "client-last-transaction-time", UINT32, "RFC 4388 section 6.1"),
          row(92, "associated-ip", IPV4_LIST, "RFC 4388 section 6.1"),
          row(98, "uap-servers", STRING, "RFC 2485 section 2"),
          row(99, "geoconf-civic", BINARY, "RFC 4776 section 3.1"),
          row(112, "netinfo-server-address", IPV4_LIST, "RFC 3679 section 3"),
          row(113, "netinfo-server-tag", STRING, "RFC 3679 section 3"),
          row(117, "name-service-search", UINT16_LIST, "RFC 2937 section 2"),
          row(123, "geoconf", BINARY, "RFC 6225 section 2.2.1"),
          row(136, "pana-agent", IPV4_LIST, "RFC 5192 section 4"),
          row(137, "v4-lost", FQDN, "RFC 5223 section 3"),
          row(138, "capwap-ac-v4", IPV4_LIST, "RFC 5417 section 2"),
          row(139, "ipv4-address-mos", BINARY, "RFC 5678 section 2"),
          row(140, "ipv4-fqdn-mos", BINARY, "RFC 5678 section 3"),
          row(141, "sip-ua-cs-domains", FQDN_LIST, "RFC 6011 section 4.1"),
          row(142, "ipv4-address-andsf", IPV4_LIST, "RFC 6153 section 2"),
          row(144, "geoloc", BINARY, "RFC 6225 section 2.2.2"),
          row(
              146,
              "rdnss-selection",
              RecordType.repeating(UINT8_FIELD, IPV4_FIELD, IPV4_FIELD, FQDN_FIELD),
              "RFC 6731 section 4.3"),
          row(
              151,
              "status-code",
              RecordType.of(UINT8_FIELD, STRING_FIELD),
              "RFC 6926 section 6.2.2"),
          row(152, "base-time", UINT32, "RFC 6926 section 6.2.3"),
          row(153, "start-time-of-state", UINT32, "RFC 6926 section 6.2.4"),
          row(154, "query-start-time", UINT32, "RFC 6926 section 6.2.5"),
          row(155, "query-end-time", UINT32, "RFC 6926 section 6.2.6"),
          row(156, "dhcp-state", UINT8, "RFC 6926 section 6.2.7"),
          row(157, "data-source", UINT8, "RFC 6926 section 6.2.8"),
          row(159, "v4-portparams", RecordType.of(UINT8_FIELD, PSID_FIELD), "RFC 7618 section 9"),
          row(208, "pxelinux-magic", BINARY, "RFC 5071 section 3.1"),
          row(211, "pxelinux-reboot-time", UINT32, "RFC 5071 section 3.4"),
          row(
              212,
              "option-6rd",
              RecordType.repeating(UINT8_FIELD, UINT8_FIELD, IPV6_FIELD, IPV4_FIELD),
              "RFC 5969 section 7.1.1"),
          row(213, "v4-access-domain", FQDN, "RFC 5986 section 3.1"),
          row(220, "subnet-allocation", BINARY, "RFC 6656 section 3"),
          row(221, "virtual-subnet-selection", BINARY, "RFC 6607 section 3.1"));

  private UncommonOptions() {}

  private static OptionDefinition<?> row(
      int code, String name, OptionType<?> type, String reference) {
    return new OptionDefinition<>(code, name, type, reference);
  }
}

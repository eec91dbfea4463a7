package org.lessor.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.lessor.cli.demo.Observed.Passage;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessagePrinter;

/// Packets in words.
final class MessageText {
  private static final int MESSAGE_TYPE = 53;
  private static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");
  private static final HardwareAddress NOBODY = HardwareAddress.ethernet("00:00:00:00:00:00");

  private MessageText() {}

  /// `broadcast` or `unicast`, as the link saw it; the name of the message's type behind it.
  static String label(Observed.Dhcp seen) {
    String type = seen.message().messageType().map(Enum::name).orElse("DHCP message without type");
    return type + ", " + reach(seen.passage());
  }

  private static String reach(Passage passage) {
    boolean toAll = isEveryone(passage.toLink()) || passage.to().address().isLimitedBroadcast();
    return toAll ? "broadcast" : "unicast";
  }

  /// Everything that matters about a DHCP message: where it went, the fields of its header that are
  /// not zero, its options.
  static List<String> details(Observed.Dhcp seen) {
    List<String> lines = new ArrayList<>();
    Passage passage = seen.passage();
    if (!passage.fromLink().isEmpty()) {
      lines.add("Ethernet  " + passage.fromLink() + " > " + station(passage.toLink()));
    }
    lines.add("IP, UDP   " + passage.from() + " > " + passage.to());
    lines.addAll(header(seen.message()));
    seen.message()
        .forEachOption((value, code) -> {
          if (code != MESSAGE_TYPE) {
            lines.add(option(code, value));
          }
        });
    return lines;
  }

  private static List<String> header(Message message) {
    StringBuilder first = new StringBuilder("xid ").append(message.xid());
    first.append("  chaddr ").append(message.chaddr());
    if (message.hops() != 0) {
      first.append("  hops ").append(message.hops());
    }
    if (message.secs() != 0) {
      first.append("  secs ").append(message.secs());
    }
    if (message.broadcast()) {
      first.append("  flags broadcast");
    }
    StringBuilder addresses = new StringBuilder();
    append(addresses, "ciaddr", message.ciaddr());
    append(addresses, "yiaddr", message.yiaddr());
    append(addresses, "siaddr", message.siaddr());
    append(addresses, "giaddr", message.giaddr());
    return addresses.isEmpty()
        ? List.of(first.toString())
        : List.of(first.toString(), addresses.toString().strip());
  }

  private static void append(StringBuilder line, String name, Ipv4 address) {
    if (!address.isUnspecified()) {
      line.append("  ").append(name).append(' ').append(address);
    }
  }

  /// `51 dhcp-lease-time 60`.
  private static String option(int code, Bytes value) {
    String text = MessagePrinter.STANDARD.option(code, value);
    int equals = text.indexOf('=');
    return equals < 0
        ? code + " " + text
        : code + " " + text.substring(0, equals) + " " + unquoted(text.substring(equals + 1));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /// What an ARP message says.
  static String arp(ArpMessage message) {
    return switch (message.operation()) {
      case REQUEST -> {
        if (message.isProbe()) {
          yield "ARP probe: who has " + message.target() + "? (not claiming it)";
        }
        yield message.sender().equals(message.target())
            ? "ARP announcement: " + message.sender() + " is mine"
            : "ARP: who has " + message.target() + "? tell " + message.sender();
      }
      case REPLY -> "ARP: " + message.sender() + " is at " + message.senderHardware();
    };
  }

  /// The Ethernet address, and what it means where it is everyone's.
  static String station(HardwareAddress hardware) {
    return isEveryone(hardware) ? hardware + " (everyone)" : hardware.toString();
  }

  private static boolean isEveryone(HardwareAddress hardware) {
    return hardware.equals(EVERYONE);
  }

  /// Whether it is no station's address: absent, or all zeros.
  static boolean isNobody(HardwareAddress hardware) {
    return hardware.isEmpty() || hardware.equals(NOBODY);
  }
}

package org.lessor.lab.sidebyside;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;
import org.lessor.wire.Option;

/// What a server answered, as values by field: message fields by name, options by code. What says
/// nothing about the decision is left out: the order of options, padding, Ethernet source.
///
/// @param kind `offer`, `ack`, `nak`, `bootp`, or `silence`, and how often if not once
/// @param fields no field for silence
record Reply(String kind, SortedMap<String, String> fields) {
  /// A reply shorter than this is padded by some (RFC 1542 section 2.1).
  private static final int PADDED_LENGTH = 300;

  private static final int FQDN = 81;

  /// Flags and two return codes (RFC 4702 section 2).
  private static final int FQDN_HEADER = 3;

  /// The replies to one message, in the order of their coming.
  static Reply of(List<Frame> frames, Link link) {
    if (frames.isEmpty()) {
      return new Reply("silence", new TreeMap<>());
    }
    Message message = frames.getFirst().dhcp().orElseThrow();
    String kind =
        message
            .messageType()
            .map(type -> type.name().substring("DHCP".length()).toLowerCase(Locale.ROOT))
            .orElse("bootp");
    String often = frames.size() == 1 ? "" : "-" + frames.size() + "-times";
    return new Reply(kind + often, fields(frames.getFirst(), message, link));
  }

  private static SortedMap<String, String> fields(Frame frame, Message message, Link link) {
    SortedMap<String, String> fields = new TreeMap<>();
    Frame.Udp udp = frame.udp().orElseThrow();
    fields.put("from", udp.source() + ":" + udp.sourcePort());
    fields.put("to", udp.destination() + ":" + udp.destinationPort());
    fields.put(
        "ethernet",
        frame.isEthernetBroadcast()
            ? "broadcast"
            : frame.destination().equals(link.hardwareAddress())
                ? "relay"
                : frame.destination().toString());
    fields.put("padded", "" + (udp.payload().length() >= PADDED_LENGTH));
    fields.put("hops", "" + message.hops());
    fields.put("secs", "" + message.secs());
    fields.put("flags", "0x%04x".formatted(message.flags()));
    fields.put("ciaddr", message.ciaddr().toString());
    fields.put("yiaddr", message.yiaddr().toString());
    fields.put("siaddr", message.siaddr().toString());
    fields.put("giaddr", message.giaddr().toString());
    fields.put("chaddr", message.htype() + "/" + message.chaddr().address().toHex(":"));
    fields.put("sname", message.sname().toText());
    fields.put("file", message.file().toText());
    message.options().forEach(option -> put(option, fields));
    return fields;
  }

  /// Option 81 is two fields: its return codes, and all else.
  private static void put(Option option, SortedMap<String, String> fields) {
    String name = "" + option.code();
    Bytes value = option.value();
    if (option.code() == FQDN && value.length() >= FQDN_HEADER) {
      fields.put(name + ".codes", value.slice(1, FQDN_HEADER).toHex());
      value = value.slice(0, 1).plus(value.from(FQDN_HEADER));
    }
    fields.put(name, value.toHex());
  }

  /// Whether the field has this value.
  boolean has(String field, String value) {
    return value.equals(fields.get(field));
  }

  @Override
  public String toString() {
    return kind + " " + fields;
  }
}

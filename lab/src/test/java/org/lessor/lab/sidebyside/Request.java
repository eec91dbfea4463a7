package org.lessor.lab.sidebyside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.UdpFrame;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Option;
import org.lessor.wire.Options;
import org.lessor.wire.Xid;

/// What a client sends in one step: the words behind the `>` of a scenario file.
///
/// @param type the DHCP message type, 0 for BOOTP
/// @param fields the fields by name, as they were written
/// @param options the options by code
record Request(int type, Map<String, String> fields, Map<Integer, Bytes> options) {
  private static final List<String> FIELDS =
      List.of(
          "mac", "ciaddr", "yiaddr", "siaddr", "giaddr", "secs", "hops", "flags", "sname", "file",
          "htype", "via", "on", "from", "port", "op");

  private static final int SERVER_PORT = 67;

  private static final int CLIENT_PORT = 68;

  /// Reads the words of a step.
  static Request of(List<String> words) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<Integer, Bytes> options = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      String[] pair = word.split("=", 2);
      if (pair.length < 2) {
        throw new IllegalArgumentException("not NAME=VALUE: " + word);
      } else if (pair[0].equals("ask")) {
        options.put(55, Words.bytes("u8:" + pair[1]));
      } else if (Character.isDigit(pair[0].charAt(0))) {
        option(options, pair[0], Words.bytes(pair[1]));
      } else if (FIELDS.contains(pair[0])) {
        fields.put(pair[0], pair[1]);
      } else {
        throw new IllegalArgumentException("no such field: " + pair[0]);
      }
    }
    return new Request(type(words.getFirst()), fields, options);
  }

  /// `82.1` is sub-option 1 of option 82: it is put behind what is there.
  private static void option(Map<Integer, Bytes> options, String key, Bytes value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      options.put(Integer.valueOf(key), value);
    } else {
      int code = Integer.parseInt(key.substring(dot + 1));
      Bytes sub = Bytes.ofUnsigned(code, value.length()).plus(value);
      options.merge(Integer.valueOf(key.substring(0, dot)), sub, Bytes::plus);
    }
  }

  private static int type(String word) {
    return word.equals("bootp")
        ? 0
        : word.startsWith("type-")
            ? Integer.parseInt(word.substring("type-".length()))
            : MessageType.valueOf("DHCP" + word.toUpperCase(Locale.ROOT)).code();
  }

  /// The interface of the server that it is sent to.
  String serverInterface() {
    return fields.getOrDefault("on", "eth0");
  }

  /// The message.
  ///
  /// @param standard the hardware address where the step names none, or only the last byte of one
  Message message(Xid xid, HardwareAddress standard) {
    Message empty =
        Message.of(Op.BOOTREQUEST, MessageType.DHCPDISCOVER, xid, mac(standard), m -> m);
    return empty
        .with(m -> m.options(options(empty)))
        .with(m ->
            m.op(field("op", "1").equals("2") ? Op.BOOTREPLY : Op.BOOTREQUEST)
                .ciaddr(address("ciaddr"))
                .yiaddr(address("yiaddr"))
                .siaddr(address("siaddr"))
                .giaddr(address("giaddr"))
                .secs(Integer.parseInt(field("secs", "0")))
                .hops(Integer.parseInt(field("hops", "0")))
                .flags(Integer.decode(field("flags", "0").replace("broadcast", "0x8000")))
                .sname(Words.bytes(field("sname", "")))
                .file(Words.bytes(field("file", ""))));
  }

  private Options options(Message empty) {
    Options all = type == 0 ? Options.NONE : empty.options().with(new Option(53, type(type)));
    for (Map.Entry<Integer, Bytes> option : options.entrySet()) {
      all = all.with(new Option(option.getKey(), option.getValue()));
    }
    return all;
  }

  private static Bytes type(int code) {
    return Bytes.ofUnsigned(code);
  }

  private HardwareAddress mac(HardwareAddress standard) {
    String text = field("mac", "");
    int htype = Integer.parseInt(field("htype", "1"));
    Bytes address =
        text.equals("none")
            ? Bytes.EMPTY
            : text.contains(":")
                ? Bytes.ofHex(text)
                : text.isEmpty()
                    ? standard.address()
                    : standard.address().slice(0, 5).plus(Bytes.ofUnsigned(Integer.parseInt(text)));
    return new HardwareAddress(htype, address);
  }

  private String field(String name, String standard) {
    return fields.getOrDefault(name, standard);
  }

  private Ipv4 address(String name) {
    return Ipv4.of(field(name, "0.0.0.0"));
  }

  /// How a message reaches a server.
  enum Way {
    /// As a client without an address sends it.
    BROADCAST,
    /// As a client sends it to its own server.
    UNICAST,
    /// As a relay agent sends it.
    RELAY;

    HardwareAddress ethernet(Link server) {
      return this == BROADCAST ? Frame.BROADCAST : server.hardwareAddress();
    }

    Ipv4 ip(Ipv4 server) {
      return this == BROADCAST ? Ipv4.BROADCAST : server;
    }
  }

  /// How it reaches the server: as `via` says, by a relay agent where `giaddr` is set, and
  /// otherwise by broadcast.
  Way way() {
    String standard = fields.containsKey("giaddr") ? "relay" : "broadcast";
    return Way.valueOf(field("via", standard).toUpperCase(Locale.ROOT));
  }

  /// The frame that carries the message.
  ///
  /// @param relay the link that relay agents send by
  /// @param server the link that it goes to
  /// @param serverAddress the server's address there
  Bytes frame(Message message, Link relay, Link server, Ipv4 serverAddress) {
    Way way = way();
    HardwareAddress chaddr = message.chaddr();
    boolean isFromClient =
        way != Way.RELAY
            && chaddr.htype() == HardwareAddress.ETHERNET
            && chaddr.address().length() == 6
            && (chaddr.address().at(0) & 1) == 0; // no frame comes from a group
    return new UdpFrame(
            isFromClient ? chaddr : relay.hardwareAddress(),
            way.ethernet(server),
            source(message),
            port(way == Way.RELAY ? SERVER_PORT : CLIENT_PORT),
            way.ip(serverAddress),
            SERVER_PORT,
            message.encode())
        .encode();
  }

  /// The IP address that it comes from.
  Ipv4 source(Message message) {
    return fields.containsKey("from")
        ? address("from")
        : switch (way()) {
          case BROADCAST -> Ipv4.UNSPECIFIED;
          case UNICAST -> message.ciaddr();
          case RELAY -> message.giaddr();
        };
  }

  private int port(int standard) {
    return Integer.parseInt(field("port", "" + standard));
  }
}
